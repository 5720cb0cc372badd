"""An idea gets an answer by a day; who only wants to join in gets the doors."""

from __future__ import annotations

from datetime import date

from bot.domain.conversation import Outcome
from bot.talk.model import MakePromise

IDEA = "ik heb een idee voor een skatebaan in het park bij de brug"


def test_an_idea_that_was_told_is_not_asked_again(person):
    person.types(IDEA, "participation")
    assert person.said[0] == "utter_idea_start" and person.asks == "contact_preference"
    assert person.talk.facts["idea"] == IDEA


def test_an_answer_is_promised_in_ten_working_days(person):
    person.types(IDEA, "participation").types("geen contact")
    promise = next(one for one in person.effects if isinstance(one, MakePromise))
    assert promise.due == date(2026, 12, 7) and promise.say == "utter_idea_passed_here"
    assert person.talk.outcome is Outcome.REFERRAL_MADE and person.asks is None


def test_a_bare_idea_is_asked_for(person):
    person.types("ik heb een idee", "participation").types("bankjes langs het water")
    assert person.talk.facts["idea"] == "bankjes langs het water"


def test_no_idea_after_all_leads_to_the_doors(person):
    person.types("ik heb een idee", "participation").types("weet ik niet", "dont_know")
    assert person.asks == "confirm" and "utter_door" in person.said


def test_joining_in_leads_to_the_doors(person):
    person.types("hoe kan ik bij de jongerenraad", "participation")
    assert "utter_door" in person.said
