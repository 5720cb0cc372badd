"""The guide in a real Chromium: search while typing, what is wrong reaching staff, a chosen need reaching the chat."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.domain.messages import Button, Reply
from bot.services import staff
from bot.services.ports import Units

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture
def units(stocked: Units) -> Units:
    return stocked


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("no Chromium; on Debian: apt-get install chromium")
        pytest.skip("no Chromium on this machine")
    async with async_playwright() as play:
        started = await play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        await started.close()


@pytest.fixture
async def phone(browser: Browser) -> AsyncIterator[Page]:
    """A small screen; whatever the browser complains about fails the test."""
    context = await browser.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL")
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


async def test_the_list_follows_what_is_typed(guide, phone):
    await phone.goto(str(guide.make_url("/wegwijzer")))
    await phone.get_by_label("Wat hebt u nodig?").press_sequentially("deurwa")
    await expect(phone.locator("#found a").first).to_have_text("Schulden")
    await expect(phone).to_have_url(str(guide.make_url("/wegwijzer")))  # what is typed stays out of the history
    await phone.get_by_label("Wat hebt u nodig?").fill("woonloket")
    await phone.get_by_role("link", name="Woonloket", exact=True).click()
    await expect(phone.locator("h1")).to_have_text("Woonloket")


PAGES = ("/wegwijzer", "/wegwijzer/vraag/homelessness", "/wegwijzer/dienst/woonloket", "/wegwijzer/spreekuren",
         "/wegwijzer/zoek?q=schulden")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_fits_a_small_screen(guide, phone, path):
    await phone.goto(str(guide.make_url(path)))
    assert await phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


async def test_what_is_wrong_reaches_staff(guide, phone, browser, units):
    await phone.goto(str(guide.make_url("/wegwijzer/dienst/woonloket")))
    await phone.get_by_label("Wat klopt er niet?").fill("Het loket zit nu in Noord")
    await phone.get_by_role("button", name="Meld het").click()
    await expect(phone.get_by_role("status")).to_contain_text("dit helpt ook anderen")
    password = await staff.add("anna", uow=units())
    desk = await (await browser.new_context(viewport={"width": 1280, "height": 900})).new_page()
    await desk.goto(str(guide.make_url("/console")))
    await desk.get_by_label("Naam").fill("anna")
    await desk.get_by_label("Wachtwoord").fill(password)
    await desk.get_by_role("button", name="Log in").click()
    await desk.get_by_role("link", name="Gids").click()
    await expect(desk.locator("li.card")).to_contain_text("Het loket zit nu in Noord")
    await desk.get_by_label("Wat heb je gedaan?").fill("Adres aangepast")
    await desk.get_by_role("button", name="Opgelost").click()
    await expect(desk.locator("main")).to_contain_text("Er zijn geen open meldingen.")


async def test_a_chosen_need_goes_to_the_chat_once_and_a_card_can_be_reported_later(guide, phone, engine):
    card = Reply("**Woonloket**", (Button("Klopt dit niet?", "", '/inform{"report": "woonloket"}'),),
                 {"services": ["woonloket"]})  # fmt: skip
    engine.replies = [[card, Reply("Is dit het?", (Button("Ja", "", "/affirm"),))]]
    await phone.goto(str(guide.make_url("/?need=housing_search")))
    await expect(phone.locator("li.person")).to_contain_text("Woning of kamer zoeken")
    await phone.reload()
    await expect(phone.locator("li.person")).to_have_count(1)
    assert [one.command for one in engine.seen] == ["/housing_search"]
    link = phone.get_by_role("link", name="Meer over deze plek")
    await expect(link).to_have_attribute("href", "/wegwijzer/dienst/woonloket")
    await phone.get_by_role("button", name="Klopt dit niet?").click()
    await expect(phone.locator("li.bot").last).to_contain_text('/inform{"report": "woonloket"}')
