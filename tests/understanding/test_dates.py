"""Days as people write them; the clock stands still on Saturday 21 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.dates import resolve_date

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("words", "day"),
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
        ("3 november", date(2026, 11, 3)),  # a common form
        ("3-11", date(2026, 11, 3)),  # a common form
        ("03-11-2026", date(2026, 11, 3)),  # a common form
        ("drie weken geleden", date(2026, 10, 31)),  # a common form
        ("vorige week dinsdag", date(2026, 11, 10)),  # a common form
        ("gisteren", date(2026, 11, 20)),  # a common form
        ("eind oktober", date(2026, 10, 25)),  # a common form
        ("November 3rd", date(2026, 11, 3)),  # a common form
        ("3 weeks ago", date(2026, 10, 31)),  # a common form
        ("2026-11-03", date(2026, 11, 3)),  # a common form
        ("1 november jl.", date(2026, 11, 1)),  # "last"
        ("02/11/2026", date(2026, 11, 2)),  # slashes
        ("op 2 november", date(2026, 11, 2)),  # preposition
        ("maandag 2 november", date(2026, 11, 2)),  # weekday and date: the date
        ("Monday the 2nd of November", date(2026, 11, 2)),  # English
        ("20 okt 2026", date(2026, 10, 20)),  # short month
        ("drieentwintig oktober", date(2026, 10, 23)),  # compound
        ("een dag of vijf geleden", date(2026, 11, 16)),  # about five days
        ("een half jaar geleden", date(2026, 5, 21)),  # six months
        ("twee maanden terug", date(2026, 9, 21)),  # other word for ago
        ("1 jaar geleden", date(2025, 11, 21)),  # year
        ("gister", date(2026, 11, 20)),  # spoken
        ("eind vorige week", date(2026, 11, 13)),  # Friday of last week
        ("afgelopen zondag", date(2026, 11, 15)),  # last one
        ("vrijdag", date(2026, 11, 20)),  # yesterday's name
        ("verleden week donderdag", date(2026, 11, 12)),  # southern word
        ("31 oktober vorig jaar", date(2025, 10, 31)),  # year in words
        ("begin september", date(2026, 9, 1)),  # start
        ("mid October", date(2026, 10, 15)),  # English middle
        ("the day before yesterday", date(2026, 11, 19)),  # English
        ("last Monday", date(2026, 11, 16)),  # English
        ("29 februari", date(2024, 2, 29)),  # the last leap year
        ("volgende week", None),  # future
        ("24/7", None),  # an idiom
        ("1,5", None),  # a number
        ("12 dec 2027", None),  # future year
        ("paar maanden geleden", None),  # too wide
        ("29 oktober jongstleden", date(2026, 10, 29)),  # formal
        ("ma 2 nov", date(2026, 11, 2)),  # short weekday
        ("2 nov '26", date(2026, 11, 2)),  # short year
        ("tweede van november", None),  # an ordinal in words is left to the next question
        ("twintig november", date(2026, 11, 20)),  # words
        ("a week and a half ago", None),  # not in the grammar
        ("ruim twee weken geleden", date(2026, 11, 7)),  # hedge
        ("zo'n drie weken geleden", date(2026, 10, 31)),  # hedge
        ("vandaag gekregen", date(2026, 11, 21)),  # with a verb
        ("woensdag 18 november 2026", date(2026, 11, 18)),  # full
        ("18/11", date(2026, 11, 18)),  # short
        ("30 februari", None),  # no such day
        ("een week terug", date(2026, 11, 14)),  # other word for ago
        ("eind deze maand", None),  # to come
        ("vrijdag 13 november", date(2026, 11, 13)),  # weekday and date
        ("13.11.26", date(2026, 11, 13)),  # dots and short year
        ("begin deze maand", None),  # not in the grammar
        ("deze week maandag", date(2026, 11, 16)),  # this week
        ("afgelopen weekend", date(2026, 11, 14)),  # Saturday
        ("een dag of drie terug", date(2026, 11, 18)),  # about three days
        ("six weeks ago", date(2026, 10, 10)),  # English words
        ("Nov 3", date(2026, 11, 3)),  # English short
        ("vorig jaar", None),  # too wide
    ],
)
def test_resolve_date(words, day):
    assert resolve_date(words, today=TODAY) == day
