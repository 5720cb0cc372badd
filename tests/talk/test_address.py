"""The bot says u until it hears that je fits, and then says je; what was asked for stays."""

from __future__ import annotations

from bot.talk.model import Say
from bot.talk.rendering import render
from bot.texts import Texts
from tests.talk.conftest import Person

TEXTS = Texts()


def texts(person: Person) -> str:
    return "\n".join(render(say, person.talk, TEXTS).text for say in person.says)


def test_who_says_nothing_about_it_is_u(person):
    person.types("ik heb een probleem met mijn verhuurder", "landlord_dispute")
    person.types("sinds maart")
    assert "u nodig" in texts(person) and "je nodig" not in texts(person)


def test_a_young_age_makes_it_je_from_that_answer_on(person):
    person.types("geen slaapplek meer", "homelessness")
    assert "Hoe oud bent u" in texts(person)
    person.types("17")
    assert "woon of slaap je" in texts(person)


def test_who_says_je_gets_je(person):
    person.types("kun je me helpen, mijn huisbaas doet niks", "landlord_dispute")
    person.types("sinds maart")
    assert "je nodig" in texts(person)


def test_asking_for_je_is_answered_and_the_open_question_comes_back(person):
    person.types("geen slaapplek meer", "homelessness")
    person.types("zeg maar je")
    assert person.said == ["utter_address", "utter_ask_age"]
    assert texts(person) == "Goed, ik zeg voortaan je.\nHoe oud ben jij, of degene om wie het gaat?"


def test_what_was_asked_for_stays_whatever_form_the_person_uses(person):
    person.types("zeg maar u").types("ik ben 19 en heb geen slaapplek", "homelessness").types("wat bedoel je")
    assert person.talk.memory.form == "u"
    person.types("zeg toch maar je")
    assert person.talk.memory.form == "je"


def test_a_form_that_others_used_in_the_story_is_not_the_persons_own(person):
    person.types("ik wil een klacht indienen", "complaint")
    person.types("hij zei wat kom je hier doen, en dank je wel zei hij ook nog")
    assert person.talk.memory.form == ""


def test_starting_again_keeps_the_form(person):
    person.types("zeg maar je").types("opnieuw")
    assert texts(person) == "We beginnen opnieuw. Wat heb je nodig?"


def test_in_english_there_is_one_form(person):
    person.types("in english please")
    assert person.talk.language == "en"
    person.types("zeg maar je")
    assert person.talk.memory.form == ""


def test_labels_and_values_that_are_words_of_the_bot_follow(world):
    rows = [{"fact": "wanted_outcome", "value": "{a|b}"}, {"fact": "for_whom", "value": "child"}]
    talk = Person(world).types("zeg maar je").talk
    read_back = render(Say("utter_complaint_read_back", {"summary": rows}), talk, TEXTS).text
    assert "Wat je wilt: {a|b}" in read_back, "a person's own words stay as they are"
    assert "Voor wie: je kind" in read_back
