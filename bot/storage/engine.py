"""Database addresses and engines: SQLite in WAL mode and PostgreSQL, behind the same code."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.storage.quick_sqlite import driver

PATIENCE = 5
"""Seconds that a transaction waits for another one before it gives up."""

PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
"""`secure_delete`: what is erased is overwritten in the file, not only let go of."""

_DRIVERS = {"sqlite": ("aiosqlite", "pysqlite"), "postgresql": ("asyncpg", "psycopg2")}


def async_url(url: str) -> URL:
    """The address with its asynchronous driver; `sqlite:///…` and `postgresql://…` may come with any driver or none.

    Raises ValueError for another database, and for SQLite in memory, which two processes cannot share.
    """
    return _with_driver(url, 0)


def sync_url(url: str) -> URL:
    """The same address with its synchronous driver."""
    return _with_driver(url, 1)


def _with_driver(url: str, which: int) -> URL:
    parsed = make_url(url)
    kind = parsed.get_backend_name()
    if kind not in _DRIVERS:
        raise ValueError(f"the database must be SQLite or PostgreSQL, not {kind}")
    if kind == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise ValueError("SQLite needs a file: three processes work on it")
    return parsed.set(drivername=f"{kind}+{_DRIVERS[kind][which]}")


def open_engine(url: str, *, reading: bool = False, patience: int = PATIENCE) -> AsyncEngine:
    """An engine whose transactions write, or can only read (`reading`). Connections are made when first needed.

    A writing transaction on SQLite takes the one write lock before its first statement, so that what it read stays
    true until it commits; within a process writers queue for one connection. A reading transaction waits for nobody.
    """
    address = async_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, reading, patience)
    return _postgresql(address, reading, patience)


def _sqlite(address: URL, reading: bool, patience: int) -> AsyncEngine:
    engine = create_async_engine(
        address,
        module=driver(),
        poolclass=AsyncAdaptedQueuePool,
        pool_size=4 if reading else 1,
        max_overflow=0,
        pool_timeout=2 * patience,
        connect_args={"timeout": patience, "isolation_level": None},
    )
    pragmas = (*PRAGMAS, "query_only=ON") if reading else PRAGMAS
    event.listen(engine.sync_engine, "connect", lambda connection, _: set_pragmas(connection, pragmas))
    begin = "BEGIN" if reading else "BEGIN IMMEDIATE"
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def set_pragmas(connection: Any, pragmas: tuple[str, ...] = PRAGMAS) -> None:
    """Prepare a new SQLite connection (the DBAPI's own)."""
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _postgresql(address: URL, reading: bool, patience: int) -> AsyncEngine:
    engine = create_async_engine(
        address,
        pool_size=5,
        max_overflow=10,
        pool_timeout=2 * patience,
        pool_pre_ping=True,
        connect_args={"server_settings": {"lock_timeout": f"{patience}s"}},
    )
    # One snapshot for all that is read together, as SQLite gives it anyway.
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if reading else {}
    return engine.execution_options(**options)
