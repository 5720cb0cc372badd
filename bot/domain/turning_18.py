"""Turning 18 in youth care: what to arrange and from which day (Jeugdwet 1.1 for the ages; facts W33, L129, L204)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MOMENTS = {"plan": -18, "apply": -12, "ask": -6, "adult": 0, "foster": 36, "help": 60}
"""Months before or after the eighteenth birthday: make a plan (16½), apply for what comes next (17), ask for what has
no answer yet (17½), adult, end of foster care (21), end of continued youth help (23)."""


@dataclass(frozen=True)
class Moment:
    """One line of the list: what to do, from which day, and whether that day has passed."""

    what: str
    on: date
    passed: bool


def moments(turns_18: date, *, today: date, whats: Iterable[str] = MOMENTS) -> tuple[Moment, ...]:
    """The list with dates, in order."""
    days = ((what, months_later(turns_18, MOMENTS[what])) for what in whats)
    return tuple(Moment(what, day, day <= today) for what, day in days)


def months_later(day: date, months: int) -> date:
    """The same day so many months later (earlier where negative), or the last of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
