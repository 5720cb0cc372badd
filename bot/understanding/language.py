"""Dutch or English, by the small words that every sentence has; any other language by its script, words and letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from lingua import LanguageDetector

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference" / "languages.yml"

DUTCH = frozenset(
    re.findall(
        r"\w+",
        """
        aan al als bij dan dat de die dit door een en er geen haar heb hebben heeft het hij hoe hun ik in is je jij kan
        kun kunnen maar me mee met mij mijn moet mn na naar niet nog nu of om omdat ons onze ook op over te tot u uit
        uw van voor waar wanneer wat we weet wel werk wie wil worden zijn zonder zo graag hulp nodig nee ja hallo dag
        goedemorgen goedemiddag goedenavond dank bedankt krijg ben was moeder vader kind huis geld gemeente
        """,
    )
)
ENGLISH = frozenset(
    re.findall(
        r"[\w']+",
        """
        a about am an and any are as at because been but by can could do does don't for from get had has have he help
        her here him his how i i'm i've if in is it it's just like me my need no not of on or our please she should so
        some than that the their them then there they this to up us wants was we were what when where which who why
        will with would yes you your hello hi hey thanks thank know doesn't didn't can't won't isn't out home house
        money mother father child son daughter
        """,
    )
)
"""Words of both languages count for both, so they decide nothing."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def guess(text: str, default: str = "nl") -> str:
    """`nl` or `en`; the default where the words do not tell."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    dutch = sum(word in DUTCH for word in words)
    english = sum(word in ENGLISH for word in words)
    if dutch == english:
        return default
    return "nl" if dutch > english else "en"


LONG = 5
"""So many words in another language change the language of a talk that is under way."""


def settle(current: str, text: str, *, first: bool) -> str:
    """The language of the talk after this message: the first words decide, later only a longer message does.

    Always Dutch or English: words in a third language change nothing.
    """
    if not (first or len(text.split()) >= LONG) or other_language(text):
        return current
    return guess(text, current)


# Any other language

LONGEST = 1000
"""Characters that are looked at: more words tell no more."""

LEAST = 3
"""Fewer words in Latin letters tell too little."""

SURE = ((6, 0.03), (4, 0.0001))
"""How much there is to go by, and how likely Dutch or English may be then at most: a word counts for one, a small word
of the other language for two more."""

SCRIPTS = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "ETHIOPIC": "am",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "TAMIL": "ta",
    "THAI": "th",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
}
"""The first word of a letter's Unicode name, and the language taken for likely where nothing tells more."""

LETTERS = (
    ("CYRILLIC", "uk", re.compile("[іїєґ]")),
    ("CYRILLIC", "ru", re.compile("[ыэё]")),
    ("ARABIC", "ckb", re.compile("[ێۆڕڵ]")),
    ("ARABIC", "ps", re.compile("[ښړځټ]")),
    ("ARABIC", "ur", re.compile("[ٹڈڑںے]")),
    ("ARABIC", "fa", re.compile("[پچژگیک]")),
    ("ETHIOPIC", "ti", re.compile("[ኣቐ-ቝኸ-ዅ]")),
)
"""Letters that one language of a script has and the likely one has not."""

NEIGHBOURS = {"CYRILLIC": ("ru", "uk", "bg"), "ARABIC": ("ar", "fa")}
"""Languages of one script that are told apart by sound and words where no letter does it."""

_PLACEHOLDER = re.compile(r"\[[^\]]*\]|\S+@\S+|https?:\S+|www\.\S+")

PLAINLY = 3
"""When two in so many words or more are small words of Dutch or English, nothing else is looked at."""

SMALL = 10.0
"""How many times likelier each small word of a language makes that language."""

LATIN = ["nl", "en", "tr", "pl", "ro", "es", "pt", "fr", "de", "it", "so", "hu", "pap"]
"""Dutch, English, and what is told apart from them in Latin letters."""

PAPIAMENTU = 0.05
"""How likely Papiamentu is before its words are counted."""


def other_language(text: str) -> str | None:
    """The ISO 639 code of the language when it is clearly not Dutch or English; None for those two and in doubt."""
    text = _PLACEHOLDER.sub(" ", text[:LONGEST]).lower().replace("’", "'")
    script = _script(text)
    if script:
        return _by_letters(text, script)
    return _by_sound_and_words(_WORD.findall(text))


def _script(text: str) -> str | None:
    """The script that is not Latin in which at least half of the words are written; Han counts by the letter."""
    names = (unicodedata.name(word[0], "").split(" ")[0] for word in re.findall(r"[^\W\d_]+", text))
    found = Counter(names)
    foreign = [name for name in found if name in SCRIPTS]
    if sum(found[name] for name in foreign) * 2 < max(1, found.total()):
        return None
    return max(foreign, key=lambda name: found[name])


