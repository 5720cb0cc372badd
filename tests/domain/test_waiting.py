"""Waits and turning 18: the numbers of law and norms, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.directory import Norm
from bot.domain.turning_18 import moments, months_later
from bot.domain.waiting import Limit, limit_for, waiting_ends

NORMS = {"youth_care_wait": Norm(5, 9)}


@pytest.mark.parametrize(
    ("need", "age", "norms", "limit"),
    [
        ("youth_care_wait", 15, {}, None),  # no maximum in the Jeugdwet
        ("youth_care_wait", 15, NORMS, Limit(14, 5)),  # what the municipality agreed on
        ("mental_health", 15, {}, None),  # the young fall under the municipality
        ("mental_health", 30, {}, Limit(14, 4)),  # the norm for adults
        ("mental_health", None, NORMS, Limit(14, 4)),
        ("wmo_support", 70, {}, Limit(8, 6, law=True)),  # Wmo 2.3.2 and 2.3.5
        ("debt", 40, {}, Limit(4, 4, law=True)),  # Wgs 4
        ("housing_search", 30, NORMS, None),  # no norm for social housing
    ],
)
def test_only_law_and_agreed_norms_give_a_number(need, age, norms, limit):
    assert limit_for(need, age, norms) == limit


def test_a_term_of_the_law_moves_from_a_sunday_and_a_norm_does_not():
    sunday = date(2026, 9, 27)
    assert waiting_ends(sunday, Limit(8, law=True)) == date(2026, 11, 23)
    assert waiting_ends(sunday, Limit(8)) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2027, 3, 3), -18, date(2025, 9, 3)),
        (date(2027, 8, 31), -6, date(2027, 2, 28)),  # the last of a shorter month
        (date(2027, 3, 3), 60, date(2032, 3, 3)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, later):
    assert months_later(day, months) == later


def test_the_list_says_what_has_passed():
    list_ = {one.what: one for one in moments(date(2027, 3, 3), today=date(2026, 11, 23))}
    assert list_["ask"].passed and not list_["adult"].passed and list_["foster"].on == date(2030, 3, 3)
