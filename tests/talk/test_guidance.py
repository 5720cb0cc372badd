"""What people are told before the doors: waits, turning 18, tonight, days without school, rights, contact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.directory import Norm
from bot.talk.rights import RIGHTS, right_in
from tests.talk.conftest import MONDAY, PROFILE, Person

NORMS = {"youth_care_wait": Norm(4, 10)}


@pytest.fixture
def normed(world):
    return Person(replace(world, profile=replace(PROFILE, waiting_norms=NORMS)))


def waiting(person, since="sinds 11 maanden", age="16", opening="ik wacht op therapie"):
    return person.types(opening, "youth_care_wait").types(age).types(since).types("het wijkteam")


def say(person, name):
    return next(one for one in person.says if one.response == name)


def test_a_wait_past_the_norm_says_the_day_and_what_helps_now(normed):
    waiting(normed)
    told = say(normed, "utter_waiting_norm_over").values
    assert told["weeks"] == 14 and told["waited"] == 47 and told["day"] == date(2025, 12, 23) + timedelta(weeks=14)
    assert "utter_waiting_meanwhile_youth" in normed.said and normed.asks == "confirm"


def test_a_wait_within_the_norm_says_until_when(normed):
    waiting(normed, since="3 weken")
    assert say(normed, "utter_waiting_norm_runs").values["day"] == date(2026, 11, 2) + timedelta(weeks=14)


def test_without_a_norm_of_the_municipality_no_number_is_named(person):
    """The Jeugdwet knows no maximum; only what staff filled in may be called a norm."""
    waiting(person)
    assert "utter_waiting_no_limit" in person.said and not say(person, "utter_waiting_no_limit").values


def test_a_time_that_cannot_be_counted_gives_the_norm_alone(normed):
    waiting(normed, since="al heel lang")
    assert "utter_waiting_norm" in normed.said


def test_adults_in_mental_health_care_have_one_norm_everywhere(person):
    person.types("ik sta al een half jaar op de wachtlijst bij een psycholoog", "mental_health").types("34")
    assert "utter_waiting_norm_over" in person.said and "utter_waiting_meanwhile_adult" in person.said


def test_a_term_of_the_law_is_called_law_and_leads_to_the_letter(person):
    person.types("ik wacht op hulp thuis van de gemeente", "wmo_support").types("vijf maanden")
    assert "utter_waiting_law_over" in person.said and "utter_waiting_meanwhile_city" in person.said


def test_who_asks_for_help_and_does_not_wait_hears_nothing_of_waiting(person):
    person.types("ik wil graag hulp in huis", "wmo_support").types("twee weken")
    assert not [name for name in person.said if name.startswith("utter_waiting")]


def test_what_was_said_is_not_said_again_at_the_next_doors(normed):
    waiting(normed).types("nee", "deny").presses(next="door")
    assert not [name for name in normed.said if name.startswith("utter_waiting")]


@pytest.mark.parametrize("told", ["3 maart 2027", "ik word 18 op 3 maart 2027", "03-03-2009", "3 maart"])
def test_a_birthday_gives_the_list_with_dates(person, told):
    person.types("mijn hulp stopt als ik 18 word", "transition_18").types(told).types("Noord")
    card = say(person, "utter_card_turning_18")
    assert card.values["adult"] == date(2027, 3, 3) and card.values["help"] == date(2032, 3, 3)
    assert card.values["plan"] == "now" and card.values["ask"] == "now"  # 16½ and 17½ lie behind
    assert person.talk.facts["age"] == "17" and len(card.custom["checklist"]) == 6


def test_a_date_of_birth_stays_behind_its_placeholder(world):
    person = Person(replace(world, turns_18=date(2027, 9, 1)))
    person.types("mijn hulp stopt als ik 18 word", "transition_18").types("[geboortedatum 1]").types("Noord")
    card = say(person, "utter_card_turning_18")
    assert card.values["ask"] == date(2027, 3, 1) and card.values["plan"] == "now"


def test_with_an_age_alone_the_list_goes_by_age(person):
    person.types("mijn hulp stopt als ik 18 word", "transition_18").types("16").types("Noord")
    assert "utter_card_turning_18_by_age" in person.said


def test_who_is_18_already_hears_what_can_go_on(person):
    person.types("de hulp stopt nu ik 18 ben geworden", "transition_18").types("18").types("Noord")
    assert "utter_turning_18_grown" in person.said


def test_another_day_in_the_story_is_no_birthday(person):
    person.types("mijn begeleiding houdt op per 1 januari en ik ben 17", "transition_18").types("Noord")
    assert "turns_18" not in person.talk.facts and person.talk.facts["age"] == "17"


@pytest.mark.parametrize(("age", "said"), [("16", "utter_tonight_child"), ("34", "utter_tonight")])
def test_without_a_bed_the_law_on_emergencies_comes_before_the_cards(person, age, said):
    person.types("ik heb geen slaapplek", "homelessness").types(age).types("Zuid")
    assert person.said.index(said) < person.said.index("utter_door")


def test_days_without_school_are_counted(person):
    person.types("mijn zoon zit thuis zonder school", "school_place").types("9").types("sinds 14 september")
    assert say(person, "utter_school_at_home_days").values == {"days": 70}
    assert "utter_school_at_home_terms" in person.said


@pytest.mark.parametrize(
    ("age", "said"),
    [("9", "under_12"), ("12", "from_12"), ("15", "from_12"), ("16", "from_16"), ("18", "adult"), ("?", "unknown")],
)
def test_who_decides_goes_by_age(person, age, said):
    person.types("wat zijn mijn rechten", "childrens_rights").types(age if age != "?" else "weet ik niet")
    person.presses(right="care")
    assert [*person.said[:3]] == ["utter_right_care", f"utter_decides_{said}", "utter_who_hears"]


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("mag mijn moeder in mijn telefoon kijken", "privacy"),
        ("moet ik naar school", "school"),
        ("mag ik zelf naar de dokter", "care"),
        ("ze slaan mij", "safety"),
        ("wat staat er in mijn dossier", "information"),
        ("mag ik bij mijn oma wonen", "home"),
        ("niemand luistert naar mij", "say"),
        ("geen idee", None),
    ],
)
def test_words_point_to_a_right(words, right):
    assert right_in(words) == right and (right is None or right in RIGHTS)


def test_contact_says_whether_somebody_is_in(person):
    person.types("hoe laat is het stadhuis open", "contact_info")
    assert say(person, "utter_card_contact").values["hours"] == "nu open tot 17:00" and MONDAY.hour == 10
