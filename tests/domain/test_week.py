"""An ordinary week in seconds says the same as the opening hours themselves."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.directory import Opening
from bot.domain.hours import is_open, next_opening
from bot.domain.week import seconds_until_open, week_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, tzinfo=AMSTERDAM)
CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
LINES = st.builds(Opening, st.frozensets(st.integers(0, 6), min_size=1), CLOCKS, CLOCKS)
DAYS = st.frozensets(st.integers(-1, 8).map(lambda days: (MONDAY + timedelta(days=days)).date()), max_size=3)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=3).map(tuple), st.integers(0, 7 * 96), DAYS)
def test_open_and_the_next_opening_are_those_of_the_hours(openings, quarters, holidays):
    at = MONDAY + timedelta(minutes=15 * quarters)
    wait = seconds_until_open(week_of(openings), at, holidays)
    opens = next_opening(openings, at, holidays)
    if is_open(openings, at, holidays):
        assert wait == 0
    else:
        assert wait == ((opens - at).total_seconds() if opens else float("inf"))


def test_weeks_that_differ_are_left_to_the_hours():
    assert week_of((Opening(frozenset({0}), time(9), time(17), valid_to=date(2026, 12, 1)),)) is None
