"""A person with a phone-sized Chromium, and one of staff with a desk-sized one, on the running house."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.live import ROOT, House

pytestmark = [pytest.mark.live, pytest.mark.rasa, pytest.mark.browser]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


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
async def phone(browser: Browser, house: House) -> Page:
    """The chat page, opened by somebody with a phone who reads Dutch."""
    context = await browser.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL")
    page = await context.new_page()
    await page.goto(house.base)
    await expect(page.locator("li.bot").first).to_contain_text("Wat heb je nodig?")
    return page


async def types(page: Page, text: str) -> None:
    """Type with the keyboard, and wait for the answer."""
    before = await page.locator("li.bot").count()
    await page.locator("#text").fill(text)
    await page.keyboard.press("Enter")
    await page.locator("li.bot").nth(before).wait_for()
    await expect(page.locator("#status")).to_be_empty()


async def presses(page: Page, title: str) -> None:
    """Press one of the last buttons with this title."""
    before = await page.locator("li.bot").count()
    await page.get_by_role("button", name=title, exact=True).last.click()
    await page.locator("li.bot").nth(before).wait_for()
    await expect(page.locator("#status")).to_be_empty()


async def test_from_the_opening_to_a_filed_complaint(phone: Page):
    await types(phone, "ik wil een klacht indienen, de medewerker aan de balie lachte mij uit")
    for line in ("hij lachte om mijn formulier", "burgerzaken", "gisteren", "niks", "excuses"):
        await types(phone, line)
    await presses(phone, "Mailen")
    await types(phone, "joke.b@example.org")
    await types(phone, "Joke Bakhuis")
    await expect(phone.locator("li.bot").last).to_contain_text("joke.b@example.org")
    await phone.reload()  # the talk is kept
    await expect(phone.locator("li.bot").last).to_contain_text("Klopt dit?")
    await presses(phone, "Ja, dien in")
    await expect(phone.locator("#talk")).to_contain_text("KL-2026-")
    await expect(phone.locator("#talk")).to_contain_text("maandag 4 januari 2027")


async def test_danger_is_marked_and_can_be_called(phone: Page):
    await types(phone, "ik wil niet meer leven")
    await expect(phone.locator("li.danger a[href='tel:113']").first).to_be_visible()


async def test_words_of_a_person_are_never_markup(phone: Page):
    await types(phone, "<img src=x onerror=alert(1)> mijn vuilnis ligt er nog")
    assert await phone.locator("#talk img").count() == 0


async def test_a_word_of_law_opens_its_line_by_touch_and_by_keyboard(phone: Page):
    await types(phone, "ik wil bezwaar maken tegen een besluit van de gemeente")
    word = phone.locator("li.bot").last.locator("button.term").first
    meaning = phone.locator(f"#{await word.get_attribute('aria-controls')}")
    await expect(word).to_have_attribute("aria-expanded", "false")
    await expect(meaning).to_be_hidden()
    await word.click()
    await expect(word).to_have_attribute("aria-expanded", "true")
    await expect(meaning).to_be_visible()
    assert (await meaning.inner_text()).startswith(f"{await word.inner_text()}: ")
    await phone.keyboard.press("Escape")
    await expect(meaning).to_be_hidden()
    await expect(word).to_be_focused()
    await phone.keyboard.press("Enter")
    await expect(meaning).to_be_visible()
    assert await phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


async def test_asking_what_a_word_means_brings_the_line_and_the_question_back(phone: Page):
    await types(phone, "ik wil bezwaar maken tegen een besluit van de gemeente")
    await types(phone, "wat is een beschikking?")
    await expect(phone.locator("#talk")).to_contain_text("Een beschikking is een brief met een besluit over u.")
    await expect(phone.locator("li.bot").last).to_contain_text("Welke datum staat er op de brief")


async def test_the_page_fits_a_small_screen(phone: Page):
    await types(phone, "heb geen slaapplek meer vanaf vanavond")
    assert await phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


async def test_erasing_and_leaving(phone: Page):
    await types(phone, "mijn vuilnis ligt er nog")
    phone.once("dialog", lambda dialog: dialog.accept())
    await phone.get_by_role("button", name="Wis gesprek").click()
    await expect(phone.locator("li.person")).to_have_count(0)


def new_staff(house: House, name: str) -> str:
    """A member of staff, with the password that is shown once."""
    made = subprocess.run(
        [sys.executable, "-m", "bot", "staff", "add", name],
        cwd=ROOT,
        env=house.environment,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    return made.stdout.split()[-1]


async def test_staff_takes_a_talk_over(phone: Page, browser: Browser, house: House):
    """Item 9: the queue, the transcript, answering live while the bot is silent, and giving the talk back."""
    await types(phone, "ik wil een medewerker spreken")
    desk = await (await browser.new_context(viewport={"width": 1280, "height": 900})).new_page()
    await desk.goto(f"{house.base}/console")
    await desk.get_by_label("Naam").fill("anna")
    await desk.get_by_label("Wachtwoord").fill(new_staff(house, "anna"))
    await desk.get_by_role("button", name="Log in").click()
    await desk.locator("a[href^='/console/talks/']").last.click()
    await expect(desk.locator("body")).to_contain_text("ik wil een medewerker spreken")
    await desk.get_by_role("button", name="Neem het gesprek over").click()
    await desk.locator("textarea[name='text']").fill("Goedemorgen, met Anna. Ik help u graag.")
    await desk.get_by_role("button", name="Stuur").click()
    await expect(phone.locator("li.staff").last).to_contain_text("met Anna", timeout=15000)
    said = await phone.locator("li.bot").count()
    await phone.locator("#text").fill("fijn dat u er bent")
    await phone.keyboard.press("Enter")
    await expect(desk.locator("body")).to_contain_text("fijn dat u er bent", timeout=20000)
    assert await phone.locator("li.bot").count() == said
    await desk.get_by_role("button", name="Geef terug aan de bot").click()
    await expect(phone.locator("#talk")).to_contain_text("Ik ben er weer voor u", timeout=15000)
