"""Words as a search box compares them: no accents, no capitals, no signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.domain.directory import Service

_WORD = re.compile(r"[^\W_]+")
LONGEST = 40

IN_NAME, IN_ORGANIZATION, IN_NEED, IN_PLACE = 8, 5, 4, 2
"""What it weighs that a word stands there."""


def folded(text: str) -> list[str]:
    """The words of a text, each once: "Café 't Hoekje, Eén" gives cafe, t, hoekje and een."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return list(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(bare)))


def words_of(service: Service, needs: Iterable[str] = ()) -> dict[str, int]:
    """The words under which a door is found, with their weight; `needs` are the names of what it helps with."""
    places = (service.location, service.district or "", service.lies_in or "")
    texts = [(IN_PLACE, place) for place in places] + [(IN_NEED, need) for need in needs]
    texts += [(IN_ORGANIZATION, service.organization), (IN_NAME, service.name)]
    return {word: weight for weight, text in texts for word in folded(text)}


def after(prefix: str) -> str:
    """The first text behind everything that begins with this: a range instead of a pattern, so that indexes help."""
    return prefix + "\U0010ffff"
