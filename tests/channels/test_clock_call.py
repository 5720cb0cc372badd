"""`POST /api/testing/clock`: the time passes, and what fell due in between has happened when it answers."""

from __future__ import annotations

from datetime import timedelta

from aiohttp.test_utils import TestClient

from bot.services import promises
from bot.services.ports import Units
from tests import factories
from tests.conftest import Person
from tests.factories import NOW, TOKEN


async def test_a_promise_that_fell_due_in_between_has_been_asked_about(
    client: TestClient, person: Person, units: Units
) -> None:
    due = NOW + timedelta(days=3)
    async with units() as uow:
        talk = await uow.conversations.get(person.id)
        await promises.make("We bellen je.", "front_desk", due, talk, now=NOW, uow=uow, house=factories.house())
        await uow.commit()
    seen = (await person.read())[-1]["seq"]
    headers = {"Authorization": f"Bearer {TOKEN}"}
    moved = await client.post("/api/testing/clock", json={"now": "2026-12-24T12:00:00+01:00"}, headers=headers)
    assert moved.status == 204
    first, second = await person.read(seen)
    assert "We bellen je." in first["text"] and first["custom"]["asks"] == "confirm" and first["from"] == "bot"
    assert first["at"] == due.isoformat() and second["at"] == (due + timedelta(days=2)).isoformat()
    promise = (await person.file())["promises"][0]
    assert promise["text"] == "We bellen je." and promise["owner"] == "front_desk" and promise["kept"] is None
    back = await client.post("/api/testing/clock", json={"now": "2026-12-01T12:00:00+01:00"}, headers=headers)
    assert back.status == 400
