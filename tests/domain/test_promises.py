"""When a promise is looked after: over nights, Sundays, holidays, the turn of the year and the change of the clocks."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import holidays
from bot.domain.promises import ask_at, check_in_at, fits, fitting, nearly_late, remind_at, warn_at
from bot.domain.records import Promise

HERE = ZoneInfo("Europe/Amsterdam")
DAYS = holidays(2025) | holidays(2026) | holidays(2027)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("moment", "next_one"),
    [
        ("2026-11-23T09:00", "2026-11-23T09:00"),
        ("2026-11-23T20:00", "2026-11-23T20:00"),
        ("2026-11-23T08:59", "2026-11-23T09:00"),
        ("2026-11-23T20:01", "2026-11-24T09:00"),  # in the evening: the next morning
        ("2026-11-28T15:00", "2026-11-28T15:00"),  # a Saturday will do
        ("2026-11-28T22:00", "2026-11-30T09:00"),  # over a Sunday
        ("2026-12-24T21:00", "2026-12-28T09:00"),  # two days of Christmas and a Sunday
        ("2026-12-31T23:59", "2027-01-02T09:00"),  # New Year's Day
        ("2026-04-27T12:00", "2026-04-28T09:00"),  # King's Day
        ("2026-04-03T12:00", "2026-04-04T09:00"),  # Good Friday
        ("2026-04-04T21:00", "2026-04-07T09:00"),  # Easter
    ],
)
def test_people_are_written_to_by_day_and_never_on_a_sunday_or_holiday(moment: str, next_one: str) -> None:
    found = fitting(at(moment), DAYS)
    assert found == at(next_one) and fits(found, DAYS)
    assert fits(at(moment), DAYS) is (moment == next_one)


@pytest.mark.parametrize(
    ("due", "asked"),
    [
        ("2026-11-26T12:00", "2026-11-26T12:00"),  # Thursday before noon: at noon
        ("2026-11-24T23:59:59", "2026-11-24T17:00"),  # some time that day: when the offices close
        ("2027-01-04T23:59:59", "2027-01-04T17:00"),
        ("2026-11-29T12:00", "2026-11-30T09:00"),  # a Sunday
        ("2026-12-25T23:59:59", "2026-12-28T09:00"),  # a day on which nobody is asked anything
        ("2026-11-24T21:30", "2026-11-25T09:00"),  # late in the evening, but not before it is over
        ("2026-10-25T02:30", "2026-10-26T09:00"),  # the hour that there is twice, on a Sunday
    ],
)
def test_the_question_comes_when_it_should_have_happened(due: str, asked: str) -> None:
    assert ask_at(at(due), DAYS) == at(asked)


@pytest.mark.parametrize(
    ("made", "due", "warned"),
    [
        ("2026-11-23T09:00", "2026-11-26T12:00", "2026-11-25T09:00"),  # the working day before
        ("2026-11-23T09:00", "2026-11-30T12:00", "2026-11-27T09:00"),  # over a weekend
        ("2026-12-14T09:00", "2026-12-28T23:59", "2026-12-24T09:00"),  # over Christmas
        ("2026-12-14T09:00", "2027-01-04T23:59", "2026-12-31T09:00"),  # over New Year
        ("2026-11-23T09:00", "2026-11-23T13:00", "2026-11-23T12:00"),  # a quarter of four hours
        ("2026-11-23T23:00", "2026-11-24T13:00", "2026-11-24T09:30"),
        ("2026-03-28T21:00", "2026-03-29T05:00", "2026-03-29T03:15"),  # seven real hours: one is missing that night
        ("2026-10-24T21:00", "2026-10-25T04:00", "2026-10-25T02:00"),  # eight real hours: one came twice
    ],
)
def test_the_owner_is_warned_before(made: str, due: str, warned: str) -> None:
    found = warn_at(at(made), at(due), DAYS)
    assert found.replace(fold=0) == at(warned)
    assert at(made) <= found <= at(due)


def test_terms_of_days_and_weeks_keep_the_time_on_the_clock() -> None:
    assert check_in_at(at("2026-10-01T11:00"), DAYS) == at("2026-11-12T11:00")  # winter time began in between
    assert remind_at(at("2026-03-28T11:00"), DAYS) == at("2026-03-30T11:00")  # and summer time
    assert remind_at(at("2026-11-27T11:00"), DAYS) == at("2026-11-30T09:00")  # a Sunday moves it
    assert check_in_at(at("2026-11-20T11:00"), DAYS) == at("2027-01-02T09:00")  # New Year's Day moves it


@pytest.mark.parametrize(
    ("now", "kept", "soon"),
    [
        ("2026-11-25T08:00", None, False),
        ("2026-11-25T10:00", None, True),
        ("2026-11-25T10:00", True, False),
        ("2026-11-26T12:01", None, False),  # late, and no longer nearly
    ],
)
def test_what_is_nearly_late_is_open_and_near(now: str, kept: bool | None, soon: bool) -> None:
    promise = Promise("p", "t", "bellen", "anna", at("2026-11-26T12:00"), at("2026-11-20T12:00"), kept)
    assert nearly_late(promise, at(now), DAYS) is soon
