"""Bringing a package of HSDS in: read and judged as a whole first, then stored in one transaction."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO
from uuid import uuid4

from bot.domain.errors import BotError
from bot.hsds.model import Record, Row
from bot.services.directory import Catalogue, Tell, project, quiet
from bot.services.ports import UnitOfWork

BATCH = 500
"""Rows of one table that are written together."""


class NothingInIt(BotError):
    """Not one row of the package can be used."""

    code = "nothing_in_it"


@dataclass(frozen=True)
class Imported:
    """How many rows of each table came in, how many of an earlier time went, and how many doors there are now."""

    rows: dict[str, int]
    gone: int
    doors: int


async def bring_in(
    records: Iterable[Record], *, source: str, catalogue: Catalogue, uow: UnitOfWork, tell: Tell = quiet
) -> Imported:
    """Put the rows in the place of what this source had before; nothing changes where this does not end well.

    All rows are read and judged before the transaction begins: the database is held for the writing alone, so that
    the talks that go on meanwhile hardly wait.
    """
    with TemporaryFile("w+", encoding="utf-8") as spool:
        counts = _spooled(records, spool, tell)
        if not counts:
            raise NothingInIt("there is no row in it that can be used; nothing has changed")
        async with uow:
            run = uuid4().hex
            written = 0
            for table, rows in _batches(spool):
                await uow.hsds.write(table, rows, source=source, run=run)
                written += len(rows)
                tell("stored", written)
            gone = await uow.hsds.sweep(source, run)
            doors = await project(source, catalogue, uow=uow, tell=tell)
            await uow.commit()
    return Imported(dict(counts), gone, doors)


def _spooled(records: Iterable[Record], spool: IO[str], tell: Tell) -> Counter[str]:
    """Write the rows down in batches of one table each; how many there are of each."""
    waiting: dict[str, list[Row]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for table, row, _ in records:
        waiting[table].append(row)
        counts[table] += 1
        if len(waiting[table]) >= BATCH:
            _put_away(table, waiting.pop(table), spool)
            tell("read", counts.total())
    for table, rows in waiting.items():
        _put_away(table, rows, spool)
    return counts


def _put_away(table: str, rows: list[Row], spool: IO[str]) -> None:
    spool.write(json.dumps([table, rows], ensure_ascii=True) + "\n")


def _batches(spool: IO[str]) -> Iterator[tuple[str, list[Row]]]:
    spool.seek(0)
    for line in spool:
        table, rows = json.loads(line)
        yield table, rows
