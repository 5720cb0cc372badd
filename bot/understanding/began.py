"""The day on which something began, where "sinds maart" is enough: the latest day that the words leave open.

For a term that starts on a letter `dates.resolve_date` wants the day itself. Here somebody waits, and whoever says
"sinds maart" has waited at least since the end of March: nothing is called too late that may be in time.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.understanding.dates import MONTH, MONTHS, resolve_date
from bot.understanding.number_words import NUMBER, amount
from bot.understanding.reading import read

_LENGTH = re.compile(
    rf"\b(?P<count>{NUMBER}|een half|half|anderhalf|een|a)\s?(?P<unit>dag|day|week|wek|maand|month|jaar|jaren|year)"
)
_MONTH = re.compile(rf"\b(?P<month>{MONTH})\b(?:\s(?P<year>20\d\d))?")
_ALMOST = re.compile(r"\b(bijna|haast|almost|nearly|kleine)\b")
_SEASONS = (
    ("herfstvakantie", 10, 31),
    ("lente|voorjaar|spring", 5, 31),
    ("zomer|summer", 8, 31),
    ("herfst|najaar|autumn|fall", 11, 30),
)
_DAYS = {"dag": 1, "day": 1, "week": 7, "wek": 7, "maand": 30, "month": 30, "jaar": 365, "jaren": 365, "year": 365}
_HALF = {"half": 0.5, "een half": 0.5, "anderhalf": 1.5, "een": 1.0, "a": 1.0}
ALMOST = 0.8
"""What is left of "bijna een jaar" at the least."""


def began(words: str, *, today: date) -> date | None:
    """The latest day on which it can have begun; None where the words name no time."""
    exact = resolve_date(words, today=today)
    if exact:
        return exact
    plain = read(words).plain
    return _by_length(plain, today) or _by_month(plain, today) or _by_season(plain, today) or _last_year(plain, today)


def _by_length(plain: str, today: date) -> date | None:
    found = _LENGTH.search(plain)
    if not found:
        return None
    count = _HALF.get(found["count"]) or amount(found["count"]) or 0
    days = count * _DAYS[found["unit"]] * (ALMOST if _ALMOST.search(plain) else 1)
    return today - timedelta(days=int(days)) if days < 40 * 365 else None


def _by_month(plain: str, today: date) -> date | None:
    found = _MONTH.search(plain)
    if not found:
        return None
    month = MONTHS[found["month"]]
    year = int(found["year"]) if found["year"] else today.year - (month > today.month)
    return min(date(year, month, monthrange(year, month)[1]), today) if year <= today.year else None


def _by_season(plain: str, today: date) -> date | None:
    for names, month, day in _SEASONS:
        if re.search(rf"\b({names})(vakantie)?\b", plain):
            ends = date(today.year, month, day)
            return ends if ends <= today else today if _inside(today, month) else ends.replace(year=today.year - 1)
    return None


def _inside(today: date, last_month: int) -> bool:
    """Whether today is in the season that ends in this month."""
    return 0 <= last_month - today.month < 3


def _last_year(plain: str, today: date) -> date | None:
    return date(today.year - 1, 12, 31) if re.search(r"\b(vorig|verleden|last) (jaar|year)\b", plain) else None
