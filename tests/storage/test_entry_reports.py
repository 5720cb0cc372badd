"""What people say is wrong in the directory: the same on memory, SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from bot.domain.errors import Conflict, NotFound
from bot.domain.records import EntryReport
from bot.services.ports import Units
from tests.storage.making import AMSTERDAM, NOW, later, stored


def report(**changes: Any) -> EntryReport:
    values = {"id": uuid4().hex, "service": "woonloket", "words": "Het nummer is oud", "came_from": "wegwijzer",
              "made_at": NOW, **changes}  # fmt: skip
    return EntryReport(**values)


async def keep(units: Units, *reports: EntryReport) -> None:
    async with units() as uow:
        for one in reports:
            await uow.reports.add(one)
        await uow.commit()


async def test_a_report_comes_back_as_it_was(units: Units) -> None:
    talk = await stored(units)
    full = report(
        conversation=talk.id, came_from="telegram", solved_at=later(days=1), solved_by="anna", note="Klaar 🙂"
    )
    await keep(units, full, blank := report())
    async with units(reading=True) as uow:
        assert await uow.reports.get(full.id) == full
        assert await uow.reports.get(blank.id) == blank


async def test_moments_come_back_in_utc(units: Units) -> None:
    await keep(units, local := report(made_at=NOW.astimezone(AMSTERDAM)))
    async with units(reading=True) as uow:
        assert (await uow.reports.get(local.id)).made_at.isoformat() == NOW.isoformat()


async def test_open_ones_oldest_first_and_solved_ones_newest_first(units: Units) -> None:
    young, old = report(made_at=later(hours=2)), report()
    first, last = (report(solved_at=later(hours=n), solved_by="anna", note="ja") for n in (3, 4))
    await keep(units, young, old, first, last)
    async with units(reading=True) as uow:
        assert await uow.reports.open() == [old, young]
        assert await uow.reports.solved(5) == [last, first]
        assert await uow.reports.solved(1) == [last]


async def test_a_report_can_be_solved(units: Units) -> None:
    await keep(units, one := report())
    done = replace(one, solved_at=later(days=2), solved_by="bert", note="Nieuw nummer erin gezet")
    async with units() as uow:
        await uow.reports.save(done)
        await uow.commit()
    async with units(reading=True) as uow:
        assert (await uow.reports.open(), await uow.reports.solved(5)) == ([], [done])


async def test_what_cannot_be_is_refused(units: Units) -> None:
    await keep(units, one := report())
    async with units() as uow:
        with pytest.raises(Conflict):
            await uow.reports.add(one)
    async with units() as uow:
        with pytest.raises(NotFound):
            await uow.reports.add(report(conversation="nobody"))
    async with units() as uow:
        with pytest.raises(NotFound):
            await uow.reports.save(report())
        with pytest.raises(NotFound):
            await uow.reports.get("nothing")


async def test_it_is_erased_with_its_talk_and_others_stay(units: Units) -> None:
    talk = await stored(units)
    await keep(units, report(conversation=talk.id), other := report())
    async with units() as uow:
        await uow.conversations.erase(talk.id)
        await uow.commit()
    async with units(reading=True) as uow:
        assert await uow.reports.open() == [other]


async def test_old_ones_are_erased(units: Units) -> None:
    await keep(units, report(), report(solved_at=later(days=9), solved_by="a"), fresh := report(made_at=later(days=1)))
    async with units() as uow:
        await uow.reports.erase_before(later(days=1))
        await uow.commit()
    async with units(reading=True) as uow:
        assert (await uow.reports.open(), await uow.reports.solved(5)) == ([fresh], [])
