"""From a row of HSDS `schedule` to a line of opening hours, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from bot.domain.directory import Opening
from bot.domain.errors import BotError
from bot.domain.recurrence import FREQUENCIES, WEEKDAYS, Recurrence, days_in

ALL_WEEK = frozenset(range(7))
LIMITS = {"byweekno": "WEEKLY", "bymonthday": "MONTHLY", "byyearday": "YEARLY"}
"""The only frequency with which HSDS has these lists. Other rules may have no day at all, and dateutil would look for
one until the year 9999."""

_PLACE = re.compile(rf"([+-]?[1-5])?({'|'.join(WEEKDAYS)})")


class BadSchedule(BotError):
    """A schedule that cannot be read: which field, and why."""

    code = "bad_schedule"

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field} {why}")
        self.field, self.why = field, why


def opening_of(row: Mapping[str, Any]) -> Opening | None:
    """The line of a schedule; None where the times or the days are not known. `BadSchedule` for what makes no sense.

    Fields are HSDS's own (`freq`, `byday`, `valid_from`, …), as texts or as the numbers of JSON. Without `freq` and
    `byday` a row with dates stands instead of the usual hours on these dates: a closed day where `opens_at` is empty
    too. Times are clock times of the place; an offset such as "09:00-05:00" says of which zone and is left out.
    """
    opens, closes = clock(row, "opens_at"), clock(row, "closes_at")
    first, last = day_of(row, "valid_from"), day_of(row, "valid_to")
    if first and last and last < first:
        raise BadSchedule("valid_to", f"{last} is before valid_from {first}")
    frequency = _frequency(row)
    if frequency is None:
        return _dated(row, opens, closes, first, last)
    if opens is None or closes is None:
        return None
    return _repeated(row, frequency, opens, closes, first, last)


def _dated(
    row: Mapping[str, Any], opens: time | None, closes: time | None, first: date | None, last: date | None
) -> Opening | None:
    """A line for given dates: one meeting (`dtstart`), or what stands instead of the usual hours (`valid_from`)."""
    start = day_of(row, "dtstart")
    if start and opens is not None and closes is not None and first is None:
        return Opening(frozenset({start.weekday()}), opens, closes, start, start)
    if first is None or (last is None and opens is None):
        return None
    days = ALL_WEEK
    if opens is None or closes is None:
        return Opening(days, time(), time(), first, last, special=True, closed=True)
    return Opening(days, opens, closes, first, last, special=last is not None)


def _repeated(
    row: Mapping[str, Any], frequency: str, opens: time, closes: time, first: date | None, last: date | None
) -> Opening | None:
    """A line that returns: every week where that is all there is to it, else by a rule."""
    rule = _rule(row, frequency)
    if rule.frequency == "DAILY" and rule.interval == 1 and not rule.byday:
        rule = _plain(rule, WEEKDAYS)
    if rule.frequency == "WEEKLY" and not rule.byday:
        if rule.start is None:
            return None
        rule = _plain(rule, (WEEKDAYS[rule.start.weekday()],), interval=rule.interval, count=rule.count)
    weekdays = frozenset(WEEKDAYS.index(part[-2:]) for part in rule.byday) or ALL_WEEK
    if not _is_weekly(rule):
        return Opening(weekdays, opens, closes, first, last, rule)
    first = max((day for day in (first, rule.start) if day), default=None)
    last = min((day for day in (last, rule.until) if day), default=None)
    return Opening(weekdays, opens, closes, first, last)


def _plain(rule: Recurrence, byday: tuple[str, ...], interval: int = 1, count: int | None = None) -> Recurrence:
    return Recurrence("WEEKLY", interval, byday, start=rule.start, until=rule.until, count=count)


def _is_weekly(rule: Recurrence) -> bool:
    more = rule.bymonthday or rule.byyearday or rule.byweekno or rule.count
    return rule.frequency == "WEEKLY" and rule.interval == 1 and not more


def _frequency(row: Mapping[str, Any]) -> str | None:
    """FREQ, or what the other fields leave open: weekdays return weekly, days of the month monthly."""
    said = text_of(row, "freq").upper()
    if said and said not in FREQUENCIES:
        raise BadSchedule("freq", f"{said} is none of {', '.join(FREQUENCIES)}")
    if said:
        return said
    if text_of(row, "bymonthday") or re.search(r"\d", text_of(row, "byday")):
        return "MONTHLY"
    if text_of(row, "byyearday"):
        return "YEARLY"
    return "WEEKLY" if text_of(row, "byday") or text_of(row, "byweekno") else None


def _rule(row: Mapping[str, Any], frequency: str) -> Recurrence:
    interval = whole(row, "interval")
    rule = Recurrence(
        frequency,
        1 if interval is None else interval,
        _byday(row),
        _numbers(row, "bymonthday", 31),
        _numbers(row, "byyearday", 366),
        _numbers(row, "byweekno", 53),
        day_of(row, "dtstart"),
        day_of(row, "until"),
        whole(row, "count"),
        text_of(row, "wkst").upper() or "MO",
    )
    _check(rule)
    return rule


def _check(rule: Recurrence) -> None:
    for field, wanted in LIMITS.items():
        if getattr(rule, field) and rule.frequency != wanted:
            raise BadSchedule(field, f"needs freq {wanted}")
    if rule.interval < 1:
        raise BadSchedule("interval", "has to be 1 or more")
    if rule.week_start not in WEEKDAYS:
        raise BadSchedule("wkst", f"{rule.week_start} is no day; use {', '.join(WEEKDAYS)}")
    if rule.start is None and (rule.interval > 1 or rule.count):
        raise BadSchedule("dtstart", "is missing; an interval or a count needs the first day")
    if rule.frequency == "MONTHLY" and not rule.start and not rule.byday and not rule.bymonthday:
        raise BadSchedule("byday", "or bymonthday is missing; which day of the month is it?")
    if rule.interval > 1 and (rule.byweekno or (rule.frequency == "DAILY" and rule.byday)):
        raise BadSchedule("interval", "cannot be combined with chosen weeks or days")
    try:
        days_in(rule, (rule.start or date(2000, 1, 1)).year)
    except (ValueError, OverflowError) as error:
        raise BadSchedule("freq", f"cannot be worked out: {error}") from error


def _byday(row: Mapping[str, Any]) -> tuple[str, ...]:
    parts = tuple(part.strip().upper() for part in text_of(row, "byday").split(",") if part.strip())
    for part in parts:
        if not _PLACE.fullmatch(part):
            raise BadSchedule("byday", f"{part} is no day; use {', '.join(WEEKDAYS)}")
    return parts


def _numbers(row: Mapping[str, Any], field: str, most: int) -> tuple[int, ...]:
    """Whole numbers from 1 to the most or, counted from the end, below zero."""
    try:
        found = tuple(int(part) for part in text_of(row, field).split(",") if part.strip())
    except ValueError:
        raise BadSchedule(field, f"{row[field]} are no whole numbers") from None
    for number in found:
        if not 1 <= abs(number) <= most:
            raise BadSchedule(field, f"{number} is not within 1 to {most}")
    return found


def text_of(row: Mapping[str, Any], field: str) -> str:
    """The value as text; empty where there is none."""
    value = row.get(field)
    return "" if value is None else str(value).strip()


def whole(row: Mapping[str, Any], field: str) -> int | None:
    """A whole number; "2.0" of a spreadsheet is one too."""
    value = text_of(row, field)
    if value and not re.fullmatch(r"-?\d{1,9}(\.0+)?", value):
        raise BadSchedule(field, f"{value} is no whole number")
    return int(float(value)) if value else None


def day_of(row: Mapping[str, Any], field: str) -> date | None:
    """A date such as 2026-11-21."""
    value = text_of(row, field)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise BadSchedule(field, f"{value} is no date such as 2026-11-21") from None


def clock(row: Mapping[str, Any], field: str) -> time | None:
    """A time on the clock; 24:00 is midnight."""
    value = text_of(row, field).removesuffix("Z")
    if not value:
        return None
    try:
        return time() if value[:5] == "24:00" else time.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        raise BadSchedule(field, f"{value} is no time such as 09:00") from None


# Back again


def row_of(line: Opening) -> dict[str, Any]:
    """The fields of HSDS `schedule` for a line; `opening_of` reads the same line from them."""
    row = {"valid_from": _iso(line.valid_from), "valid_to": _iso(line.valid_to)}
    if not line.closed:
        row |= {"opens_at": f"{line.opens:%H:%M}", "closes_at": f"{line.closes:%H:%M}"}
    if line.rule:
        row |= _rule_fields(line.rule)
    elif not line.special:
        row |= {"freq": "WEEKLY", "byday": ",".join(WEEKDAYS[day] for day in sorted(line.weekdays))}
    return {field: value for field, value in row.items() if value is not None}


def _rule_fields(rule: Recurrence) -> dict[str, Any]:
    lists = ("byday", "bymonthday", "byyearday", "byweekno")
    return {
        "freq": rule.frequency,
        "interval": rule.interval,
        "dtstart": _iso(rule.start),
        "until": _iso(rule.until),
        "count": rule.count,
        "wkst": None if rule.week_start == "MO" else rule.week_start,
        **{field: ",".join(map(str, getattr(rule, field))) for field in lists if getattr(rule, field)},
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
