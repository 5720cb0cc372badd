"""The unit of work of services.ports over one database transaction."""

from __future__ import annotations

import asyncio
from types import TracebackType

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.services import directory_ports, ports
from bot.services.hsds_reading import HsdsPages
from bot.storage.ciphers import Cipher
from bot.storage.door_store import SqlDoors
from bot.storage.engine import open_engine
from bot.storage.hsds_pages import SqlHsdsPages
from bot.storage.hsds_store import SqlHsds
from bot.storage.repositories import (
    SqlComplaints,
    SqlConversations,
    SqlDeliveries,
    SqlEntryReports,
    SqlErrands,
    SqlHandovers,
    SqlMessages,
    SqlPromises,
    SqlReferrals,
    SqlSeen,
    SqlSignals,
    SqlStaff,
    SqlVault,
)
from bot.storage.work import Work


class SqlUnit:
    """One transaction; it begins with its first statement. What was not committed when the block ends is undone."""

    def __init__(self, engine: AsyncEngine, cipher: Cipher, *, reading: bool) -> None:
        self._engine, self._cipher, self._reading = engine, cipher, reading

    async def __aenter__(self) -> SqlUnit:
        self._connection = await self._engine.connect()
        self._work = work = Work(self._connection, self._cipher, reading=self._reading)
        self.conversations: ports.Conversations = SqlConversations(work)
        self.messages: ports.Messages = SqlMessages(work)
        self.vault: ports.Vault = SqlVault(work)
        self.complaints: ports.Complaints = SqlComplaints(work)
        self.signals: ports.Signals = SqlSignals(work)
        self.promises: ports.Promises = SqlPromises(work)
        self.referrals: ports.Referrals = SqlReferrals(work)
        self.errands: ports.Errands = SqlErrands(work)
        self.deliveries: ports.Deliveries = SqlDeliveries(work)
        self.handovers: ports.Handovers = SqlHandovers(work)
        self.reports: ports.EntryReports = SqlEntryReports(work)
        self.staff: ports.Staff = SqlStaff(work)
        self.seen: ports.Seen = SqlSeen(work)
        self.hsds: directory_ports.HsdsStore = SqlHsds(work)
        self.hsds_pages: HsdsPages = SqlHsdsPages(work)
        self.doors: directory_ports.DoorStore = SqlDoors(work)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the connection back, also where the task is cancelled meanwhile: others wait for it."""
        await asyncio.shield(self._connection.close())

    async def commit(self) -> None:
        await self._connection.commit()
        self._work.forget()

    async def rollback(self) -> None:
        await self._connection.rollback()
        self._work.forget()


class SqlUnits:
    """Makes units of work (`ports.Units`); holds the engines and nothing else."""

    def __init__(self, url: str, cipher: Cipher) -> None:
        self._writing, self._reading = open_engine(url), open_engine(url, reading=True)
        self._cipher = cipher

    def __call__(self, *, reading: bool = False) -> SqlUnit:
        return SqlUnit(self._reading if reading else self._writing, self._cipher, reading=reading)

    async def dispose(self) -> None:
        """Close every connection."""
        await self._writing.dispose()
        await self._reading.dispose()


def sql_units(url: str, cipher: Cipher) -> SqlUnits:
    """Units of work on the database at this address, which `migrate.upgrade` has brought up to date."""
    return SqlUnits(url, cipher)
