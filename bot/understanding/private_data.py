"""Private data in what a person writes: where it stands, so that logs and models need not see it.

Numbers, places and names each have a module of their own beside this one. Every pattern has bounded repeats, so the
time it takes grows with the length of a text and with nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.understanding.private_names import find_people
from bot.understanding.private_numbers import (
    find_bare_bsns,
    find_birthdates,
    find_emails,
    find_ibans,
    find_named_bsns,
    find_phones,
    find_plates,
)
from bot.understanding.private_places import find_addresses, find_postcodes
from bot.understanding.private_words import Span, plain_with_places

__all__ = ["Span", "find_private_data", "mask"]


def find_private_data(text: str) -> list[Span]:
    """All private data in the text, in order, without overlap; offsets count in the text as it was given."""
    plain, origin = plain_with_places(text)
    spans = sorted(_apart(_candidates(plain)), key=lambda span: span.start)
    return [Span(span.type, origin[span.start][0], origin[span.end - 1][1]) for span in spans]


def mask(text: str, spans: Sequence[Span], label: Callable[[Span], str]) -> str:
    """The text with each span replaced by its label; of spans that overlap, the one that starts first counts."""
    pieces, place = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start >= place:
            pieces += [text[place : span.start], label(span)]
            place = span.end
    return "".join([*pieces, text[place:]])


def _candidates(text: str) -> list[Span]:
    """What each finder sees, the surest first: where two overlap, the first one keeps its place."""
    finders = (
        find_emails,
        find_ibans,
        find_named_bsns,
        find_phones,
        find_bare_bsns,
        find_postcodes,
        find_plates,
        find_addresses,
    )
    sure = _apart(span for finder in finders for span in finder(text))
    hidden = mask(text, sure, _hidden)
    people = list(find_people(hidden))
    return [*sure, *find_birthdates(hidden, people), *people]


def _hidden(span: Span) -> str:
    """Something just as long that no finder takes for a word or a number."""
    return "#" * (span.end - span.start)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans of which no character was taken by an earlier one."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in spans:
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(span)
    return kept
