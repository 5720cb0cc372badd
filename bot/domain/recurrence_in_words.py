"""How days that return are said, and the names of days and months."""

from __future__ import annotations

from bot.domain.recurrence import WEEKDAYS as CODES
from bot.domain.recurrence import Recurrence

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


def rule_in_words(rule: Recurrence, language: str) -> str:
    """ "dinsdag, om de 2 weken" or "1e maandag van elke maand"; "op wisselende dagen" where it is not that simple."""
    english = language == "en"
    days = _days_in_words(rule, english)
    if not days or None in days or rule.byyearday or rule.byweekno:
        return "on varying days" if english else "op wisselende dagen"
    named = f" {'and' if english else 'en'} ".join(day for day in days if day)
    monthly, interval = rule.frequency == "MONTHLY", rule.interval
    if interval > 1:
        unit = ("months" if monthly else "weeks") if english else ("maanden" if monthly else "weken")
        return f"{named}, {'every' if english else 'om de'} {interval} {unit}"
    if not monthly:
        return named
    return f"{named} {'of every month' if english else 'van elke maand'}"


def _days_in_words(rule: Recurrence, english: bool) -> list[str | None]:
    """Each part of `byday` or `bymonthday`; None for one that says more than fits in words."""
    if rule.frequency == "WEEKLY" and not rule.bymonthday:
        return [None if part[:-2] else _name(part, english) for part in rule.byday]
    if rule.frequency != "MONTHLY" or (rule.byday and rule.bymonthday):
        return []
    if rule.bymonthday:
        return [_last_day(english) if number == -1 else _ordinal(number, english) for number in rule.bymonthday]
    return [_place_in_month(part, english) for part in rule.byday]


def _last_day(english: bool) -> str:
    return "last day" if english else "laatste dag"


def _place_in_month(part: str, english: bool) -> str | None:
    place = _ordinal(int(part[:-2] or 0), english)
    return f"{place} {_name(part, english)}" if place else None


def _name(part: str, english: bool) -> str:
    return WEEKDAYS["en" if english else "nl"][CODES.index(part[-2:])]


def _ordinal(number: int, english: bool) -> str | None:
    if number == -1:
        return "last" if english else "laatste"
    if number < 1:
        return None
    if not english:
        return f"{number}e"
    return f"{number}{'th' if 10 < number % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
