"""An ordinary week of openings in seconds since Monday: what thousands of doors are compared by, in one go each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from bot.domain.directory import Opening

DAY, WEEK = 86_400, 604_800
Stretch = tuple[int, int, int]
"""Weekday, first second of the week and length in seconds."""


@lru_cache(maxsize=8192)
def week_of(openings: tuple[Opening, ...]) -> tuple[Stretch, ...] | None:
    """The stretches of every week; None where weeks differ, and only `hours` knows how."""
    if any(line.special or not line.weekly for line in openings):
        return None
    return tuple((day, day * DAY + _of_day(line.opens), _length(line)) for line in openings for day in line.weekdays)


def _of_day(clock: time | datetime) -> int:
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _length(line: Opening) -> int:
    return (_of_day(line.closes) - _of_day(line.opens)) % DAY or DAY


def seconds_until_open(week: Sequence[Stretch], at: datetime, holidays: frozenset[date]) -> float:
    """0 where it is open, else the seconds until it opens (within two weeks); infinite where it does not."""
    now = at.weekday() * DAY + _of_day(at)
    today, soonest = at.date(), float("inf")
    for weekday, start, length in week:
        since = (now - start) % WEEK
        began = today - timedelta(days=(at.weekday() - weekday) % 7)
        if since < length and began not in holidays:
            return 0.0
        wait = WEEK - since
        if wait < soonest:
            soonest = min(soonest, _not_on_holidays(wait, at, holidays))
    return soonest


def _not_on_holidays(wait: int, at: datetime, holidays: frozenset[date]) -> float:
    """This wait, or a week more where that day is a holiday."""
    for seconds in (wait, wait + WEEK):
        if not holidays or (at + timedelta(seconds=seconds)).date() not in holidays:
            return seconds
    return float("inf")
