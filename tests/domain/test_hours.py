"""Opening hours at a moment, the next ones, and how both are said."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.directory import Opening, closed_from
from bot.domain.hours import (
    NIGHT_AND_DAY,
    hours_at,
    hours_in_words,
    is_open,
    next_opening,
    open_until,
    week_in_words,
)
from bot.domain.recurrence import Recurrence
from bot.domain.recurrence_in_words import rule_in_words

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WORKDAYS = frozenset(range(5))
DESK = (Opening(WORKDAYS, time(9), time(17)),)
SPLIT = (Opening(WORKDAYS, time(9), time(12)), Opening(WORKDAYS, time(13), time(17)))
SHELTER = (Opening(frozenset(range(7)), time(17), time(9, 30)),)
EVENING = (Opening(frozenset(range(7)), time(15), time(0)),)
SATURDAY = (Opening(frozenset({5}), time(10), time(13)),)
TWO_DAYS = (Opening(frozenset({1, 3}), time(9), time(12)),)
EVE = date(2026, 12, 24)
DAY_OFF = (*DESK, closed_from(EVE))
SHORT_EVE = (*DESK, Opening(frozenset(range(7)), time(10), time(14), EVE, EVE, special=True))
BETWEEN = (*DESK, closed_from(date(2026, 12, 24), date(2027, 1, 1)))
ONE_MORNING = (
    *BETWEEN,
    Opening(frozenset({1}), time(10), time(12), date(2026, 12, 29), date(2026, 12, 29), special=True),
)
SOUP_AT_CHRISTMAS = (
    *DESK,
    Opening(frozenset(range(7)), time(12), time(15), date(2026, 12, 25), date(2026, 12, 26), special=True),
)
SUMMER = (Opening(WORKDAYS, time(8), time(12), date(2026, 7, 1), date(2026, 8, 31)),)
FROM_DECEMBER = (Opening(WORKDAYS, time(9), time(17), valid_from=date(2026, 12, 1)),)
SECOND_TUESDAY = (Opening(frozenset({1}), time(14), time(16), rule=Recurrence("MONTHLY", byday=("2TU",))),)
OTHER_FRIDAY = (
    Opening(frozenset({4}), time(9), time(12), rule=Recurrence("WEEKLY", 2, byday=("FR",), start=date(2026, 11, 20))),
)
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
        (DAY_OFF, at(23, "10:00", 12), True),  # the day before a day off
        (DAY_OFF, at(24, "10:00", 12), False),  # the day off itself
        ((*SHELTER, closed_from(EVE)), at(24, "08:00", 12), True),  # who came the evening before may stay
        ((*SHELTER, closed_from(EVE)), at(25, "08:00", 12), False),  # the night of the day off
        (SHORT_EVE, at(24, "09:30", 12), False),  # the usual hour does not count
        (SHORT_EVE, at(24, "13:59", 12), True),  # the special one does
        (SHORT_EVE, at(24, "14:00", 12), False),
        (SOUP_AT_CHRISTMAS, at(25, "13:00", 12), True),  # what is said of a holiday itself beats the holiday
        (BETWEEN, at(29, "10:00", 12), False),  # closed between the years
        (ONE_MORNING, at(29, "10:00", 12), True),  # but for one morning
        (SUMMER, at(23, "09:00"), False),  # out of season
        (SUMMER, at(31, "09:00", 8), True),  # the last day counts
        (FROM_DECEMBER, at(30, "10:00"), False),  # not yet
        (SECOND_TUESDAY, at(10, "14:00"), True),  # the second Tuesday
        (SECOND_TUESDAY, at(17, "14:00"), False),  # the third
        (OTHER_FRIDAY, at(20, "10:00"), True),  # the first of them
        (OTHER_FRIDAY, at(27, "10:00"), False),  # the week between
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
        (DAY_OFF, at(23, "17:30", 12), at(28, "09:00", 12)),  # over a day off, Christmas and a weekend
        (SHORT_EVE, at(23, "17:30", 12), at(24, "10:00", 12)),  # the hours of that day
        (ONE_MORNING, at(24, "10:00", 12), at(29, "10:00", 12)),
        (FROM_DECEMBER, at(23, "10:00"), at(1, "09:00", 12)),  # opens for the first time
        (SUMMER, at(23, "10:00"), None),  # not within four months
        (SECOND_TUESDAY, at(10, "15:00"), at(8, "14:00", 12)),  # a month on
        (OTHER_FRIDAY, at(20, "13:00"), at(4, "09:00", 12)),  # two weeks on
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
        (DAY_OFF, "maandag tot en met vrijdag 09:00-17:00", "Monday to Friday 09:00-17:00"),  # the usual ones only
        (
            FROM_DECEMBER,
            "maandag tot en met vrijdag 09:00-17:00 (vanaf 1 december 2026)",
            "Monday to Friday 09:00-17:00 (from 1 December 2026)",
        ),
        (SECOND_TUESDAY, "2e dinsdag van elke maand 14:00-16:00", "2nd Tuesday of every month 14:00-16:00"),
        (OTHER_FRIDAY, "vrijdag, om de 2 weken 09:00-12:00", "Friday, every 2 weeks 09:00-12:00"),
        (
            (*DESK, *SATURDAY),
            "maandag tot en met vrijdag 09:00-17:00, zaterdag 10:00-13:00",
            "Monday to Friday 09:00-17:00, Saturday 10:00-13:00",
        ),
    ],
)
def test_the_whole_week_in_words(openings, dutch, english):
    assert (week_in_words(openings, "nl"), week_in_words(openings, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("rule", "dutch", "english"),
    [
        (Recurrence("MONTHLY", byday=("1MO", "3TU")), "1e maandag en 3e dinsdag van elke maand",
         "1st Monday and 3rd Tuesday of every month"),
        (Recurrence("MONTHLY", byday=("-1FR",)), "laatste vrijdag van elke maand", "last Friday of every month"),
        (Recurrence("MONTHLY", bymonthday=(1, 15)), "1e en 15e van elke maand", "1st and 15th of every month"),
        (Recurrence("MONTHLY", bymonthday=(-1,)), "laatste dag van elke maand", "last day of every month"),
        (Recurrence("MONTHLY", 2, byday=("2WE",)), "2e woensdag, om de 2 maanden", "2nd Wednesday, every 2 months"),
        (Recurrence("MONTHLY", byday=("-2FR",)), "op wisselende dagen", "on varying days"),
        (Recurrence("YEARLY", byyearday=(1,)), "op wisselende dagen", "on varying days"),
        (Recurrence("DAILY", 3, start=EVE), "op wisselende dagen", "on varying days"),
    ],
)  # fmt: skip
def test_a_rule_in_words(rule, dutch, english):
    assert (rule_in_words(rule, "nl"), rule_in_words(rule, "en")) == (dutch, english)


# Summer time began on 29 March 2026 at 02:00 and ended on 25 October 2026 at 03:00


def test_in_the_night_that_summer_time_begins_the_clock_skips_an_hour():
    night = (Opening(frozenset({6}), time(2, 30), time(6)),)
    before = at(28, "23:00", 3)
    opens = next_opening(night, before)
    assert f"{opens:%d %H:%M}" == "29 03:30"  # there is no 02:30 that night
    assert opens.timestamp() - before.timestamp() == 3.5 * 3600


def test_in_the_night_that_summer_time_ends_an_hour_comes_twice():
    evening = at(24, "20:00", 10)
    assert open_until(SHELTER, evening) == at(25, "09:30", 10)
    twice = at(25, "02:30", 10)
    assert is_open(SHELTER, twice)
    assert is_open(SHELTER, twice.replace(fold=1))


@pytest.mark.parametrize("month", [3, 10])
def test_a_clock_that_was_moved_still_shows_nine_when_the_desk_opens(month):
    friday = at(27 if month == 3 else 23, "18:00", month)
    assert f"{next_opening(DESK, friday):%H:%M}" == "09:00"


def test_a_rule_knows_its_days():
    rule = Recurrence("MONTHLY", byday=("-1FR",), start=date(2026, 11, 1), count=3)
    assert rule.days(date(2026, 1, 1), date(2027, 12, 31)) == [
        date(2026, 11, 27), date(2026, 12, 25), date(2027, 1, 29)
    ]  # fmt: skip
    assert date(2027, 1, 29) in rule
    assert date(2027, 2, 26) not in rule  # the fourth
    assert date(9999, 1, 29) not in rule  # a typing error is not unrolled
