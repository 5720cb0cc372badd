"""My data: who reads it, what is on record, a copy, and taking it away."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Outcome
from bot.talk.model import ShowCopy


def menu(person):
    return person.types("wie leest dit gesprek", "privacy_data")


def test_who_reads_and_how_long_comes_first(person):
    menu(person)
    assert person.said == ["utter_who_reads", "utter_ask_my_data"] and person.says[0].values == {"days": 365}


def test_what_is_known_is_shown(person):
    person.types("ik ben 18 en heb geen slaapplek", "homelessness").types("opnieuw")
    person.types("mijn vuilnis ligt er nog", "waste").types("Zuid").types("wat weet je over mij?", "privacy_data")
    person.presses(my_data="see")
    card = person.says[0]
    assert card.response == "utter_card_my_data" and {"fact": "district", "value": "Zuid"} in card.values["facts"]


def test_a_copy_holds_the_whole_talk(person):
    menu(person).presses(my_data="copy")
    assert person.effects == [ShowCopy()] and person.asks == "my_data"


@pytest.mark.parametrize("yes", ["ja", "ja, wis alles"])
def test_only_a_yes_erases(person, yes):
    person.types("wis alles wat je van mij weet", "privacy_data")
    assert person.asks == "erase"
    person.types(yes, "affirm")
    assert person.says[-1].response == "utter_erased" and person.says[-1].custom == {"erase": True}


def test_a_no_keeps_everything(person):
    person.types("wis alles wat je van mij weet", "privacy_data").types("nee", "deny")
    assert person.said[0] == "utter_not_erased" and not any("erase" in one.custom for one in person.says)


def test_a_file_elsewhere_has_a_door(person):
    menu(person).presses(my_data="elsewhere")
    assert person.said[0] == "utter_my_data_elsewhere" and "utter_door" in person.said


def test_a_file_at_school_goes_to_the_doors_at_once(person):
    person.types("ik wil mijn dossier bij school inzien", "privacy_data")
    assert "utter_door" in person.said and person.talk.memory.flow == "intake"


def test_no_more_ends_it(person):
    menu(person).types("nee", "deny")
    assert person.said[0] == "utter_my_data_over" and person.talk.outcome is Outcome.SERVICE_GIVEN


def test_who_wonders_in_the_middle_is_told_and_goes_on(person):
    person.types("ik wil een klacht indienen", "complaint").types("wie leest dit eigenlijk?")
    assert person.said == ["utter_who_reads", "utter_ask_what_happened"] and "what_happened" not in person.talk.facts
