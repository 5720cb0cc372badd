"""Days as people write them; the clock stands still on Saturday 21 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.dates import resolve_date

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "words, day",
    [
        ("12 september", date(2026, 9, 12)),  # last one
        ("12 september 2025", date(2025, 9, 12)),  # with its year
        ("24 december", date(2025, 12, 24)),  # this year's is still to come
        ("4 nov.", date(2026, 11, 4)),  # shortened with a full stop
        ("de 9e", date(2026, 11, 9)),  # day of this month
        ("de 28e", date(2026, 10, 28)),  # still to come this month: last month
        ("elf november", date(2026, 11, 11)),  # day in words
        ("9-11", date(2026, 11, 9)),  # day before month
        ("9/11/26", date(2026, 11, 9)),  # short year
        ("09.11.2026", date(2026, 11, 9)),  # with full stops
        ("2026-10-31", date(2026, 10, 31)),  # ISO
        ("October 5th", date(2026, 10, 5)),  # English order
        ("the 5th of October", date(2026, 10, 5)),  # English with "of"
        ("Oct 5, 2025", date(2025, 10, 5)),  # English with a year
        ("vandaag", date(2026, 11, 21)),  # today counts as past
        ("vanmorgen", date(2026, 11, 21)),  # this morning
        ("eergisteren", date(2026, 11, 19)),  # two days back
        ("vijf dagen geleden", date(2026, 11, 16)),  # days
        ("2 wkn terug", date(2026, 11, 7)),  # shortened
        ("een maand geleden", date(2026, 10, 21)),  # month, not 30 days
        ("anderhalve week geleden", date(2026, 11, 10)),  # ten days and a half, rounded to the earlier day
        ("een week of drie geleden", date(2026, 10, 31)),  # Dutch for about three weeks
        ("a month ago", date(2026, 10, 21)),  # English
        ("couple of days ago", date(2026, 11, 19)),  # a couple is two
        ("maandag", date(2026, 11, 16)),  # the last one
        ("zaterdag", date(2026, 11, 14)),  # today's own name means last week
        ("afgelopen vrijdag", date(2026, 11, 20)),  # yesterday
        ("vorige week vrijdag", date(2026, 11, 13)),  # the week before this one
        ("donderdag vorige week", date(2026, 11, 12)),  # the other way round
        ("last Thursday", date(2026, 11, 19)),  # English
        ("half oktober", date(2026, 10, 15)),  # middle
        ("3 dec", date(2025, 12, 3)),  # never the future
        ("3-12-2026", None),  # a future year was meant: not a decision date
        ("morgen", None),  # future
        ("over twee weken", None),  # future
        ("31-02-2026", None),  # no such day
        ("oktober", None),  # a whole month is too wide to count six weeks from
        ("Noord", None),  # no date
        ("", None),  # nothing
    ],
)
def test_resolve_date(words, day):
    assert resolve_date(words, today=TODAY) == day
