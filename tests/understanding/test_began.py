"""Since when, at the latest: nothing is called too late that may be in time."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.began import began
from bot.understanding.birthdays import age_on, eighteenth, turning_18

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("gisteren", date(2026, 11, 22)),  # a day is a day
        ("sinds maart", date(2026, 3, 31)),  # all of March is left open
        ("december", date(2025, 12, 31)),  # the last one that was
        ("sinds januari 2025", date(2025, 1, 31)),
        ("bijna een jaar", date(2026, 2, 4)),  # almost is four fifths at the least
        ("five months", date(2026, 6, 26)),
        ("anderhalf jaar", date(2025, 5, 24)),
        ("sinds de zomer", date(2026, 8, 31)),
        ("sinds de herfst", TODAY),  # it is autumn now
        ("vorig jaar", date(2025, 12, 31)),
        ("al heel lang", None),
        ("", None),
    ],
)
def test_the_latest_day_on_which_it_began(words, day):
    found = began(words, today=TODAY)
    assert found == day or (found and day and abs((found - day).days) <= 4)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3 maart 2009", date(2027, 3, 3)),  # a date of birth
        ("op 3 maart 2027", date(2027, 3, 3)),  # the day itself
        ("3 maart", date(2027, 3, 3)),  # the next one
        ("29-02-2008", date(2026, 3, 1)),  # 2026 has no 29 February
        ("31 februari 2009", None),
        ("17", None),
    ],
)
def test_the_day_of_turning_18(words, day):
    assert turning_18(words, today=TODAY) == day


@pytest.mark.parametrize(
    ("born", "today", "age"),
    [
        (date(2009, 3, 3), date(2027, 3, 2), 17),  # the day before
        (date(2009, 3, 3), date(2027, 3, 3), 18),  # the day itself
        (date(2009, 12, 31), date(2026, 11, 23), 16),
        (date(2008, 1, 1), date(2026, 11, 23), 18),
    ],
)
def test_the_age_follows_from_the_day(born, today, age):
    assert age_on(today, eighteenth(born)) == age
