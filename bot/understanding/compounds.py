"""How everyday a word is, in Dutch and English: by how often it is used, by its stem, or by the parts it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

EVERYDAY = 3.3
"""Zipf frequency (the power of ten per milliard words) from which a word counts as known: once in 500,000 words."""

PART = 3.9
"""The same for a part of a compound: parts have to be well known, because putting them together is work too."""

SHORTEST = 3
PARTS = 3
LINKS = ("", "s", "en", "e", "-")
ENDINGS = {
    "nl": ("", "t", "en", "n", "e", "s", "'s", "de", "te", "den", "ten", "je", "jes", "er", "ers"),
    "en": ("", "s", "'s", "ed", "d", "ing", "er", "ers", "ly"),
}
BEGINNINGS = (
    "aan", "af", "bij", "binnen", "door", "goed", "in", "langs", "mee", "mis", "na", "om", "op", "open", "over", "rond",
    "samen", "tegen", "terug", "thuis", "toe", "uit", "vast", "verder", "voor", "weg",
)  # fmt: skip
"""What a Dutch verb can begin with and be cut off from."""


@cache
def everyday(word: str, language: str) -> bool:
    """Whether people meet this word often enough, whole, without its ending, or part by part."""
    if any(_common(form, language) >= EVERYDAY for form in _forms(word, language)):
        return True
    return language == "nl" and _made_of_parts(word, PARTS)


def _forms(word: str, language: str) -> Iterator[str]:
    """The word and what its ending may hang on: "typte" typ, "beslis" beslist, "doorgeef" geef."""
    yield word
    for ending in ENDINGS[language]:
        stem = word.removesuffix(ending) if ending else word
        if stem != word and len(stem) >= SHORTEST:
            yield from (stem, f"{stem}en", f"{stem}e") if language == "nl" else (stem, f"{stem}e")
    if language == "nl":
        yield f"{word}t"
        yield from (
            word.removeprefix(start) for start in BEGINNINGS if word.startswith(start) and len(word) - len(start) > 2
        )


def _made_of_parts(word: str, left: int) -> bool:
    """Whether the word can be cut into well-known parts, with or without a letter between: huur|schuld, pleeg|gezin."""
    if _common(word, "nl") >= PART:
        return True
    if left <= 1:
        return False
    cuts = (place for place in range(SHORTEST, len(word) - SHORTEST + 1) if _common(word[:place], "nl") >= PART)
    return any(_made_of_parts(rest, left - 1) for place in cuts for rest in _rests(word[place:]))


def _rests(rest: str) -> Iterator[str]:
    for link in LINKS:
        if rest.startswith(link) and len(rest) - len(link) >= SHORTEST:
            yield rest[len(link) :]


def _common(word: str, language: str) -> float:
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, language))
