"""Brings a database up to date, in the process that starts; two that start at once wait for each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection

from bot.storage.engine import async_url, open_engine

FOLDER = Path(__file__).parent / "migrations"
PATIENCE = 60
"""Seconds to wait for another process that is migrating."""

_ALONE = {"sqlite": text("select 1"), "postgresql": text("select pg_advisory_xact_lock(4419370216)")}
"""The first statement, after which no other process migrates: on SQLite any one will do, PostgreSQL needs a lock."""


async def upgrade(url: str) -> None:
    """Run the migrations that are still to be run; nothing happens where there are none.

    All of them are one transaction: they succeed together or leave the database as it was. A new SQLite file, and
    the folder that it lies in, are made for their owner alone.
    """
    address = async_url(url)
    if address.get_backend_name() == "sqlite":
        _private_file(Path(str(address.database)))
    await _in_transaction(url, lambda connection: command.upgrade(alembic_config(connection, FOLDER), "head"))


async def draft(url: str, message: str, folder: Path = FOLDER) -> None:
    """Write the next migration: what `tables.py` has and this (migrated) database has not. Read it before using it."""

    def write(connection: Connection) -> None:
        config = alembic_config(connection, folder)
        number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
        command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")

    await _in_transaction(url, write)


async def _in_transaction(url: str, work: Callable[[Connection], None]) -> None:
    engine = open_engine(url, patience=PATIENCE)
    try:
        async with engine.begin() as connection:
            await connection.execute(_ALONE[engine.dialect.name])
            await connection.run_sync(work)
    finally:
        await engine.dispose()


def _private_file(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)


def alembic_config(connection: Connection, folder: Path) -> Config:
    """For Alembic's own commands, on a connection whose transaction the caller ends."""
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
