"""Objection: the last day comes first."""

from datetime import date

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
    person.types(OPENING, "objection").types("3 november").types("de gemeente").types("dat het wordt ingetrokken")
    person.presses(treated_badly="yes")
    assert person.said == ["utter_objection_how", "utter_objection_help", "utter_objection_also_complaint"]


def test_an_unknown_date_still_gives_the_rule(person):
    person.types(OPENING, "objection").types("weet ik niet", "dont_know").types("de gemeente").types(
        "weet niet", "dont_know"
    )
    person.types("nee", "deny")
    assert person.said[0] == "utter_objection_unknown_date"
