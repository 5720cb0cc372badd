"""Promises that staff makes while talking, and marks as kept; the person is told of both."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.domain.address import form_of
from bot.domain.errors import BadInput, Conflict, TooLarge
from bot.domain.messages import Sender
from bot.services.casefile import reveal
from bot.services.doorkeeper import Doorkeeper
from bot.services.handover import LONGEST_NOTE, Done, TakenAlready
from bot.services.masking import clean
from bot.services.ports import Clock, UnitOfWork
from bot.services.promises import make, settle
from bot.services.turns import Turns
from bot.talk.wording import moment

log = logging.getLogger(__name__)

LONGEST = 300
"""Characters of a promise; it has to be read at a glance."""


class SettledAlready(Conflict):
    """Somebody said already how this promise ended."""


async def promise(
    id: str, text: str, due: datetime, *, by: str, uow: UnitOfWork, clock: Clock, house: Doorkeeper, turns: Turns
) -> Done:
    """Something that this member of staff will do, by when; `due` may lack a zone and is local then.

    Raises `BadInput` for a moment that has passed, `TooLarge`, and `TakenAlready` where a colleague has the talk.
    """
    text, now = clean(text), clock.now()
    if len(text) > LONGEST:
        raise TooLarge(f"a promise of {len(text)} characters")
    due = due if due.tzinfo else due.replace(tzinfo=house.local(now).tzinfo)
    if due <= now:
        raise BadInput("due", "this moment has passed")
    async with turns.of(id), uow:
        talk = await uow.conversations.get(id)
        if talk.handled_by not in (None, by):
            raise TakenAlready(id, str(talk.handled_by))
        made = await make(text, by, due, talk, now=now, uow=uow, house=house)
        told = house.texts.say(
            "utter_staff_promised", talk.language, form_of(talk), what=text, due=moment(due, talk.language)
        )
        custom = {"promise": {"text": text, "due": made.due.isoformat()}}
        said = await uow.messages.add(id, Sender.SYSTEM, told, at=now, custom=custom)
        done = Done(talk, [await reveal(said, uow.vault)])
        await uow.commit()
    log.info("promise made promise=%s conversation=%s staff=%s", made.id, id, by)
    return done


async def keep(promise_id: str, note: str, *, by: str, uow: UnitOfWork, clock: Clock, house: Doorkeeper) -> Done:
    """It was done; in time or late, that follows from the clock. A note for colleagues may go with it."""
    note = clean(note) if note.strip() else ""
    if len(note) > LONGEST_NOTE:
        raise TooLarge(f"a note of {len(note)} characters")
    async with uow:
        found, now = await uow.promises.get(promise_id), clock.now()
        if found.kept is not None:
            raise SettledAlready(promise_id)
        talk = await uow.conversations.get(found.conversation)
        await settle(found, kept=now <= found.due, by=by, now=now, uow=uow, note=note)
        told = house.texts.say("utter_staff_kept", talk.language, form_of(talk), what=found.text)
        said = await uow.messages.add(talk.id, Sender.SYSTEM, told, at=now)
        done = Done(talk, [await reveal(said, uow.vault)])
        await uow.commit()
    return done
