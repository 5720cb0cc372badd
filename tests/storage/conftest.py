"""The stores that every test here runs on: memory, SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from cryptography.fernet import Fernet

from bot.services.ports import Units
from bot.storage.ciphers import Cipher
from bot.storage.migrate import upgrade
from bot.storage.tables import metadata
from bot.storage.unit_of_work import SqlUnits, sql_units
from tests.fakes import MemoryUnits

SERVER = os.environ.get("TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")


@pytest.fixture(scope="session")
def cipher() -> Cipher:
    return Cipher([Fernet.generate_key().decode()])


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, to be copied."""
    path = tmp_path_factory.mktemp("storage") / "empty.db"
    asyncio.run(upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite(empty_sqlite: Path, tmp_path: Path) -> str:
    """The address of a migrated, empty SQLite database."""
    shutil.copy(empty_sqlite, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture(scope="session")
def new_postgresql() -> Iterator[str]:
    """The address of a scratch database without tables, which is dropped afterwards."""
    name = f"deurwijzer_test_{uuid4().hex[:12]}"
    try:
        asyncio.run(on_server(f"create database {name}"))
    except (OSError, asyncpg.PostgresError, asyncio.TimeoutError) as error:
        unreachable(error)
    yield f"{SERVER}/{name}"
    asyncio.run(on_server(f"drop database {name} with (force)"))


@pytest.fixture(scope="session")
def migrated_postgresql(new_postgresql: str) -> str:
    asyncio.run(upgrade(new_postgresql))
    return new_postgresql


@pytest.fixture
def postgresql(migrated_postgresql: str) -> Iterator[str]:
    """The address of a migrated PostgreSQL database, empty again after the test."""
    yield migrated_postgresql
    tables = (f"delete from {table.name};" for table in metadata.sorted_tables)  # noqa: S608
    asyncio.run(on_server(f"set session_replication_role = replica; {' '.join(tables)}", migrated_postgresql))


async def on_server(statement: str, url: str = f"{SERVER}/postgres") -> None:
    connection = await asyncpg.connect(url, timeout=3)
    await connection.execute(statement)
    await connection.close()


def unreachable(error: Exception) -> None:
    """In CI nobody sees a skip, so there it is a failure."""
    reason = f"no PostgreSQL at {SERVER} ({type(error).__name__}: {error}); set TEST_POSTGRES"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database of each kind."""
    address: str = request.getfixturevalue(request.param)
    return address


@pytest.fixture
async def sql(database: str, cipher: Cipher) -> AsyncIterator[SqlUnits]:
    """Units of work on each kind of database."""
    units = sql_units(database, cipher)
    yield units
    await units.dispose()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> str:
    """Where to store: "memory" or an address."""
    return "memory" if request.param == "memory" else request.getfixturevalue(request.param)


@pytest.fixture
async def units(store: str, cipher: Cipher) -> AsyncIterator[Units]:
    """Units of work on every kind of store."""
    if store == "memory":
        yield MemoryUnits()
        return
    real = sql_units(store, cipher)
    yield real
    await real.dispose()
