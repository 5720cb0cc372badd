"""A message made ready for rules: folded to plain letters, with the way back to the person's own words.

Rules look at a small window around a word that triggers them, so a long message costs no more than its words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

WINDOW = 70  # characters of context that a rule may look at on either side
MANY = 200  # candidates for one fact that are looked at in one message
STRAIGHT = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‛": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
    }
)
PLACEHOLDER = re.compile(r"\[[a-z][a-z -]{0,20} ?\d{0,3}\]", re.IGNORECASE)  # "[naam 1]": put there for private data
SHORTENED = re.compile(
    r"\bd\.d\.|"
    r"\b(?:ca|jr|dhr|mevr|mw|mr|tel|nr|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|oct|nov|dec|wkn|mnd)\.(?= ?\S)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?;…](?=\s)|\n")


class Found(NamedTuple):
    """A value and where in the message it was said."""

    value: str
    start: int
    end: int


class Word(NamedTuple):
    text: str
    start: int
    end: int


def listed(text: str) -> tuple[str, ...]:
    """Words in their order, written as a line of text."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """A set of words, written as a line of text."""
    return frozenset(listed(text))


def without_stop(text: str) -> str:
    """The text without what ends it: full stops, commas, blanks. As a pattern this would take ages on a run of dots."""
    return text.rstrip(" \t\n\r.,;:!?…)('\"-")


def either(*forms: str) -> str:
    """Part of a pattern: any of these forms."""
    return f"(?:{'|'.join(forms)})"


def one_of(*forms: str) -> re.Pattern[str]:
    """A pattern for any of these forms, each from the start of a word."""
    return re.compile(rf"\b{either(*forms)}")


@dataclass(frozen=True)
class Reading:
    """A message as rules see it. `cased` and `plain` have one character for each position in `at`."""

    raw: str
    cased: str  # accents, invisible characters and curly quotes gone
    plain: str  # the same in small letters; placeholders blotted out, dots of abbreviations gone
    at: Sequence[int]  # where each character of `cased` stands in `raw`
    words: Sequence[Word]  # the words of `plain`

    def before(self, start: int, size: int = WINDOW) -> str:
        """What comes right before a position, no further than its own sentence."""
        return _SENTENCE_END.split(self.plain[max(0, start - size) : start])[-1]

    def after(self, end: int, size: int = WINDOW) -> str:
        """What comes right after a position, no further than its own sentence."""
        return _SENTENCE_END.split(self.plain[end : end + size])[0]

    def around(self, start: int, end: int) -> str:
        """A place with what comes right before and after it."""
        return self.before(start) + self.plain[start:end] + self.after(end)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Positions in the message as it was typed; an accent belongs to the letter before it."""
        if start >= end:
            return 0, 0
        return self.at[start], self.at[end] if end < len(self.at) else len(self.raw)

    def own(self, start: int, end: int) -> str:
        """The person's own words between two positions, without what cannot be seen."""
        first, last = self.place(start, end)
        return "".join(char for char in self.raw[first:last] if unicodedata.category(char) != "Cf").strip()

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where each sentence starts and ends."""
        start = 0
        for end in _SENTENCE_END.finditer(self.plain):
            yield start, end.start()
            start = end.end()
        yield start, len(self.plain)


def read(text: str) -> Reading:
    """Fold a message; an ordinary one without accents keeps its positions."""
    cased, at = (text, range(len(text))) if text.isascii() else _folded(text)
    plain = PLACEHOLDER.sub(lambda mark: "■" * len(mark[0]), cased).lower()
    plain = SHORTENED.sub(lambda mark: mark[0].replace(".", "").ljust(len(mark[0])), plain)
    return Reading(text, cased, plain, at, [Word(mark[0], *mark.span()) for mark in _WORD.finditer(plain)])


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text with one plain character, or none, for each of its own, and where each came from."""
    folded = [(_plain(char), position) for position, char in enumerate(text)]
    kept = [(char, position) for char, position in folded if char]
    return "".join(char for char, _ in kept), [position for _, position in kept]


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """One character without its accent, a digit of any script as 0-9, nothing for what cannot be seen."""
    if unicodedata.category(char) in ("Cf", "Mn", "Me", "Cs"):  # zero-width, right-to-left marks, loose accents
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    letters = [c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)]
    return (letters[0] if len(letters) == 1 else char).translate(STRAIGHT)
