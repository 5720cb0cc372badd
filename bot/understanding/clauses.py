"""Where a text says in so many words that something else comes: "daarnaast", "nog een vraag", "another thing"."""

from __future__ import annotations

import re
from collections.abc import Iterator

CUES = re.compile(
    r"""
    [,.;:!?\n-]\s*(?:en\s+|and\s+|maar\s+)?
        (?:ook|also|plus|verder|daarbij|bovendien|daarnaast|trouwens|besides|separately|furthermore|additionally
          |o\ ?h?\ ja)\b(?:\s+(?:nog|even|that))?
    |\b(?:en|and)\s+(?:dan\s+)?(?:ook|also|verder|daarnaast|bovendien|daarbij|trouwens|besides)\b(?:\s+nog)?
    |\b(?:daarnaast|bovendien)\b
    |[,.]?\s(?:and\s+)?(?=i(?:'m|\ am)?\s+also\b)
    |\b(?:en\s+)?(?:dan\s+)?nog\s+(?:iets|een\s+(?:vraag|ding|puntje?))\b(?:\s+anders)?
    |\b(?:een\s+)?(?:tweede|andere)\s+(?:vraag|punt|ding)\b
    |\blos\s+(?:daarvan|hiervan)\b
    |\bdaarbij\s+komt\b
    |\b(?:another|one\s+more|a\s+second)\s+(?:thing|question|matter|issue)\b
    |\b(?:on\s+top\s+of\s+that|in\s+addition|what'?s\s+more|apart\s+from\s+that)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words that announce something beside what was said. "Ook" counts only at the beginning of a clause."""

LEAST = 3
"""Words that each side must have: fewer tell no need."""

MOST = 3
"""Announcements that are looked at in one text."""


def beside(text: str) -> Iterator[tuple[str, str]]:
    """What stands before each announcement, and what is announced up to the end of the text."""
    found = list(CUES.finditer(text.replace("’", "'")))[:MOST]
    for cue in found:
        before, after = text[: cue.start()].strip(" ,.:;-\n"), text[cue.end() :].strip(" ,.:;-\n")
        if len(before.split()) >= LEAST and len(after.split()) >= LEAST:
            yield before, after
