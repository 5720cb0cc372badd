"""How people say in which way they want help: by themselves, and not of others."""

from __future__ import annotations

import pytest

from bot.understanding.wishes import Wishes, wishes_in

NO_CALLS = frozenset({"chat", "online", "walk_in"})


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("ik wil niet bellen", NO_CALLS),
        ("Bellen durf ik niet zo goed", NO_CALLS),
        ("ik heb belangst", NO_CALLS),
        ("kan het ook zonder te bellen?", NO_CALLS),
        ("I don't want to call anyone", NO_CALLS),
        ("ik wil niet bellen maar liever chatten", {"chat"}),
        ("kan ik ook chatten?", {"chat"}),
        ("liever appen", {"chat"}),
        ("I'd rather chat with someone", {"chat"}),
        ("ik wil gewoon even langskomen", {"walk_in"}),
        ("can I drop by?", {"walk_in"}),
        ("ik wil het liefst mailen", {"online"}),
        ("ik wil iemand bellen", {"phone"}),
        ("mijn zoon zit de hele dag te chatten", set()),  # no wish
        ("mijn man wil alleen chatten met anderen", set()),  # not of the one who writes
        ("niemand belt terug", set()),
        ("ik heb schulden", set()),
        ("", set()),
    ],
)
def test_the_way_that_suits_somebody(text, channels):
    assert wishes_in(text).channels == channels


@pytest.mark.parametrize(
    ("text", "anonymous", "free"),
    [
        ("kan dit anoniem?", True, False),
        ("ik wil mijn naam niet zeggen", True, False),
        ("niemand mag weten dat ik hier ben", True, False),
        ("can I stay anonymous", True, False),
        ("is het gratis?", False, True),
        ("het mag niks kosten", False, True),
        ("I can't afford a lawyer", False, True),
        ("ik kan mijn huur niet betalen", False, False),  # the trouble itself
        ("ik heb geen geld voor eten", False, False),
        ("ik kreeg een anonieme brief", False, False),
    ],
)
def test_without_a_name_and_without_money(text, anonymous, free):
    assert (wishes_in(text).anonymous, wishes_in(text).free) == (anonymous, free)


def test_a_later_word_on_the_way_in_stands():
    both = Wishes(frozenset({"phone"}), anonymous=True) | Wishes(frozenset({"chat"}))
    assert both == Wishes(frozenset({"chat"}), anonymous=True)
