"""A part of the directory in memory: the rows around a few services, found by id and by the id that they point to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID, uuid5

from bot.hsds.model import Row

NAMESPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""For addresses (RFC 9562); every name that we give begins with `deurwijzer:`."""


def made_id(*parts: str) -> str:
    """An id for what has none, or none that the standard allows: the same parts always give the same one."""
    return str(uuid5(NAMESPACE, "deurwijzer:" + "\x1f".join(parts)))


class Slice:
    """Rows by table. What is added twice is there once."""

    def __init__(self, records: Iterable[tuple[str, Row]] = ()) -> None:
        self._rows: dict[str, dict[str, Row]] = defaultdict(dict)
        self._index: dict[tuple[str, str], dict[str, list[Row]]] = {}
        for table, row in records:
            self.add(table, [row])

    def add(self, table: str, rows: Iterable[Row]) -> list[Row]:
        """Put rows in; gives those that were not there yet."""
        mine = self._rows[table]
        new = [row for row in rows if row["id"] not in mine]
        mine.update((row["id"], row) for row in new)
        if new:
            self._index = {place: found for place, found in self._index.items() if place[0] != table}
        return new

    def one(self, table: str, id: str | None) -> Row | None:
        return self._rows[table].get(id or "")

    def all(self, table: str) -> list[Row]:
        return list(self._rows[table].values())

    def having(self, table: str, column: str, id: str) -> list[Row]:
        """The rows that point to this id, in the order in which they were added."""
        found = self._index.get((table, column))
        if found is None:
            found = self._index[table, column] = defaultdict(list)
            for row in self._rows[table].values():
                if column in row:
                    found[row[column]].append(row)
        return found.get(id, [])
