"""Words of institutions and laws with one plain line each (data/reference/words.yml): found in texts, and asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference" / "words.yml"
EXPLAINED = ("nl", "en")
"""Languages that have explanations."""

_LEAD = r"(?:(?:hoi|hallo|en|maar|eh+m?|sorry|nee|ja|ok[eé]?|hi|hello|but|and|so)[ ,.]+)*"
_ALSO = r"(?: (?:dat|nou|nu|eigenlijk|precies|toch|dan))*"
_END = r"(?: (?:eigenlijk|precies|dan|ook alweer|in|nou|voor iets|betekenen|mean|exactly|actually))*\W*"
ASKED = re.compile(
    rf"{_LEAD}(?:wat|wie) (?:is|zijn|was|betekent|betekenen|doet|doen|houdt){_ALSO} (?P<nl>.+?){_END}|"
    rf"{_LEAD}(?:wat )?bedoel(?:t|en)? (?:je|u|jullie) met (?P<meant>.+?){_END}|"
    rf"{_LEAD}leg(?: (?:eens|even|mij|me))* (?P<explain>.+?)(?: (?:even|eens))* uit\W*|"
    rf"{_LEAD}(?:kun|kunt|wil|wilt) (?:je|u)(?: (?:eens|even|mij|me))* (?P<could>.+?)(?: (?:even|eens))* uitleggen\W*|"
    rf"{_LEAD}what(?:'s| is| are| does| do)(?: (?:that|this))? (?P<en>.+?){_END}|"
    r"(?:can you |please )*explain (?P<please>.+?)\W*",
    re.IGNORECASE,
)
"""A question for the meaning of a word, and nothing else."""

_ARTICLE = re.compile(r"^(?:een|de|het|dat woord|het woord|zo'n|a|an|the|the word)\s+", re.IGNORECASE)
_MARKS = "\"'“”„‘’`*"


@dataclass(frozen=True)
class Term:
    """A word with its explanation; the explanation may hold both Dutch forms of address."""

    name: str
    words: tuple[str, ...]
    says: str


@cache
def terms(language: str) -> tuple[Term, ...]:
    """Every explained word in Dutch or English."""
    stored = yaml.safe_load(REFERENCE.read_text("utf-8"))
    own = ((name, entry["en" if language == "en" else "nl"]) for name, entry in stored.items())
    return tuple(Term(name, tuple(entry["words"]), entry["says"]) for name, entry in own)


def found_in(text: str, language: str) -> Iterator[tuple[str, Term]]:
    """Each explained word that stands in the text, as it stands there, the first time only."""
    seen: set[str] = set()
    for match in _pattern(language).finditer(text):
        term = _by_word(language)[match[0].lower()]
        if term.name not in seen:
            seen.add(term.name)
            yield match[0], term


def asked_word(text: str, language: str) -> Term | None:
    """The word whose meaning is asked for: "wat is bezwaar?", "wat betekent beschikking"."""
    asked = ASKED.fullmatch(text.strip())
    if not asked:
        return None
    word = next(found for found in asked.groups() if found)
    return _by_word(language).get(_ARTICLE.sub("", word.strip(_MARKS + " ")).strip(_MARKS + " ").lower())


def without_terms(text: str, language: str) -> str:
    """The text with every explained word taken out."""
    return _pattern(language).sub(" ", text)


@cache
def _by_word(language: str) -> dict[str, Term]:
    return {word.lower(): term for term in terms(language) for word in term.words}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Longest words first; a word in small letters also where a sentence begins, a name only as it is written."""
    words = sorted((word for term in terms(language) for word in term.words), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_written, words))})(?![\w-])")


def _written(word: str) -> str:
    return re.escape(word) if word != word.lower() else f"(?i:{re.escape(word)})"
