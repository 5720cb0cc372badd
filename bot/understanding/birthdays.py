"""The day on which somebody turns 18: told as such ("ik word 18 op 3 maart"), or out of a date of birth."""

from __future__ import annotations

import re
from datetime import date

from bot.understanding.dates import MONTH, MONTHS
from bot.understanding.reading import read

ADULT = 18
AHEAD = 3
"""Years ahead in which somebody who asks about turning 18 does so."""

_DAY = re.compile(
    rf"\b(?P<day>\d\d?)(?:e|de|ste|st|nd|rd|th)?(?:[-/. ]| of | van )(?P<month>\d\d?|{MONTH})"
    r"(?:[-/. ,]\s?(?P<year>(?:19|20)\d\d)(?!\d))?"
)


def turning_18(text: str, *, today: date) -> date | None:
    """The first day as an adult; None where no full day is named. Without a year it is the next such day."""
    found = _DAY.search(read(text).plain)
    if not found:
        return None
    month = int(found["month"]) if found["month"].isdigit() else MONTHS[found["month"]]
    if found["year"]:
        day = _day(int(found["year"]), month, int(found["day"]))
        return day if day is None or day >= today else eighteenth(day)
    years = (today.year, today.year + 1)
    return next((day for year in years if (day := _day(year, month, int(found["day"]))) and day >= today), None)


def eighteenth(born: date) -> date:
    """The day of turning 18, for who was born on this day; without a 29 February in that year it is 1 March."""
    return _day(born.year + ADULT, born.month, born.day) or date(born.year + ADULT, 3, 1)


def age_on(today: date, turns_18: date) -> int:
    """The age in whole years, given the day on which somebody turns 18."""
    years = turns_18.year - today.year
    birthday_passed = (today.month, today.day) >= (turns_18.month, turns_18.day)
    return ADULT - years - (0 if birthday_passed else 1)


def plausible(day: date, *, today: date) -> bool:
    """Whether a day can be the one on which a young person who asks about it turns 18, or lately did."""
    return today.year - 10 <= day.year <= today.year + ADULT


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
