"""Erasing what has been kept long enough; filed complaints stay (Archiefwet), without their talk."""

from __future__ import annotations

from datetime import datetime

from bot.services.ports import UnitOfWork


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
