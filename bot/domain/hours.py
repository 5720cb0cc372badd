"""Opening hours: whether a place is open, until when, when it opens next, and all of it in words. Times are local."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.directory import Opening

WEEK_AHEAD = 14
"""How many days ahead the next opening is looked for."""

ALL_WEEK = frozenset(range(7))
MIDNIGHT = time(0)
NIGHT_AND_DAY = (Opening(ALL_WEEK, MIDNIGHT, MIDNIGHT),)

WEEKDAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
# fmt: off
MONTHS = {
    "nl": ("januari", "februari", "maart", "april", "mei", "juni",
           "juli", "augustus", "september", "oktober", "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
}
# fmt: on


@dataclass(frozen=True)
class Hours:
    """How a place stands at one moment; `until` None while open means that it does not close within a week."""

    open_now: bool | None = None
    until: datetime | None = None
    next: datetime | None = None


def is_open(openings: Sequence[Opening], at: datetime, holidays: frozenset[date] = frozenset()) -> bool:
    """Whether one of the lines covers this moment; nothing opens on a holiday, but what opened before it goes on."""
    day, clock = at.date(), at.time()
    before = day - timedelta(days=1)
    if day not in holidays and any(_on_the_day(line, day, clock) for line in openings):
        return True
    return before not in holidays and any(_past_midnight(line, before, clock) for line in openings)


def _on_the_day(line: Opening, day: date, clock: time) -> bool:
    return day.weekday() in line.weekdays and line.opens <= clock and (clock < line.closes or line.overnight)


def _past_midnight(line: Opening, before: date, clock: time) -> bool:
    return line.overnight and before.weekday() in line.weekdays and clock < line.closes


def open_until(openings: Sequence[Opening], at: datetime, holidays: frozenset[date] = frozenset()) -> datetime | None:
    """When a place that is open now closes; None where it does not within a week."""
    end, limit = at, at + timedelta(days=7)
    while end < limit and is_open(openings, end, holidays):
        days = [day for day in (end.date() - timedelta(days=1), end.date()) if day not in holidays]
        end = max(_ends(line, day, at) for day in days for line in openings if _covers(line, day, end))
    return end if end < limit else None


def _covers(line: Opening, day: date, at: datetime) -> bool:
    starts = datetime.combine(day, line.opens, at.tzinfo)
    return day.weekday() in line.weekdays and starts <= at < _ends(line, day, at)


def _ends(line: Opening, day: date, at: datetime) -> datetime:
    return datetime.combine(day + timedelta(days=int(line.overnight)), line.closes, at.tzinfo)


def next_opening(openings: Sequence[Opening], at: datetime, holidays: frozenset[date] = frozenset()) -> datetime | None:
    """The first opening after this moment, within two weeks; None where there is none."""
    for days in range(WEEK_AHEAD + 1):
        day = (at + timedelta(days=days)).date()
        if day in holidays:
            continue
        starts = [datetime.combine(day, line.opens, at.tzinfo) for line in openings if day.weekday() in line.weekdays]
        later = [start for start in starts if start > at]
        if later:
            return min(later)
    return None


def hours_at(openings: Sequence[Opening] | None, at: datetime, holidays: frozenset[date] = frozenset()) -> Hours:
    """Open or closed at this moment, and what comes after it; all unknown where there is only a note."""
    if openings is None:
        return Hours()
    if not is_open(openings, at, holidays):
        return Hours(False, next=next_opening(openings, at, holidays))
    until = open_until(openings, at, holidays)
    return Hours(True, until, next_opening(openings, until, holidays) if until else None)


def hours_in_words(hours: Hours, at: datetime, language: str = "nl") -> str:
    """The state in words, as in "nu open tot 17:00" or "morgen open om 09:00"; empty where it is unknown."""
    if hours.open_now is None:
        return ""
    english = language == "en"
    if hours.until is not None:
        end = _end_in_words(hours.until, at, language)
        return f"open now until {end}" if english else f"nu open tot {end}"
    if hours.open_now:
        return "open day and night" if english else "dag en nacht open"
    if hours.next is None:
        return "closed now" if english else "nu gesloten"
    day = _day_in_words(hours.next.date(), at.date(), language)
    return f"opens {day} at {hours.next:%H:%M}" if english else f"{day} open om {hours.next:%H:%M}"


def _end_in_words(until: datetime, at: datetime, language: str) -> str:
    if until.time() == MIDNIGHT and until.date() - at.date() == timedelta(days=1):
        return "midnight" if language == "en" else "middernacht"
    if until.date() == at.date():
        return f"{until:%H:%M}"
    return f"{_day_in_words(until.date(), at.date(), language)} {until:%H:%M}"


def _day_in_words(day: date, today: date, language: str) -> str:
    """Today, tomorrow, a weekday within the week, or the date."""
    language, ahead = ("en" if language == "en" else "nl"), (day - today).days
    if ahead < 2:
        return {"nl": ("vandaag", "morgen"), "en": ("today", "tomorrow")}[language][ahead]
    if ahead < 7:
        return f"{'on ' if language == 'en' else ''}{WEEKDAYS[language][day.weekday()]}"
    return f"{'on' if language == 'en' else 'op'} {day.day} {MONTHS[language][day.month - 1]}"


def week_in_words(openings: Sequence[Opening], language: str = "nl") -> str:
    """The whole schedule on one line: "maandag tot en met vrijdag 09:00-17:00, zaterdag 10:00-13:00"."""
    if tuple(openings) == NIGHT_AND_DAY:
        return "24 hours a day" if language == "en" else "dag en nacht"
    return ", ".join(_line_in_words(line, language) for line in openings)


def _line_in_words(line: Opening, language: str) -> str:
    return f"{_weekdays_in_words(sorted(line.weekdays), language)} {line.opens:%H:%M}-{line.closes:%H:%M}"


def _weekdays_in_words(days: Sequence[int], language: str) -> str:
    """Three days in a row or more as a stretch, others one by one."""
    names = WEEKDAYS["en" if language == "en" else "nl"]
    if len(days) == 7:
        return "every day" if language == "en" else "elke dag"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[days[0]]} {'to' if language == 'en' else 'tot en met'} {names[days[-1]]}"
    return f" {'and' if language == 'en' else 'en'} ".join(names[day] for day in days)
