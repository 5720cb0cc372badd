"""What people say is wrong in the directory: the list of staff, and what was done about it."""

from __future__ import annotations

import pytest

from bot.services.entry_reports import new_form, report
from tests.factories import CODE


@pytest.fixture
async def wrong(units, clock):
    """Somebody wrote on a page that a number is old, with their own in it."""
    form = new_form()
    await report("debt-desk", "Het nummer is <b>oud</b>. Bel mij op 06-12345671.", form=form, uow=units(), clock=clock)
    return form


async def test_there_is_nothing_wrong(anna):
    assert "Er zijn geen open meldingen." in await anna.page("/console/reports")


async def test_staff_reads_the_words_without_private_data_and_finds_the_entry(anna, wrong):
    page = await anna.page("/console/reports")
    assert "[telefoon 1]" in page and "06-12345671" not in page
    assert 'href="/wegwijzer/dienst/debt-desk">Schuldhulp' in page
    response = await anna.get("/console/reports")
    assert "&lt;b&gt;" in await response.text()  # their words are never markup


async def test_solved_with_a_note_it_moves_below(anna, wrong):
    response = await anna.press(f"/console/reports/{wrong}/solve", note="Nieuw nummer erin gezet.")
    assert (response.status, response.headers["Location"]) == (303, "/console/reports")
    page = await anna.page("/console/reports")
    assert "Er zijn geen open meldingen." in page
    assert "<strong>anna, ma 23 nov 10:30:</strong>" in page and "Nieuw nummer erin gezet." in page


async def test_what_a_colleague_did_is_not_done_again(anna, bert, wrong):
    await anna.press(f"/console/reports/{wrong}/solve", note="Gedaan.")
    response = await bert.press(f"/console/reports/{wrong}/solve", note="Ook gedaan.")
    assert response.status == 409
    assert "anna heeft deze melding al opgelost" in await response.text()


@pytest.mark.parametrize("note, status", [("", 400), ("  ", 400), ("x" * 1001, 413)])
async def test_a_note_says_something_and_not_too_much(anna, wrong, note, status):
    assert (await anna.press(f"/console/reports/{wrong}/solve", note=note)).status == status


async def test_nobody_comes_in_without_a_login_or_the_token_of_the_form(door, anna, wrong):
    assert (await anna.send(f"/console/reports/{wrong}/solve", note="x", csrf=CODE)).status == 403
    assert (await anna.press("/console/reports/none/solve", note="x")).status == 404
    await anna.press("/console/logout")
    assert (await door.get("/console/reports")).status == 303


async def test_an_entry_that_is_gone_is_named_by_its_id(anna, units, clock):
    await report("weg", "Deze plek bestaat niet meer.", form=new_form(), uow=units(), clock=clock)
    assert "weg (staat niet meer in de gids)" in await anna.page("/console/reports")
