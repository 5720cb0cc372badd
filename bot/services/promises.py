"""The promise ledger: make, watch, settle, move and report. A promise without somebody who watches it is none."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from datetime import datetime, timezone

from bot.domain.conversation import Conversation, State
from bot.domain.promises import ask_at, check_in_at, warn_at
from bot.domain.records import Errand, Handover, Promise
from bot.services.doorkeeper import Doorkeeper
from bot.services.ports import UnitOfWork
from bot.services.post import mail

log = logging.getLogger(__name__)

WARN, ASK, REMIND, CHECK_IN = "promise_warn", "promise_ask", "promise_remind", "check_in"
"""Kinds of errands about promises, and the one that asks how it is after six weeks."""

BROKEN = "promise_broken"
"""Why a talk came into the queue of staff: the person says that a promise was not kept."""

PERSON = "person"


async def make(
    text: str, owner: str, due: datetime, talk: Conversation, *, now: datetime, uow: UnitOfWork, house: Doorkeeper,
    about: str = "",
) -> Promise:  # fmt: skip
    """Put a promise on record, and have it watched."""
    promise = Promise(secrets.token_hex(8), talk.id, text, owner, due.astimezone(timezone.utc), now, about=about)
    await uow.promises.add(promise)
    await watch(promise, uow, house)
    return promise


async def watch(promise: Promise, uow: UnitOfWork, house: Doorkeeper) -> None:
    """Set the moments on which the owner is warned and the person asked; those of an earlier date are dropped."""
    due = house.local(promise.due)
    holidays = house.holidays(due)
    await uow.errands.drop(promise.id)
    for kind, at in ((WARN, warn_at(promise.made_at, due, holidays)), (ASK, ask_at(due, holidays))):
        await set_errand(kind, promise.conversation, promise.id, at, uow)


async def set_errand(kind: str, conversation: str, subject: str, at: datetime, uow: UnitOfWork) -> None:
    """Have something done at this moment."""
    await uow.errands.add(Errand(secrets.token_hex(8), conversation, kind, subject, at.astimezone(timezone.utc)))


async def settle(promise: Promise, *, kept: bool, by: str, now: datetime, uow: UnitOfWork, note: str = "") -> Promise:
    """The end of a promise, and who says so."""
    done = replace(promise, kept=kept, settled_by=by, settled_at=now, note=note or promise.note)
    await uow.promises.save(done)
    await uow.errands.drop(promise.id)
    log.info("promise settled promise=%s kept=%s by=%s", promise.id, kept, PERSON if by == PERSON else "staff")
    return done


async def move(promise: Promise, due: datetime, *, uow: UnitOfWork, house: Doorkeeper) -> Promise:
    """Another last moment, which the person is told of by whoever moves it; it is watched anew."""
    moved = replace(promise, due=due.astimezone(timezone.utc), asked_at=None)
    await uow.promises.save(moved)
    await watch(moved, uow, house)
    return moved


async def answered(id: str, kept: bool, talk: Conversation, *, now: datetime, uow: UnitOfWork) -> None:
    """The person said whether it came true; what staff settled meanwhile stays as it is."""
    for promise in await uow.promises.of_conversation(talk.id):
        if promise.id == id and promise.kept is None:
            await settle(promise, kept=kept, by=PERSON, now=now, uow=uow)


async def report(id: str, talk: Conversation, *, now: datetime, uow: UnitOfWork, house: Doorkeeper) -> Conversation:
    """Somebody has to look at this promise: the talk comes into the queue, and the lead hears of it."""
    promise = next((one for one in await uow.promises.of_conversation(talk.id) if one.id == id), None)
    if promise is None:
        return talk
    await _queue(talk, now, uow)
    if house.post.mail and house.post.lead:
        title = house.texts.say("mail_promise_broken_title", "nl")
        await mail(house.post.lead, title, _words("mail_promise_broken", promise, house),
                   conversation=talk.id, now=now, uow=uow)  # fmt: skip
    log.info("promise reported promise=%s conversation=%s", id, talk.id)
    return replace(talk, state=State.WAITING) if talk.state in (State.BOT, State.CLOSED) else talk


async def _queue(talk: Conversation, now: datetime, uow: UnitOfWork) -> None:
    """A request for a human, unless one stands already."""
    if await uow.handovers.of_conversation(talk.id) is not None:
        return
    phone, name = [await uow.vault.reveal(talk.id, talk.facts.get(fact, "")) for fact in ("phone", "name")]
    kind = "callback" if phone else "live"
    await uow.handovers.add(Handover(secrets.token_hex(8), talk.id, kind, BROKEN, now, phone=phone, name=name))


def _words(name: str, promise: Promise, house: Doorkeeper) -> str:
    """A letter to staff: when and where, nothing of what was said."""
    link = f"{house.post.url}/console/talks/{promise.conversation}"
    return house.texts.say(name, "nl", due=f"{house.local(promise.due):%d-%m-%Y %H:%M}", link=link)


async def warn(promise: Promise, *, now: datetime, uow: UnitOfWork, house: Doorkeeper) -> None:
    """Tell the owner that it is nearly late: by e-mail where there is one; the staff pages show it in any case."""
    if promise.kept is None and house.post.mail and house.post.staff:
        title = house.texts.say("mail_promise_due_title", "nl")
        await mail(house.post.staff, title, _words("mail_promise_due", promise, house),
                   conversation=promise.conversation, now=now, uow=uow)  # fmt: skip


async def agree_to_check_in(talk: Conversation, *, now: datetime, uow: UnitOfWork, house: Doorkeeper) -> None:
    """Six weeks from now the person is asked how it is; asked for twice it is done once."""
    if any(one.kind == CHECK_IN for one in await uow.errands.of_conversation(talk.id)):
        return
    local = house.local(now)
    await set_errand(CHECK_IN, talk.id, talk.id, check_in_at(local, house.holidays(local)), uow)
