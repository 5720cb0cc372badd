"""Desks: each once, whatever it is called."""

from __future__ import annotations

import pytest

from bot.domain.desks import desks

CIRCLE = "School wijst naar het samenwerkingsverband, dat naar het wijkteam en het wijkteam weer naar school"


@pytest.mark.parametrize(
    ("story", "named", "found"),
    [
        ("", "de gemeente, het wijkteam en school", ("gemeente", "wijkteam", "school")),
        (CIRCLE, "", ("School", "samenwerkingsverband", "wijkteam")),  # out of the story
        (CIRCLE, "leerplicht", ("leerplicht", "School", "samenwerkingsverband", "wijkteam")),
        ("het wijkteam belt niet", "Wijkteam Noord", ("Wijkteam Noord",)),  # the same desk by its full name
        ("", "eerst de huisarts, toen de GGZ, daarna weer de huisarts", ("huisarts", "GGZ")),
        ("", "school -> gemeente -> school", ("school", "gemeente")),
        ("", "", ()),
    ],
)
def test_each_desk_is_written_down_once(story, named, found):
    assert desks(story, named) == found
