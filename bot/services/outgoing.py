"""Sends what waits to go out: claimed once, tried again with patience, and never a second time where it may have
arrived.

A letter is marked as being sent, and committed, before the first byte leaves. Who falls over in between leaves that
mark behind: an e-mail is then in doubt and staff decides; a webhook carries a key by which the receiver knows it, and
a chat message may come twice rather than not at all.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.conversation import Conversation
from bot.domain.records import Delivery, DeliveryState
from bot.services.casefile import reveal
from bot.services.ports import Clock, Outbox, UnitOfWork, Units
from bot.services.post import MAIL

log = logging.getLogger(__name__)

PAUSE = 5.0
"""Seconds between two looks."""

LEASE = timedelta(minutes=10)
"""Who has not said after this time how it went, has fallen over."""

FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=4)
"""How long after the first failure a letter is tried again, doubled each time, and the longest pause."""

TRIES = 10
"""After so many failures, in about thirteen hours, staff has to look."""


class Away(Exception):
    """It was not taken, and may be at another time."""


class Refused(Exception):
    """It was not taken and will not be."""


class Unsure(Exception):
    """Nobody knows whether it was taken."""


class Carrier(Protocol):
    """One way out."""

    async def carry(self, delivery: Delivery) -> bool:
        """Hand it over; True where the other side confirmed at once. Raises `Away`, `Refused` or `Unsure`."""
        ...


Concluded = Callable[[Delivery, Conversation, bool, UnitOfWork], Awaitable[None]]
"""What a letter's end means for what it is about, in the same transaction."""


class ChatCarrier:
    """Messages that are on record, to the person's own channel."""

    def __init__(self, units: Units, outbox: Outbox) -> None:
        self._units, self._outbox = units, outbox

    async def carry(self, delivery: Delivery) -> bool:
        """Send the message with this number, with private data in its place."""
        seq = int(delivery.content["seq"])
        async with self._units(reading=True) as uow:
            talk = await uow.conversations.get(delivery.conversation)
            found = [one for one in await uow.messages.after(talk.id, seq - 1) if one.seq == seq]
            messages = [await reveal(one, uow.vault) for one in found]
        try:
            await self._outbox.send(talk, messages)
        except Exception as error:
            raise Away(type(error).__name__) from None
        return False


class Sending:
    """Looks after all that waits to go out. One for each gateway."""

    def __init__(self, units: Units, clock: Clock, carriers: Mapping[str, Carrier], concluded: Concluded) -> None:
        self._units, self._clock, self._carriers, self._concluded = units, clock, carriers, concluded
        self._looking = asyncio.Lock()

    async def run(self) -> None:
        """Send everything that can be sent now."""
        async with self._looking:
            async with self._units(reading=True) as uow:
                left, due = await uow.deliveries.left(self._clock.now() - LEASE), None
                due = await uow.deliveries.due(self._clock.now())
            for delivery in left:
                await self._conclude(delivery, self._left_behind(delivery))
            for delivery in due:
                await self._send(delivery.id)

    async def next(self, after: datetime) -> datetime | None:
        """When the next letter can be sent."""
        async with self._units(reading=True) as uow:
            return await uow.deliveries.next(after)

    async def keep_going(self, pause: float = PAUSE) -> None:
        """Look again and again. Runs until it is cancelled."""
        while True:
            try:
                await self.run()
            except Exception as error:  # a database that is away comes back
                log.warning("nothing was sent error=%s", type(error).__name__)
            await asyncio.sleep(pause)

    async def hold(self, patience: float) -> None:
        """Begin no further look; one that runs gets `patience` seconds to end. Before cancelling."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._looking.acquire(), patience)

    async def _send(self, id: str) -> None:
        async with self._units() as uow:
            claimed = await uow.deliveries.claim(id, self._clock.now())
            await uow.commit()
        if claimed is None:
            return
        done, confirmed = await self._try(claimed)
        log.info("delivery id=%s kind=%s state=%s tries=%d %s", id, done.kind, done.state.value, done.tries, done.error)
        await self._conclude(claimed, done, confirmed)

    async def _try(self, claimed: Delivery) -> tuple[Delivery, bool]:
        """The letter as it is after this try, and whether the other side confirmed."""
        carrier = self._carriers.get(claimed.kind)
        try:
            if carrier is None:
                raise Away("no way")
            confirmed = await carrier.carry(claimed)
        except Away as error:
            return self._later(claimed, str(error)), False
        except Refused as error:
            return replace(claimed, state=DeliveryState.FAILED, error=str(error)), False
        except Exception as error:  # `Unsure`, and what nobody thought of
            kind = str(error) if isinstance(error, Unsure) else type(error).__name__
            return replace(claimed, state=DeliveryState.DOUBT, error=kind), False
        return replace(claimed, state=DeliveryState.SENT, error=""), confirmed

    def _later(self, claimed: Delivery, error: str) -> Delivery:
        if claimed.tries >= TRIES:
            return replace(claimed, state=DeliveryState.FAILED, error=error)
        return replace(
            claimed, state=DeliveryState.WAITING, next_at=self._clock.now() + pause_after(claimed.tries), error=error
        )

    def _left_behind(self, left: Delivery) -> Delivery:
        """One whose sender fell over: an e-mail is in doubt, anything else can be sent again."""
        if left.kind == MAIL:
            return replace(left, state=DeliveryState.DOUBT, error="left behind")
        return self._later(left, "left behind")

    async def _conclude(self, before: Delivery, after: Delivery, confirmed: bool = False) -> None:
        """Note how it went, once, with what follows from it; the talk is held first, as everywhere."""
        async with self._units() as uow:
            talk = await uow.conversations.find(before.conversation)
            if talk is None or await uow.deliveries.get(before.id) != before:
                return
            await uow.deliveries.save(after)
            await self._concluded(after, talk, confirmed, uow)
            await uow.commit()


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many failures."""
    longest: timedelta = min(FIRST * 2 ** (tries - 1), LONGEST)
    return longest
