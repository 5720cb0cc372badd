"""Sent from pillar to post: the desks once, one owner by a day, nobody left to call."""

from __future__ import annotations

from datetime import date

from bot.domain.conversation import Outcome, State
from bot.talk.model import AskHuman, MakePromise

CIRCLE = "school stuurt me naar het wijkteam, het wijkteam naar de gemeente en de gemeente weer naar school"


def begun(person):
    return person.types(CIRCLE, "sent_around")


def test_staff_knows_from_the_first_message(person):
    begun(person)
    assert person.said[0] == "utter_one_owner" and person.talk.state is State.WAITING
    assert [one.reason for one in person.effects if isinstance(one, AskHuman)] == ["sent_around"]


def test_every_desk_is_read_back_once(person):
    begun(person).types("leerplicht en het wijkteam Noord")
    card = next(one for one in person.says if one.response == "utter_card_desks")
    assert card.values["desks"].splitlines() == ["1. leerplicht", "2. wijkteam Noord", "3. school", "4. gemeente"]


def test_one_owner_is_promised_by_a_day_and_the_person_waits(person):
    begun(person)
    for answer in ("leerplicht", "hij is 9", "West", "zeven maanden", "een plan", "bellen", "[telefoon 1]", "[naam 1]"):
        person.types(answer)
    promise = next(one for one in person.effects if isinstance(one, MakePromise))
    assert promise.owner == "case_owner" and promise.due == date(2026, 11, 25)
    assert person.talk.memory.flow == "handover" and person.talk.outcome is Outcome.HUMAN_HANDOFF


def test_without_a_number_the_owner_answers_here(person):
    begun(person)
    for _ in range(8):
        person.types("weet ik niet", "dont_know")
    promise = next(one for one in person.effects if isinstance(one, MakePromise))
    assert promise.say == "utter_one_owner_ready_here"


def test_a_desk_that_was_missed_comes_beside_the_others(person):
    begun(person).types("leerplicht").types("nee, ik bedoel leerplicht en de huisarts")
    assert "huisarts" in person.talk.facts["desks"]
