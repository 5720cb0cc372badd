"""What the bot says when something falls due: did it come true, once more, and how it is after six weeks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.conversation import Conversation, State
from bot.domain.promises import ask_at, fits, fitting, remind_at
from bot.domain.records import Promise
from bot.services import promises
from bot.services.doorkeeper import world_of
from bot.services.due import Case, Handler
from bot.services.promises import ASK, CHECK_IN, REMIND, WARN, set_errand
from bot.services.speaking import speak
from bot.talk import followup, safety

DAY, SOON = timedelta(days=1), timedelta(minutes=10)
"""How long a question waits that would come at a bad time; and how long somebody is in the middle of a talk."""


async def warn(case: Case) -> datetime | None:
    """The owner is told that a promise is nearly late."""
    promise = await _promise(case)
    if promise:
        await promises.warn(promise, now=case.now, uow=case.uow, house=case.house)
    return None


async def ask(case: Case) -> datetime | None:
    """Was it kept? Asked once; who does not answer is asked once more."""
    promise = await _promise(case)
    if promise is None or promise.asked_at is not None:
        return None
    later = _moved(promise, case) or bad_time(case) or _busy(case.talk, case)
    if later:
        return later
    await case.uow.promises.save(replace(promise, asked_at=case.now))
    await _ask(promise, case, again=False)
    holidays = case.house.holidays(case.local)
    await set_errand(REMIND, case.talk.id, promise.id, remind_at(case.local, holidays), case.uow)
    return None


async def remind(case: Case) -> datetime | None:
    """The same question once more; after it the bot rests, and staff still sees the promise."""
    promise = await _promise(case)
    if promise is None:
        return None
    later = bad_time(case) or (None if followup.asks_about(case.talk) == promise.id else _busy(case.talk, case))
    if later is None:
        await _ask(promise, case, again=True)
    return later


async def check_in(case: Case) -> datetime | None:
    """Six weeks later: how is it now?"""
    later = bad_time(case) or _busy(case.talk, case)
    if later is None:
        world = await world_of(case.talk, case.now, case.uow, case.house)
        turn = followup.check_in(_open(case.talk), world)
        await speak(turn.talk, turn.says, now=case.now, uow=case.uow, house=case.house, outbox=case.outbox)
    return later


async def _ask(promise: Promise, case: Case, *, again: bool) -> None:
    world = await world_of(case.talk, case.now, case.uow, case.house)
    turn = followup.ask(_open(case.talk), promise, world, again=again)
    await speak(turn.talk, turn.says, now=case.now, uow=case.uow, house=case.house, outbox=case.outbox)


async def _promise(case: Case) -> Promise | None:
    """The promise, while it is open."""
    found = (one for one in await case.uow.promises.of_conversation(case.talk.id) if one.id == case.errand.subject)
    return next((one for one in found if one.kept is None), None)


def _open(talk: Conversation) -> Conversation:
    """A talk that was closed goes on: the bot asks something."""
    return replace(talk, state=State.BOT, handled_by=None, closed_at=None) if talk.state is State.CLOSED else talk


def _moved(promise: Promise, case: Case) -> datetime | None:
    """The right moment where this one is too early."""
    due = case.house.local(promise.due)
    at = ask_at(due, case.house.holidays(due))
    return at if at > case.local else None


def bad_time(case: Case) -> datetime | None:
    """When to come back instead of at night, on a Sunday or on a holiday."""
    holidays = case.house.holidays(case.local)
    return None if fits(case.local, holidays) else fitting(case.local, holidays)


def _busy(talk: Conversation, case: Case) -> datetime | None:
    """When to come back where staff talks, danger is dealt with, another question of this kind waits, or somebody
    is typing."""
    holidays = case.house.holidays(case.local)
    if talk.state is State.STAFF or talk.memory.flow == safety.FLOW:
        return fitting(case.local + DAY, holidays)
    if talk.memory.flow == followup.FLOW and case.now - talk.updated_at < 2 * DAY:
        return fitting(case.local + DAY, holidays)
    if talk.memory.asks and timedelta(0) <= case.now - talk.updated_at < SOON:
        return fitting(case.local + SOON, holidays)
    return None


HANDLERS: Mapping[str, Handler] = {WARN: warn, ASK: ask, REMIND: remind, CHECK_IN: check_in}
