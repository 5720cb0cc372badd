"""Holidays of the law on terms, against a table that was computed apart from the code."""

from __future__ import annotations

from datetime import date

import pytest

from bot.calendar import DutchCalendar, holidays

MOVABLE = {
    2026: ("04-03", "04-06", "05-14", "05-25"),  # Good Friday, Easter Monday, Ascension, Whit Monday
    2027: ("03-26", "03-29", "05-06", "05-17"),
    2028: ("04-14", "04-17", "05-25", "06-05"),
    2029: ("03-30", "04-02", "05-10", "05-21"),
    2030: ("04-19", "04-22", "05-30", "06-10"),
}
FIXED = ("01-01", "04-27", "05-05", "12-25", "12-26")


@pytest.mark.parametrize(("year", "movable"), MOVABLE.items())
def test_the_holidays_of_a_year(year, movable):
    assert holidays(year) == {date.fromisoformat(f"{year}-{day}") for day in (*FIXED, *movable)}


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2025, 4, 26), "King's Day is a day earlier when the 27th is a Sunday"),
        (date(2031, 4, 26), "and again in 2031"),
        (date(2026, 5, 5), "5 May counts every year, not once in five"),
    ],
)
def test_days_that_are_easily_missed(day, reason):
    assert day in holidays(day.year), reason


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2025, 4, 27), "the Sunday on which King's Day would have been"),
        (date(2026, 5, 15), "the Friday after Ascension needs a decree"),
        (date(2026, 12, 24), "Christmas Eve"),
        (date(2026, 12, 31), "New Year's Eve"),
    ],
)
def test_days_that_are_no_holidays(day, reason):
    assert day not in holidays(day.year), reason


def test_a_day_by_decree_counts_in_its_own_year():
    calendar = DutchCalendar([date(2027, 5, 7)])
    assert date(2027, 5, 7) in calendar.holidays(2027)
    assert calendar.holidays(2028) == holidays(2028)
