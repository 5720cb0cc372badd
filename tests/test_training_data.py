"""The training rows: varied, complete, and not copied from the texts that the model is judged by."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
import yaml

from bench.training_rows import ACTS, read_rows
from bot.reference import load_needs
from bot.settings import REFERENCE, ROOT

JUDGED = ROOT.parent / "shared" / "eval"
ROWS = read_rows()
PER_NEED, PER_PEOPLES_NEED, IN_ALL = 40, 100, 7000
NEAR = 0.6
"""Share of five-letter pieces in common above which two texts are one text with a few words changed."""

SHORTEST = 4
"""Words; shorter texts ("hulp met schulden") are alike by chance."""


def bare(text: str) -> str:
    """Small letters, no punctuation, single spaces."""
    kept = "".join(sign if sign.isalnum() else " " for sign in unicodedata.normalize("NFKC", text).lower())
    return " ".join(kept.split())


def pieces(text: str) -> frozenset[str]:
    """Every five characters in a row."""
    words = bare(text)
    return frozenset(words[at : at + 5] for at in range(len(words) - 4))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard: what they share of all that they have."""
    return len(one & other) / (len(one | other) or 1)


def near_pairs(ours: list[str], theirs: list[str]) -> Iterator[tuple[float, str, str]]:
    """Pairs above NEAR; only texts that share a piece are compared."""
    long = [(text, pieces(text)) for text in theirs if len(bare(text).split()) >= SHORTEST]
    having = defaultdict(list)
    for place, (_, parts) in enumerate(long):
        for part in parts:
            having[part].append(place)
    for text in ours:
        if len(bare(text).split()) < SHORTEST:
            continue
        parts = pieces(text)
        shared = Counter(place for part in parts for place in having.get(part, ()))
        for place, count in shared.items():
            likeness = count / (len(parts) + len(long[place][1]) - count)
            if likeness > NEAR:
                yield likeness, text, long[place][0]


@pytest.fixture(scope="module")
def judged() -> list[str]:
    """The texts of the evaluation files beside this clone."""
    if not JUDGED.is_dir():
        pytest.skip(f"there are no evaluation files at {JUDGED}: they lie beside the clone, not in it")
    texts = []
    for path in sorted(JUDGED.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            texts += [line["text"] for line in csv.DictReader(file)]
    return [*texts, *(one["opening"] for one in yaml.safe_load((JUDGED / "personas.yml").read_text("utf-8")))]


def test_no_row_is_a_copy_of_what_is_judged(judged: list[str]):
    theirs = {bare(text) for text in judged}
    assert [row.text for row in ROWS if bare(row.text) in theirs] == []


def test_no_row_is_nearly_what_is_judged(judged: list[str]):
    assert list(near_pairs([row.text for row in ROWS], judged)) == []


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Mijn huisbaas geeft de borg niet terug!", "mijn huisbaas geeft de borg niet terug", True),
        ("Mijn huisbaas geeft de borg niet terug", "mn huisbaas geeft de borg niet terug", True),
        ("Mijn huisbaas geeft de borg niet terug", "Hoe krijg ik mijn borg van de verhuurder", False),
        ("schulden", "schulden", False),  # too short to say anything
    ],
)
def test_what_counts_as_near(one: str, other: str, near: bool):
    found = list(near_pairs([one], [other]))
    assert bool(found) is near
    assert all(likeness == pytest.approx(alike(pieces(one), pieces(other))) for likeness, _, _ in found)


def test_no_row_occurs_twice():
    counted = Counter(bare(row.text) or row.text for row in ROWS)
    twice = [text for text, times in counted.items() if times > 1]
    assert [(row.file, row.intent, row.text) for row in ROWS if (bare(row.text) or row.text) in twice] == []


def test_every_need_has_enough_rows():
    """Needs that people come with need more than those that belong to any talk (the group "meta")."""
    counted = Counter(row.intent for row in ROWS)
    least = {
        code: PER_NEED if need.group == "meta" else PER_PEOPLES_NEED for code, need in load_needs(REFERENCE).items()
    }
    assert {code: counted[code] for code, wanted in least.items() if counted[code] < wanted} == {}


def test_there_are_enough_rows():
    assert len(ROWS) >= IN_ALL


def test_every_block_of_a_need_has_a_voice():
    """Without one, its rows would be in every fold that leaves a voice out."""
    needs = load_needs(REFERENCE)
    assert {(row.file, row.intent) for row in ROWS if row.intent in needs and row.voice == ACTS} == set()


def test_every_intent_is_known():
    known = set(yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))["intents"])
    assert {row.intent for row in ROWS} - known == set()


def test_no_row_holds_markup_or_nothing():
    """`[word](entity)` would be read as an entity; ours come from buttons only."""
    assert [row.text for row in ROWS if not row.text or re.search(r"\[[^\]]*\]\s*[({]", row.text)] == []
