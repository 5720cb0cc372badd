"""The page behind the link in a referral: a mail scanner that looks confirms nothing."""

from __future__ import annotations

from aiohttp.test_utils import TestClient

from bot.domain.records import Referral, ReferralState
from bot.domain.tokens import hash_token
from bot.services.ports import Units
from tests.conftest import Person
from tests.factories import NOW

TOKEN = "link-of-a-service"


async def made(person: Person, units: Units) -> str:
    referral = Referral("ab12cd34ef567890", person.id, "debt-desk", "- Telefoon: 06-24681357", NOW,
                        state=ReferralState.SENT, due=NOW, token_hash=hash_token(TOKEN))  # fmt: skip
    async with units() as uow:
        await uow.referrals.add(referral)
        await uow.commit()
    return f"/referrals/{referral.id}/{TOKEN}"


async def state(units: Units) -> ReferralState:
    async with units(reading=True) as uow:
        return (await uow.referrals.get("ab12cd34ef567890")).state


async def test_looking_changes_nothing_and_shows_nothing_private(client: TestClient, person: Person, units: Units):
    path = await made(person, units)
    for call in (client.get, client.head):
        response = await call(path)
        assert response.status == 200 and await state(units) is ReferralState.SENT
    page = await (await client.get(path)).text()
    assert "DW-AB12CD34" in page and "<form" in page and "06-24681357" not in page


async def test_the_button_confirms_and_may_be_pressed_twice(client: TestClient, person: Person, units: Units):
    path = await made(person, units)
    for _ in range(2):
        page = await (await client.post(path)).text()
        assert "Bedankt" in page and "<form" not in page
    assert await state(units) is ReferralState.CONFIRMED


async def test_a_wrong_link_is_not_found(client: TestClient, person: Person, units: Units):
    path = await made(person, units)
    for wrong in (path + "x", path.replace("ab12", "ffff")):
        assert (await client.get(wrong)).status == (await client.post(wrong)).status == 404
    assert await state(units) is ReferralState.SENT
