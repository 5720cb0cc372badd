"""Staff at the console, over HTTP as a browser does it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientSession, CookieJar
from aiohttp.test_utils import TestClient
from argon2 import PasswordHasher

from bot.domain.conversation import State
from bot.domain.records import Handover
from bot.services import staff
from bot.services.ports import Units
from tests.conftest import Person
from tests.factories import NOW

CSRF = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Desk:
    """A browser at the console with its own cookies."""

    client: TestClient
    browser: ClientSession
    name: str
    password: str

    async def get(self, path: str, **headers: str) -> ClientResponse:
        url = self.client.make_url(path)
        return await self.browser.get(url, headers=headers, allow_redirects=False)

    async def page(self, path: str = "/console", **headers: str) -> str:
        """The page as a person reads its source."""
        response = await self.get(path, **headers)
        assert response.status == 200, (response.status, response.headers.get("Location"))
        return unescape(await response.text())

    async def send(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> ClientResponse:
        """A form, exactly as given."""
        url = self.client.make_url(path)
        return await self.browser.post(url, data=fields, headers=headers, allow_redirects=False)

    async def press(self, path: str, **fields: str) -> ClientResponse:
        """A form of our own page, with its token."""
        return await self.send(path, csrf=await self.csrf(), **fields)

    async def csrf(self) -> str:
        found = CSRF.search(await self.page("/console/promises"))
        assert found
        return found.group(1)

    async def log_in(self, **changed: str) -> ClientResponse:
        fields = {"name": self.name, "password": self.password, **changed}
        return await self.send("/console/login", **fields)


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 as always, at a cost that suits a test."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(staff, "HASHER", hasher)
    monkeypatch.setattr(staff, "NOBODY", hasher.hash("nobody"))


Desks = Callable[..., Awaitable[Desk]]


@pytest.fixture
async def desks(client: TestClient, units: Units) -> AsyncIterator[Desks]:
    """Opens browsers; each belongs to somebody who was let in, and is not logged in yet."""
    browsers: list[ClientSession] = []

    async def open_one(name: str) -> Desk:
        password = await staff.add(name, uow=units())
        browsers.append(ClientSession(cookie_jar=CookieJar(unsafe=True)))
        return Desk(client, browsers[-1], name, password)

    yield open_one
    for browser in browsers:
        await browser.close()


@pytest.fixture
async def door(desks: Desks) -> Desk:
    """A browser before the login."""
    return await desks("anna")


@pytest.fixture
async def anna(door: Desk) -> Desk:
    """Staff, logged in."""
    await door.log_in()
    return door


@pytest.fixture
async def bert(desks: Desks) -> Desk:
    """A colleague, logged in."""
    desk = await desks("bert")
    await desk.log_in()
    return desk


async def asks_for_a_human(person: Person, units: Units, **more: Any) -> Handover:
    """The person wants a human, as the dialogue core puts it on record."""
    request = Handover(f"request-{person.id}", person.id, "live", "contact_human", NOW)
    request = replace(request, **more)
    async with units() as uow:
        talk = await uow.conversations.get(person.id)
        await uow.conversations.save(replace(talk, state=State.WAITING, need=talk.need or "contact_human"))
        await uow.handovers.add(request)
        await uow.commit()
    return request
