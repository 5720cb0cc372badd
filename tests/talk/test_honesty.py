"""What is kept, for how long and who reads it: said at the moment that it matters, once."""

from __future__ import annotations

from bot.talk.rendering import render
from bot.texts import Texts
from tests.talk.conftest import Person

TEXTS = Texts()


def asked_for_contact(person: Person) -> Person:
    """Until a way to reach the person is asked."""
    for text in ("hij lachte om mijn formulier", "burgerzaken", "gisteren", "niks", "excuses", "mijzelf"):
        if person.asks == "contact_preference":
            break
        person.types(text)
    return person


def test_who_reads_it_and_where_secrecy_ends_is_said_before_a_way_to_reach_the_person_is_asked(person):
    person.types("ik wil een klacht indienen", "complaint")
    asked_for_contact(person)
    assert person.said == ["utter_honest_contact_complaint", "utter_ask_contact_preference"]
    person.presses(contact_preference="email")
    assert person.said == ["utter_ask_email"], "once is enough"


def test_who_wants_a_person_hears_it_before_the_number(person):
    person.types("ik wil een mens spreken", "contact_human")
    assert person.said[-2:] == ["utter_honest_contact", "utter_ask_phone"]


def test_that_a_copy_goes_to_the_other_side_is_said_before_filing(person):
    person.types("ik wil een klacht indienen", "complaint")
    asked_for_contact(person).presses(contact_preference="none")
    assert person.asks == "confirm"
    said = " ".join(render(say, person.talk, TEXTS).text for say in person.says)
    assert "degene over wie het gaat krijgt een kopie" in said


def test_the_greeting_says_who_reads_along_and_until_when():
    text = TEXTS.say("utter_greet", "nl", name="Voorbeeldstad", days=30)
    assert "Medewerkers kunnen meelezen" in text and "30 dagen na het einde wissen we" in text
