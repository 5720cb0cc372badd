"""A member of staff in a talk: takes it over, answers, and gives it back, closes it or has called the person.

Whoever holds the talk is the only one who speaks for the house. What changes who that is waits for the turn that runs,
so that the bot never answers into somebody else's talk.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from bot.domain.address import form_of
from bot.domain.conversation import Conversation, Outcome, State
from bot.domain.errors import Conflict, TooLarge
from bot.domain.messages import Message, Sender
from bot.domain.records import Handover, HandoverStatus
from bot.services.casefile import reveal
from bot.services.masking import clean
from bot.services.ports import Clock, UnitOfWork
from bot.services.promises import settle
from bot.services.turns import Turns
from bot.texts import Texts

log = logging.getLogger(__name__)

FLOW = "handover"
CALLER = "front_desk"
"""Who promises that the person is called."""

LONGEST_NOTE = 1000
CALLED, GIVEN_BACK, STEPPED_IN = "called", "given_back", "staff"
"""How a request ended without an outcome of the contract; and the reason of one that staff made by stepping in."""


class TakenAlready(Conflict):
    """Somebody else has this talk."""

    def __init__(self, conversation: str, by: str) -> None:
        super().__init__(f"{conversation} is with {by}")
        self.conversation, self.by = conversation, by


class NotTaken(Conflict):
    """Only who took a talk over can do this with it."""


class TalkClosed(Conflict):
    """The talk is over; the person can open it again, staff cannot."""


class NothingToCall(Conflict):
    """Nobody asked for a call in this talk, or it was done already."""


@dataclass(frozen=True)
class Done:
    """The talk as it is now, and what the person is told, in the person's own words."""

    talk: Conversation
    said: Sequence[Message] = ()


async def take(id: str, *, by: str, uow: UnitOfWork, clock: Clock, texts: Texts, turns: Turns) -> Done:
    """From now on this member of staff talks with the person; once more is no error, `TakenAlready` for another."""
    async with turns.of(id), uow:
        talk = await uow.conversations.get(id)
        if talk.state is State.CLOSED:
            raise TalkClosed(id)
        if talk.state is State.STAFF and talk.handled_by != by:
            raise TakenAlready(id, str(talk.handled_by))
        if talk.state is State.STAFF:
            return Done(talk)
        request = await uow.handovers.of_conversation(id)
        if request and request.status is HandoverStatus.TAKEN and request.taken_by != by:
            raise TakenAlready(id, str(request.taken_by))
        await _note_taken(talk, request, by, clock.now(), uow)
        await _read_by_staff(id, uow)
        outcome = talk.outcome or Outcome.HUMAN_HANDOFF
        talk = replace(talk, state=State.STAFF, handled_by=by, outcome=outcome)
        done = await _tell("utter_staff_joined", talk, uow, clock, texts)
        await uow.commit()
    log.info("talk taken conversation=%s staff=%s", id, by)
    return done


async def _note_taken(talk: Conversation, request: Handover | None, by: str, now: datetime, uow: UnitOfWork) -> None:
    """Every talk that staff holds stands in the queue, so that nobody forgets it."""
    if request is None:
        made = Handover(uuid4().hex, talk.id, "live", STEPPED_IN, now, HandoverStatus.TAKEN, taken_by=by)
        await uow.handovers.add(made)
    else:
        await uow.handovers.save(replace(request, status=HandoverStatus.TAKEN, taken_by=by))


async def _read_by_staff(id: str, uow: UnitOfWork) -> None:
    """What still waits for the bot is answered by staff now."""
    for message in await uow.messages.waiting(id):
        await uow.messages.answered(id, message.seq)


async def answer(id: str, text: str, *, by: str, message_id: str | None, uow: UnitOfWork, clock: Clock) -> Done:
    """A message of staff to the person; the same `message_id` again is sent once.

    Raises `BadInput` and `TooLarge` for a text that nobody can read, `NotTaken` and `TakenAlready`.
    """
    text = clean(text)
    async with uow:
        talk = _held_by(by, await uow.conversations.get(id))
        if message_id and await uow.messages.by_message_id(id, message_id):
            return Done(talk)
        now = clock.now()
        message = await uow.messages.add(id, Sender.STAFF, text, at=now, message_id=message_id)
        talk = replace(talk, updated_at=now)
        await uow.conversations.save(talk)
        done = Done(talk, [await reveal(message, uow.vault)])
        await uow.commit()
    log.info("staff answered conversation=%s staff=%s length=%d", id, by, len(text))
    return done


