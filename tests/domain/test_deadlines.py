"""Terms of the law, worked out by hand on a paper calendar; every row says why it ends there."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.deadlines import (
    complaint_due,
    complaint_due_extended,
    objection_due,
    ombudsman_until,
    refusal_due,
    working_day,
    working_days_later,
)

HOLIDAYS = frozenset(
    date(year, month, day)
    for year, days in {
        # New Year, Good Friday, Easter Monday, King's Day, 5 May, Ascension, Whit Monday, both Christmas days
        2025: ((1, 1), (4, 18), (4, 21), (4, 26), (5, 5), (5, 29), (6, 9), (12, 25), (12, 26)),
        2026: ((1, 1), (4, 3), (4, 6), (4, 27), (5, 5), (5, 14), (5, 25), (12, 25), (12, 26)),
        2027: ((1, 1), (3, 26), (3, 29), (4, 27), (5, 5), (5, 6), (5, 17), (12, 25), (12, 26)),
        2028: ((1, 1), (4, 14), (4, 17), (4, 27), (5, 5), (5, 25), (6, 5), (12, 25), (12, 26)),
        2029: ((1, 1), (3, 30), (4, 2), (4, 27), (5, 5), (5, 10), (5, 21), (12, 25), (12, 26)),
        2030: ((1, 1), (4, 19), (4, 22), (4, 27), (5, 5), (5, 30), (6, 10), (12, 25), (12, 26)),
        2031: ((1, 1), (4, 11), (4, 14), (4, 26), (5, 5), (5, 22), (6, 2), (12, 25), (12, 26)),
    }.items()
    for month, day in days
)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 16), date(2026, 12, 28)),  # Monday -> Monday between Christmas and New Year
        (date(2026, 11, 21), date(2027, 1, 4)),  # Saturday: 2 January is a Saturday -> Monday 4 January
        (date(2026, 11, 22), date(2027, 1, 4)),  # Sunday: 3 January is a Sunday -> Monday 4 January
        (date(2026, 11, 20), date(2027, 1, 4)),  # Friday: New Year's Day, then a weekend
        (date(2026, 11, 19), date(2026, 12, 31)),  # Thursday: New Year's Eve is a working day
        (date(2026, 11, 13), date(2026, 12, 28)),  # Friday: Christmas Day, Saturday 26th, Sunday 27th
        (date(2026, 11, 14), date(2026, 12, 28)),  # Saturday: second Christmas day, then Sunday
        (date(2026, 11, 12), date(2026, 12, 24)),  # Thursday: Christmas Eve is a working day
        (date(2026, 2, 20), date(2026, 4, 7)),  # Friday: Good Friday -> past Easter Monday to Tuesday
        (date(2026, 2, 19), date(2026, 4, 2)),  # Thursday before Good Friday
        (date(2026, 2, 21), date(2026, 4, 7)),  # Easter Saturday -> Tuesday
        (date(2026, 2, 23), date(2026, 4, 7)),  # Easter Monday -> Tuesday
        (date(2026, 2, 24), date(2026, 4, 7)),  # Tuesday after Easter itself
        (date(2026, 3, 16), date(2026, 4, 28)),  # King's Day on a Monday -> Tuesday
        (date(2026, 3, 14), date(2026, 4, 28)),  # Saturday 25 April, Sunday, King's Day -> Tuesday
        (date(2026, 3, 24), date(2026, 5, 6)),  # Tuesday 5 May is a holiday every year -> Wednesday
        (date(2026, 4, 2), date(2026, 5, 15)),  # Ascension -> the Friday after it is an ordinary working day
        (date(2026, 4, 13), date(2026, 5, 26)),  # Whit Monday -> Tuesday
        (date(2026, 4, 11), date(2026, 5, 26)),  # Saturday before Whitsun -> Tuesday
        (date(2027, 3, 24), date(2027, 5, 7)),  # 5 May, and Ascension on 6 May -> Friday
        (date(2027, 3, 25), date(2027, 5, 7)),  # Ascension on 6 May -> Friday
        (date(2027, 3, 16), date(2027, 4, 28)),  # King's Day on a Tuesday -> Wednesday
        (date(2027, 2, 12), date(2027, 3, 30)),  # Good Friday 26 March -> Tuesday after Easter
        (date(2028, 1, 18), date(2028, 2, 29)),  # ends on the leap day, a Tuesday
        (date(2028, 1, 19), date(2028, 3, 1)),  # the leap day counts as a day
        (date(2031, 3, 15), date(2031, 4, 28)),  # King's Day on Saturday 26 April, then Sunday -> Monday 28th
        (date(2027, 11, 13), date(2027, 12, 27)),  # Christmas on Saturday and Sunday -> Monday
        (date(2025, 3, 8), date(2025, 4, 22)),  # Easter Saturday 2025 -> Tuesday after Easter
    ],
)
def test_the_answer_to_a_complaint_is_due_in_six_weeks(received, due):
    assert complaint_due(received, holidays=HOLIDAYS) == due


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 23), date(2027, 2, 1)),  # Monday -> Monday ten weeks on
        (date(2026, 10, 23), date(2027, 1, 4)),  # Friday: New Year's Day, then a weekend
        (date(2026, 10, 16), date(2026, 12, 28)),  # Friday: Christmas Day, 26th, Sunday
        (date(2027, 1, 15), date(2027, 3, 30)),  # Good Friday 26 March -> Tuesday after Easter
        (date(2027, 2, 16), date(2027, 4, 28)),  # King's Day on a Tuesday
        (date(2027, 3, 8), date(2027, 5, 18)),  # Whit Monday 17 May -> Tuesday
        (date(2026, 1, 24), date(2026, 4, 7)),  # Easter Saturday -> Tuesday
    ],
)
def test_with_a_committee_it_is_ten_weeks(received, due):
    assert complaint_due(received, with_committee=True, holidays=HOLIDAYS) == due


@pytest.mark.parametrize(
    ("received", "with_committee", "due"),
    [
        (date(2026, 11, 23), False, date(2027, 2, 1)),  # six and four weeks: a Monday
        (date(2026, 10, 23), False, date(2027, 1, 4)),  # ten weeks end on New Year's Day -> Monday
        (date(2026, 11, 21), False, date(2027, 2, 1)),  # ten weeks end on Saturday 30 January -> Monday
        (date(2026, 11, 23), True, date(2027, 3, 1)),  # fourteen weeks: a Monday
        (date(2026, 11, 21), True, date(2027, 2, 27)),  # fourteen weeks end on a Saturday and stay there (Atw 4)
        (date(2026, 9, 25), True, date(2027, 1, 1)),  # fourteen weeks end on New Year's Day and stay there (Atw 4)
    ],
)
def test_one_extension_of_four_weeks_is_possible(received, with_committee, due):
    assert complaint_due_extended(received, with_committee=with_committee, holidays=HOLIDAYS) == due


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (date(2026, 10, 31), date(2026, 12, 14)),  # sent on a Saturday: 12 December is a Saturday -> Monday
        (date(2026, 11, 2), date(2026, 12, 14)),  # Monday -> Monday
        (date(2026, 11, 3), date(2026, 12, 15)),  # Tuesday -> Tuesday
        (date(2026, 11, 12), date(2026, 12, 24)),  # Christmas Eve is a working day
        (date(2026, 11, 13), date(2026, 12, 28)),  # Christmas Day on a Friday -> Monday 28 December
        (date(2026, 11, 14), date(2026, 12, 28)),  # second Christmas day on a Saturday -> Monday
        (date(2026, 11, 18), date(2026, 12, 30)),  # a Wednesday between the feasts
        (date(2026, 11, 20), date(2027, 1, 4)),  # New Year's Day on a Friday -> Monday 4 January
        (date(2026, 11, 21), date(2027, 1, 4)),  # Saturday 2 January -> Monday
        (date(2027, 2, 11), date(2027, 3, 25)),  # the Thursday before Easter is a working day
        (date(2027, 2, 12), date(2027, 3, 30)),  # Good Friday -> Tuesday 30 March
        (date(2027, 2, 15), date(2027, 3, 30)),  # Easter Monday -> Tuesday
        (date(2027, 3, 16), date(2027, 4, 28)),  # King's Day 2027 -> Wednesday
        (date(2027, 3, 24), date(2027, 5, 7)),  # Wednesday 5 May, then Ascension -> Friday
        (date(2027, 4, 5), date(2027, 5, 18)),  # Whit Monday 17 May -> Tuesday
        (date(2028, 3, 3), date(2028, 4, 18)),  # Good Friday 14 April -> Tuesday after Easter
        (date(2028, 3, 16), date(2028, 4, 28)),  # King's Day on a Thursday -> Friday
        (date(2028, 3, 24), date(2028, 5, 8)),  # Friday 5 May -> Monday 8 May
        (date(2028, 4, 13), date(2028, 5, 26)),  # Ascension 25 May -> Friday
        (date(2028, 4, 24), date(2028, 6, 6)),  # Whit Monday 5 June -> Tuesday
        (date(2029, 2, 16), date(2029, 4, 3)),  # Good Friday 30 March -> Tuesday 3 April
        (date(2029, 3, 16), date(2029, 4, 30)),  # King's Day on a Friday -> Monday
        (date(2029, 3, 24), date(2029, 5, 7)),  # 5 May on a Saturday -> Monday
        (date(2030, 3, 11), date(2030, 4, 23)),  # Easter Monday 22 April -> Tuesday
        (date(2030, 3, 16), date(2030, 4, 29)),  # King's Day on a Saturday -> Monday
        (date(2030, 3, 24), date(2030, 5, 6)),  # 5 May on a Sunday -> Monday
        (date(2030, 4, 18), date(2030, 5, 31)),  # Ascension 30 May -> Friday
        (date(2028, 1, 18), date(2028, 2, 29)),  # the leap day
    ],
)
def test_an_objection_is_in_time_until_42_days_after_sending(sent, due):
    assert objection_due(sent, holidays=HOLIDAYS) == due


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 23), date(2026, 12, 21)),  # Monday -> Monday four weeks on
        (date(2026, 11, 27), date(2026, 12, 28)),  # Christmas Day on a Friday -> Monday
        (date(2026, 12, 4), date(2027, 1, 4)),  # New Year's Day on a Friday -> Monday
    ],
)
def test_a_refusal_is_told_within_four_weeks(received, due):
    assert refusal_due(received, holidays=HOLIDAYS) == due


@pytest.mark.parametrize(
    ("closed", "until"),
    [
        (date(2026, 11, 21), date(2027, 11, 21)),  # one year later is a Sunday: a term in years is not moved (Atw 4)
        (date(2026, 1, 1), date(2027, 1, 1)),  # not even from New Year's Day
        (date(2028, 2, 29), date(2029, 3, 1)),  # a leap day has no twin a year later
    ],
)
def test_the_ombudsman_can_be_asked_for_one_year(closed, until):
    assert ombudsman_until(closed) == until


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),  # an ordinary Monday stays
        (date(2026, 11, 21), date(2026, 11, 23)),  # Saturday -> Monday
        (date(2025, 12, 25), date(2025, 12, 29)),  # Thursday, Friday, weekend -> Monday
        (date(2026, 5, 15), date(2026, 5, 15)),  # the Friday after Ascension is no holiday in the law
    ],
)
def test_a_term_that_ends_on_a_day_off_runs_on(day, moved):
    assert working_day(day, HOLIDAYS) == moved


def test_an_extra_day_by_decree_moves_a_term_too():
    bridge = HOLIDAYS | {date(2026, 5, 15)}
    assert objection_due(date(2026, 4, 3), holidays=bridge) == date(2026, 5, 18)  # Friday 15 May -> Monday


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 23)),  # no days: the same day
        (date(2026, 11, 23), 3, date(2026, 11, 26)),  # Monday -> Thursday
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday -> Monday
        (date(2026, 11, 21), 2, date(2026, 11, 24)),  # from a Saturday: Monday, Tuesday
        (date(2026, 12, 24), 3, date(2026, 12, 30)),  # 28, 29, 30 December
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # Thursday before Easter -> Tuesday
    ],
)
def test_working_days_skip_weekends_and_holidays(start, days, end):
    assert working_days_later(start, days, HOLIDAYS) == end
