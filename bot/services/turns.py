"""One turn at a time per conversation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol


class Turns(Protocol):
    """Gives out turns; a cluster needs one that several processes share."""

    def of(self, key: str) -> AbstractAsyncContextManager[None]:
        """Waits until nobody else has the turn of this key, in order of arrival, and holds it."""
        ...


class LocalTurns:
    """Turns within one process; a lock lives as long as somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._users: dict[str, int] = {}

    @asynccontextmanager
    async def of(self, key: str) -> AsyncIterator[None]:
        """See `Turns`."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._users[key] = self._users.get(key, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._users[key] -= 1
            if not self._users[key]:
                del self._users[key], self._locks[key]

    def running(self) -> int:
        """How many conversations have a turn running or waiting."""
        return len(self._locks)
