"""Objection: the last day comes first."""

from datetime import date

import pytest

from bot.domain.conversation import Outcome

OPENING = "ik ben het niet eens met de brief over mijn parkeervergunning"


def test_the_last_day_is_said_as_soon_as_the_date_is_known(person):
    person.types(OPENING, "objection").types("3 november")
    assert person.said[0] == "utter_objection_due" and person.says[0].values["due"] == date(2026, 12, 15)
    assert person.talk.facts["deadline"] == "2026-12-15" and person.talk.outcome is Outcome.OBJECTION_ADVICE


def test_too_late_is_said_with_what_can_still_be_done(person):
    person.types(OPENING, "objection").types("1 juni 2026")
    assert person.said[0] == "utter_objection_late"


def test_without_a_decision_it_becomes_a_complaint(person):
    person.types(OPENING, "objection").types("er is nog geen brief")
    assert person.talk.memory.flow == "complaint"


def test_treated_badly_too_keeps_the_complaint_open(person):
    person.types(OPENING, "objection").types("3 november").presses(treated_badly="yes")
    person.types("de gemeente").types("dat het wordt ingetrokken")
    assert person.said == ["utter_objection_how", "utter_objection_help", "utter_objection_also_complaint"]


def test_an_unknown_date_still_gives_the_rule(person):
    person.types(OPENING, "objection").types("weet ik niet", "dont_know").types("nee", "deny")
    person.types("de gemeente").types("weet niet", "dont_know")
    assert person.said[0] == "utter_objection_unknown_date"


def test_after_the_date_comes_the_question_what_it_is_about(person):
    person.types(OPENING, "objection").types("3 november")
    assert person.asks == "treated_badly"


@pytest.mark.parametrize(
    "words", ["het gaat alleen om hoe ze mij behandelden", "niet over de brief, ze waren onbeleefd"]
)
def test_who_minds_only_the_treatment_gets_a_complaint_and_knows_the_last_day(person, words):
    person.types(OPENING, "objection").types("3 november").types(words)
    assert person.talk.memory.flow == "complaint" and person.talk.facts["deadline"] == "2026-12-15"


def test_the_button_for_only_the_treatment_leads_there_too(person):
    person.types(OPENING, "objection").types("3 november").presses(about="treatment")
    assert person.talk.memory.flow == "complaint"


def test_a_decision_that_turns_up_in_a_complaint_gets_its_term_named_once(person):
    person.types("ik wil een klacht indienen", "complaint").types("mijn uitkering is stopgezet en niemand legt het uit")
    assert person.said[0] == "utter_complaint_beside_objection" and person.talk.memory.flow == "complaint"
    person.types("de gemeente").types("gisteren").types("gebeld, maar het besluit blijft zo")
    assert "utter_complaint_beside_objection" not in person.said
