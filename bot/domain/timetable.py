"""The hours of a place day by day, as a table of the coming week and a list of the days that differ from the usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.domain.directory import Opening
from bot.domain.hours import lines_on

WEEK = 7
SOON = 60
"""How many days ahead other hours and days off are told."""


@dataclass(frozen=True)
class Day:
    """One date with its hours, the earliest first; none means closed. `holiday` says why that may be."""

    date: date
    hours: tuple[tuple[time, time], ...]
    holiday: bool = False


def coming_days(
    openings: Sequence[Opening], today: date, holidays: frozenset[date] = frozenset(), count: int = WEEK
) -> list[Day]:
    """Today and the days after it."""
    return [_day(openings, today + timedelta(days=ahead), holidays) for ahead in range(count)]


def other_days(openings: Sequence[Opening], today: date, holidays: frozenset[date] = frozenset()) -> list[Day]:
    """The coming days whose hours are not those of an ordinary day with the same name."""
    usual = [line for line in openings if not line.special]
    days = coming_days(openings, today, holidays, SOON)
    return [day for day in days if day.hours != _day(usual, day.date, frozenset()).hours]


def _day(openings: Sequence[Opening], day: date, holidays: frozenset[date]) -> Day:
    lines = lines_on(openings, day, holidays)
    return Day(day, tuple(sorted({(line.opens, line.closes) for line in lines})), day in holidays)
