"""What falls due: done once, at a time that suits people, after restarts and from any number of gateways."""

from __future__ import annotations

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import DutchCalendar
from bot.channels.base import Outboxes
from bot.clock import MovableClock
from bot.domain.conversation import State
from bot.domain.messages import Message
from bot.domain.records import Promise
from bot.services import promises
from bot.services.due import Due, until
from bot.services.followups import HANDLERS
from bot.services.ports import Units
from bot.services.post import Post
from bot.services.turn import take_turn
from bot.services.turns import LocalTurns
from bot.talk.model import Heard
from tests import factories

HERE = ZoneInfo("Europe/Amsterdam")
MAIL = Post(mail=True, url="https://hulp.example.org", staff="team@example.org", lead="baas@example.org")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


class Town:
    """A municipality whose clock a test moves, with as many gateways as it likes on one store."""

    def __init__(self, units: Units, start: str, post: Post = MAIL) -> None:
        self.units, self.clock = units, MovableClock(at(start), real=datetime(2026, 1, 1).timestamp)
        self.house = factories.house()
        self.house = type(self.house)(**{**vars(self.house), "calendar": DutchCalendar(), "post": post})
        self.outbox = Outboxes()
        self.gateway = self.another()

    def another(self) -> Due:
        """A gateway that has just started."""
        return Due(self.units, self.clock, self.house, outbox=self.outbox, turns=LocalTurns(), handlers=HANDLERS)

    async def talk(self, id: str = "talk", **more: object) -> None:
        now = self.clock.now()
        async with self.units() as uow:
            await uow.conversations.add(factories.talk(id, created_at=now, updated_at=now, **more))
            await uow.commit()

    async def promise(self, due: str, talk: str = "talk", owner: str = "front_desk") -> Promise:
        async with self.units() as uow:
            made = await promises.make(
                "Een medewerker belt je.", owner, at(due), await uow.conversations.get(talk),
                now=self.clock.now(), uow=uow, house=self.house,
            )  # fmt: skip
            await uow.commit()
        return made

    async def until(self, moment: str) -> None:
        await until(at(moment), self.clock, self.clock.move_to, (self.gateway,))

    async def heard(self, text: str, intent: str, id: str = "talk") -> list[str]:
        heard = Heard(text, intent, 0.9, ((intent, 0.9),), message_id=f"{id}{self.clock.now().isoformat()}{text}")
        house, units, clock = self.house, self.units, self.clock
        taken = await take_turn(id, heard, flow="intake", units=units, clock=clock, house=house)
        return [reply.text for reply in taken.replies]

    async def said(self, id: str = "talk") -> list[Message]:
        async with self.units(reading=True) as uow:
            return await uow.messages.after(id)

    async def ledger(self, id: str = "talk") -> list[Promise]:
        async with self.units(reading=True) as uow:
            return await uow.promises.of_conversation(id)


@pytest.fixture
async def town(units: Units) -> Town:
    town = Town(units, "2026-11-23T10:00")
    await town.talk()
    return town


async def test_the_person_is_asked_at_the_moment_itself_and_once(town):
    await town.promise("2026-11-26T12:00")
    await town.until("2026-11-26T11:59")
    assert await town.said() == []
    await town.until("2026-11-26T12:01")
    (asked,) = await town.said()
    assert "gelukt" in asked.text and "donderdag 26 november" in asked.text
    assert [button.title for button in asked.buttons][:2] == ["Ja, gelukt", "Nee, niet gelukt"]
    assert asked.at == at("2026-11-26T12:00") and asked.custom["promise"]["text"] == "Een medewerker belt je."


async def test_no_answer_gets_one_reminder_and_then_rest(town):
    await town.promise("2026-11-26T12:00")
    await town.until("2026-12-31T12:00")
    assert [message.at for message in await town.said()] == [at("2026-11-26T12:00"), at("2026-11-28T12:00")]
    assert (await town.ledger())[0].kept is None  # staff still sees it as late


async def test_a_yes_settles_it_and_six_weeks_later_the_bot_asks_who_agreed(town):
    await town.promise("2026-11-26T12:00")
    await town.until("2026-11-26T12:30")
    await town.heard("ja", "affirm")
    await town.heard("ja dat mag", "affirm")
    (promise,) = await town.ledger()
    assert promise.kept is True and promise.settled_by == "person"
    await town.until("2027-01-07T12:29")
    assert len(await town.said()) == 1
    await town.until("2027-01-07T12:31")
    assert "Hoe gaat het nu" in (await town.said())[-1].text or "hoe gaat het nu" in (await town.said())[-1].text


async def test_who_did_not_agree_is_never_asked_again(town):
    await town.promise("2026-11-26T12:00")
    await town.until("2026-11-26T12:30")
    await town.heard("ja", "affirm")
    await town.heard("nee", "deny")
    await town.until("2027-06-01T12:00")
    assert len(await town.said()) == 1


async def test_a_no_goes_to_staff_and_to_the_lead_and_one_yes_files_the_complaint(town):
    made = await town.promise("2026-11-26T12:00")
    await town.until("2026-11-26T12:30")
    offered = await town.heard("nee", "deny")
    assert "Sorry" in offered[0] and made.text in offered[1]
    filed = await town.heard("ja", "affirm")
    async with town.units(reading=True) as uow:
        talk, queue = await uow.conversations.get("talk"), await uow.handovers.open()
        (complaint,) = await uow.complaints.of_conversation("talk")
        letters = await uow.deliveries.of_conversation("talk")
    assert talk.state is State.WAITING and [one.reason for one in queue] == ["promise_broken"]
    assert made.text in complaint.story["what_happened"] and complaint.reference in filed[0]
    assert [one.content["to"] for one in letters] == ["team@example.org", "baas@example.org"]
    assert not any(made.text in one.content["text"] for one in letters)  # nothing of what was said
    assert {one.kept for one in await town.ledger()} == {False, None}  # and the complaint is a new promise


