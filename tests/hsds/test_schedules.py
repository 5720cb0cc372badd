"""Rows of HSDS `schedule` as opening hours."""

from __future__ import annotations

import string
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.directory import Opening, closed_from
from bot.domain.recurrence import WEEKDAYS, Recurrence
from bot.hsds.schedules import BadSchedule, opening_of, row_of

WEEK = frozenset(range(7))
NINE, FIVE = time(9), time(17)
HOURS = {"opens_at": "09:00", "closes_at": "17:00"}
EVE, YEARS_END = date(2026, 12, 24), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ({"freq": "WEEKLY", "byday": "MO,WE"}, Opening(frozenset({0, 2}), NINE, FIVE)),
        ({"byday": "mo, we"}, Opening(frozenset({0, 2}), NINE, FIVE)),  # weekdays return weekly
        ({"freq": "DAILY"}, Opening(WEEK, NINE, FIVE)),
        ({"freq": "WEEKLY", "dtstart": "2026-12-24"}, Opening(frozenset({3}), NINE, FIVE, EVE)),  # a Thursday
        ({"freq": "WEEKLY"}, None),  # on which day?
        ({}, None),
        (
            {"byday": "TH", "valid_from": "2026-01-01", "dtstart": "2026-12-24", "until": "2026-12-31"},
            Opening(frozenset({3}), NINE, FIVE, EVE, YEARS_END),
        ),
        (
            {"freq": "WEEKLY", "interval": 2, "byday": "TH", "dtstart": "2026-12-24"},
            Opening(frozenset({3}), NINE, FIVE, rule=Recurrence("WEEKLY", 2, ("TH",), start=EVE)),
        ),
        (
            {"byday": "2TU"},
            Opening(frozenset({1}), NINE, FIVE, rule=Recurrence("MONTHLY", byday=("2TU",))),
        ),
        (
            {"bymonthday": "1,15"},
            Opening(WEEK, NINE, FIVE, rule=Recurrence("MONTHLY", bymonthday=(1, 15))),
        ),
        ({"dtstart": "2026-12-24"}, Opening(frozenset({3}), NINE, FIVE, EVE, EVE)),  # one meeting
        (
            {"valid_from": "2026-12-24", "valid_to": "2026-12-31"},  # other hours in these days
            Opening(WEEK, NINE, FIVE, EVE, YEARS_END, special=True),
        ),
        ({"valid_from": "2026-12-24"}, Opening(WEEK, NINE, FIVE, EVE)),  # from then on, not instead
    ],
)
def test_a_schedule_is_read(row, line):
    assert opening_of({**row, **HOURS}) == line


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ({"valid_from": "2026-12-24", "valid_to": "2026-12-31"}, closed_from(EVE, YEARS_END)),
        ({"valid_from": "2026-12-24", "valid_to": "2026-12-24", "opens_at": "", "closes_at": None}, closed_from(EVE)),
        ({"freq": "WEEKLY", "byday": "MO", "valid_from": "2026-12-24"}, None),  # the days are known, the hours not
        ({"description": "Ring the bell"}, None),
        ({"valid_from": "2026-12-24"}, None),  # nothing but a first day
    ],
)
def test_dates_without_hours_are_closed_days(row, line):
    found = opening_of(row)
    assert (found and (found.special, found.closed, found.valid_from, found.valid_to)) == (
        line and (True, True, line.valid_from, line.valid_to)
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [("09:00", NINE), ("9:00".zfill(5), NINE), ("09:00:00", NINE), ("09:00Z", NINE), ("09:00+01:00", NINE)],
)
def test_a_time_is_what_the_clock_of_the_place_shows(written, meant):
    assert opening_of({"byday": "MO", "opens_at": written, "closes_at": "24:00"}) == Opening(
        frozenset({0}), meant, time()
    )


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"byday": "maandag"}, "byday"),
        ({"byday": "6MO"}, "byday"),
        ({"freq": "HOURLY"}, "freq"),
        ({"freq": "WEEKLY", "byday": "MO", "interval": 2}, "dtstart"),  # every second week, but which?
        ({"freq": "WEEKLY", "byday": "MO", "interval": 0}, "interval"),
        ({"freq": "WEEKLY", "byday": "MO", "interval": "two"}, "interval"),
        ({"freq": "MONTHLY"}, "byday"),
        ({"freq": "MONTHLY", "byyearday": "200"}, "byyearday"),
        ({"freq": "DAILY", "interval": 7, "byday": "TU", "dtstart": "2026-11-23"}, "interval"),  # no day ever
        ({"freq": "MONTHLY", "bymonthday": "32"}, "bymonthday"),
        ({"freq": "MONTHLY", "bymonthday": "first"}, "bymonthday"),
        ({"byday": "MO", "wkst": "XX", "interval": 2, "dtstart": "2026-12-24"}, "wkst"),
        ({"byday": "MO", "until": "31-12-2026"}, "until"),
        ({"byday": "MO", "opens_at": "9 uur"}, "opens_at"),
        ({"byday": "MO", "valid_from": "2026-12-24", "valid_to": "2026-01-01"}, "valid_to"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_field(row, field):
    with pytest.raises(BadSchedule) as caught:
        opening_of({**HOURS, **row})
    assert caught.value.field == field


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
times = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
places = st.builds(str.__add__, st.sampled_from(["1", "2", "3", "4", "5", "-1", "-2"]), st.sampled_from(WEEKDAYS))
monthly = st.builds(
    Recurrence, st.just("MONTHLY"), st.integers(1, 6), st.lists(places, min_size=1, max_size=3, unique=True).map(tuple),
    start=days, count=st.none() | st.integers(1, 50),
)  # fmt: skip
fortnightly = st.builds(
    Recurrence, st.just("WEEKLY"), st.integers(2, 6),
    st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True).map(tuple), start=days, until=st.none() | days,
)  # fmt: skip
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
plain = st.builds(Opening, weekdays, times, times, st.none() | days)
ruled = st.builds(
    lambda rule, opens, closes: Opening(
        frozenset(WEEKDAYS.index(part[-2:]) for part in rule.byday), opens, closes, rule=rule
    ),
    monthly | fortnightly, times, times,
)  # fmt: skip
special = st.builds(
    lambda first, last, opens, closes: Opening(WEEK, opens, closes, min(first, last), max(first, last), special=True),
    days, days, times, times,
)  # fmt: skip


@given(plain | ruled | special)
def test_a_line_that_is_written_reads_the_same(line):
    assert opening_of(row_of(line)) == line


@given(days, days)
def test_closed_days_that_are_written_close_the_same_days(one, other):
    line = closed_from(min(one, other), max(one, other))
    again = opening_of(row_of(line))
    assert again.closed
    assert all(again.counts_on(day) == line.counts_on(day) for day in (one, other))


@given(
    st.dictionaries(
        st.sampled_from(
            ("freq", "byday", "bymonthday", "byyearday", "byweekno", "interval", "count", "dtstart", "until", "wkst",
             "valid_from", "valid_to", "opens_at", "closes_at")
        ),
        st.none() | st.integers(-5, 400) | st.text(string.printable, max_size=12)
        | st.sampled_from(("MONTHLY", "WEEKLY", "YEARLY", "MO", "-1SU", "2026-11-21", "09:00", "1,2", "0")),
    )
)  # fmt: skip
def test_whatever_stands_there_is_read_or_refused(row):
    try:
        line = opening_of(row)
    except BadSchedule:
        return
    assert line is None or line.counts_on(date(2026, 11, 23)) in (True, False)
