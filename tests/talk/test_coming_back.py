"""Somebody who says hello on another day comes back to where the talk was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.talk.conftest import MONDAY, Person

STORY = "hij lachte hard om mijn formulier"


@pytest.fixture
def next_day(world):
    """The same talk, a day later."""

    def later(person: Person) -> Person:
        back = Person(replace(world, now=MONDAY + timedelta(days=1), last_heard=MONDAY))
        back.talk = person.talk
        return back

    return later


def test_hello_on_another_day_picks_up_the_open_question(person, next_day):
    person.types("ik wil een klacht indienen", "complaint").types(STORY)
    back = next_day(person).types("hallo", "greeting")
    assert back.said == ["utter_back_again", "utter_ask_organisation"] and back.asks == "organisation"


def test_hello_is_no_story(person):
    person.types("ik wil een klacht indienen", "complaint").types("hallo", "greeting")
    assert person.said == ["utter_hello", "utter_ask_what_happened"] and "what_happened" not in person.talk.facts


def test_an_answer_on_another_day_is_just_an_answer(person, next_day):
    person.types("ik wil een klacht indienen", "complaint").types(STORY)
    back = next_day(person).types("burgerzaken")
    assert back.talk.facts["organisation"] == "burgerzaken" and back.asks == "since_when"


def test_after_the_end_it_is_asked_how_it_went(person, next_day):
    person.types("hoe laat is de milieustraat open", "waste").types("Noord").types("ja", "affirm")
    assert next_day(person).types("hoi", "greeting").said == ["utter_back_done"]
