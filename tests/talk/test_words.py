"""Words of law and institutions: explained in every message that holds them, and whenever somebody asks."""

from __future__ import annotations

import pytest

from bot.domain.address import Form
from bot.talk.rendering import render
from bot.texts import Texts

TEXTS = Texts()


def test_a_message_carries_the_meaning_of_its_words_in_the_right_form():
    reply = TEXTS.reply("utter_objection_also_complaint", "nl", Form.JE)
    (explained,) = reply.custom["explains"]
    assert explained["word"] == "klacht" and "zeg je" in explained["text"]


def test_a_message_without_such_words_carries_nothing():
    assert "explains" not in TEXTS.reply("utter_ask_age", "nl").custom
    assert "explains" not in TEXTS.reply("utter_other_language", "tr").custom


@pytest.mark.parametrize("text", ["wat is bezwaar?", "en wat betekent beschikking", "leg klacht eens uit"])
def test_a_question_for_a_meaning_gets_the_line_and_the_open_question_again(person, text):
    person.types("geen slaapplek meer", "homelessness")
    before = person.talk
    person.types(text, "objection")
    assert person.said == ["utter_word", "utter_ask_age"]
    assert person.talk == before, "nothing else changes"


def test_it_can_be_asked_before_anything_else(person):
    person.types("wat is de ombudsman?", "complaint")
    assert person.said == ["utter_word", "utter_unclear"]
    assert "goed met mensen omgaat" in render(person.says[0], person.talk, TEXTS).text


def test_in_the_middle_of_a_story_it_is_no_part_of_the_story(person):
    person.types("ik wil een klacht indienen", "complaint").types("wat is een beschikking?")
    assert person.said[0] == "utter_word" and "what_happened" not in person.talk.facts


def test_a_need_that_begins_with_such_words_is_still_a_need(person):
    person.types("wat is er nodig voor bezwaar, ik kreeg een boete", "objection")
    assert "utter_word" not in person.said
