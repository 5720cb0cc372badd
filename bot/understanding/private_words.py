"""What the finders of private data share: a text as a reader sees it, and the words file that they lean on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORDS_FILE = Path(__file__).resolve().parents[2] / "data" / "reference" / "first_names.txt"

UPPER = "".join(chr(code) for code in range(0x250) if chr(code).isupper())
MONTHS = (
    "jan(?:uari|uary)?|feb(?:ruari|ruary)?|maart|march|mrt|mar|apr(?:il)?|mei|may|juni?|june|juli?|july|aug(?:ustus|ust)?"
    "|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)


@dataclass(frozen=True)
class Span:
    """Private text[start:end]; bsn, phone, email, iban, postcode, address, person, birthdate or licence_plate."""

    type: str
    start: int
    end: int


# --- The text as a reader sees it -------------------------------------------------------------------------------

_QUOTES = str.maketrans("‘’ʼ`´", "'''''")
_LATIN = str.maketrans("ıłøđ", "ilod")  # letters that Unicode does not take apart
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def plain_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with everyday digits, dashes and spaces, no invisible signs, and where each character stood."""
    if text.isascii():
        return text, [(place, place + 1) for place in range(len(text))]
    characters: list[str] = []
    origin: list[tuple[int, int]] = []
    for place, character in enumerate(text):
        category = "" if character < "\x80" else unicodedata.category(character)
        if category in ("Mn", "Me") and characters:
            characters[-1] = _joined(characters[-1], character)
            origin[-1] = (origin[-1][0], place + 1)
        elif category not in ("Cf", "Mn", "Me"):
            characters.append(_simple(character, category) if category else character)
            origin.append((place, place + 1))
    return "".join(characters), origin


def _joined(letter: str, accent: str) -> str:
    """One letter for a letter and its loose accent; signs that join nothing (emoji variants) fall away."""
    together = unicodedata.normalize("NFC", letter + accent)
    return together if len(together) == 1 else letter


def _simple(character: str, category: str) -> str:
    """The everyday form of one character, always one long: full-width and Arabic digits, odd dashes, hard spaces."""
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in ("Pd", "Zs"):
        return "-" if category == "Pd" else " "
    compatible = unicodedata.normalize("NFKC", character)
    return (compatible if len(compatible) == 1 else character).translate(_QUOTES)


def fold(word: str) -> str:
    """Small letters without accents, as people type them: Yılmaz and yilmaz are one name."""
    if word.isascii():
        return word.lower()
    loose = unicodedata.normalize("NFKD", word.lower().translate(_LATIN))
    return "".join(character for character in loose if not unicodedata.combining(character))


def words_before(text: str, place: int, count: int) -> list[str]:
    """The last few words before a place on the same line, folded."""
    line = text[max(0, place - 16 * count) : place].rsplit("\n", 1)[-1]
    return [fold(word) for word in _WORD.findall(line)[-count:]]


def opens_sentence(text: str, place: int) -> bool:
    """True where a capital says nothing, because every sentence begins with one."""
    before = text[max(0, place - 3) : place].rstrip(" ")
    return before[-1] in ".!?\n" if before else place < 3


# --- The words file ---------------------------------------------------------------------------------------------


@cache
def words_file() -> dict[str, tuple[str, ...]]:
    """The words file, read once: the words under each heading, as they stand there."""
    words: list[str] = []
    parts: dict[str, list[str]] = {}
    for line in WORDS_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = parts.setdefault(line.strip("[] "), [])
        elif not line.startswith("#"):
            words.extend(word.replace("_", " ") for word in line.split())
    return {part: tuple(words) for part, words in parts.items()}


@cache
def words_of(part: str) -> frozenset[str]:
    """The words under one heading, folded."""
    return frozenset(map(fold, words_file()[part]))


@cache
def stars_of(part: str) -> dict[str, int]:
    """The names under one heading, folded, each with its number of stars."""
    return {fold(name.rstrip("*")): name.count("*") for name in words_file()[part]}


def ends_as(word: str, part: str, before: int = 1) -> bool:
    """True for a word that has one of these endings behind at least so many letters."""
    return word.endswith(words_file()[part]) and any(
        word.endswith(ending) and len(word) >= len(ending) + before for ending in words_file()[part]
    )
