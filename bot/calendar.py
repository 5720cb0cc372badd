"""Dutch holidays as the law on terms counts them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from holidays import country_holidays

SUNDAY = 6
FIXED = frozenset({(1, 1), (5, 5), (12, 25), (12, 26)})
"""Holidays with a date of their own. The library also names Easter and Whit Sunday, under names that change with its
version; the law does not, because a Sunday moves a term in any case."""


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """Days on which no term ends (Algemene termijnenwet 3), among them Good Friday and every 5 May.

    King's Day is 27 April, or the 26th where the 27th is a Sunday.
    """
    # 5 May is a public day off once in five years only, and Good Friday never: the library calls these optional.
    found = country_holidays("NL", years=year, categories=("public", "optional"), language="en_US", expand=False)
    return frozenset(day for day in found if day.weekday() != SUNDAY or (day.month, day.day) in FIXED)


class DutchCalendar:
    """The holidays of the law, and days that a decree put on a par with them (Algemene termijnenwet 3 lid 3)."""

    def __init__(self, extra: Iterable[date] = ()) -> None:
        self._extra = frozenset(extra)

    def holidays(self, year: int) -> frozenset[date]:
        """All of them in this year."""
        return holidays(year) | {day for day in self._extra if day.year == year}
