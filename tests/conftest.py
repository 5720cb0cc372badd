"""The real gateway with a dialogue engine that does as it is told, on each kind of store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from cryptography.fernet import Fernet

from bot.app import build_app
from bot.clock import MovableClock
from bot.services.ports import Units
from bot.settings import Settings
from bot.storage.ciphers import Cipher
from bot.storage.migrate import upgrade
from bot.storage.unit_of_work import sql_units
from tests import factories
from tests.fake_engine import FakeEngine
from tests.fakes import MemoryUnits

Gateway = Callable[..., Awaitable[TestClient]]


@dataclass
class Person:
    """Somebody with a talk, over HTTP."""

    client: TestClient
    id: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def post(self, **body: Any) -> ClientResponse:
        return await self.client.post(f"/api/conversations/{self.id}/messages", json=body, headers=self.headers)

    async def say(self, text: str, **more: Any) -> list[dict[str, Any]]:
        """What the gateway answers to these words."""
        return await self._messages(await self.post(text=text, **more))

    async def press(self, payload: str) -> list[dict[str, Any]]:
        return await self._messages(await self.post(payload=payload))

    async def read(self, after: int = 0) -> list[dict[str, Any]]:
        """Everything that was said after this number."""
        path = f"/api/conversations/{self.id}/messages?after={after}"
        return await self._messages(await self.client.get(path, headers=self.headers))

    async def file(self) -> dict[str, Any]:
        response = await self.client.get(f"/api/conversations/{self.id}", headers=self.headers)
        return await response.json()

    async def _messages(self, response: ClientResponse) -> list[dict[str, Any]]:
        assert response.status == 200, await response.text()
        return (await response.json())["messages"]


@pytest.fixture
def clock() -> MovableClock:
    """It stands still until a test moves it."""
    return MovableClock(factories.NOW, real=datetime(2026, 1, 1).timestamp)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return factories.settings(tmp_path)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, to be copied."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    asyncio.run(upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture(params=["memory", "sqlite"])
async def units(request: pytest.FixtureRequest, empty_database: Path, tmp_path: Path) -> AsyncIterator[Units]:
    """A store in memory, and one on disk."""
    if request.param == "memory":
        yield MemoryUnits()
        return
    path = tmp_path / "store.db"
    copyfile(empty_database, path)
    made = sql_units(f"sqlite:///{path}", Cipher([Fernet.generate_key().decode()]))
    yield made
    await made.dispose()


@pytest.fixture
async def gateway(units: Units, engine: FakeEngine, clock: MovableClock, settings: Settings) -> AsyncIterator[Gateway]:
    """Starts gateways on the same store; a second one is what comes after a restart."""
    started: list[TestClient] = []

    async def start(**more: Any) -> TestClient:
        given = {"engine": engine, "units": units, "clock": clock, "house": factories.house(), **more}
        app = build_app(given.pop("settings", settings), **given)
        client = TestClient(TestServer(app))
        started.append(client)
        await client.start_server()
        return client

    yield start
    for client in started:
        await client.close()


@pytest.fixture
async def client(gateway: Gateway) -> TestClient:
    return await gateway()


@pytest.fixture
async def person(client: TestClient) -> Person:
    return await meet(client)


async def meet(client: TestClient, **body: Any) -> Person:
    """Somebody begins a talk."""
    response = await client.post("/api/conversations", json=body)
    begun = await response.json()
    return Person(client, begun["id"], begun["token"])


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything that is logged, down to the smallest."""
    with caplog.at_level("DEBUG"):
        yield caplog
