"""Numbers in figures and in Dutch and English words, as people spell them.

text2num reads Dutch too, but gives no positions and stumbles over "achtien"; 0 to 100 is all that is needed here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.understanding.reading import listed

_NL = listed(
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien"
)
_EN = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS_NL = listed("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
_TENS_EN = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_SPELLED = {"achtien": 18, "achtentwintig": 28, "fourty": 40, "honderd": 100, "hundred": 100, "zeuven": 7, "twe": 2}
_SPELLED |= {"a": 1, "an": 1, "'n": 1}


def _table() -> dict[str, int]:
    """Every number word up to a hundred without accents: "drieentwintig" -> 23, "twentythree" -> 23."""
    table = {word: n for names in (_NL, _EN) for n, word in enumerate(names)} | _SPELLED
    for ten, (dutch, english) in enumerate(zip(_TENS_NL, _TENS_EN, strict=True), start=2):
        table |= {dutch: 10 * ten, english: 10 * ten}
        table |= {f"{_NL[unit]}en{dutch}": 10 * ten + unit for unit in range(1, 10)}
        table |= {f"{english}{_EN[unit]}": 10 * ten + unit for unit in range(1, 10)}
    return table


NUMBERS = _table()
_UNIT_NL, _UNIT_EN = "|".join(_NL[1:10]), "|".join(_EN[1:10])
_TEN_NL, _TEN_EN = "|".join(_TENS_NL), "|".join(_TENS_EN)
# For use inside other patterns, which end it with a word boundary
NUMBER = (
    rf"(?:\d{{1,4}}(?:[.,]\d)?|(?:(?:{_UNIT_NL})en)?(?:{_TEN_NL})|(?:{_TEN_EN})(?:[ -]?(?:{_UNIT_EN}))?|"
    rf"{'|'.join([*_NL[1:], *_EN[1:], *_SPELLED])})"
)
_FIGURES = re.compile(r"\d{1,4}(?:[.,]\d(?!\d))?(?![\d]|[.,:/-]\d)")
_LETTERS = re.compile(r"'?[a-z]+")
_APART = re.compile(rf"(?:{_UNIT_NL})(?:en[ -]|[ -]en[ -]?)(?:{_TEN_NL})\b|(?:{_TEN_EN})[ -]?(?:{_UNIT_EN})\b")


class Number(NamedTuple):
    value: float
    end: int


def number_at(plain: str, start: int) -> Number | None:
    """The number that begins at this position: "16,5" -> 16.5, "twenty-three" -> 23, "drie en twintig" -> 23."""
    if figures := _FIGURES.match(plain, start):
        return Number(float(figures[0].replace(",", ".")), figures.end())
    if apart := _APART.match(plain, start):
        return Number(NUMBERS[re.sub(r"[ -]", "", apart[0])], apart.end())
    word = _LETTERS.match(plain, start)
    return Number(NUMBERS[word[0]], word.end()) if word and word[0] in NUMBERS else None


def amount(phrase: str) -> float | None:
    """The value of a number phrase: "drie" -> 3, "2,5" -> 2.5, "anderhalve" -> 1.5; None when it is vague."""
    if re.fullmatch("anderhal(?:f|ve)", phrase):
        return 1.5
    if re.fullmatch("half|halve", phrase):
        return 0.5
    number = number_at(phrase, 0)
    return number.value if number and number.end == len(phrase) else None


def misspelt(word: str) -> int | None:
    """The one number that a longer word is a single slip away from: "zevntien" -> 17."""
    if len(word) < 5 or word in NUMBERS:
        return None
    near = {NUMBERS[name] for name in NUMBERS if OSA.distance(word, name, score_cutoff=1) <= 1}
    return near.pop() if len(near) == 1 else None
