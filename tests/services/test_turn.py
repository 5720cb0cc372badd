"""One turn: all or nothing, once for each message, and what it leaves behind."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest

from bot.clock import MovableClock
from bot.domain.complaint import Status
from bot.house import doorkeeper
from bot.services.ports import Units
from bot.services.turn import Taken, take_turn
from bot.settings import ROOT
from bot.talk.model import Heard

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=timezone.utc)
STORY = ("hij lachte hard om mijn formulier", "burgerzaken", "gisteren", "niks", "excuses")


class Talk:
    """A person whose words arrive at the turn as Rasa would hand them over."""

    def __init__(self, units: Units, at: datetime) -> None:
        self.units, self.count = units, 0
        self.clock = MovableClock(at, real=datetime(2026, 1, 1).timestamp)
        self.house = doorkeeper(str(ROOT / "profiles" / "voorbeeldstad"))

    async def hear(self, text: str, intent: str = "inform", id: str = "", **choice: str) -> Taken:
        self.count += 1
        heard = Heard(text, intent, 0.9, ((intent, 0.9),), choice, message_id=id or f"m{self.count}")
        return await take_turn("c1", heard, flow="intake", units=self.units, clock=self.clock, house=self.house)


@pytest.fixture
def talk(units: Units) -> Talk:
    return Talk(units, MONDAY)


async def told(talk: Talk) -> None:
    await talk.hear("ik wil een klacht indienen, de medewerker lachte mij uit", "complaint")
    for line in (*STORY, "geen contact"):
        await talk.hear(line)


async def test_the_same_message_twice_files_one_complaint_and_says_the_same(talk, units):
    await told(talk)
    first = await talk.hear("ja", "affirm", id="yes")
    again = await talk.hear("ja", "affirm", id="yes")
    async with units() as uow:
        filed = await uow.complaints.of_conversation("c1")
    assert len(filed) == 1 and first.replies == again.replies
    assert filed[0].due.isoformat() == "2027-01-04" and filed[0].status is Status.RECEIVED
    assert filed[0].story["wanted_outcome"] == "excuses" and len(filed[0].code_hash) == 64


async def test_what_breaks_leaves_nothing_behind(talk, units, monkeypatch):
    await told(talk)

    def broken(*_: object) -> None:
        raise RuntimeError("the printer is on fire")

    with monkeypatch.context() as patch:
        patch.setattr("bot.services.turn.render", broken)
        with pytest.raises(RuntimeError, match="printer"):
            await talk.hear("ja", "affirm")
    async with units() as uow:
        assert await uow.complaints.of_conversation("c1") == []
    await talk.hear("ja", "affirm")
    async with units() as uow:
        assert len(await uow.complaints.of_conversation("c1")) == 1


async def test_a_referral_is_on_record_with_a_promise(talk, units):
    await talk.hear("ik ben 18 en heb geen slaapplek, ik ben nu in Zuid", "homelessness")
    for line, intent in (("ja", "affirm"), ("ruzie thuis", "inform"), ("twee weken", "inform"), ("een bed", "inform")):
        await talk.hear(line, intent)
    for line in ("bellen", "[telefoon 1]", "[naam 1]"):
        last = await talk.hear(line)
    async with units() as uow:
        made, promised = await uow.referrals.of_conversation("c1"), await uow.promises.of_conversation("c1")
    assert len(made) == 1 and len(promised) == 1 and last.flow is None
    assert promised[0].due > MONDAY


async def test_a_call_is_promised_once_and_in_office_hours(units):
    talk = Talk(units, NIGHT)
    for line, intent in (
        ("ik wil een mens spreken", "contact_human"),
        ("[telefoon 1]", "inform"),
        ("[naam 1]", "inform"),
    ):
        await talk.hear(line, intent)
    await talk.hear("en mijn nummer is nog steeds [telefoon 1]")
    async with units() as uow:
        promised, asked = await uow.promises.of_conversation("c1"), await uow.handovers.of_conversation("c1")
    assert len(promised) == 1 and asked.kind == "callback"
    assert promised[0].due.isoformat() == "2026-11-24T12:00:00+00:00"  # Tuesday 13:00, four hours after opening


async def test_english_from_the_first_word_on(talk):
    taken = await talk.hear("my landlord keeps my deposit and does not answer me", "landlord_dispute")
    assert taken.language == "en" and "landlord" in taken.replies[0].text


async def test_what_is_wrong_on_a_card_reaches_staff_once_and_the_talk_goes_on(talk, units):
    card = (await talk.hear("mijn grofvuil is niet opgehaald", "waste")).replies
    while not any("services" in reply.custom for reply in card):
        card = (await talk.hear("weet ik niet")).replies
    shown = next(reply for reply in card if "services" in reply.custom)
    (button,) = shown.buttons
    service = json.loads(button.command.removeprefix("/inform"))["report"]
    assert [service] == shown.custom["services"]
    await talk.hear("", report=service)
    for _ in range(2):
        said = await talk.hear("belt u [telefoon 1], het oude nummer doet het niet", id="twice")
    assert len(said.replies) == 2 and said.flow == "intake"
    async with units() as uow:
        (report,) = await uow.reports.open()
    assert (report.service, report.came_from, report.conversation) == (service, "shell", "c1")
    assert report.words == "belt u [telefoon 1], het oude nummer doet het niet"


async def test_words_are_added_to_a_complaint_on_file_in_full(talk, units):
    await told(talk)
    await talk.hear("ja", "affirm")
    await talk.hear("hoe staat het met mijn klacht", "complaint_status")
    said = await talk.hear("de heg is ook kapot gereden")
    async with units() as uow:
        (filed,) = await uow.complaints.of_conversation("c1")
    assert [one.text for one in filed.additions] == ["de heg is ook kapot gereden"] and len(filed.history) == 1
    assert filed.reference in said.replies[0].text and said.flow is None


async def test_a_complaint_of_another_talk_opens_with_its_code_only(talk, units):
    await told(talk)
    receipt = next(one for one in (await talk.hear("ja", "affirm")).replies if "complaint" in one.custom)
    reference, code = receipt.custom["complaint"]["reference"], receipt.custom["complaint"]["code"]
    async with units() as uow:
        await uow.conversations.erase("c1")
        await uow.commit()
    wrong = await talk.hear(f"hoe staat het met {reference} AAAA-BBBB-CCCC", "complaint_status")
    assert wrong.flow is None and "geen klacht" in wrong.replies[0].text
    right = await talk.hear(f"hoe staat het met {reference} {code}", "complaint_status")
    assert right.flow == "status" and "ontvangen" in right.replies[0].text
    await talk.hear("er was nog een getuige")
    async with units() as uow:
        assert [one.text for one in (await uow.complaints.get(reference)).additions] == ["er was nog een getuige"]


async def test_a_signal_is_counted_without_a_link_to_the_talk(talk, units):
    await talk.hear("ik wil een klacht indienen over het park", "complaint")
    for line in ("ik wil het alleen melden", "de lampen in het park zijn al weken kapot", "de gemeente"):
        said = await talk.hear(line)
    async with units() as uow:
        (signal,) = await uow.signals.since(MONDAY)
        assert await uow.complaints.of_conversation("c1") == []
    assert "lampen" in signal.text and signal.organisation == "gemeente" and "zonder" in said.replies[-1].text


async def test_an_answer_to_an_idea_is_promised_once(talk, units):
    await talk.hear("ik heb een idee voor een skatebaan in het park bij de brug", "participation")
    await talk.hear("geen contact")
    await talk.hear("ik heb nog een idee, namelijk bankjes langs het water daar", "participation")
    await talk.hear("geen contact")
    async with units() as uow:
        promised = [one for one in await uow.promises.of_conversation("c1") if one.owner == "participation"]
    assert len(promised) == 1 and promised[0].due.date().isoformat() == "2026-12-07"


async def test_a_date_of_birth_gives_dates_without_leaving_its_placeholder(talk, units):
    await talk.hear("mijn hulp stopt als ik 18 word", "transition_18")
    async with units() as uow:
        placeholder = await uow.vault.keep("c1", "birthdate", "3 maart 2009")
        await uow.commit()
    await talk.hear(f"ik ben geboren op {placeholder}")
    said = await talk.hear("Noord")
    card = next(one for one in said.replies if "checklist" in one.custom)
    assert "woensdag 3 maart 2027" in card.text and "2009" not in card.text
