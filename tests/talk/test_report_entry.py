"""Report an entry: one question on the way, and back to where the talk was."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Outcome
from bot.talk.model import ReportEntry


@pytest.fixture
def at_doors(person):
    """Somebody who has just got two cards."""
    return person.types("waar mag ik parkeren", "parking")


def test_one_question_then_thanks_and_the_question_that_was_open(at_doors):
    at_doors.presses(report="door-1")
    assert at_doors.said == ["utter_ask_report"] and at_doors.says[0].custom == {"asks": "what_happened"}
    at_doors.types("het nummer is niet meer in gebruik", "contact_info")
    assert at_doors.said == ["utter_report_made", "utter_check_back"]
    assert at_doors.effects == [ReportEntry("door-1", "het nummer is niet meer in gebruik")]
    assert at_doors.types("ja", "affirm").talk.outcome is Outcome.SERVICE_GIVEN


def test_the_report_is_no_fact_and_no_new_need(at_doors):
    facts = at_doors.talk.facts
    at_doors.presses(report="door-0").types("de container staat er niet meer, ze zitten nu in Zuid", "waste")
    assert (at_doors.talk.facts, at_doors.talk.need, at_doors.asks) == (facts, "parking", "confirm")
    assert "report" not in at_doors.talk.memory.notes


@pytest.mark.parametrize("words", ["nee", "weet ik niet", "no"])
def test_a_no_reports_nothing(at_doors, words):
    at_doors.presses(report="door-0").types(words, "deny")
    assert at_doors.said == ["utter_report_dropped", "utter_check_back"] and at_doors.effects == []


@pytest.mark.parametrize("words", [
    "een medewerker zei dat ze verhuisd zijn",    # names a human, asks for none
    "nee dit klopt niet, het moet zijn: 10:00",   # puts something right, but no fact of the person
    "het is iets anders geworden, namelijk een buurthuis in Noord",
])  # fmt: skip
def test_words_that_mean_something_else_elsewhere_are_the_report(at_doors, words):
    at_doors.presses(report="door-0").types(words)
    assert at_doors.effects == [ReportEntry("door-0", words)]


def test_what_the_question_means_can_be_asked(at_doors):
    at_doors.presses(report="door-0").types("wat bedoel je?", "explain")
    assert at_doors.said == ["utter_explain_report", "utter_ask_report"] and at_doors.asks == "report"


def test_who_wants_a_person_gets_one_and_reports_nothing(at_doors):
    at_doors.presses(report="door-0").types("ik wil een mens spreken", "contact_human")
    assert at_doors.talk.memory.flow == "handover" and at_doors.effects[0].__class__.__name__ == "AskHuman"


def test_stop_leaves_the_report_and_keeps_the_talk(at_doors):
    at_doors.presses(report="door-0").types("stop", "stop")
    assert at_doors.talk.memory.paused == "intake" and at_doors.talk.memory.notes["paused_asks"] == "confirm"


def test_another_button_of_before_still_works(at_doors):
    at_doors.presses(report="door-0").presses(next="human")
    assert at_doors.talk.memory.flow == "handover"


def test_danger_comes_first_and_what_was_before_the_report_comes_back(at_doors):
    at_doors.presses(report="door-0").types("ik wil niet meer leven", "suicide_risk", crisis="suicide_risk")
    assert at_doors.talk.memory.flow == "safety" and at_doors.talk.memory.paused == "intake"


def test_a_second_card_can_be_reported_and_once_more_is_one_report(at_doors):
    at_doors.presses(report="door-0").presses(report="door-1").types("het adres is oud")
    assert at_doors.effects == [ReportEntry("door-1", "het adres is oud")] and at_doors.asks == "confirm"


def test_after_the_talk_was_over_nothing_is_asked(at_doors):
    at_doors.types("ja", "affirm").presses(report="door-0").types("het adres is oud")
    assert at_doors.said == ["utter_report_made"] and at_doors.talk.memory.flow is None


def test_in_the_middle_of_a_complaint_its_question_comes_again(person):
    person.types("ik wil een klacht indienen over de balie", "complaint")
    asked = person.asks
    person.presses(report="door-0").types("het adres is oud")
    assert person.said[0] == "utter_report_made" and (person.talk.memory.flow, person.asks) == ("complaint", asked)
