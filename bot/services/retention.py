"""Erasing what has been kept long enough; filed complaints stay (Archiefwet), without their talk."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import datetime, timedelta

from bot.services.ports import Clock, UnitOfWork, Units

log = logging.getLogger(__name__)

PAUSE = timedelta(hours=6)
"""Between two looks; what people are told is in days."""


async def purge(*, closed_before: datetime, dry_run: bool, uow: UnitOfWork) -> int:
    """Erase talks that ended before this moment, and say how many, and older reports; a dry run rolls it back."""
    async with uow:
        over = await uow.conversations.ended_before(closed_before)
        for id in over:
            await uow.conversations.erase(id)
        await uow.reports.erase_before(closed_before)
        if not dry_run:
            await uow.commit()
    return len(over)


class Sweep:
    """Erases what has been kept for as long as people were told. Several gateways may do it beside each other."""

    def __init__(self, units: Units, clock: Clock, *, days: int) -> None:
        self._units, self._clock, self._kept = units, clock, timedelta(days=days)
        self._erasing = asyncio.Lock()

    async def run(self) -> int:
        """Erase now, and say how many talks."""
        async with self._erasing:
            before = self._clock.now() - self._kept
            return await purge(closed_before=before, dry_run=False, uow=self._units())

    async def keep_going(self, pause: float = PAUSE.total_seconds()) -> None:
        """Look again and again. Runs until it is cancelled."""
        while True:
            try:
                if erased := await self.run():
                    log.info("erased talks=%d", erased)
            except Exception as error:  # a database that is away comes back
                log.warning("nothing was erased error=%s", type(error).__name__)
            await asyncio.sleep(pause)

    async def hold(self, patience: float) -> None:
        """Begin no further look; one that runs gets `patience` seconds to end. Before cancelling."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._erasing.acquire(), patience)