async def give_back(id: str, *, by: str, uow: UnitOfWork, clock: Clock, texts: Texts, turns: Turns) -> Done:
    """The bot goes on with the person."""
    async with turns.of(id), uow:
        talk = _held_by(by, await uow.conversations.get(id))
        await _end_request(id, GIVEN_BACK, by, clock.now(), uow)
        done = await _tell("utter_staff_left", _with_bot(talk), uow, clock, texts)
        await uow.commit()
    log.info("talk given back conversation=%s staff=%s", id, by)
    return done


async def close(
    id: str, outcome: Outcome, note: str = "", *, by: str, uow: UnitOfWork, clock: Clock, texts: Texts, turns: Turns
) -> Done:
    """The talk is over, with an outcome and a note for colleagues; `TooLarge` for a note over `LONGEST_NOTE`."""
    note = clean(note) if note.strip() else ""
    if len(note) > LONGEST_NOTE:
        raise TooLarge(f"a note of {len(note)} characters")
    async with turns.of(id), uow:
        talk = _held_by(by, await uow.conversations.get(id))
        await _end_request(id, f"{outcome.value}: {note}" if note else outcome.value, by, clock.now(), uow)
        over = replace(_with_bot(talk), state=State.CLOSED, outcome=outcome, closed_at=clock.now())
        done = await _tell("utter_staff_closed", over, uow, clock, texts)
        await uow.commit()
    log.info("talk closed conversation=%s staff=%s outcome=%s", id, by, outcome.value)
    return done


async def called(id: str, *, by: str, uow: UnitOfWork, clock: Clock, texts: Texts, turns: Turns) -> Done:
    """The person was called: the request is done and the promise of a call settled, kept if that was in time.

    The bot goes on with a talk that waited for this call. `NothingToCall` where no call was asked for or promised.
    """
    async with turns.of(id), uow:
        talk = await uow.conversations.get(id)
        request = await uow.handovers.of_conversation(id)
        if request and request.status is HandoverStatus.TAKEN and request.taken_by != by:
            raise TakenAlready(id, str(request.taken_by))
        settled = await _settle_calls(id, by, clock.now(), uow)
        if not settled and (request is None or not can_be_called(request)):
            raise NothingToCall(id)
        await _end_request(id, CALLED, by, clock.now(), uow)
        done = Done(talk)
        if talk.state in (State.WAITING, State.STAFF):
            done = await _tell("utter_staff_left", _with_bot(talk), uow, clock, texts)
        await uow.commit()
    log.info("person called conversation=%s staff=%s", id, by)
    return done


def can_be_called(request: Handover) -> bool:
    """Whether this request can be met by calling."""
    return request.kind == "callback" or bool(request.phone)


async def _settle_calls(id: str, by: str, now: datetime, uow: UnitOfWork) -> int:
    """How many open promises of a call there were."""
    calls = [one for one in await uow.promises.of_conversation(id) if one.owner == CALLER and one.kept is None]
    for promise in calls:
        await settle(promise, kept=now <= promise.due, by=by, now=now, uow=uow)
    return len(calls)


async def _end_request(id: str, outcome: str, by: str, now: datetime, uow: UnitOfWork) -> None:
    request = await uow.handovers.of_conversation(id)
    if request:
        done = replace(request, status=HandoverStatus.DONE, taken_by=by, outcome=outcome, done_at=now)
        await uow.handovers.save(done)


def _held_by(by: str, talk: Conversation) -> Conversation:
    """The talk, if this member of staff has it."""
    if talk.state is not State.STAFF:
        raise NotTaken(talk.id)
    if talk.handled_by != by:
        raise TakenAlready(talk.id, str(talk.handled_by))
    return talk


def _with_bot(talk: Conversation) -> Conversation:
    """The talk without staff. A flow that only waited for a human ends; any other goes on where it was."""
    talk = replace(talk, state=State.BOT, handled_by=None)
    return talk.recall(flow=None, asks=None, misses=0) if talk.memory.flow == FLOW else talk


async def _tell(name: str, talk: Conversation, uow: UnitOfWork, clock: Clock, texts: Texts) -> Done:
    """Save the talk, and tell the person what changed."""
    now = clock.now()
    talk = replace(talk, updated_at=now)
    await uow.conversations.save(talk)
    message = await uow.messages.add(talk.id, Sender.SYSTEM, texts.say(name, talk.language, form_of(talk)), at=now)
    return Done(talk, [message])
