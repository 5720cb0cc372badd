"""The directory on its way out, in pieces that fit in memory whatever its size."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from bot.hsds.model import TABLES, Row
from bot.services.directory import Tell, quiet
from bot.services.hsds_reading import full
from bot.services.ports import UnitOfWork

TOGETHER = 200
"""Things that are put together at once."""

ROOTS = ("organizations", "services")
"""Things that others lie in. An organization holds no services and a service no organization: each is told once."""


async def rows(uow: UnitOfWork, table: str) -> AsyncIterator[list[Row]]:
    """All rows of a table, in the order in which they came."""
    async for batch in uow.hsds.all(table):
        yield batch


async def nested(uow: UnitOfWork, table: str) -> AsyncIterator[Row]:
    """Everything of one kind with all that lies in it, as the standard's own examples show it."""
    async for batch in uow.hsds.all(table, size=TOGETHER):
        for thing in await full(uow.hsds, table, batch):
            yield thing


async def whole(uow: UnitOfWork, tell: Tell = quiet) -> AsyncIterator[str]:
    """The directory as one JSON document: lists of things under the names of their tables.

    First what others lie in; then, flat, every row that lies nowhere: a taxonomy that nobody uses, a phone without
    an owner. What is read from it again is the same directory.
    """
    told: set[int] = set()
    yield "{"
    between = "\n"
    for table in (*ROOTS, *(name for name in TABLES if name not in ROOTS)):
        things = _roots(uow, table, told) if table in ROOTS else _left(uow, table, told)
        count = 0
        async for thing in things:
            yield f'{between}"{table}": [\n' if count == 0 else ",\n"
            yield json.dumps(thing, ensure_ascii=False)
            count, between = count + 1, ",\n"
            if count % TOGETHER == 0:
                tell(table, count)
        yield "\n]" if count else ""
    yield "\n}\n"


async def _roots(uow: UnitOfWork, table: str, told: set[int]) -> AsyncIterator[Row]:
    async for batch in uow.hsds.all(table, size=TOGETHER):
        for thing in await full(uow.hsds, table, batch, without=_CUT[table]):
            _note(table, thing, told)
            yield thing


_CUT = {"organizations": ("services",), "services": ("organization",)}


async def _left(uow: UnitOfWork, table: str, told: set[int]) -> AsyncIterator[Row]:
    async for batch in uow.hsds.all(table):
        for row in batch:
            if hash((table, row["id"])) not in told:
                yield row


def _note(table: str, thing: Row, told: set[int]) -> None:
    """Remember every row that lies in this thing."""
    told.add(hash((table, thing["id"])))
    for nest in TABLES[table].nests:
        inner: Any = thing.get(nest.name, ())
        for one in inner if isinstance(inner, list) else (inner,):
            if isinstance(one, dict):
                _note(nest.table, one, told)