@pytest.mark.parametrize(
    ("start", "due", "asked"),
    [
        ("2026-10-23T10:00", "2026-10-25T02:30", "2026-10-26T09:00"),  # the night with an hour too many, a Sunday
        ("2026-03-27T10:00", "2026-03-29T03:30", "2026-03-30T09:00"),  # the night with an hour too few
        ("2026-04-20T10:00", "2026-04-27T12:00", "2026-04-28T09:00"),  # King's Day
        ("2026-12-20T10:00", "2026-12-31T23:59:59", "2026-12-31T17:00"),  # the turn of the year
        ("2026-12-28T10:00", "2027-01-01T12:00", "2027-01-02T09:00"),
    ],
)
async def test_over_nights_holidays_and_changes_of_the_clock(units, start, due, asked):
    town = Town(units, start)
    await town.talk()
    await town.promise(due)
    await town.until("2027-01-20T12:00")
    assert (await town.said())[0].at == at(asked)


async def test_a_gateway_that_was_down_asks_when_it_is_back_but_not_at_night(town):
    await town.promise("2026-11-26T12:00")
    town.clock.move_to(at("2026-11-26T23:00"))
    restarted = town.another()
    await restarted.run()
    assert await town.said() == []
    town.clock.move_to(at("2026-11-27T09:00"))
    await town.another().run()
    assert len(await town.said()) == 1


async def test_several_gateways_ask_once(town):
    for number in range(5):
        await town.talk(f"t{number}")
        await town.promise("2026-11-26T12:00", f"t{number}")
    town.clock.move_to(at("2026-11-26T12:00"))
    await asyncio.gather(*(town.another().run() for _ in range(4)))
    assert [len(await town.said(f"t{number}")) for number in range(5)] == [1] * 5


async def test_one_errand_that_fails_keeps_no_other_waiting_and_comes_back(town, monkeypatch):
    await town.talk("other")
    await town.promise("2026-11-26T12:00")
    await town.promise("2026-11-26T12:00", "other")
    real, tries = HANDLERS["promise_ask"], []

    async def fails_once(case):
        tries.append(case.talk.id)
        if case.talk.id == "talk" and len(tries) < 3:
            raise RuntimeError("wrong number")
        return await real(case)

    monkeypatch.setitem(HANDLERS, "promise_ask", fails_once)
    await town.until("2026-11-26T12:05")
    assert len(await town.said("other")) == 1 and await town.said() == []
    await town.until("2026-11-26T12:30")
    assert len(await town.said()) == 1


async def test_what_staff_settled_is_not_asked(town):
    made = await town.promise("2026-11-26T12:00")
    async with town.units() as uow:
        await promises.settle(made, kept=True, by="anna", now=town.clock.now(), uow=uow)
        await uow.commit()
    await town.until("2026-12-10T12:00")
    assert await town.said() == []


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"state": State.STAFF, "handled_by": "anna"}, 0),  # who holds the talk speaks for the house
        ({"state": State.CLOSED}, 1),
        ({"state": State.WAITING}, 1),
    ],
)
async def test_the_bot_asks_where_it_may_speak(units, changes, asked):
    town = Town(units, "2026-11-23T10:00")
    await town.talk(**changes)
    await town.promise("2026-11-26T12:00")
    await town.until("2026-11-26T12:30")
    assert len(await town.said()) == asked


async def test_the_owner_is_warned_by_mail_where_there_is_mail(town, units):
    await town.promise("2026-11-26T12:00")
    await town.until("2026-11-25T09:00")
    async with town.units(reading=True) as uow:
        (letter,) = await uow.deliveries.of_conversation("talk")
    assert letter.content["to"] == "team@example.org" and "/console/talks/talk" in letter.content["text"]


async def test_erasing_the_talk_ends_all_of_it(town):
    await town.promise("2026-11-26T12:00")
    async with town.units() as uow:
        await uow.conversations.erase("talk")
        await uow.commit()
    await town.until("2026-12-26T12:00")
    async with town.units(reading=True) as uow:
        assert await uow.errands.due(town.clock.now()) == []


async def test_two_promises_are_not_asked_about_at_once(town):
    await town.promise("2026-11-26T12:00")
    await town.promise("2026-11-26T13:00", owner="anna")
    await town.until("2026-11-26T14:00")
    assert len(await town.said()) == 1
    await town.heard("ja", "affirm")
    await town.heard("nee", "deny")
    await town.until("2026-11-27T14:00")
    assert len(await town.said()) == 2


async def test_nobody_who_is_typing_is_interrupted(town):
    await town.promise("2026-11-26T12:00")
    town.clock.move_to(at("2026-11-26T11:58"))
    await town.heard("ik wil een klacht indienen over de balie", "complaint")
    await town.until("2026-11-26T12:05")
    assert await town.said() == []
    await town.until("2026-11-26T12:30")
    assert len(await town.said()) == 1


async def test_nothing_of_it_is_in_the_log(town, log):
    await town.promise("2026-11-26T12:00")
    await town.until("2026-11-26T12:30")
    await town.heard("nee", "deny")
    assert "belt" not in log.text and "example.org" not in log.text
