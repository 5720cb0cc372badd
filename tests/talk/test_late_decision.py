"""No decision in time: the last day by hand, the letter, and the complaint beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.conversation import Outcome
from tests.talk.conftest import MONDAY, Person


def begun(person):
    return person.types("ik wil een ingebrekestelling sturen", "unclear")


def test_too_late_gives_the_day_and_the_letter(person):
    begun(person).types("mijn uitkering").types("3 juli 2026")
    assert person.said[:3] == ["utter_late_over", "utter_card_late_letter", "utter_late_then"]
    assert person.says[0].values["due"] == date(2026, 8, 28)  # eight weeks, Awb 4:13
    assert person.says[2].values["until"] == date(2026, 12, 7)  # two weeks after today, Awb 4:17
    assert person.talk.outcome is Outcome.OBJECTION_ADVICE and person.asks == "next"


@pytest.mark.parametrize(
    ("about", "asked", "due"),
    [
        ("mijn uitkering", "1 november 2026", date(2026, 12, 28)),  # eight weeks from a Sunday end on a Sunday
        ("hulp thuis", "2 november 2026", date(2026, 12, 28)),  # Wmo: six and two
        ("mijn bezwaar", "3 augustus 2026", date(2026, 12, 7)),  # six to object, twelve with a committee
    ],
)
def test_in_time_gives_the_last_day_and_no_letter(person, about, asked, due):
    begun(person).types(about).types(asked)
    assert person.said[0] == "utter_late_not_yet" and person.says[0].values["due"] == due
    assert "utter_card_late_letter" not in person.said


def test_a_long_opening_that_names_the_letter_is_taken_as_what_was_applied_for(person):
    opening = "ik wacht al vijf maanden op een besluit over mijn uitkering en wil een ingebrekestelling sturen"
    person.types(opening, "objection")
    assert person.talk.memory.flow == "late_decision" and person.talk.facts["applied_for"] == opening
    assert person.said[:2] == ["utter_late_start", "utter_late_over"]


def test_an_unknown_day_still_gives_the_rule_and_the_letter(person):
    begun(person).types("mijn uitkering").types("weet ik niet", "dont_know")
    assert person.said[:2] == ["utter_late_unknown", "utter_card_late_letter"]


def test_yes_leads_to_the_complaint(person):
    begun(person).types("mijn uitkering").types("3 juli 2026").types("ja", "affirm")
    assert person.talk.memory.flow == "complaint"


def test_no_ends_it(person):
    begun(person).types("mijn uitkering").types("3 juli 2026").types("nee", "deny")
    assert person.said[0] == "utter_late_done" and person.asks is None


def test_a_complaint_waits_while_the_letter_is_made(person):
    person.types("ik wil een klacht indienen", "complaint").types("al maanden geen antwoord op mijn aanvraag")
    person.types("kan ik ook een dwangsom vragen?")
    assert person.talk.memory.flow == "late_decision" and person.talk.memory.notes["parked"]["flow"] == "complaint"


def test_after_new_year_the_day_moves_from_the_holiday(world):
    new_year = frozenset({date(2027, 1, 1)})
    person = Person(replace(world, holidays=new_year, now=MONDAY))
    begun(person).types("mijn uitkering").types("6 november 2026")
    assert person.says[0].values["due"] == date(2027, 1, 4)
