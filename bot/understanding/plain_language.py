"""Whether a text can be read by nearly everyone: Dutch at level B1, plain English.

What is measured follows the usual advice for B1: short sentences, one question at a time, everyday words (by how often
they are used), no official words where a plain one exists (data/reference/plain_words.yml), few passives. Words of law
and institutions are fine where the glossary explains them. How common a word is, says `wordfreq` (Apache 2.0, data
CC BY-SA 4.0); it comes with the tools for tests and checks, and without it that one question is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from bot.understanding.compounds import everyday
from bot.understanding.glossary import without_terms

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference" / "plain_words.yml"
SENTENCE = {"nl": 15, "en": 20}
"""Most words in a sentence. Advice for Dutch at B1 is 15 at most and about 10 on average; English runs longer."""

AVERAGE = {"nl": 10.0, "en": 12.0}
"""Most words in a sentence on average, in a text of some length."""

MESSAGE, SHORT = 40, 3
"""Most words in a message; a text of fewer sentences than this has no average to speak of."""

PASSIVES = 1
"""More passives than this in one message hide who does what."""

NAME = re.compile(r"(?<=[^.!?:“\"\n•] )(?<!^)[A-ZÀ-Ý][\w'’.-]*|\b\w*[A-Z]\w*[A-Z]\w*\b")
"""A capital inside a sentence, or more than one in a word: a name, or letters that stand for one."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
PASSIVE = {
    "nl": re.compile(
        r"\b(?:wordt|worden|werd|werden)\b(?:\W+\w+){0,6}?\W+(?:(?!gebeurt|graag|goed|geld|gemeente|genoeg)(?:\w{2,5})?ge\w+(?:d|t|en)|"
        r"(?:be|ver|ont|her)\w{3,}(?:d|t))\b|"
        r"\b(?:ge\w+(?:d|t|en)|(?:be|ver|ont|her)\w{3,}(?:d|t)) (?:wordt|worden|werd|werden)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\b(?:is|are|was|were|been|being|be) (?:\w+ly )?(?!need)\w{3,}ed by\b", re.IGNORECASE),
}
NOMINAL = {
    "nl": re.compile(r"\b(?:het|de) \w+(?:ing|atie|heid) van (?:de|het|een)\b|\bhet \w{3,}en van\b", re.IGNORECASE),
    "en": re.compile(r"\bthe \w+(?:tion|ment|ance|ence) of (?:the|a|your)\b", re.IGNORECASE),
}
_HOLE, _PAIR = re.compile(r"\{\w+\}"), re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_ARTICLES_OF_LAW = re.compile(r"\([^)]*\b(?:artikel|articles?|Awb)\b[^)]*\)")
_NO_WORDS = re.compile(r"“[^”]*”|\b[\w.-]+@[\w.-]+\b|\b(?:\w+\.)+(?:nl|org|com|eu)\b(?:/\S*)?|\*\*|\[[^\]]*\]")


@dataclass(frozen=True)
class Problem:
    """What makes a text hard: the kind, the words that it is about, and what would be better."""

    kind: str
    words: str
    better: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.words!r}; {self.better}"


def problems(text: str, language: str = "nl", *, most: int = MESSAGE) -> list[Problem]:
    """Everything that lifts a text above B1 (`nl`) or out of plain English (`en`); `most` words are fine.

    A hole such as `{name}` counts as one word; both forms of `{je|u}` are looked at; `**` and addresses are left out.
    """
    forms = {_PAIR.sub(rf"\{form}", text) for form in (1, 2)}
    found = (problem for form in sorted(forms) for check in CHECKS for problem in check(form, language))
    return list(dict.fromkeys([*found, *_too_many_words(text, most)]))


def in_everyday_words(text: str, language: str = "nl") -> list[Problem]:
    """Only what is wrong with the words: for a title, a button, a label."""
    forms = {_PAIR.sub(rf"\{form}", text) for form in (1, 2)}
    checks: tuple[Check, ...] = (_stiff_words, _rare_words)
    return list(dict.fromkeys(one for form in sorted(forms) for check in checks for one in check(form, language)))


