"""A new key for what is stored already: after this the old key can be thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, bindparam, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.ciphers import Cipher
from bot.storage.engine import open_engine
from bot.storage.repositories import same
from bot.storage.tables import conversations, metadata, private_data

BATCH = 200
"""Rows per transaction: others wait no longer than that takes."""


async def rotate(url: str, cipher: Cipher) -> int:
    """Seal every encrypted row anew with the first key of the cipher; gives their number.

    Talks can go on meanwhile: every process must have the new key as its first one before this starts, and the old
    one until it has ended. Raises `WrongKey` at a row that no key opens.
    """
    engine = open_engine(url)
    try:
        return sum([await _table(engine, table, cipher) for table in metadata.sorted_tables if _sealed(table)])
    finally:
        await engine.dispose()


def _sealed(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.info.get("sealed")]


async def _table(engine: AsyncEngine, table: Table, cipher: Cipher) -> int:
    """Batch after batch in the order of the primary key."""
    done, last = 0, None
    while True:
        async with engine.begin() as connection:
            rows = await _batch(connection, table, last)
            if not rows:
                return done
            await _renew(connection, table, rows, cipher)
        done += len(rows)
        last = tuple(getattr(rows[-1], column.name) for column in table.primary_key)


async def _batch(connection: AsyncConnection, table: Table, last: tuple[Any, ...] | None) -> Sequence[Any]:
    keys = list(table.primary_key)
    wanted = select(table).order_by(*keys).limit(BATCH).with_for_update()
    if last is not None:
        wanted = wanted.where(tuple_(*keys) > tuple_(*last))
    return (await connection.execute(wanted)).all()  # type: ignore[no-any-return]


async def _renew(connection: AsyncConnection, table: Table, rows: Sequence[Any], cipher: Cipher) -> None:
    names = [column.name for column in table.primary_key]
    statement = update(table).where(*(table.c[name] == bindparam(f"at_{name}") for name in names))
    values = [{**{f"at_{name}": getattr(row, name) for name in names}, **_anew(table, row, cipher)} for row in rows]
    await connection.execute(statement, values)


def _anew(table: Table, row: Any, cipher: Cipher) -> dict[str, Any]:
    """The sealed columns of a row under the first key, and its mark."""
    tokens = {name: getattr(row, name) for name in _sealed(table)}
    fresh: dict[str, Any] = {name: token and cipher.renew(token) for name, token in tokens.items()}
    if table is private_data:
        fresh["mark"] = cipher.marks(row.conversation, row.kind, same(cipher.open(row.value)))[0]
    if table is conversations and row.address_mark:
        fresh["address_mark"] = cipher.marks(row.channel, cipher.open(row.address))[0]
    return fresh
