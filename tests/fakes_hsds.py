"""The directory in memory: rows of HSDS as the database keeps them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from bot.domain.directory import Service
from bot.hsds.model import Row
from bot.services.directory_ports import Near


@dataclass
class Kept:
    row: Row
    source: str
    run: str


@dataclass
class HsdsRows:
    """Per table what is kept by id, in the order in which it came. Rows are never changed, so a copy shares them."""

    tables: dict[str, dict[str, Kept]] = field(default_factory=lambda: defaultdict(dict))

    def __deepcopy__(self, memo: dict[int, Any]) -> HsdsRows:
        return HsdsRows(defaultdict(dict, {name: dict(rows) for name, rows in self.tables.items()}))


class MemoryHsds:
    """`HsdsStore` on the rows that `now` gives; `change` the same, for writing."""

    def __init__(self, now: Callable[[], HsdsRows], change: Callable[[], HsdsRows]) -> None:
        self._now, self._change = now, change

    async def write(self, table: str, rows: Sequence[Row], *, source: str, run: str) -> None:
        kept = self._change().tables[table]
        for row in rows:
            old = kept.get(row["id"])
            if old and old.run == run:
                kept[row["id"]] = Kept({**old.row, **row}, source, run)
            else:
                kept.pop(row["id"], None)
                kept[row["id"]] = Kept(dict(row), source, run)

    async def sweep(self, source: str, run: str) -> int:
        gone = 0
        for name, rows in self._change().tables.items():
            left = {id: one for id, one in rows.items() if one.source != source or one.run == run}
            gone += len(rows) - len(left)
            self._change().tables[name] = left
        return gone

    async def get(self, table: str, id: str) -> Row | None:
        found = self._now().tables[table].get(id)
        return dict(found.row) if found else None

    async def having(self, table: str, column: str, values: Iterable[str]) -> list[Row]:
        wanted = set(values)
        return [dict(one.row) for one in self._now().tables[table].values() if one.row.get(column) in wanted]

    async def all(self, table: str, *, size: int = 500, source: str = "") -> AsyncIterator[list[Row]]:
        kept = self._now().tables[table].items()
        rows = [dict(one.row) for _, one in kept if source in ("", one.source)]
        for start in range(0, len(rows), size):
            yield rows[start : start + size]

    async def count(self, table: str) -> int:
        return len(self._now().tables[table])


@dataclass
class DoorRows:
    """Doors by id, each with its source and its words; versions and fingerprints by source."""

    doors: dict[str, tuple[Service, str, dict[str, int]]] = field(default_factory=dict)
    sources: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __deepcopy__(self, memo: dict[int, Any]) -> DoorRows:
        return DoorRows(dict(self.doors), dict(self.sources))


class MemoryDoors:
    """`DoorStore` on the rows that `now` gives; `change` the same, for writing."""

    def __init__(self, now: Callable[[], DoorRows], change: Callable[[], DoorRows]) -> None:
        self._now, self._change = now, change

    async def version(self) -> str:
        return " ".join(version for version, _ in self._now().sources.values())

    async def fingerprint(self, source: str) -> str:
        return self._now().sources.get(source, ("", ""))[1]

    async def begin(self, source: str) -> None:
        kept = self._change()
        kept.doors = {id: entry for id, entry in kept.doors.items() if entry[1] != source}

    async def add(self, entries: Sequence[tuple[Service, Mapping[str, int]]], *, source: str) -> None:
        for door, words in entries:
            self._change().doors.pop(door.id, None)
            self._change().doors[door.id] = (door, source, dict(words))

    async def finish(self, source: str, fingerprint: str = "") -> None:
        self._change().sources[source] = (uuid4().hex, fingerprint)

    def _all(self) -> list[Service]:
        return [door for door, _, _ in self._now().doors.values()]

    async def whole(self, need: str, most: int) -> list[Service] | None:
        found = [door for door in self._all() if need in door.needs and door.status == "active"]
        return found if len(found) <= most else None

    async def nearest(self, need: str, near: Near, *, local: int, national: int) -> list[Service]:
        found = await self.whole(need, len(self._all())) or []
        here = [door for door in found if door.local]
        return here[:local] + [door for door in found if not door.local][:national]

    async def pinned(self) -> list[Service]:
        return [door for door in self._all() if door.last_door or door.office_hours_of or door.complaint_kind]

    async def get(self, id: str) -> Service | None:
        return next((door for door in self._all() if door.id == id), None)

    async def find(self, words: Sequence[str], limit: int) -> list[Service]:
        found = []
        for door, _, known in self._now().doors.values():
            hits = [[weight for one, weight in known.items() if one.startswith(word)] for word in words]
            if hits and all(hits):
                found.append((-max(max(hit) for hit in hits), door))
        return [door for _, door in sorted(found, key=lambda entry: (entry[0], entry[1].id))][:limit]
