"""What the use cases around the directory rely on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Protocol

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

    def all(self, table: str, *, size: int = 500) -> AsyncIterator[list[Row]]:
        """Every row in batches, by id; never more than one batch in memory."""
        ...

    async def count(self, table: str) -> int: ...
