"""The next office hours near somebody: places and days by hand, the nearest and the soonest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.directory import Opening, Service, closed_from
from bot.domain.office_hours import next_office_hours

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
HERE = (52.75, 5.35)


def office(id, day, opens=14, closes=16, north=0.0, **more):
    """An office hour once a week; `north` in degrees from here."""
    line = Opening(frozenset({day}), time(opens), time(closes))
    base = Service(
        id, "Spreekuur", "Ombudsman", ("sent_around",), local=True, openings=(line,), office_hours_of="ombudsman",
        location=f"Bibliotheek {id}", address="Leeslaan 2, 0999 AA Stad", latitude=52.75 + north, longitude=5.35,
    )  # fmt: skip
    return replace(base, **more)


MON, TUE, WED, THU = office("mon", 0), office("tue", 1, north=0.01), office("wed", 2, north=0.02), office("thu", 3)
ALL = [THU, WED, TUE, MON]


@pytest.mark.parametrize(
    ("services", "near", "at", "count", "named"),
    [
        (ALL, None, MONDAY, 3, ["mon 23", "tue 24", "wed 25"]),  # without a place the soonest
        (ALL, HERE, MONDAY, 3, ["mon 23", "tue 24", "thu 26"]),  # the nearest three, in order of time
        (ALL, HERE, MONDAY, 2, ["mon 23", "thu 26"]),  # those around the corner
        (ALL, HERE, MONDAY.replace(hour=15), 1, ["mon 23"]),  # it is on right now
        (ALL, HERE, MONDAY.replace(hour=16), 1, ["thu 26"]),  # it has just ended: the place comes back next week
        ([MON], HERE, MONDAY, 3, ["mon 23", "mon 30", "mon 7"]),  # one place: its later sessions too
        ([MON], None, MONDAY.replace(hour=17), 3, ["mon 30", "mon 7"]),  # nothing further ahead than two weeks
        ([replace(MON, status="inactive"), TUE], HERE, MONDAY, 3, ["tue 24", "tue 1"]),  # what ended is not named
        ([replace(MON, expires=date(2026, 11, 23))], None, MONDAY, 3, ["mon 23"]),  # the last time is today
        ([replace(MON, expires=date(2026, 11, 22))], None, MONDAY, 3, []),  # it was yesterday
        ([replace(MON, office_hours_of="")], None, MONDAY, 3, []),  # an ordinary door
        ([replace(MON, latitude=None), WED], HERE, MONDAY, 1, ["wed 25"]),  # a known place before an unknown one
        ([], HERE, MONDAY, 3, []),
    ],
)
def test_the_next_office_hours(services, near, at, count, named):
    found = next_office_hours(services, near, at, count=count)
    assert [f"{one.service.id} {one.day.day}" for one in found] == named


def test_a_holiday_has_none():
    found = next_office_hours([MON], None, MONDAY, frozenset({MONDAY.date()}))
    assert [one.day.day for one in found] == [30, 7]


def test_a_day_off_and_other_hours_are_known():
    (line,) = MON.openings
    later = Opening(frozenset({0}), time(18), time(20), date(2026, 11, 23), date(2026, 11, 23), special=True)
    found = next_office_hours([replace(MON, openings=(line, closed_from(date(2026, 11, 30)), later))], None, MONDAY)
    assert [(one.day.day, one.starts.hour) for one in found][:2] == [(23, 18), (7, 14)]


def test_once_a_month_is_looked_for_further_ahead():
    monthly = Opening(frozenset({0}), time(14), time(16), date(2027, 1, 4), date(2027, 1, 4))
    assert [one.day for one in next_office_hours([replace(MON, openings=(monthly,))], None, MONDAY)] == [
        date(2027, 1, 4)
    ]


def test_a_session_tells_where_and_until_when():
    (one,) = next_office_hours([TUE], HERE, MONDAY, count=1)
    assert one.place == "Bibliotheek tue, Leeslaan 2"
    assert (one.starts, one.ends) == (MONDAY.replace(day=24, hour=14), MONDAY.replace(day=24, hour=16))
    assert one.distance == pytest.approx(1112, abs=2)


def test_summer_time_changes_no_clock():
    (one,) = next_office_hours([MON], None, datetime(2027, 3, 27, 12, tzinfo=AMSTERDAM), count=1)
    assert one.starts.isoformat() == "2027-03-29T14:00:00+02:00"
