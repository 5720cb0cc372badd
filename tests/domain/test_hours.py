"""Opening hours at a moment, the next ones, and how both are said."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.directory import Opening
from bot.domain.hours import (
    NIGHT_AND_DAY,
    hours_at,
    hours_in_words,
    is_open,
    next_opening,
    open_until,
    week_in_words,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WORKDAYS = frozenset(range(5))
DESK = (Opening(WORKDAYS, time(9), time(17)),)
SPLIT = (Opening(WORKDAYS, time(9), time(12)), Opening(WORKDAYS, time(13), time(17)))
SHELTER = (Opening(frozenset(range(7)), time(17), time(9, 30)),)
EVENING = (Opening(frozenset(range(7)), time(15), time(0)),)
SATURDAY = (Opening(frozenset({5}), time(10), time(13)),)
TWO_DAYS = (Opening(frozenset({1, 3}), time(9), time(12)),)
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 26)})


def at(day, clock, month=11):
    """A moment in November 2026, in which the 23rd is a Monday."""
    return datetime.combine(date(2026, month, day), time.fromisoformat(clock), AMSTERDAM)


@pytest.mark.parametrize(
    ("openings", "moment", "open_"),
    [
        (DESK, at(23, "09:00"), True),  # the first minute counts
        (DESK, at(23, "08:59"), False),  # a minute early
        (DESK, at(23, "16:59"), True),  # the last minute
        (DESK, at(23, "17:00"), False),  # closing time itself is closed
        (DESK, at(21, "10:00"), False),  # Saturday
        (SPLIT, at(23, "12:30"), False),  # lunch
        (SPLIT, at(23, "13:00"), True),  # after lunch
        (SHELTER, at(23, "23:30"), True),  # before midnight
        (SHELTER, at(24, "03:00"), True),  # after midnight, opened the evening before
        (SHELTER, at(24, "09:30"), False),  # the morning ends
        (SHELTER, at(24, "12:00"), False),  # by day
        (EVENING, at(23, "23:59"), True),  # until midnight
        (EVENING, at(24, "00:00"), False),  # and not longer
        (NIGHT_AND_DAY, at(24, "00:00"), True),  # day and night has no gap at midnight
        (NIGHT_AND_DAY, at(24, "04:44"), True),  # nor in the night
        (DESK, at(25, "10:00", 12), False),  # Christmas Day, a Friday
        (SHELTER, at(25, "03:00", 12), True),  # who came on Christmas Eve is not put out at midnight
        (SHELTER, at(25, "18:00", 12), False),  # but it does not open that evening
        (SHELTER, at(27, "03:00", 12), False),  # nor is it open the night after a day on which it did not open
    ],
)
def test_open_or_not(openings, moment, open_):
    assert is_open(openings, moment, CHRISTMAS) is open_


@pytest.mark.parametrize(
    ("openings", "moment", "next_"),
    [
        (DESK, at(23, "08:00"), at(23, "09:00")),  # later today
        (DESK, at(23, "09:00"), at(24, "09:00")),  # it just opened: the next time is tomorrow
        (DESK, at(20, "18:00"), at(23, "09:00")),  # Friday evening -> Monday
        (SPLIT, at(23, "12:30"), at(23, "13:00")),  # after lunch
        (DESK, at(24, "17:30", 12), at(28, "09:00", 12)),  # over Christmas and a weekend
        (SATURDAY, at(21, "13:00"), at(28, "10:00")),  # a week on
        ((), at(23, "08:00"), None),  # never
    ],
)
def test_the_next_opening(openings, moment, next_):
    assert next_opening(openings, moment, CHRISTMAS) == next_


@pytest.mark.parametrize(
    ("openings", "moment", "until"),
    [
        (DESK, at(23, "10:00"), at(23, "17:00")),  # closing time
        (SPLIT, at(23, "10:00"), at(23, "12:00")),  # lunch closes it
        (SHELTER, at(23, "20:00"), at(24, "09:30")),  # the next morning
        (SHELTER, at(24, "01:00"), at(24, "09:30")),  # this morning
        (NIGHT_AND_DAY, at(23, "10:00"), None),  # does not close
        ((*DESK, Opening(WORKDAYS, time(17), time(20))), at(23, "10:00"), at(23, "20:00")),  # two lines that touch
    ],
)
def test_open_until(openings, moment, until):
    assert open_until(openings, moment, CHRISTMAS) == until


@pytest.mark.parametrize(
    ("openings", "moment", "dutch", "english"),
    [
        (DESK, at(23, "10:00"), "nu open tot 17:00", "open now until 17:00"),
        (DESK, at(23, "08:00"), "vandaag open om 09:00", "opens today at 09:00"),
        (DESK, at(23, "18:00"), "morgen open om 09:00", "opens tomorrow at 09:00"),
        (DESK, at(20, "18:00"), "maandag open om 09:00", "opens on Monday at 09:00"),
        (SATURDAY, at(21, "14:00"), "op 28 november open om 10:00", "opens on 28 November at 10:00"),
        (SHELTER, at(23, "20:00"), "nu open tot morgen 09:30", "open now until tomorrow 09:30"),
        (EVENING, at(23, "20:00"), "nu open tot middernacht", "open now until midnight"),
        (NIGHT_AND_DAY, at(23, "20:00"), "dag en nacht open", "open day and night"),
        ((), at(23, "20:00"), "nu gesloten", "closed now"),
        (None, at(23, "20:00"), "", ""),  # only a note is known
    ],
)
def test_hours_in_words(openings, moment, dutch, english):
    hours = hours_at(openings, moment, CHRISTMAS)
    assert (hours_in_words(hours, moment, "nl"), hours_in_words(hours, moment, "en")) == (dutch, english)


def test_an_open_door_also_says_when_it_opens_after_that():
    hours = hours_at(DESK, at(20, "10:00"))
    assert (hours.until, hours.next) == (at(20, "17:00"), at(23, "09:00"))


@pytest.mark.parametrize(
    ("openings", "dutch", "english"),
    [
        (DESK, "maandag tot en met vrijdag 09:00-17:00", "Monday to Friday 09:00-17:00"),
        (SHELTER, "elke dag 17:00-09:30", "every day 17:00-09:30"),
        (NIGHT_AND_DAY, "dag en nacht", "24 hours a day"),
        (TWO_DAYS, "dinsdag en donderdag 09:00-12:00", "Tuesday and Thursday 09:00-12:00"),
        (
            (*DESK, *SATURDAY),
            "maandag tot en met vrijdag 09:00-17:00, zaterdag 10:00-13:00",
            "Monday to Friday 09:00-17:00, Saturday 10:00-13:00",
        ),
    ],
)
def test_the_whole_week_in_words(openings, dutch, english):
    assert (week_in_words(openings, "nl"), week_in_words(openings, "en")) == (dutch, english)
