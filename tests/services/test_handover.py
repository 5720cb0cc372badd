"""A member of staff in a talk, on each kind of store."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.conversation import Memory, Outcome, State
from bot.domain.errors import NotFound
from bot.domain.messages import Sender
from bot.domain.records import Handover, HandoverStatus, Promise
from bot.services import handover
from bot.services.handover import NothingToCall, NotTaken, TakenAlready, TalkClosed
from bot.services.turns import LocalTurns
from bot.texts import Texts
from tests import factories
from tests.factories import NOW

TEXTS = Texts()
REQUEST = Handover("request", "talk", "live", "contact_human", NOW)


class Desk:
    """One member of staff with everything that the use cases want."""

    def __init__(self, units, clock, turns):
        self.units, self.clock, self.turns = units, clock, turns

    async def do(self, use_case, *more, by="anna"):
        given = {"uow": self.units(), "clock": self.clock, "texts": TEXTS, "turns": self.turns}
        return await use_case("talk", *more, by=by, **given)

    async def say(self, text, by="anna", message_id=None):
        given = {"uow": self.units(), "clock": self.clock, "message_id": message_id}
        return await handover.answer("talk", text, by=by, **given)


@pytest.fixture
def turns():
    return LocalTurns()


@pytest.fixture
def desk(units, clock, turns):
    return Desk(units, clock, turns)


async def store(units, request=REQUEST, promises=(), **talk):
    async with units() as uow:
        await uow.conversations.add(factories.talk(**{"state": State.WAITING, **talk}))
        if request:
            await uow.handovers.add(request)
        for promise in promises:
            await uow.promises.add(promise)
        await uow.commit()


async def stored(units):
    async with units(reading=True) as uow:
        return await uow.conversations.get("talk")


async def test_taking_makes_the_talk_and_the_request_theirs(units, desk):
    await store(units)
    done = await desk.do(handover.take)
    talk = await stored(units)
    assert (talk.state, talk.handled_by, talk.outcome) == (State.STAFF, "anna", Outcome.HUMAN_HANDOFF)
    assert [one.text for one in done.said] == [TEXTS.say("utter_staff_joined")]
    async with units(reading=True) as uow:
        request = await uow.handovers.get("request")
    assert (request.status, request.taken_by) == (HandoverStatus.TAKEN, "anna")


async def test_an_outcome_that_is_known_stays(units, desk):
    await store(units, outcome=Outcome.COMPLAINT_FILED)
    await desk.do(handover.take)
    assert (await stored(units)).outcome is Outcome.COMPLAINT_FILED


async def test_taking_twice_is_taking_once(units, desk):
    await store(units)
    await desk.do(handover.take)
    assert (await desk.do(handover.take)).said == ()


async def test_one_of_two_gets_the_talk(units, desk):
    await store(units)
    results = await asyncio.gather(desk.do(handover.take), desk.do(handover.take, by="bert"), return_exceptions=True)
    (refusal,) = [one for one in results if isinstance(one, Exception)]
    assert isinstance(refusal, TakenAlready)
    assert refusal.by == (await stored(units)).handled_by


async def test_one_of_two_gets_the_talk_in_two_processes_as_well(units, clock, desk):
    """Each process has turns of its own; then the transaction decides."""
    await store(units)
    other = Desk(units, clock, LocalTurns())
    results = await asyncio.gather(desk.do(handover.take), other.do(handover.take, by="bert"), return_exceptions=True)
    assert sum(isinstance(one, TakenAlready) for one in results) == 1


async def test_taking_waits_for_the_turn_that_runs(units, desk, turns):
    await store(units)
    async with turns.of("talk"):
        taking = asyncio.create_task(desk.do(handover.take))
        await asyncio.sleep(0.01)
        assert not taking.done()
    await taking
    assert (await stored(units)).state is State.STAFF


async def test_who_steps_in_unasked_stands_in_the_queue_too(units, desk):
    await store(units, request=None, state=State.BOT)
    await desk.do(handover.take)
    async with units(reading=True) as uow:
        (request,) = await uow.handovers.open()
    assert (request.status, request.taken_by, request.reason) == (HandoverStatus.TAKEN, "anna", "staff")


async def test_what_waited_for_the_bot_does_not_wait_any_more(units, desk):
    await store(units)
    async with units() as uow:
        await uow.messages.add("talk", Sender.PERSON, "Hallo?", at=NOW, waiting=True)
        await uow.commit()
    await desk.do(handover.take)
    async with units(reading=True) as uow:
        assert await uow.messages.waiting() == []


async def test_a_talk_that_is_over_cannot_be_taken(units, desk):
    await store(units, request=None, state=State.CLOSED)
    with pytest.raises(TalkClosed):
        await desk.do(handover.take)
    with pytest.raises(NotTaken):
        await desk.say("Hoi")


async def test_an_unknown_talk_is_not_found(desk):
    for use_case in (handover.take, handover.give_back, handover.called):
        with pytest.raises(NotFound):
            await desk.do(use_case)


async def test_an_answer_reaches_the_person_in_their_own_words(units, desk):
    await store(units)
    async with units() as uow:
        await uow.vault.keep("talk", "phone", "06-12345671")
        await uow.commit()
    await desk.do(handover.take)
    done = await desk.say("Ik bel je op [telefoon 1]")
    assert [(one.sender, one.text) for one in done.said] == [(Sender.STAFF, "Ik bel je op 06-12345671")]


async def test_the_flow_that_waited_for_a_human_ends_with_giving_back(units, desk):
    await store(units, memory=Memory(flow="handover", asks="phone", offered=("a",)))
    await desk.do(handover.take)
    await desk.do(handover.give_back)
    assert (await stored(units)).memory == Memory(offered=("a",))


async def test_another_flow_goes_on_where_it_was(units, desk):
    memory = Memory(flow="complaint", asks="what_happened")
    await store(units, replace(REQUEST, reason="bot_failed"), memory=memory)
    await desk.do(handover.take)
    await desk.do(handover.give_back)
    assert (await stored(units)).memory == memory


async def test_after_giving_back_another_can_take_it(units, desk):
    await store(units)
    await desk.do(handover.take)
    await desk.do(handover.give_back)
    await desk.do(handover.take, by="bert")
    assert (await stored(units)).handled_by == "bert"


async def test_closing_ends_talk_and_request(units, desk):
    await store(units, memory=Memory(flow="handover"))
    await desk.do(handover.take)
    done = await desk.do(handover.close, Outcome.SERVICE_GIVEN)
    talk = await stored(units)
    assert (talk.state, talk.outcome, talk.closed_at, talk.handled_by) == (
        State.CLOSED, Outcome.SERVICE_GIVEN, NOW, None,
    )  # fmt: skip
    assert talk.memory.flow is None
    assert [one.text for one in done.said] == [TEXTS.say("utter_staff_closed")]
    async with units(reading=True) as uow:
        assert (await uow.handovers.get("request")).outcome == "service_given"


@pytest.mark.parametrize("hours, kept", [(4, True), (5, False)])
async def test_a_call_keeps_its_promise_if_it_came_in_time(units, desk, clock, hours, kept):
    due = NOW + timedelta(hours=4)
    call = Promise("p1", "talk", "Een medewerker belt je.", "front_desk", due, NOW)
    other = Promise("p2", "talk", "Je krijgt antwoord.", "complaint_handler", due, NOW)
    await store(units, replace(REQUEST, kind="callback"), [call, other])
    clock.move_to(NOW + timedelta(hours=hours))
    await desk.do(handover.called)
    async with units(reading=True) as uow:
        promises = {one.id: one.kept for one in await uow.promises.of_conversation("talk")}
        request = await uow.handovers.get("request")
    assert promises == {"p1": kept, "p2": None}
    assert (request.status, request.outcome, request.taken_by) == (HandoverStatus.DONE, "called", "anna")
    assert (await stored(units)).state is State.BOT


async def test_a_call_after_the_talk_ended_only_settles_the_promise(units, desk):
    call = Promise("p1", "talk", "Een medewerker belt je.", "front_desk", NOW, NOW)
    await store(units, None, [call], state=State.CLOSED)
    assert (await desk.do(handover.called)).said == ()
    assert (await stored(units)).state is State.CLOSED


async def test_nobody_asked_for_a_call(units, desk):
    await store(units)
    with pytest.raises(NothingToCall):
        await desk.do(handover.called)
    assert (await stored(units)).state is State.WAITING
