"""A fact that is wrong is put right, also when only its name is said: "mijn nummer klopt niet"."""

from __future__ import annotations

import pytest

STORY = ("hij lachte hard om mijn formulier", "burgerzaken", "gisteren", "niks", "excuses")


def complaint(person, *more):
    person.types("ik wil een klacht indienen", "complaint")
    for answer in (*STORY, "bellen", "[telefoon 1]", *more):
        person.types(answer)
    return person


@pytest.mark.parametrize("words", ["mijn nummer klopt niet", "dat nummer is verkeerd", "my number is wrong"])
def test_a_number_that_is_called_wrong_is_asked_again(person, words):
    complaint(person).types(words, "correct")
    assert person.asks == "phone" and "phone" not in person.talk.facts
    person.types("[telefoon 2]")
    assert person.talk.facts["phone"] == "[telefoon 2]" and person.asks == "name"


def test_at_the_reading_back_too(person):
    complaint(person, "[naam 1]").types("mijn naam klopt niet")
    assert person.asks == "name"
    person.types("[naam 2]")
    assert person.asks == "confirm" and person.talk.facts["name"] == "[naam 2]"
    assert "klopt niet" not in person.talk.facts["what_happened"]


def test_with_the_new_value_nothing_is_asked(person):
    complaint(person).types("mijn nummer klopt niet, het is [telefoon 2]")
    assert person.talk.facts["phone"] == "[telefoon 2]" and person.said[0] == "utter_corrected"


def test_what_nobody_gave_is_not_taken_away(person):
    complaint(person).types("de wijk klopt niet", "correct")
    assert person.said[0] == "utter_correct_what" and person.asks == "name"


def test_while_waiting_for_a_human_a_number_can_be_put_right(person):
    person.types("ik wil een mens spreken", "contact_human").types("[telefoon 1]").types("mijn nummer klopt niet")
    assert person.asks == "phone"
    person.types("[telefoon 2]")
    assert person.talk.facts["phone"] == "[telefoon 2]"
