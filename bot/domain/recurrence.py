"""Days that return by a rule that is more than weekly: "every second Tuesday of the month", "every other Friday"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from dateutil import rrule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days as HSDS and iCalendar write them (`byday`)."""

FREQUENCIES: dict[str, int] = {
    "DAILY": rrule.DAILY,
    "WEEKLY": rrule.WEEKLY,
    "MONTHLY": rrule.MONTHLY,
    "YEARLY": rrule.YEARLY,
}
MOST_YEARS = 150
"""A rule is not unrolled over more years than this: who writes the year 20250 made a typing error."""


@dataclass(frozen=True)
class Recurrence:
    """An RRULE of RFC 5545 as far as HSDS `schedule` has it, asked whether a day is one of its days.

    `byday` holds "MO" or "-1FR" (the last Friday of the month). `start` is the first day that counts; an interval or a
    count without it has no meaning (HSDS: "necessary when using interval"). Which values may go together is checked by
    whoever reads them: dateutil refuses what makes no sense with ValueError.
    """

    frequency: str
    interval: int = 1
    byday: tuple[str, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    start: date | None = None
    until: date | None = None
    count: int | None = None
    week_start: str = "MO"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in days_in(self, day.year)

    def days(self, first: date, last: date) -> list[date]:
        """Its days from the first to the last of these, both included."""
        years = range(first.year, last.year + 1)
        return sorted(day for year in years for day in days_in(self, year) if first <= day <= last)


@lru_cache(maxsize=4096)
def days_in(rule: Recurrence, year: int) -> frozenset[date]:
    """The days of the rule in one year; kept, because the same rule is asked about many days."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    start = rule.start or first
    if start > last or year - start.year > MOST_YEARS:
        return frozenset()
    found = _unrolled(rule, start).between(_midnight(first), _midnight(last), inc=True)
    return frozenset(moment.date() for moment in found)


def _unrolled(rule: Recurrence, start: date) -> rrule.rrule:
    return rrule.rrule(
        FREQUENCIES[rule.frequency],
        dtstart=_midnight(start),
        interval=rule.interval,
        wkst=WEEKDAYS.index(rule.week_start),
        count=rule.count,
        until=None if rule.until is None else _midnight(rule.until),
        bymonthday=rule.bymonthday or None,
        byyearday=rule.byyearday or None,
        byweekno=rule.byweekno or None,
        byweekday=[_weekday(part) for part in rule.byday] or None,
    )


def _weekday(part: str) -> rrule.weekday:
    """ "TU" is any Tuesday, "2TU" the second of the month, "-1FR" the last Friday."""
    day = rrule.weekday(WEEKDAYS.index(part[-2:]))
    return day(int(part[:-2])) if part[:-2] else day


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
