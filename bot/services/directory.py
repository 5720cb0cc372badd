"""The directory as a whole: what goes in, and how doors come out of it for the choice and the search box."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from uuid import uuid4

from bot.domain.directory import Service
from bot.domain.needs import Need
from bot.hsds.model import Row
from bot.hsds.service_rows import Known, TableRow, doors_of, rows_of, vocabulary
from bot.hsds.words import folded, words_of
from bot.services.directory_reading import OF_A_DOOR, gather
from bot.services.ports import UnitOfWork

TOWN = "profile"
"""The source of what the municipality keeps in its files, the national services included."""

AT_ONCE = 200
"""Services that are read, turned into doors and let go of together."""

MOST_FOUND = 50
Tell = Callable[[str, int], None]
"""Hears how far the work is: what is being done, and how many of them are."""


def quiet(what: str, count: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Catalogue:
    """What entries are understood with: the needs, and the districts of the municipality."""

    needs: Mapping[str, Need]
    districts: Iterable[str] = ()

    @property
    def known(self) -> Known:
        return Known(frozenset(self.needs), frozenset(self.districts))


async def load_town(
    services: Iterable[Service], catalogue: Catalogue, *, fingerprint: str, uow: UnitOfWork, tell: Tell = quiet
) -> bool:
    """Put the municipality's own entries in the place of its earlier ones; False where these are the same still."""
    async with uow:
        if await uow.doors.fingerprint(TOWN) == fingerprint:
            return False
        run, known = uuid4().hex, catalogue.known
        rows = [*vocabulary(catalogue.needs.values()), *(row for one in services for row in rows_of(one, known))]
        await _write(rows, TOWN, run, uow)
        await uow.hsds.sweep(TOWN, run)
        await project(TOWN, catalogue, fingerprint=fingerprint, uow=uow, tell=tell)
        await uow.commit()
    return True


async def _write(rows: Iterable[TableRow], source: str, run: str, uow: UnitOfWork) -> None:
    by_table: dict[str, list[Row]] = {}
    for table, row in rows:
        by_table.setdefault(table, []).append(row)
    for table, some in by_table.items():
        await uow.hsds.write(table, some, source=source, run=run)


async def project(
    source: str, catalogue: Catalogue, *, fingerprint: str = "", uow: UnitOfWork, tell: Tell = quiet
) -> int:
    """Make the doors of this source anew from its rows, in the transaction that wrote these; how many they are."""
    known, count = catalogue.known, 0
    await uow.doors.begin(source)
    async for rows in uow.hsds.all("services", size=AT_ONCE, source=source):
        around = await gather(uow.hsds, "services", rows, only=OF_A_DOOR)
        doors = [door for row in rows for door in doors_of(row, around, known)]
        await uow.doors.add([(door, words_of(door, _names(door, catalogue))) for door in doors], source=source)
        count += len(doors)
        tell("doors", count)
    await uow.doors.finish(source, fingerprint)
    return count


def _names(door: Service, catalogue: Catalogue) -> list[str]:
    needs = (catalogue.needs[code] for code in door.needs if code in catalogue.needs)
    return [name for need in needs for name in (need.name_nl, need.name_en)]


async def search(text: str, *, limit: int = 10, uow: UnitOfWork) -> list[Service]:
    """Doors for what somebody is typing: every word of it begins a word of the door; the last may be half."""
    words = list(islice(folded(text), 8))
    async with uow:
        return await uow.doors.find(words, min(limit, MOST_FOUND))
