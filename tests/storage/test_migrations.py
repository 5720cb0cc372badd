"""Migrations lead to the tables as they stand in the code, in any number of steps and from any number of processes."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from bot.storage.engine import async_url, open_engine, sync_url
from bot.storage.migrate import FOLDER, alembic_config, draft, upgrade
from bot.storage.tables import metadata
from tests.storage.conftest import on_server


async def on(url: str, question: Any) -> Any:
    engine = open_engine(url)
    async with engine.begin() as connection:
        answer = await connection.run_sync(question)
    await engine.dispose()
    return answer


def differences(connection: Any) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def tables(connection: Any) -> set[str]:
    return set(inspect(connection).get_table_names())


def newest() -> int:
    """The number of the last migration."""
    return max(int(file.name[:4]) for file in (FOLDER / "versions").glob("[0-9]*.py"))


async def test_migrations_and_tables_are_the_same(database: str) -> None:
    assert await on(database, differences) == []


async def test_the_comparison_sees_a_difference(sqlite: str) -> None:
    def change(connection: Any) -> None:
        connection.execute(text("drop index messages_waiting"))
        connection.execute(text("alter table staff add column shoe_size integer"))

    await on(sqlite, change)
    assert len(await on(sqlite, differences)) == 2


async def test_a_second_upgrade_changes_nothing(database: str) -> None:
    await on(database, lambda connection: connection.execute(text("insert into complaint_numbers values (1999, 7)")))
    await upgrade(database)
    rows = await on(database, lambda connection: connection.execute(text("select * from complaint_numbers")).all())
    assert rows == [(1999, 7)]


async def test_there_is_a_way_back(sqlite: str) -> None:
    await on(sqlite, lambda connection: command.downgrade(alembic_config(connection, FOLDER), "base"))
    assert await on(sqlite, tables) == {"alembic_version"}
    await upgrade(sqlite)
    assert await on(sqlite, differences) == []


async def test_there_is_a_way_back_on_postgresql(new_postgresql: str) -> None:
    """In a schema-less copy, so that the other tests keep theirs."""
    name = f"{new_postgresql}_back"
    await on_server(f"create database {name.rpartition('/')[2]}")
    try:
        await upgrade(name)
        await on(name, lambda connection: command.downgrade(alembic_config(connection, FOLDER), "base"))
        assert await on(name, tables) == {"alembic_version"}
        await upgrade(name)
    finally:
        await on_server(f"drop database {name.rpartition('/')[2]} with (force)")


async def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, url = tmp_path / "migrations", f"sqlite:///{tmp_path / 'half.db'}"
    shutil.copytree(FOLDER, folder)
    (folder / "versions" / "9999_broken.py").write_text(
        f"revision, down_revision = '9999', '{newest():04d}'\ndef upgrade():\n    raise ZeroDivisionError\n"
    )
    monkeypatch.setattr("bot.storage.migrate.FOLDER", folder)
    with pytest.raises(ZeroDivisionError):
        await upgrade(url)
    assert await on(url, tables) == set()


async def test_a_draft_holds_what_the_tables_have_and_the_database_has_not(sqlite: str, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(FOLDER, folder)
    await on(sqlite, lambda connection: connection.execute(text("drop index ix_promises_due")))
    await draft(sqlite, "promises by date", folder)
    number = f"{newest() + 1:04d}"
    written = (folder / "versions" / f"{number}_promises_by_date.py").read_text()
    assert f'revision = "{number}"' in written.replace("'", '"')
    assert written.count("create_index") == 1
    assert "ix_promises_due" in written


def migrated_by_three(url: str) -> None:
    """Forked, so that they start within a few milliseconds of each other."""
    system = multiprocessing.get_context("fork")
    starting = [system.Process(target=lambda: asyncio.run(upgrade(url))) for _ in range(3)]
    for process in starting:
        process.start()
    for process in starting:
        process.join(30)
    assert [process.exitcode for process in starting] == [0, 0, 0]
    assert asyncio.run(on(url, differences)) == []


def test_three_processes_start_at_once_on_sqlite(tmp_path: Path) -> None:
    for number in range(3):
        migrated_by_three(f"sqlite:///{tmp_path / 'var' / str(number)}")


def test_three_processes_start_at_once_on_postgresql(new_postgresql: str) -> None:
    name = f"{new_postgresql}_three"
    asyncio.run(on_server(f"create database {name.rpartition('/')[2]}"))
    try:
        migrated_by_three(name)
    finally:
        asyncio.run(on_server(f"drop database {name.rpartition('/')[2]} with (force)"))


async def test_the_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "50%.db"
    await upgrade(f"sqlite:///{path}")
    engine = open_engine(f"sqlite:///{path}")
    async with engine.begin() as connection:
        await connection.execute(text("insert into complaint_numbers values (2026, 1)"))
        modes = {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
    await engine.dispose()
    assert modes == {0o600}
    assert stat.S_IMODE(os.stat(path.parent).st_mode) == 0o700


@pytest.mark.parametrize(
    ("given", "asynchronous", "synchronous"),
    [
        ("sqlite:////srv/a.db", "sqlite+aiosqlite:////srv/a.db", "sqlite+pysqlite:////srv/a.db"),
        ("sqlite+aiosqlite:////srv/a.db", "sqlite+aiosqlite:////srv/a.db", "sqlite+pysqlite:////srv/a.db"),
        ("postgresql://u:p@h:1/d", "postgresql+asyncpg://u:p@h:1/d", "postgresql+psycopg2://u:p@h:1/d"),
        ("postgresql+asyncpg://h/d", "postgresql+asyncpg://h/d", "postgresql+psycopg2://h/d"),
    ],
)
def test_an_address_may_come_with_any_driver(given: str, asynchronous: str, synchronous: str) -> None:
    assert async_url(given).render_as_string(hide_password=False) == asynchronous
    assert sync_url(given).render_as_string(hide_password=False) == synchronous


@pytest.mark.parametrize("url", ["mysql://h/d", "sqlite://", "sqlite:///:memory:"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="SQLite"):
        async_url(url)
