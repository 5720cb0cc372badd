"""The form of address that fits a person: own words first, then who they are."""

from __future__ import annotations

import pytest

from bot.domain.address import Form, addressed, form_of
from bot.domain.conversation import Memory
from tests.factories import talk


@pytest.mark.parametrize(("facts", "form"), [
    ({}, "u"),  # nothing known
    ({"age": "17", "for_whom": "self"}, "je"),
    ({"age": "24"}, "je"),
    ({"age": "25"}, "u"),
    ({"age": "78", "for_whom": "self"}, "u"),
    ({"age": "9", "for_whom": "child"}, "u"),  # the child's age, and a parent who writes
    ({"age": "16", "for_whom": "client", "role": "professional"}, "u"),
    ({"role": "young_person"}, "je"),
    ({"role": "parent"}, "u"),
])  # fmt: skip
def test_the_form_follows_from_who_is_writing(facts, form):
    assert form_of(talk(facts=facts)) == Form(form)


def test_own_words_come_before_age():
    assert form_of(talk(facts={"age": "78"}, memory=Memory(form="je"))) is Form.JE
    assert form_of(talk(facts={"age": "16"}, memory=Memory(form="u"))) is Form.U


def test_a_channel_for_the_young_begins_with_je():
    assert form_of(talk(channel="jeugdombudsman")) is Form.JE
    assert form_of(talk(channel="jeugdombudsman", facts={"role": "parent"})) is Form.U


def test_in_danger_nobody_is_kept_at_a_distance_who_may_be_a_child():
    assert form_of(talk(crisis="domestic_violence")) is Form.JE
    assert form_of(talk(crisis="domestic_violence", facts={"age": "61", "for_whom": "self"})) is Form.U


def test_one_of_each_pair_is_left_and_holes_stay():
    text = "{Heb je|Hebt u} {name} op {jouw|uw} school gezien?"
    assert addressed(text, Form.JE) == "Heb je {name} op jouw school gezien?"
    assert addressed(text) == "Hebt u {name} op uw school gezien?"
