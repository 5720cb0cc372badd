"""The directory in memory: rows of HSDS as the database keeps them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.hsds.model import Row


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

    async def all(self, table: str, *, size: int = 500) -> AsyncIterator[list[Row]]:
        rows = [dict(one.row) for _, one in sorted(self._now().tables[table].items())]
        for start in range(0, len(rows), size):
            yield rows[start : start + size]

    async def count(self, table: str) -> int:
        return len(self._now().tables[table])
