"""Notions behind the words: "huur", "rent" and "huurprijs" are one, so that what is learned from one counts for all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import yaml

FILE = Path(__file__).resolve().parents[2] / "data" / "reference" / "concepts.yml"

SHORTEST = 2
"""Letters that the beginning or the end of a word must have to stand for a notion."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Thesaurus:
    """The notions of whole words and pairs (`a_b`), of beginnings and of endings."""

    whole: dict[str, frozenset[str]]
    starts: dict[str, frozenset[str]]
    ends: dict[str, frozenset[str]]


@cache
def thesaurus() -> Thesaurus:
    """data/reference/concepts.yml, read once per process."""
    tables: tuple[dict[str, set[str]], ...] = ({}, {}, {})
    for name, line in yaml.safe_load(FILE.read_text("utf-8")).items():
        for word in line.split():
            table = tables[1] if word.endswith("*") else tables[2] if word.startswith("*") else tables[0]
            table.setdefault(word.strip("*"), set()).add(str(name))
    return Thesaurus(*({word: frozenset(names) for word, names in table.items()} for table in tables))


@lru_cache(maxsize=1 << 15)
def of_word(word: str) -> frozenset[str]:
    """The notions of one word: as a whole, else by its longest known beginning, else by its longest known ending."""
    known = thesaurus()
    if word in known.whole:
        return known.whole[word]
    starts = (known.starts.get(word[:size]) for size in range(len(word), SHORTEST - 1, -1))
    ends = (known.ends.get(word[at:]) for at in range(1, len(word) - SHORTEST + 1))
    return next((names for names in (*starts, *ends) if names), frozenset())


def _found(text: str) -> Iterator[str]:
    words = _WORD.findall(text)
    whole = thesaurus().whole
    for word, follows in pairwise([*words, ""]):
        yield from sorted(of_word(word) | whole.get(f"{word}_{follows}", frozenset()))


def concepts(text: str) -> list[str]:
    """The notions in a text of small letters, in order, and each two that follow one another, in either order."""
    found = list(_found(text.replace("'", "")))
    return [*found, *("+".join(sorted(pair)) for pair in pairwise(found) if pair[0] != pair[1])]
