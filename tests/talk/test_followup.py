"""Follow-up: the bot asks of itself whether a promise came true, and what was open before comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.conversation import Outcome
from bot.domain.records import Promise
from bot.talk import followup
from bot.talk.model import CheckIn, FileComplaint, ReportPromise, SettlePromise
from tests.talk.conftest import MONDAY, Person

PROMISE = Promise("p1", "c1", "Een medewerker belt je.", "front_desk", MONDAY, MONDAY - timedelta(days=3))


@pytest.fixture
def asked(person: Person) -> Person:
    """Somebody who gets the question while nothing is open."""
    return ask(person)


def ask(person: Person) -> Person:
    person.world = replace(person.world, promises=(PROMISE,))
    turn = followup.ask(person.talk, PROMISE, person.world)
    person.talk, person.says = turn.talk, turn.says
    return person


def test_the_question_says_what_was_promised_and_by_when(asked):
    assert asked.said == ["utter_followup_kept"] and asked.asks == "confirm"
    assert asked.says[0].values["what"] == PROMISE.text and "om" in asked.says[0].values["due"]


@pytest.mark.parametrize("words", ["ja", "ja, is gelukt", "het is geregeld", "ik ben gisteren gebeld", "yes", "done"])
def test_a_yes_in_any_words_settles_it_and_asks_once_for_later(asked, words):
    asked.types(words, "affirm")
    assert asked.effects == [SettlePromise("p1", True)]
    assert asked.said == ["utter_followup_thanks", "utter_followup_later"]
    asked.types("ja", "affirm")
    assert asked.effects[-1] == CheckIn() and asked.said == ["utter_followup_later_yes"] and asked.asks is None


def test_without_a_yes_nobody_is_asked_later(asked):
    asked.types("ja", "affirm").types("liever niet", "deny")
    assert CheckIn() not in asked.effects and asked.said == ["utter_followup_not_later"]
    ask(asked).types("ja", "affirm")
    assert asked.said == ["utter_followup_thanks"]  # and never a second time


@pytest.mark.parametrize(
    "words", ["nee", "nog niet", "niemand heeft gebeld", "ik heb niets gehoord", "ik wil een klacht", "nobody called"]
)
def test_a_no_in_any_words_apologises_reports_and_fills_the_complaint_in(asked, words):
    asked.types(words, "inform")
    assert asked.effects == [SettlePromise("p1", False), ReportPromise("p1")]
    assert asked.said == ["utter_followup_sorry", "utter_followup_complaint"]
    rows = {row["fact"]: row["value"] for row in asked.says[1].values["summary"]}
    assert PROMISE.text in rows["what_happened"] and rows["organisation"] == "Gemeente Voorbeeldstad"
    assert "2026" in rows["since_when"]


@pytest.mark.parametrize("words", ["ja", "ja, dien maar in", "ik wil een klacht indienen"])
def test_the_complaint_takes_one_yes(asked, words):
    asked.types("nee", "deny").types(words, "affirm")
    assert FileComplaint() in asked.effects and asked.talk.outcome is Outcome.COMPLAINT_FILED
    assert PROMISE.text in asked.talk.facts["what_happened"] and asked.talk.memory.flow is None


@pytest.mark.parametrize("words", ["nee", "geen klacht", "nee dank je"])
def test_a_no_to_the_complaint_is_a_no(asked, words):
    asked.types("nee", "deny").types(words, "deny")
    assert FileComplaint() not in asked.effects and asked.said == ["utter_followup_no_complaint"]
    assert "what_happened" not in asked.talk.facts and asked.asks is None


def test_the_complaint_can_be_put_right_first(asked):
    asked.types("nee", "deny").presses(confirm="change")
    assert asked.said == ["utter_ask_which_fact"] and asked.talk.memory.flow == "complaint"
    asked.presses(which_fact="organisation").types("de schuldhulp van West")
    assert asked.said[-1] == "utter_complaint_read_back"
    asked.types("ja", "affirm")
    assert FileComplaint() in asked.effects


def test_what_was_open_comes_back_after_the_answer(person):
    person.types("ik wil een klacht indienen over de balie", "complaint").types("hij schold mij uit")
    before = (person.talk.memory.flow, person.asks)
    assert before[0] == "complaint" and before[1]
    ask(person).types("ja", "affirm").types("nee", "deny")
    assert (person.talk.memory.flow, person.asks) == before and person.said[-1] == f"utter_ask_{before[1]}"
    assert person.talk.facts["what_happened"].endswith("hij schold mij uit")


def test_an_unfinished_case_waits_behind_the_new_complaint(person):
    person.types("ik wil een klacht indienen over de balie", "complaint").types("hij schold mij uit")
    ask(person).types("nee", "deny").types("ja", "affirm")
    parked = person.talk.memory.notes["parked"]
    assert parked["flow"] == "complaint" and parked["facts"]["what_happened"].endswith("hij schold mij uit")


def test_another_subject_goes_before_the_question(asked):
    asked.types("mijn afval wordt al weken niet opgehaald", "waste", 0.9)
    assert asked.talk.need == "waste" and asked.talk.memory.flow == "intake" and asked.effects == []


def test_danger_interrupts_and_the_question_waits(asked):
    asked.types("ik wil niet meer leven", "suicide_risk", crisis="suicide_risk").types("nee", "deny")
    asked.presses(next="resume")
    assert asked.talk.memory.flow == "followup" and asked.said[-1] == "utter_followup_kept"


def test_who_does_not_know_gets_somebody_who_looks(asked):
    asked.types("weet ik niet", "dont_know")
    assert asked.effects == [ReportPromise("p1")] and asked.said == ["utter_followup_unknown"] and asked.asks is None


def test_two_answers_that_are_none_lead_to_a_person(asked):
    asked.types("tja blauwe fiets", "inform")
    assert asked.said == ["utter_followup_again"] and asked.effects == []
    asked.types("de kat zit op het dak", "inform")
    assert asked.effects == [ReportPromise("p1")]


def test_a_new_question_does_not_lose_what_the_first_one_interrupted(person):
    person.types("ik wil een klacht indienen over de balie", "complaint").types("hij schold mij uit")
    before = person.asks
    ask(ask(person)).types("ja", "affirm").types("nee", "deny")
    assert person.asks == before


@pytest.mark.parametrize(
    "words",
    ["wat hebben jullie beloofd?", "welke beloftes zijn er gedaan", "what did you promise me?", "mijn beloftes"],
)
def test_what_was_promised_can_be_asked_at_any_moment(person, words):
    person.world = replace(person.world, promises=(PROMISE, replace(PROMISE, id="p2", kept=True)))
    person.types(words, "complaint", 0.6)
    assert person.said == ["utter_promises_open", "utter_promises_over"]


def test_nothing_promised_is_said_too(person):
    assert person.types("wat hebben jullie mij beloofd", "unclear").said == ["utter_promises_none", "utter_tell_more"]


def test_a_promise_in_a_story_is_no_question(person):
    person.types("ik wil een klacht indienen over de balie", "complaint")
    person.types("ze hadden beloofd dat ik een uitkering kreeg")
    assert person.talk.facts["what_happened"].endswith("uitkering kreeg")


def test_six_weeks_later_a_good_end_needs_no_more(person):
    turn = followup.check_in(person.talk, person.world)
    person.talk = turn.talk
    assert [say.response for say in turn.says] == ["utter_followup_now"]
    assert person.types("goed", "affirm").said == ["utter_followup_well"] and person.asks is None


def test_six_weeks_later_not_well_opens_all_roads(person):
    person.types("mijn afval blijft liggen in Zuid", "waste")
    person.talk = followup.check_in(person.talk, person.world).talk
    person.types("nog steeds niet goed", "deny")
    assert person.said == ["utter_followup_not_well", "utter_what_now"] and person.talk.memory.flow == "intake"


def test_at_a_good_end_the_offer_comes_once(person):
    person.types("mijn afval blijft liggen in Zuid", "waste").types("ja", "affirm")
    assert person.said == ["utter_solved", "utter_check_in_offer"]
    person.presses(next="check_in")
    assert person.effects == [CheckIn()] and person.said == ["utter_followup_later_yes"]
    person.types("waar kan ik parkeren in Zuid", "parking").types("ja", "affirm")
    assert "utter_check_in_offer" not in person.said
