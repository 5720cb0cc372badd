"""Finding a second need: only where it is announced, and only where both halves are sure."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bot.nlu.second_need import second_need
from bot.understanding.clauses import beside

TEXTS = Path(__file__).with_name("two_needs.csv")


def rank(text: str, sure: float = 0.9) -> list[tuple[str, float]]:
    """A classifier that knows three words."""
    known = {"parkeren": "parking", "container": "waste", "dood": "suicide_risk", "park": "parking"}
    return [next(((need, sure) for word, need in known.items() if word in text), ("unclear", sure))]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("ik wil parkeren voor de deur, en ook is de container stuk", "waste"),
        ("De container is weer vol. Daarnaast wil ik hier parkeren.", "waste"),  # the other one, whichever comes first
        ("ik wil ook parkeren naast de volle container", None),  # nothing is announced
        ("ik wil hier parkeren. Bovendien mag mijn buurman er parkeren", None),  # one need
        ("ik wil hier parkeren. Daarnaast wil ik liever dood zijn", None),  # danger has its own way
        ("parkeren, en ook container", None),  # too little to go by
        ("I can't park here, and I also lost the key of the container", "waste"),
    ],
)
def test_only_what_is_announced_counts(text, second):
    found = second_need(text, "parking", rank)
    assert (found[0] if found else None) == second


def test_a_half_that_is_not_sure_is_no_need():
    assert (
        second_need("ik wil parkeren voor de deur. Verder is de container stuk", "parking", lambda t: rank(t, 0.6))
        is None
    )


def test_what_the_whole_is_not_taken_for_is_not_trusted():
    assert second_need("ik wil parkeren voor de deur. Verder is de container stuk", "debt", rank) is None


def test_halves_keep_the_words_and_lose_the_announcement():
    assert list(beside("Mijn pas is stuk. Nog een vraag: wanneer komt u langs?")) == [
        ("Mijn pas is stuk", "wanneer komt u langs?")
    ]


@pytest.mark.parametrize("text", ["", "ook", "en ook", "ook " * 5000, "daarnaast " * 2000, "\u200b" * 50])
def test_odd_text_has_few_halves(text):
    assert len(list(beside(text))) <= 3


def test_the_texts_by_which_it_is_measured_name_known_needs():
    from bot.reference import load_needs
    from bot.settings import REFERENCE

    known = set(load_needs(REFERENCE))
    with TEXTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row[name] for row in rows for name in ("first", "second") if row[name]} <= known
    assert sum(bool(row["second"]) for row in rows) > 100 and sum(not row["second"] for row in rows) >= 40
