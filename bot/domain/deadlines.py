"""Terms of the law: the day on which each ends. Dates are local dates; holidays are handed in."""

from __future__ import annotations

from datetime import date, timedelta

Holidays = frozenset[date]
NONE: Holidays = frozenset()


def working_day(day: date, holidays: Holidays = NONE) -> date:
    """The day itself, or the next one that is no Saturday, Sunday or holiday (Algemene termijnenwet 1 and 3)."""
    while day.weekday() > 4 or day in holidays:
        day += timedelta(days=1)
    return day


def complaint_due(received: date, *, with_committee: bool = False, holidays: Holidays = NONE) -> date:
    """Last day for the answer to a complaint: six weeks after receipt, ten with a committee (Awb 9:11 lid 1)."""
    return working_day(received + timedelta(weeks=10 if with_committee else 6), holidays)


def complaint_due_extended(received: date, *, with_committee: bool = False, holidays: Holidays = NONE) -> date:
    """The same after the one extension of at most four weeks (Awb 9:11 lid 2).

    Fourteen weeks is over twelve, so the rule on weekends does not move that one (Algemene termijnenwet 4).
    """
    weeks = (10 if with_committee else 6) + 4
    return received + timedelta(weeks=weeks) if weeks > 12 else working_day(received + timedelta(weeks=weeks), holidays)


def objection_due(sent: date, *, holidays: Holidays = NONE) -> date:
    """Last day to object: six weeks, counted from the day after the decision was sent (Awb 6:7, 6:8)."""
    return working_day(sent + timedelta(days=42), holidays)


def refusal_due(received: date, *, holidays: Holidays = NONE) -> date:
    """Last day to say that a complaint will not be handled: four weeks after receipt (Awb 9:8 lid 3)."""
    return working_day(received + timedelta(weeks=4), holidays)


def decision_due(asked: date, weeks: int, *, holidays: Holidays = NONE) -> date:
    """Last day to decide on an application: the weeks of the special law, else eight (Awb 4:13)."""
    return working_day(asked + timedelta(weeks=weeks), holidays)


def objection_decided_by(objected: date, *, with_committee: bool = False, holidays: Holidays = NONE) -> date:
    """Last day for the decision on an objection, at the latest (Awb 7:10 lid 1).

    Six weeks, or twelve with a committee, count from the end of the term to object, which can be six weeks away on
    the day of the objection. Eighteen weeks in all are moved from a weekend: each of the terms is under twelve weeks.
    """
    return working_day(objected + timedelta(weeks=6 + (12 if with_committee else 6)), holidays)


def default_ends(notice: date) -> date:
    """The day from which a penalty runs: two weeks after the notice of default came in (Awb 4:17 lid 3)."""
    return notice + timedelta(weeks=2)


def ombudsman_until(closed: date) -> date:
    """Last day to go to the ombudsman after the closing letter: one year (Awb 9:24); years are not moved (Atw 4)."""
    try:
        return closed.replace(year=closed.year + 1)
    except ValueError:  # 29 February
        return closed.replace(year=closed.year + 1, month=3, day=1)


def working_days_later(start: date, days: int, holidays: Holidays = NONE) -> date:
    """The date that lies this many working days after `start`."""
    day = start
    for _ in range(days):
        day = working_day(day + timedelta(days=1), holidays)
    return day