def can_judge_words() -> bool:
    """Whether the library is there that knows how common words are."""
    return find_spec("wordfreq") is not None


# Sentences


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line, an item of a list and a part after a blank line end one too."""
    parts = re.split(r"(?<=[.!?])[”\"')]*\s+|\n+|\s•\s", _bare(text))
    return [part for part in parts if WORD.search(part)]


def _bare(text: str) -> str:
    """Without marks, addresses, articles of law in brackets and what is quoted; a hole is one word."""
    return _NO_WORDS.sub(" ", _ARTICLES_OF_LAW.sub(" ", _HOLE.sub("1", text.replace("**", ""))))


def _too_many_words(text: str, most: int) -> Iterator[Problem]:
    number = len(_PAIR.sub(r"\1", text).split())
    if number > most:
        yield Problem("long text", f"{number} words", f"at most {most}")


def _long_sentences(text: str, language: str) -> Iterator[Problem]:
    lengths = [(sentence, len(sentence.split())) for sentence in sentences(text)]
    for sentence, length in lengths:
        if length > SENTENCE[language]:
            yield Problem("long sentence", sentence, f"{length} words, at most {SENTENCE[language]}")
    average = sum(length for _, length in lengths) / max(len(lengths), 1)
    if len(lengths) >= SHORT and average > AVERAGE[language]:
        yield Problem("long sentences", f"{average:.1f} words on average", f"at most {AVERAGE[language]:g}")


def _questions(text: str, language: str) -> Iterator[Problem]:
    """More than one question that waits for an answer; "Liever niet? Dat is goed." asks nothing."""
    said = sentences(text)
    pairs = zip(said, [*said[1:], "?"], strict=False)
    asked = [one for one, later in pairs if one.endswith("?") and later.endswith("?")]
    if len(asked) > 1:
        yield Problem("two questions", " ".join(asked), "one question at a time")


def _passives(text: str, language: str) -> Iterator[Problem]:
    found = [match[0] for sentence in sentences(text) for match in PASSIVE[language].finditer(sentence)]
    if len(found) > PASSIVES:
        yield Problem("passive", "; ".join(found), "say who does it")


def _nominal(text: str, language: str) -> Iterator[Problem]:
    for match in NOMINAL[language].finditer(_bare(text)):
        yield Problem("nominal", match[0], "use a verb")


# Words


def _stiff_words(text: str, language: str) -> Iterator[Problem]:
    for pattern, better in _instead(language):
        for match in pattern.finditer(text):
            yield Problem("stiff word", match[0], f"rather: {better}")


def _rare_words(text: str, language: str) -> Iterator[Problem]:
    """Words that are seldom used and that no glossary explains; a compound is judged by its parts."""
    if not can_judge_words():
        return
    bare = NAME.sub(" ", without_terms(_bare(text), language))
    for word in dict.fromkeys(WORD.findall(bare)):
        if word.lower() not in _spares(language) and not everyday(word.lower(), language):
            yield Problem("rare word", word, "use an everyday word, or explain it in words.yml")


Check = Callable[[str, str], Iterator[Problem]]
CHECKS: tuple[Check, ...] = (_long_sentences, _questions, _passives, _nominal, _stiff_words, _rare_words)


@cache
def _instead(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    words: Mapping[str, str] = _reference()[language]["instead"]
    return tuple((_whole(stiff), better) for stiff, better in words.items())


def _whole(stiff: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(stiff).replace(chr(92) + '*', chr(92) + 'w*')}(?![\w-])", re.IGNORECASE)


@cache
def _spares(language: str) -> frozenset[str]:
    return frozenset(map(str, _reference()[language]["spares"]))


@cache
def _reference() -> Any:
    return yaml.safe_load(REFERENCE.read_text("utf-8"))
