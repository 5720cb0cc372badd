"""Opening hours: whether a place is open, until when, when it opens next, and all of it in words. Times are local."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from bot.domain.directory import Opening
from bot.domain.recurrence_in_words import MONTHS, WEEKDAYS, rule_in_words

WEEK_AHEAD = 14
"""How many days ahead the next opening is looked for where every week is the same."""

SEASON_AHEAD = 124
"""The same where lines have dates or a rule: a monthly office hour may skip the summer."""

ALL_WEEK = frozenset(range(7))
MIDNIGHT = time(0)
NIGHT_AND_DAY = (Opening(ALL_WEEK, MIDNIGHT, MIDNIGHT),)


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
    return any(_on_the_day(line, clock) for line in lines_on(openings, day, holidays)) or any(
        line.overnight and clock < line.closes for line in lines_on(openings, before, holidays)
    )


def lines_on(openings: Sequence[Opening], day: date, holidays: frozenset[date] = frozenset()) -> list[Opening]:
    """The lines that hold on this day: the special ones where there are any, else none on a holiday, else the usual.

    Where one special line gives hours and another closes the same day, the hours stand: a day off within a closed week
    is said of the week, the hours are said of the day.
    """
    counting = [line for line in openings if line.counts_on(day)]
    if any(line.special for line in counting):
        return [line for line in counting if line.special and not line.closed]
    return [] if day in holidays else counting


def _on_the_day(line: Opening, clock: time) -> bool:
    return line.opens <= clock and (clock < line.closes or line.overnight)


def open_until(openings: Sequence[Opening], at: datetime, holidays: frozenset[date] = frozenset()) -> datetime | None:
    """When a place that is open now closes; None where it does not within a week."""
    end, limit = at, at + timedelta(days=7)
    while end < limit and is_open(openings, end, holidays):
        days = (end.date() - timedelta(days=1), end.date())
        lines = [(line, day) for day in days for line in lines_on(openings, day, holidays)]
        end = max(_ends(line, day, at) for line, day in lines if _starts(line, day, at) <= end < _ends(line, day, at))
    return _on_the_clock(end) if end < limit else None


def _starts(line: Opening, day: date, at: datetime) -> datetime:
    return datetime.combine(day, line.opens, at.tzinfo)


def _ends(line: Opening, day: date, at: datetime) -> datetime:
    return datetime.combine(day + timedelta(days=int(line.overnight)), line.closes, at.tzinfo)


def _on_the_clock(moment: datetime) -> datetime:
    """The same moment as a clock on the wall shows it: in the night that summer time begins 02:30 is 03:30."""
    return moment.astimezone(timezone.utc).astimezone(moment.tzinfo) if moment.tzinfo else moment


def next_opening(openings: Sequence[Opening], at: datetime, holidays: frozenset[date] = frozenset()) -> datetime | None:
    """The first opening after this moment, within two weeks, or four months where the weeks differ; None if none."""
    days = WEEK_AHEAD if all(line.weekly for line in openings) else SEASON_AHEAD
    for day in (at.date() + timedelta(days=ahead) for ahead in range(days + 1)):
        starts = [_starts(line, day, at) for line in lines_on(openings, day, holidays)]
        later = [start for start in starts if start > at]
        if later:
            return _on_the_clock(min(later))
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
    """The usual hours on one line: "maandag tot en met vrijdag 09:00-17:00, zaterdag 10:00-13:00"."""
    if tuple(openings) == NIGHT_AND_DAY:
        return "24 hours a day" if language == "en" else "dag en nacht"
    return ", ".join(_line_in_words(line, language) for line in openings if not line.special)


def _line_in_words(line: Opening, language: str) -> str:
    days = rule_in_words(line.rule, language) if line.rule else _weekdays_in_words(sorted(line.weekdays), language)
    dates = _season_in_words(line, language)
    return f"{days} {line.opens:%H:%M}-{line.closes:%H:%M}{f' ({dates})' if dates else ''}"


def _season_in_words(line: Opening, language: str) -> str:
    english = language == "en"
    first = line.valid_from and f"{'from' if english else 'vanaf'} {_date_in_words(line.valid_from, language)}"
    last = line.valid_to and f"{'until' if english else 'tot en met'} {_date_in_words(line.valid_to, language)}"
    return " ".join(part for part in (first, last) if part)


def _date_in_words(day: date, language: str) -> str:
    return f"{day.day} {MONTHS['en' if language == 'en' else 'nl'][day.month - 1]} {day.year}"


def _weekdays_in_words(days: Sequence[int], language: str) -> str:
    """Three days in a row or more as a stretch, others one by one."""
    names = WEEKDAYS["en" if language == "en" else "nl"]
    if len(days) == 7:
        return "every day" if language == "en" else "elke dag"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[days[0]]} {'to' if language == 'en' else 'tot en met'} {names[days[-1]]}"
    return f" {'and' if language == 'en' else 'en'} ".join(names[day] for day in days)
