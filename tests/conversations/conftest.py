"""One running Deurwijzer for all tests that talk with the real thing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.live import Chat, House

MODEL = Path(__file__).resolve().parent.parent.parent / "models" / "deurwijzer.tar.gz"


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Gateway, Rasa with the trained model and action server; no stand-in between."""
    assert MODEL.exists(), "train first: deurwijzer train"
    running = House(tmp_path_factory.mktemp("house"), {"NOW": "2026-11-23T09:00:00+00:00"}).start()
    yield running
    running.stop()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def chat(house: House, http: aiohttp.ClientSession) -> Chat:
    """A person who has just opened the page."""
    return await Chat(http, house.base).begin()
