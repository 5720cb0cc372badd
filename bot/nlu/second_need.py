"""A second need in one text: only where the person announces it, and each half speaks for itself.

Scoring every sentence finds needs that nobody came with. So a second need has to be announced ("daarnaast", "another
thing"), both halves have to be sure, and one of them is what the whole text is taken for (figures: `bench/second.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.domain.needs import URGENT
from bot.understanding.clauses import beside

SURE = 0.75
"""How sure each half must be; below it one-need texts with an announcement get a second need more often."""

LONGEST = 2000
"""Characters that are looked at, so that time stays bounded."""

Rank = Callable[[str], Sequence[tuple[str, float]]]
"""Every label of a text with its confidence, best first."""


def second_need(text: str, first: str, rank: Rank) -> tuple[str, float] | None:
    """The label that stands beside `first`, what the whole text is about, with its confidence.

    Never a danger: those are looked for by other means and come before everything.
    """
    for halves in beside(text[:LONGEST]):
        (one, sure), (other, also_sure) = (rank(half)[0] for half in halves)
        if one != other and first in (one, other) and min(sure, also_sure) >= SURE:
            second = (other, also_sure) if first == one else (one, sure)
            if second[0] not in URGENT:
                return second
    return None
