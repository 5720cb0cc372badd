"""The directory in memory, asked as a turn asks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import DutchCalendar
from bot.domain.directory import Opening, Service, Wish
from bot.services.doors import Doors
from bot.services.ports import Clock

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = (Opening(frozenset(range(5)), time(9), time(17)),)
DEBT = Service("debt", "Geldzorgen", "Gemeente", ("debt",), local=True, phone="020-5550121", openings=OFFICE)
PARKING = replace(DEBT, id="parking", needs=("parking",))
DESK = replace(DEBT, id="desk", needs=("contact_human",), last_door="desk")


class Stopped(Clock):
    """A clock that stands still."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def doors():
    """Half past eight in the morning in Amsterdam."""
    return Doors([DEBT, PARKING, DESK], DutchCalendar(), Stopped(datetime(2026, 11, 23, 7, 30, tzinfo=timezone.utc)))


def test_only_doors_for_the_need_are_named(doors):
    assert [choice.service.id for choice in doors.choose(Wish("debt"))] == ["debt"]


def test_a_need_that_nobody_serves_gets_the_desk(doors):
    assert [choice.service.id for choice in doors.choose(Wish("permits"))] == ["desk"]


def test_a_door_is_found_by_its_id(doors):
    assert doors.get("parking") == PARKING
    assert doors.get("no-such-door") is None


def test_the_clock_is_read_in_local_time(doors):
    choice = doors.choose(Wish("debt"))[0]
    assert choice.hours == "vandaag open om 09:00"
    assert choice.next_opening == datetime(2026, 11, 23, 9, 0, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("at", "open_now"),
    [
        (datetime(2026, 11, 23, 8, 30, tzinfo=timezone.utc), True),  # half past nine in Amsterdam
        (datetime(2026, 7, 20, 15, 30, tzinfo=timezone.utc), False),  # half past five in summer time
        (datetime(2026, 11, 23, 9, 30), True),
        (datetime(2026, 12, 25, 9, 30, tzinfo=timezone.utc), False),  # Christmas Day, a Friday
    ],
)
def test_the_moment_of_the_wish_goes_before_the_clock(doors, at, open_now):
    assert doors.choose(Wish("debt", at=at))[0].open_now is open_now


def test_a_new_year_is_looked_ahead_into(doors):
    choice = doors.choose(Wish("debt", at=datetime(2026, 12, 31, 18, 0, tzinfo=AMSTERDAM)))[0]
    assert choice.next_opening is not None
    assert choice.next_opening.date() == date(2027, 1, 4)  # New Year's Day is a Friday
