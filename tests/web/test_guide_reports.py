""" "Klopt dit niet?" on the page of a service, without JavaScript."""

from __future__ import annotations

import pytest

from bot.services.ports import Units
from tests.web.conftest import BROWSER
from tests.web.reading_html import Page

PATH = "/wegwijzer/dienst/woonloket"
FORM = f"{PATH}/klopt-niet"


@pytest.fixture
def units(stocked: Units) -> Units:
    return stocked


@pytest.fixture
async def send(guide, visit):
    """Fills in the form as it stands on the page."""
    page = await visit(PATH)
    hidden = {one["name"]: one["value"] for one in page.all("input") if one.get("type") == "hidden"}

    async def send_form(words, headers=None, **more):
        fields = {**hidden, "website": "", "words": words, **more}
        return await guide.post(FORM, data=fields, headers={**BROWSER, **(headers or {})}, allow_redirects=False)

    return send_form


async def reports(units):
    async with units(reading=True) as uow:
        return await uow.reports.open()


async def test_a_report_is_kept_without_private_data_and_thanked_for(send, visit, units):
    response = await send("Het nummer is oud. Bel mij: 06-12345671")
    assert (response.status, response.headers["Location"]) == (303, f"{PATH}?gemeld=1#klopt-niet")
    (report,) = await reports(units)
    assert (report.service, report.came_from, report.conversation) == ("woonloket", "wegwijzer", None)
    assert report.words == "Het nummer is oud. Bel mij: [telefoon 1]"
    page = await visit(f"{PATH}?gemeld=1")
    assert "Een medewerker leest het" in page.source and not page.all("textarea")


async def test_pressing_twice_is_one_report(send, units):
    assert [(await send("Het adres is oud")).status for _ in range(2)] == [303, 303]
    assert len(await reports(units)) == 1


@pytest.mark.parametrize("words, more, status", [
    ("", {}, 400), ("  \n", {}, 400), ("x" * 2001, {}, 413), ("Oud", {"form": "mine"}, 400),
])  # fmt: skip
async def test_what_cannot_be_kept_comes_back_with_the_words_in_the_form(send, units, words, more, status):
    response = await send(words, **more)
    page = Page(await response.text())
    assert response.status == status and page.hurdles() == []
    assert (
        page.all("textarea")[0]["aria-invalid"] == "true"
        and "words-problem" in page.all("textarea")[0]["aria-describedby"]
    )
    assert words.strip() in page.source and await reports(units) == []
    other = next(link for link in page.links() if "taal=" in link)
    assert other.startswith(f"{PATH}?")


async def test_a_program_that_fills_in_everything_is_thanked_and_not_kept(send, units):
    assert (await send("Buy now", website="http://spam.example")).status == 303
    assert await reports(units) == []


async def test_another_site_cannot_send_the_form(send, units):
    assert (await send("Oud", headers={"Sec-Fetch-Site": "cross-site"})).status == 400
    assert await reports(units) == []


async def test_too_many_are_asked_to_wait(guide, visit, units):
    statuses = []
    for number in range(11):
        page = await visit(PATH)
        form = next(one["value"] for one in page.all("input") if one.get("name") == "form")
        fields = {"form": form, "words": f"Fout {number}"}
        response = await guide.post(FORM, data=fields, headers=BROWSER, allow_redirects=False)
        statuses.append(response.status)
    assert statuses == [303] * 10 + [429] and int(response.headers["Retry-After"]) > 0
    assert "Fout 10" in Page(await response.text()).source and len(await reports(units)) == 10


async def test_of_what_is_gone_nothing_can_be_wrong(guide):
    response = await guide.post("/wegwijzer/dienst/x/klopt-niet", data={"words": "Oud"}, headers=BROWSER)
    assert response.status == 404
