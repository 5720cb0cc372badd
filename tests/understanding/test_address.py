"""Je or u: what somebody asks for or uses, and what only looks like it."""

from __future__ import annotations

import pytest

from bot.understanding.address import asked_form, used_form


@pytest.mark.parametrize(("text", "form"), [
    ("zeg maar je", "je"),
    ("Zeg gerust jij tegen mij", "je"),
    ("je mag je zeggen hoor", "je"),
    ("u hoeft geen u te zeggen", "je"),
    ("ik ben geen u, ik ben 19", "je"),
    ("je mag me tutoyeren", "je"),
    ("zeg maar u", "u"),
    ("Ik heb liever u", "u"),
    ("kun je u tegen mij zeggen?", "u"),
    ("niet zo tutoyeren", "u"),
    ("je hoeft geen je en jij te zeggen", "u"),
    ("zeg je dat nou echt?", None),  # a question
    ("wat zeg je me daar", None),
    ("zegt u het maar", None),
    ("ik heb een brief van DUO", None),
])  # fmt: skip
def test_a_form_that_is_asked_for(text, form):
    assert asked_form(text) == form


@pytest.mark.parametrize(("text", "form"), [
    ("kun je me helpen?", "je"),
    ("hoi, weet jij waar ik moet zijn", "je"),
    ("dank je wel", "je"),
    ("waarom vraag je dat", "je"),
    ("wat bedoel je", "je"),
    ("ben je een robot?", "je"),
    ("Kunt u mij helpen met een formulier?", "u"),
    ("Dank u wel", "u"),
    ("wat bedoelt u daarmee", "u"),
    ("Graag uw hulp bij een bezwaar", "u"),
    ("U kunt mij bellen", "u"),
    ("ik moet wachten", None),
    ("dan moet je weer zes weken wachten", None),  # people in general
    ("in de brief staat dat u moet betalen en uw hulp stopt", None),  # the letter says it
    ('ze zei: "kun je morgen terugkomen"', None),  # another says it
    ("de man aan de balie vroeg kunt u dat bewijzen", None),
    ("kunt u mij helpen, en wat bedoel je", None),  # both
])  # fmt: skip
def test_a_form_that_is_used(text, form):
    assert used_form(text) == form


def test_a_long_story_says_nothing_about_how_to_speak():
    assert used_form("kun je me helpen " + "en toen ging het mis " * 10) is None
