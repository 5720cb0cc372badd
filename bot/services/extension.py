"""More time for a complaint: once, at most four weeks, told to who complained with the reason (Awb 9:11 lid 2)."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, datetime, time

from bot.domain.address import form_of
from bot.domain.complaint import NEXT, Complaint
from bot.domain.conversation import Conversation
from bot.domain.deadlines import complaint_due_extended
from bot.domain.errors import Conflict, TooLarge
from bot.domain.messages import Message, Sender
from bot.services.casework import HANDLER
from bot.services.doorkeeper import Doorkeeper
from bot.services.masking import clean
from bot.services.ports import Clock, UnitOfWork
from bot.services.promises import move
from bot.talk.wording import in_words

log = logging.getLogger(__name__)

LONGEST = 300
"""Characters of a reason; it has to be read at a glance."""


class NoMoreTime(Conflict):
    """The one extension was used, the last day has passed, or the complaint is closed."""


def longest(complaint: Complaint, house: Doorkeeper) -> date:
    """The last day after the one extension."""
    received = house.local(complaint.received_at)
    committee = house.profile.complaint_committee
    return complaint_due_extended(received.date(), with_committee=committee, holidays=house.holidays(received))


def can_be_extended(complaint: Complaint, now: datetime, house: Doorkeeper) -> bool:
    """Whether there is still time to take more time."""
    in_time = house.local(now).date() <= complaint.due < longest(complaint, house)
    return in_time and complaint.status in NEXT


async def extend(
    reference: str, reason: str, *, by: str, uow: UnitOfWork, clock: Clock, house: Doorkeeper
) -> tuple[Conversation | None, list[Message]]:
    """Move the last day and the promise with it. Gives the talk and what the person is told there; None where erased.

    Raises `NoMoreTime`, `BadInput` without a reason and `TooLarge`.
    """
    reason, now = clean(reason), clock.now()
    if len(reason) > LONGEST:
        raise TooLarge(f"a reason of {len(reason)} characters")
    async with uow:
        complaint = await uow.complaints.get(reference)
        if not can_be_extended(complaint, now, house):
            raise NoMoreTime(reference)
        complaint = replace(complaint, due=longest(complaint, house))
        talk = await uow.conversations.find(complaint.conversation) if complaint.conversation else None
        await uow.complaints.save(complaint)
        said = await _tell(complaint, reason, talk, now, uow, house) if talk else []
        await uow.commit()
    log.info("complaint extended reference=%s staff=%s", reference, by)
    return talk, said


async def _tell(
    complaint: Complaint, reason: str, talk: Conversation, now: datetime, uow: UnitOfWork, house: Doorkeeper
) -> list[Message]:
    """The promise moves, and the person hears it with the reason."""
    due = datetime.combine(complaint.due, time(23, 59, 59), house.local(now).tzinfo)
    for promise in await uow.promises.of_conversation(talk.id):
        if promise.owner == HANDLER and promise.kept is None and promise.about == complaint.reference:
            await move(promise, due, uow=uow, house=house)
    values = {"reference": complaint.reference, "due": in_words(complaint.due, talk.language), "reason": reason}
    text = house.texts.say("utter_complaint_extended", talk.language, form_of(talk), **values)
    return [await uow.messages.add(talk.id, Sender.SYSTEM, text, at=now)]
