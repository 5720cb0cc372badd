"""The history of a complaint only grows, whoever asks the database for something else."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.complaint import Addition
from bot.storage.engine import open_engine
from bot.storage.unit_of_work import SqlUnits
from tests.storage.making import NOW, filed

EVERYWHERE = (
    "update complaint_additions set at = null",
    "delete from complaint_additions",
    "update complaint_steps set by = 'nobody'",
    "delete from complaint_steps",
    "delete from complaint_steps where reference = 'KL-2026-000001'",
)
SQLITE = (
    "insert or replace into complaint_steps values ('KL-2026-000001', 1, 'closed', '2026-01-01 00:00:00', 'nobody')",
    "replace into complaint_steps values ('KL-2026-000001', 1, 'closed', '2026-01-01 00:00:00', 'nobody')",
)
POSTGRESQL = (
    "truncate complaint_steps",
    "truncate complaints cascade",
    "insert into complaint_steps values ('KL-2026-000001', 1, 'closed', now(), 'nobody') "
    "on conflict (reference, number) do update set by = 'nobody'",
)


async def refused(url: str, statement: str) -> None:
    engine = open_engine(url)
    with pytest.raises(DBAPIError, match="only grows"):
        async with engine.begin() as connection:
            await connection.execute(text(statement))
    await engine.dispose()


async def check(url: str, units: SqlUnits, statements: tuple[str, ...]) -> None:
    async with units() as uow:
        one = await filed("", uow, additions=(Addition("en de stoep ook", NOW),))
        await uow.commit()
    for statement in statements:
        await refused(url, statement)
    async with units(reading=True) as uow:
        kept = await uow.complaints.get(one.reference)
        assert (kept.history, kept.additions) == (one.history, one.additions)


async def test_the_database_refuses_to_change_history(database: str, sql: SqlUnits) -> None:
    await check(database, sql, EVERYWHERE)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_sqlite_has_no_way_around(database: str, sql: SqlUnits) -> None:
    await check(database, sql, SQLITE)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_postgresql_has_no_way_around(database: str, sql: SqlUnits) -> None:
    await check(database, sql, POSTGRESQL)
