"""Complaints with their terms and steps, and promises."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from bot.domain.complaint import Status
from bot.domain.records import Promise, Signal
from tests import factories
from tests.factories import NOW

ONE = "/console/complaints/KL-2026-000001"


@pytest.fixture
async def filed(person, units):
    """A complaint that was filed in the talk of the person, and the promise of an answer."""
    due = datetime(2027, 1, 4, 22, 59, 59, tzinfo=timezone.utc)
    contact = {"phone": "06-12345671", "name": "Jan Vermeer"}
    async with units() as uow:
        complaint = factories.complaint(conversation=person.id, filer="young_person", contact=contact)
        await uow.complaints.add(complaint)
        text = f"Je krijgt antwoord op klacht {complaint.reference}."
        await uow.promises.add(Promise("p1", person.id, text, "complaint_handler", due, NOW))
        await uow.commit()
    return complaint


async def test_there_is_nothing_to_do(anna):
    assert "Er zijn geen open klachten." in await anna.page("/console/complaints")
    assert "Er staan geen beloftes open." in await anna.page("/console/promises")


async def test_signals_stand_beside_the_complaints_without_a_name(anna, units):
    async with units() as uow:
        await uow.signals.add(Signal("s1", "public_space_report", "gemeente", "de lampen in het park", "nl", NOW))
        await uow.signals.add(Signal("s0", "waste", "", "van lang geleden", "nl", NOW - timedelta(days=91)))
        await uow.commit()
    page = await anna.page("/console/complaints")
    assert "de lampen in het park" in page and "1 in 90 dagen" in page and "lang geleden" not in page


async def test_what_was_added_later_stands_with_the_complaint(anna, filed, units):
    async with units() as uow:
        await uow.complaints.save(filed.add("de heg is ook kapot", at=NOW + timedelta(days=1)))
        await uow.commit()
    page = await anna.page(ONE)
    assert "Later toegevoegd" in page and "de heg is ook kapot" in page


@pytest.mark.parametrize("today, words, late", [
    (date(2026, 11, 23), "nog 42 dagen", False),
    (date(2027, 1, 3), "nog 1 dag", False),
    (date(2027, 1, 4), "vandaag", False),
    (date(2027, 1, 5), "1 dag te laat", True),
    (date(2027, 1, 7), "3 dagen te laat", True),
])  # fmt: skip
async def test_the_list_says_how_many_days_are_left(door, filed, clock, today, words, late):
    clock.move_to(datetime(today.year, today.month, today.day, 22, 30, tzinfo=timezone.utc))
    await door.log_in()
    page = await door.page("/console/complaints")
    assert filed.reference in page
    assert f">{words}</strong>" in page
    assert ('class="late"' in page) is late
    assert "ma 4 januari 2027" in page
    assert "jongere" in page


async def test_a_promise_counts_days_as_its_complaint_does(door, filed, clock):
    clock.move_to(datetime(2027, 1, 7, 11, 0, tzinfo=timezone.utc))
    await door.log_in()
    for path in ("/console/complaints", "/console/promises"):
        assert '<strong class="late">3 dagen te laat</strong>' in await door.page(path)


async def test_a_day_begins_at_midnight_where_people_live(door, filed, clock):
    clock.move_to(datetime(2027, 1, 4, 23, 30, tzinfo=timezone.utc))
    await door.log_in()
    assert "1 dag te laat" in await door.page("/console/complaints")


async def test_a_complaint_shows_story_contact_and_history(anna, filed, log):
    page = await anna.page(ONE)
    for words in ("Niemand belde terug.", "06-12345671", "Jan Vermeer", "door de klager", "Bevestig de ontvangst"):
        assert words in page
    assert any("complaint shown" in line and "anna" in line for line in log.messages)
    assert "Vermeer" not in log.text


async def test_step_by_step_to_the_end(anna, filed, units, person):
    for status in ("acknowledged", "in_treatment", "closed"):
        assert f'name="to" value="{status}"' in await anna.page(ONE)
        assert (await anna.press(f"{ONE}/move", to=status)).status == 303
    assert "Er is geen stap meer te doen." in await anna.page(ONE)
    assert "Er zijn geen open klachten." in await anna.page("/console/complaints")
    async with units(reading=True) as uow:
        complaint = await uow.complaints.get(filed.reference)
    assert [(step.to, step.by) for step in complaint.history[1:]] == [
        (Status.ACKNOWLEDGED, "anna"), (Status.IN_TREATMENT, "anna"), (Status.CLOSED, "anna"),
    ]  # fmt: skip
    assert [one["kept"] for one in (await person.file())["promises"]] == [True]


async def test_a_step_that_the_law_does_not_know_is_a_page_in_plain_words(anna, filed, units):
    response = await anna.press(f"{ONE}/move", to="closed")
    assert response.status == 409
    page = await response.text()
    assert "KL-2026-000001 is nu “ontvangen”. Van daar kan hij niet naar “afgerond”." in page
    async with units(reading=True) as uow:
        assert (await uow.complaints.get(filed.reference)).status is Status.RECEIVED


async def test_a_step_that_does_not_exist_is_refused(anna, filed):
    assert (await anna.press(f"{ONE}/move", to="lost")).status == 400
    assert (await anna.press("/console/complaints/KL-2026-999999/move", to="acknowledged")).status == 404


async def test_a_complaint_whose_talk_was_erased_says_so(anna, filed, person):
    await person.client.delete(f"/api/conversations/{person.id}", headers=person.headers)
    assert "gewist door de persoon" in await anna.page(ONE)


async def test_a_story_is_text_and_never_a_page(anna, units):
    async with units() as uow:
        await uow.complaints.add(factories.complaint(conversation="", story={"what_happened": "<script>x</script>"}))
        await uow.commit()
    source = await (await anna.get(ONE)).text()
    assert "&lt;script&gt;x&lt;/script&gt;" in source
    assert source.count("<script") == 1


async def test_promises_that_are_late_come_first(anna, person, units):
    late, soon = (
        Promise(text, person.id, text, "front_desk", NOW + timedelta(hours=hours), NOW)
        for text, hours in (("te laat", -3), ("op tijd", 5))
    )
    async with units() as uow:
        await uow.promises.add(soon)
        await uow.promises.add(late)
        await uow.commit()
    page = await anna.page("/console/promises")
    assert page.index(">te laat</a>") < page.index(">op tijd</a>")
    assert '<strong class="late">3 uur te laat</strong>' in page
    assert "<strong>nog 5 uur</strong>" in page
    assert page.count("Terugbellen") == 2
