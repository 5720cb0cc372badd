"""When a promise is looked after: the moments to warn, to ask and to ask once more. All moments are local, with a zone.

People are written to between nine and twenty, and never on a Sunday or a holiday.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from bot.domain.deadlines import NONE, Holidays
from bot.domain.records import Promise

OPENS, CLOSES = time(9), time(20)
"""When people may be written to without having asked; nobody wants to be woken by a bot."""

EVENING = time(17)
"""What is promised for a day, whenever on it, is asked about when the offices close."""

END_OF_DAY = time(23, 59)
SUNDAY = 6
LONG = timedelta(days=2)
"""A promise that runs for longer is warned about on the working day before."""

SHARE = 4
"""Of a shorter one the last quarter is left when its owner is warned."""

REMIND_AFTER = timedelta(days=2)
CHECK_IN_AFTER = timedelta(weeks=6)


def fits(at: datetime, holidays: Holidays = NONE) -> bool:
    """Whether a person may be written to at this moment."""
    return OPENS <= at.time() <= CLOSES and _day_fits(at.date(), holidays)


def fitting(at: datetime, holidays: Holidays = NONE) -> datetime:
    """This moment, or the next one at which a person may be written to."""
    if fits(at, holidays):
        return at
    day = at.date() if at.time() < OPENS else at.date() + timedelta(days=1)
    while not _day_fits(day, holidays):
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, at.tzinfo)


def _day_fits(day: date, holidays: Holidays) -> bool:
    return day.weekday() != SUNDAY and day not in holidays


def ask_at(due: datetime, holidays: Holidays = NONE) -> datetime:
    """When to ask whether it came true: at the last moment itself; for the end of a day when the offices close."""
    if due.time() >= END_OF_DAY and _day_fits(due.date(), holidays):
        return datetime.combine(due.date(), EVENING, due.tzinfo)
    return fitting(due, holidays)


def warn_at(made: datetime, due: datetime, holidays: Holidays = NONE) -> datetime:
    """When its owner is warned: the working day before, at nine; of a short one when a quarter of the time is left."""
    runs = _utc(due) - _utc(made)
    if runs <= LONG:
        return (_utc(due) - runs / SHARE).astimezone(due.tzinfo)
    day = due.date() - timedelta(days=1)
    while day.weekday() > 4 or day in holidays:
        day -= timedelta(days=1)
    return max(datetime.combine(day, OPENS, due.tzinfo), made.astimezone(due.tzinfo))


def nearly_late(promise: Promise, now: datetime, holidays: Holidays = NONE) -> bool:
    """Whether it is open and time to warn its owner; `now` is local."""
    due = promise.due.astimezone(now.tzinfo)
    return promise.kept is None and warn_at(promise.made_at, due, holidays) <= now <= due


def remind_at(asked: datetime, holidays: Holidays = NONE) -> datetime:
    """When to ask once more who did not answer."""
    return fitting(asked + REMIND_AFTER, holidays)


def check_in_at(agreed: datetime, holidays: Holidays = NONE) -> datetime:
    """Six weeks after the person agreed to be asked how it is now."""
    return fitting(agreed + CHECK_IN_AFTER, holidays)


def _utc(at: datetime) -> datetime:
    """Differences in real time: between two local moments an hour can be missing or double."""
    return at.astimezone(timezone.utc)
