"""The clock that watches: what falls due is found in the database and done once, whichever gateway looks first.

Nothing is kept in the process. An errand is taken, done and gone in one transaction that holds its talk; what it says
is in the same transaction. After a restart, or in another gateway, the next look finds what is still to be done.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.conversation import Conversation
from bot.domain.records import Errand
from bot.services.doorkeeper import Doorkeeper
from bot.services.ports import Clock, Outbox, UnitOfWork, Units
from bot.services.turns import Turns

log = logging.getLogger(__name__)

PAUSE = 5.0
"""Seconds between two looks."""

AGAIN, GIVE_UP = timedelta(minutes=10), 6
"""When an errand that failed is tried again, and how often."""


@dataclass(frozen=True)
class Case:
    """One errand with its talk, inside the transaction that does it. `now` is in UTC."""

    errand: Errand
    talk: Conversation
    now: datetime
    uow: UnitOfWork
    house: Doorkeeper
    outbox: Outbox

    @property
    def local(self) -> datetime:
        """The moment on the clocks of the municipality."""
        return self.house.local(self.now)


Handler = Callable[[Case], Awaitable[datetime | None]]
"""Does an errand; a moment that it gives is when to come back because it did not suit now."""


class Due:
    """Looks after everything that falls due. One for each gateway."""

    def __init__(
        self, units: Units, clock: Clock, house: Doorkeeper, *, outbox: Outbox, turns: Turns,
        handlers: Mapping[str, Handler],
    ) -> None:  # fmt: skip
        self._units, self._clock, self._house = units, clock, house
        self._outbox, self._turns, self._handlers = outbox, turns, handlers
        self._looking = asyncio.Lock()

    async def run(self) -> None:
        """Do everything whose moment has come; who calls while another look runs waits for it, and looks again."""
        async with self._looking:
            async with self._units(reading=True) as uow:
                due = await uow.errands.due(self._clock.now())
            for errand in due:
                await self._careful(errand)

    async def next(self, after: datetime) -> datetime | None:
        """When the next errand falls due."""
        async with self._units(reading=True) as uow:
            return await uow.errands.next(after)

    async def keep_going(self, pause: float = PAUSE) -> None:
        """Look again and again. Runs until it is cancelled."""
        while True:
            try:
                await self.run()
            except Exception as error:  # a database that is away comes back
                log.warning("nothing was looked after error=%s", type(error).__name__)
            await asyncio.sleep(pause)

    async def hold(self, patience: float) -> None:
        """Begin no further look; one that runs gets `patience` seconds to end. Before cancelling."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._looking.acquire(), patience)

    async def _careful(self, errand: Errand) -> None:
        """One that fails keeps no other from being done."""
        try:
            await self._do(errand)
        except Exception as error:
            log.warning("errand failed kind=%s id=%s error=%s", errand.kind, errand.id, type(error).__name__)
            await self._again(errand)

    async def _do(self, errand: Errand) -> None:
        async with self._turns.of(errand.conversation), self._units() as uow:
            talk, now = await uow.conversations.find(errand.conversation), self._clock.now()
            taken = await uow.errands.take(errand.id, now)
            if talk is None or taken is None:
                return
            later = await self._handlers[taken.kind](Case(taken, talk, now, uow, self._house, self._outbox))
            if later is not None:
                await uow.errands.add(replace(taken, at=later))
            await uow.commit()
        if later is None:
            log.info("errand done kind=%s id=%s", errand.kind, errand.id)

    async def _again(self, errand: Errand) -> None:
        """A failed errand comes back a few times; after that staff still sees what it was about."""
        async with self._units() as uow:
            await uow.conversations.find(errand.conversation)
            taken = await uow.errands.take(errand.id, self._clock.now())
            if taken is None:
                return
            if taken.tries + 1 < GIVE_UP:
                await uow.errands.add(replace(taken, at=self._clock.now() + AGAIN, tries=taken.tries + 1))
            else:
                log.error("gave up an errand kind=%s id=%s", errand.kind, errand.id)
            await uow.commit()


class Watch(Protocol):
    """Something that looks after what falls due."""

    async def run(self) -> None:
        """Do what is due now."""
        ...

    async def next(self, after: datetime) -> datetime | None:
        """When the next thing falls due."""
        ...


async def until(moment: datetime, clock: Clock, move: Callable[[datetime], None], watches: Sequence[Watch]) -> None:
    """Let the time up to this moment pass as it would have: each thing at its own time. For clocks that move."""
    while True:
        for watch in watches:
            await watch.run()
        coming = [at for watch in watches if (at := await watch.next(clock.now())) is not None and at < moment]
        if not coming:
            break
        move(max(min(coming), clock.now()))
    move(max(moment, clock.now()))
    for watch in watches:
        await watch.run()
