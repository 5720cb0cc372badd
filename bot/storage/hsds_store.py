"""The rows of HSDS in the database (`HsdsStore` of services.directory_ports)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, select, tuple_

from bot.hsds.model import TABLES, Row
from bot.storage.hsds_tables import HSDS, OWN
from bot.storage.tables import per_dialect
from bot.storage.work import Work

AT_ONCE = 500
"""How many values one question holds: SQLite before 3.32 takes 999, and longer lists are slow to compile."""


class SqlHsds:
    """All tables behind the same few questions; a statement is made once for each table (and column)."""

    def __init__(self, work: Work) -> None:
        self._work, self._written = work, 0

    async def write(self, table: str, rows: Sequence[Row], *, source: str, run: str) -> None:
        values = [
            {**_blank(table), **row, "own_source": source, "own_run": run, "own_position": self._written + number}
            for number, row in enumerate(rows)
        ]
        self._written += len(values)
        if values:
            await self._work.run(_upsert(table)[self._work.dialect], values)

    async def sweep(self, source: str, run: str) -> int:
        return sum([await self._work.run(_sweep(table), {"source": source, "this": run}) for table in HSDS])

    async def get(self, table: str, id: str) -> Row | None:
        found = await self.having(table, "id", [id])
        return found[0] if found else None

    async def having(self, table: str, column: str, values: Iterable[str]) -> list[Row]:
        found: list[Any] = []
        wanted = iter(dict.fromkeys(values))
        while some := list(islice(wanted, AT_ONCE)):
            found += await self._work.rows(_having(table, column), values=some)
        found.sort(key=lambda row: row.own_position)
        return [to_row(row) for row in found]

    async def all(self, table: str, *, size: int = AT_ONCE, source: str = "") -> AsyncIterator[list[Row]]:
        statement, which = _after(table, bool(source)), {"source": source} if source else {}
        place, after = -1, ""
        while rows := await self._work.rows(statement, place=place, after=after, size=size, **which):
            yield [to_row(row) for row in rows]
            place, after = rows[-1].own_position, rows[-1].id

    async def count(self, table: str) -> int:
        return int(await self._work.value(select(func.count()).select_from(HSDS[table])))


def to_row(found: Any) -> Row:
    """What the database holds as a row of the standard: without our own columns and without what is not known."""
    return {name: _plain(value) for name, value in found._mapping.items() if value is not None and name not in OWN}


def _plain(value: Any) -> Any:
    """A whole number is one again: the standard's own examples say 12, not 12.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


@cache
def _blank(table: str) -> Row:
    return dict.fromkeys(column.name for column in TABLES[table].columns)


@cache
def _upsert(table: str) -> dict[str, Any]:
    """Insert, or replace; within the same run the earlier row is filled in instead."""
    stored = HSDS[table]

    def build(insert: Any) -> Any:
        new = insert(stored)
        again = stored.c.own_run == new.excluded.own_run
        changes = {
            name: case((again, func.coalesce(new.excluded[name], stored.c[name])), else_=new.excluded[name])
            for name in _blank(table)
            if name != "id"
        }
        own = {"own_source": new.excluded.own_source, "own_run": new.excluded.own_run}
        place = case((again, stored.c.own_position), else_=new.excluded.own_position)
        return new.on_conflict_do_update(index_elements=["id"], set_={**changes, **own, "own_position": place})

    return per_dialect(build)


@cache
def _sweep(table: str) -> Any:
    stored = HSDS[table]
    return delete(stored).where(and_(stored.c.own_source == bindparam("source"), stored.c.own_run != bindparam("this")))


@cache
def _having(table: str, column: str) -> Any:
    stored = HSDS[table]
    return select(stored).where(stored.c[column].in_(bindparam("values", expanding=True)))


@cache
def _after(table: str, of_source: bool) -> Any:
    stored = HSDS[table]
    place = tuple_(stored.c.own_position, stored.c.id)
    found = select(stored).where(place > tuple_(bindparam("place"), bindparam("after")))
    if of_source:
        found = found.where(stored.c.own_source == bindparam("source"))
    return found.order_by(stored.c.own_position, stored.c.id).limit(bindparam("size"))
