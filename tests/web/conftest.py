"""The guide of the demo municipality, and one that a test makes up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from shutil import copyfile

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient
from cryptography.fernet import Fernet

from bot.house import doorkeeper, load_directory_once
from bot.services.ports import Units
from bot.settings import ROOT
from bot.storage.ciphers import Cipher
from bot.storage.unit_of_work import sql_units
from tests.conftest import Gateway
from tests.web.reading_html import Page

TOWN = ROOT / "profiles" / "voorbeeldstad"
BROWSER = {"Accept": "text/html", "Accept-Language": "nl-NL,nl;q=0.9"}


@pytest.fixture
def city():
    """Voorbeeldstad as it stands in its folder."""
    return doorkeeper(str(TOWN))


@pytest.fixture(scope="session")
def town_database(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file in which the municipality's directory was read, to be copied."""
    path = tmp_path_factory.mktemp("town") / "town.db"
    copyfile(empty_database, path)

    async def load() -> None:
        units = sql_units(f"sqlite:///{path}", Cipher([Fernet.generate_key().decode()]))
        await load_directory_once(TOWN, units)
        await units.dispose()

    asyncio.run(load())
    return path


@pytest.fixture
async def stocked(town_database: Path, tmp_path: Path) -> AsyncIterator[Units]:
    """A store of one's own with that directory."""
    path = tmp_path / "stocked.db"
    copyfile(town_database, path)
    units = sql_units(f"sqlite:///{path}", Cipher([Fernet.generate_key().decode()]))
    yield units
    await units.dispose()


@pytest.fixture
async def guide(gateway: Gateway, city) -> TestClient:
    return await gateway(house=city)


Visit = Callable[..., Awaitable[Page]]


@pytest.fixture
def visit(guide: TestClient) -> Visit:
    """Opens a page as a browser without JavaScript does."""

    async def open_page(path: str, status: int = 200, **headers: str) -> Page:
        response: ClientResponse = await guide.get(path, headers={**BROWSER, **headers})
        assert response.status == status, await response.text()
        return Page(await response.text())

    return open_page