def _by_letters(text: str, script: str) -> str:
    """By a letter that only one language has, by its small words, by the sound of it; else the likely one."""
    for of, code, letters in LETTERS:
        if of == script and letters.search(text):
            return code
    if script == "CJK" and re.search("[ぁ-ヿ]", text):
        return "ja"
    if script == "ETHIOPIC":
        return "ti" if _small("ti").intersection(text.split()) else "am"
    if script not in NEIGHBOURS:
        return SCRIPTS[script]
    sound, words = _likely(text), text.split()
    return max(NEIGHBOURS[script], key=lambda code: sound[code] * SMALL ** sum(word in _small(code) for word in words))


def _by_sound_and_words(words: list[str]) -> str | None:
    """By runs of three letters and by small words, when together they leave little room for Dutch and English."""
    plain = sum(word in DUTCH or word in ENGLISH for word in words)
    if len(words) < LEAST or plain * PLAINLY > len(words) * 2:
        return None
    bare, sound = [fold(word) for word in words], {"pap": PAPIAMENTU, **_likely(" ".join(words))}
    small = {code: sum(word in _small(code) for word in bare) for code in LATIN}
    likely = {code: sound[code] * SMALL ** small[code] for code in LATIN}
    best = max(likely, key=lambda code: likely[code])
    return best if best not in ("nl", "en") and _sure(likely, len(words) + 2 * small[best]) else None


def _sure(likely: Mapping[str, float], much: int) -> bool:
    """Whether Dutch and English are unlikely enough for how much there is to go by."""
    doubt = (likely["nl"] + likely["en"]) / sum(likely.values())
    return any(much >= least and doubt <= limit for least, limit in SURE)


def _likely(text: str) -> dict[str, float]:
    """How likely each language is by its sound: codes with a chance that adds up to 1."""
    found = _detector().compute_language_confidence_values(text)
    return {one.language.iso_code_639_1.name.lower(): one.value for one in found}


@cache
def _detector() -> LanguageDetector:
    """Lingua with its small models: 30 MB and a tenth of a second, once per process and only when it is needed."""
    from lingua import Language, LanguageDetectorBuilder

    names = """DUTCH ENGLISH TURKISH POLISH ROMANIAN SPANISH PORTUGUESE FRENCH GERMAN ITALIAN SOMALI HUNGARIAN
        RUSSIAN UKRAINIAN BULGARIAN ARABIC PERSIAN"""
    languages = [getattr(Language, name) for name in names.split()]
    builder = LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode()
    return builder.with_preloaded_language_models().build()


# Danger in another language


PLAIN_ENOUGH = 8
"""Letters of an expression that says danger in its language even where the rest of the text is Dutch or too short."""


def danger_abroad(text: str) -> tuple[str, str] | None:
    """A danger told in another language than Dutch and English, and that language; what is looked for is cheap.

    An expression counts where the text is in another language, and also inside a Dutch or a very short one where it is
    long enough to be no coincidence ("me bat" is French for a beating and stands in "me batterij").
    """
    flat = fold(text[:LONGEST])
    hits = [hit for hit in _expressions() if hit[2] in flat]
    if not hits:
        return None
    spoken = other_language(text)
    if spoken:
        code = next((code for code, language, _ in hits if language == spoken), hits[0][0])
        return code, spoken
    long = (hit for hit in hits if len(hit[2]) >= PLAIN_ENOUGH and re.search(rf"(?<!\w){re.escape(hit[2])}", flat))
    return next(((code, language) for code, language, _ in long), None)


@cache
def _expressions() -> tuple[tuple[str, str, str], ...]:
    """Danger, language and folded expression, in the order of the file."""
    return tuple(
        (str(code), language, fold(expression))
        for code, languages in _reference()["danger"].items()
        for language, expressions in languages.items()
        for expression in expressions
    )


def danger_in(text: str, language: str) -> str | None:
    """`suicide_risk` or `domestic_violence` when a word for it in this language stands in the text."""
    text = fold(text[:LONGEST])
    for code, words in _reference()["danger"].items():
        if any(fold(word) in text for word in words.get(language, ())):
            return str(code)
    return None


def fold(text: str) -> str:
    """Small letters without accents, as people type them in a hurry."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'").translate(_UNMARKED))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


_UNMARKED = str.maketrans({"ı": "i", "ł": "l", "ß": "ss", "đ": "d", "ø": "o"})


@cache
def _reference() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(REFERENCE.read_text("utf-8"))
    return found


@cache
def _small(language: str) -> frozenset[str]:
    """The small words of this language; none for one that has its own script."""
    if language in ("nl", "en"):
        return DUTCH if language == "nl" else ENGLISH
    return frozenset(str(_reference()["words"].get(language, "")).split())
