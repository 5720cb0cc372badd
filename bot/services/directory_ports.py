"""What the use cases around the directory rely on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.domain.directory import Service
from bot.hsds.model import Row


class HsdsStore(Protocol):
    """The rows of HSDS 3.0 as they are stored; `table` is a name in `bot.hsds.model.TABLES`."""

    async def write(self, table: str, rows: Sequence[Row], *, source: str, run: str) -> None:
        """Put rows in, or in the place of those with the same id.

        The same id twice in one run is one row: what the later one does not say stays as the earlier one said it.
        """
        ...

    async def sweep(self, source: str, run: str) -> int:
        """Take away what this source had before and not in this run; how many rows that were."""
        ...

    async def get(self, table: str, id: str) -> Row | None: ...
    async def having(self, table: str, column: str, values: Iterable[str]) -> list[Row]:
        """Rows in which the column is one of these values, in the order in which they came."""
        ...

    def all(self, table: str, *, size: int = 500, source: str = "") -> AsyncIterator[list[Row]]:
        """Every row (of one source) in the order in which they came; never more than one batch in memory."""
        ...

    async def count(self, table: str) -> int: ...


@dataclass(frozen=True)
class Near:
    """What narrows thousands of doors for a need down: who asks, from where, and which day it is."""

    today: date
    age: int | None = None
    district: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class DoorStore(Protocol):
    """Doors as the choice and the search box read them; all that is written belongs to a source."""

    async def version(self) -> str:
        """Another one after every change of the directory; empty while nothing was ever put in it."""
        ...

    async def fingerprint(self, source: str) -> str:
        """That of the files from which this source was last read, or an empty text."""
        ...

    async def begin(self, source: str) -> None:
        """Take away all doors of this source."""
        ...

    async def add(self, doors: Sequence[tuple[Service, Mapping[str, int]]], *, source: str) -> None:
        """Put doors in, each with the words (and their weight) under which it is found."""
        ...

    async def finish(self, source: str, fingerprint: str = "") -> None:
        """Everything of this source is in: the directory has a new version."""
        ...

    async def whole(self, need: str, most: int) -> list[Service] | None:
        """All doors for a need in the order of the directory; None where there are more than `most`."""
        ...

    async def nearest(self, need: str, near: Near, *, local: int, national: int) -> list[Service]:
        """At most so many local and national doors for a need that are likely to be chosen."""
        ...

    async def pinned(self) -> list[Service]:
        """Doors that count for every need: the last ones, those with office hours, with complaint rules."""
        ...

    async def get(self, id: str) -> Service | None: ...
    async def find(self, words: Sequence[str], limit: int) -> list[Service]:
        """Doors in whose words each of these (folded) words is the beginning of one, the weightiest first."""
        ...
