"""Search as you type: needs in the words that people use. Services are found in the store (`directory.search`)."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.domain.needs import Need

Thing = TypeVar("Thing")

LONGEST, MOST_WORDS = 200, 12
"""Characters and words of a question that are looked at."""

NEEDS = 6
"""How many are shown at most."""

NAME, OTHER = 2.0, 1.0
"""What a word in the name weighs against one elsewhere in the entry."""

_SMALL = """
    aan als bij dan dat de die dit een en er geen had heb hebben heeft het hoe ik in is je jij kan maar me met mij mijn
    naar niet nog nu of om ons op over te toch uit van voor waar wat we wie wij wil worden zijn zo
    a am an and are at be can do for from get have how i it me my need no not of on or that the this to was what where
    with"""
SMALL_WORDS = frozenset(_SMALL.split())
"""Words that say nothing about what somebody looks for."""

CLOSE = 0.6
"""What is found has at least this part of the score of the best one."""


class NeedFinder:
    """Finds needs by what people say; everything is indexed once."""

    def __init__(self, needs: Iterable[Need]) -> None:
        needs = list(needs)
        self._indexes = {one: Index([need_entry(need, one) for need in needs]) for one in ("nl", "en")}

    def find(self, text: str, language: str) -> list[str]:
        """Codes of needs, best first."""
        return self._indexes["en" if language == "en" else "nl"].search(text)[:NEEDS]


def telling(text: str) -> str:
    """The words of a question that say what is looked for."""
    return " ".join(word for word in text[:LONGEST].split() if not words_of(word) <= SMALL_WORDS)


@dataclass(frozen=True)
class Entry(Generic[Thing]):
    """What is looked for, under which names, and with which other words."""

    thing: Thing
    names: frozenset[str]
    others: frozenset[str]


class Index(Generic[Thing]):
    """Entries by their words. A word of the question counts more, the fewer entries have it."""

    def __init__(self, entries: Sequence[Entry[Thing]]) -> None:
        self._things = [entry.thing for entry in entries]
        places: dict[str, dict[int, float]] = {}
        for place, entry in enumerate(entries):
            for word in entry.names | entry.others:
                places.setdefault(word, {})[place] = NAME if word in entry.names else OTHER
        self._places, self._words = places, sorted(places)

    def search(self, text: str) -> list[Thing]:
        """What holds the words of the question, or words that begin with them; best first."""
        scores: Counter[int] = Counter()
        for asked in sorted(words_of(text[:LONGEST]) - SMALL_WORDS)[:MOST_WORDS]:
            scores.update(self._scores(asked))
        least = CLOSE * max(scores.values(), default=0)
        return [self._things[place] for place, score in scores.most_common() if score >= least]

    def _scores(self, asked: str) -> dict[int, float]:
        """What one word of the question weighs in each entry: its best match there counts."""
        best: dict[int, float] = {}
        for word in self._beginning_with(asked):
            weight = math.log(1 + len(self._things) / len(self._places[word]))
            for place, times in self._places[word].items():
                best[place] = max(best.get(place, 0.0), weight * times)
        return best

    def _beginning_with(self, asked: str) -> Sequence[str]:
        """The words that begin so; one or two letters begin too many."""
        if len(asked) < 3:
            return [asked] if asked in self._places else []
        first = bisect_left(self._words, asked)
        return self._words[first : bisect_left(self._words, f"{asked}\uffff", first)]


def need_entry(need: Need, language: str) -> Entry[str]:
    """A need with its name in this language, and what people say in Dutch and English."""
    others = words_of(f"{need.words} {need.heard_nl} {need.heard_en} {need.name_nl} {need.name_en}")
    return Entry(need.code, words_of(need.name(language)), others)


def words_of(text: str) -> frozenset[str]:
    """The words without capitals and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return frozenset(re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign))))
