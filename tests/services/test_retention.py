"""Erasing what has been kept long enough."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.conversation import State
from bot.domain.records import EntryReport
from bot.services.retention import Sweep, purge
from tests import factories
from tests.factories import NOW


async def test_old_talks_go_and_a_rehearsal_only_counts_them(units):
    year_ago = NOW - timedelta(days=365)
    async with units() as uow:
        for talk in (
            factories.talk("closed", state=State.CLOSED, closed_at=year_ago, updated_at=year_ago),
            factories.talk("left", updated_at=year_ago),
            factories.talk("fresh"),
        ):
            await uow.conversations.add(talk)
        await uow.complaints.add(factories.complaint(conversation="closed"))
        await uow.reports.add(EntryReport("old", "door", "Het nummer is oud", "wegwijzer", year_ago))
        await uow.reports.add(EntryReport("new", "door", "Het nummer is oud", "wegwijzer", NOW))
        await uow.commit()
    before = NOW - timedelta(days=100)
    assert await purge(closed_before=before, dry_run=True, uow=units()) == 2
    assert await purge(closed_before=before, dry_run=False, uow=units()) == 2
    assert await purge(closed_before=before, dry_run=False, uow=units()) == 0
    async with units(reading=True) as uow:
        assert await uow.conversations.find("fresh")
        assert await uow.conversations.find("closed") is None
        assert [one.id for one in await uow.reports.open()] == ["new"]
        assert (await uow.complaints.get("KL-2026-000001")).conversation == ""


async def test_the_gateway_erases_by_itself_after_the_days_that_people_were_told(units, clock):
    async with units() as uow:
        await uow.conversations.add(factories.talk("old", updated_at=clock.now() - timedelta(days=31)))
        await uow.conversations.add(factories.talk("fresh", updated_at=clock.now() - timedelta(days=29)))
        await uow.commit()
    assert await Sweep(units, clock, days=30).run() == 1
    async with units(reading=True) as uow:
        assert await uow.conversations.find("fresh") and await uow.conversations.find("old") is None
