"""Reading the directory as Open Referral's API shows it: lists of flat rows, and rows with all that lies in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.errors import NotFound
from bot.hsds.model import TABLES, Nest, Row
from bot.services.directory_ports import HsdsStore

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Around:
    """A circle on the map: degrees, and a radius in metres."""

    latitude: float
    longitude: float
    metres: float


@dataclass(frozen=True)
class HsdsQuery:
    """What narrows a list down; every field that is set counts. Times are ISO 8601 in UTC, ids those of the standard.

    `postcode` is compared by its four digits. `parent_id` and `top_only` are about terms of a taxonomy.
    """

    words: tuple[str, ...] = ()
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""
    organization_id: str = ""
    modified_after: str = ""
    parent_id: str = ""
    top_only: bool = False
    postcode: str = ""
    around: Around | None = None


class HsdsPages(Protocol):
    """Lists out of the stored directory, in the order of their ids."""

    async def count(self, table: str, query: HsdsQuery) -> int: ...
    async def page(
        self, table: str, query: HsdsQuery, *, limit: int, offset: int, only: Sequence[str] = ()
    ) -> list[Row]:
        """So many rows after the first `offset`; `only` names the columns that are wanted, if not all."""
        ...

    async def following(self, table: str, query: HsdsQuery, after: str, *, limit: int) -> list[Row]:
        """The first rows whose id comes after this one."""
        ...

    async def centre(self, postcode: str) -> tuple[float, float] | None:
        """The middle of all known places with these four digits: latitude and longitude."""
        ...


async def flat(store: HsdsStore, table: str, rows: Sequence[Row]) -> list[Row]:
    """The rows with what they point to, but without what points to them: how lists show them."""
    return await _Unfolding(store, (), frozenset(TABLES)).rows(table, rows, NOTHING)


async def full(
    store: HsdsStore, table: str, rows: Sequence[Row], *, without: Sequence[str] = (), simple: Sequence[str] = ()
) -> list[Row]:
    """The rows with everything that belongs to them, at every depth, and never again what they lie in.

    Arrays named in `without` are left out; rows of the tables in `simple` are shown flat.
    """
    return await _Unfolding(store, without, frozenset(simple)).rows(table, rows, NOTHING)


async def one(store: HsdsStore, table: str, id: str) -> Row:
    """The row with this id; `NotFound` where there is none."""
    found = await store.get(table, id)
    if found is None:
        raise NotFound(TABLES[table].entity, "with this id")
    return found


@dataclass(frozen=True)
class _Unfolding:
    """Puts rows into rows, one question for each kind of nest and depth, however many rows there are."""

    store: HsdsStore
    without: Sequence[str]
    simple: frozenset[str]

    async def rows(self, table: str, rows: Sequence[Row], inside: frozenset[str]) -> list[Row]:
        """Copies of the rows of one table; `inside` are the tables in whose rows they lie."""
        found = [dict(row) for row in rows]
        for nest in self._nests(table, inside):
            if nest.many:
                await self._array(nest, table, found, inside | {table})
            else:
                await self._object(nest, found, inside | {table})
        return found

    def _nests(self, table: str, inside: frozenset[str]) -> Iterator[Nest]:
        for nest in TABLES[table].nests:
            if nest.table not in inside and nest.name not in self.without and not (nest.many and table in self.simple):
                yield nest

    async def _array(self, nest: Nest, table: str, outer: Sequence[Row], inside: frozenset[str]) -> None:
        found = await self.store.having(nest.table, nest.key, [row["id"] for row in outer])
        mine = [row for row in found if not nest.kind_key or row.get(nest.kind_key) == TABLES[table].entity]
        lying: dict[str, list[Row]] = defaultdict(list)
        for row in await self.rows(nest.table, mine, inside):
            lying[row.pop(nest.key)].append(row)
            row.pop(nest.kind_key, None)
        for row in outer:
            if row["id"] in lying:
                row[nest.name] = lying[row["id"]]

    async def _object(self, nest: Nest, outer: Sequence[Row], inside: frozenset[str]) -> None:
        wanted = [row[nest.key] for row in outer if nest.key in row]
        found = await self.rows(nest.table, await self.store.having(nest.table, "id", wanted), inside)
        by_id = {row["id"]: row for row in found}
        for row in outer:
            if row.get(nest.key) in by_id:
                row[nest.name] = by_id[row.pop(nest.key)]
