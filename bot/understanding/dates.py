"""Days out of the past as people write them, in Dutch and English: "3 nov", "vorige week dinsdag", "3 weeks ago".

dateparser was measured on 33 such phrases: it missed 14 Dutch ones ("drie weken geleden", "afgelopen dinsdag", "eind
oktober") and took 155 ms for its first and 1 ms for each next one, so the grammar is here. A term of six weeks may
hang on the answer. A rough phrase therefore counts only when it leaves about ten days open, and gives the earliest
of them; "oktober" or "een paar weken geleden" gives none, and the person is asked for the day on the letter.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import ceil

from bot.understanding.number_words import NUMBER, amount
from bot.understanding.reading import Found, Reading, either, listed, one_of, read, words

_MONTH_NAMES = (
    ("januari", "january", "jan"),
    ("februari", "february", "febr", "feb"),
    ("maart", "march", "mrt", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_DAY_NAMES = (
    ("maandag", "monday"),
    ("dinsdag", "tuesday"),
    ("woensdag", "wednesday"),
    ("donderdag", "thursday"),
    ("vrijdag", "friday"),
    ("zaterdag", "saturday"),
    ("zondag", "sunday"),
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
WEEKDAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names}
_SAME_DAY = listed("vandaag vanmorgen vanochtend vanmiddag vannacht vanavond daarnet today")
_DAY_BEFORE = listed("gisteren gister gisterenavond gisteravond gistermiddag gisterochtend gistermorgen yesterday")
_TWO_BEFORE = listed("eergisteren eergister eergisteravond")
DAYS_BACK = {
    **dict.fromkeys((*_SAME_DAY, "this morning", "this afternoon"), 0),
    **dict.fromkeys((*_DAY_BEFORE, "last night"), 1),
    **dict.fromkeys((*_TWO_BEFORE, "day before yesterday"), 2),
}
FEW_DAYS = {"paar": 3, "couple": 2, "few": 3, "enkele": 3}
DAYS_IN = {"d": 1, "w": 7, "u": 0, "h": 0, "mi": 0}  # by how the unit begins: dag, week, uur, minuut
MONTHS_IN = {"ma": 1, "mn": 1, "mo": 1, "j": 12, "y": 12}  # maand, mnd, month, jaar, year

MONTH = either(*sorted(MONTHS, key=len, reverse=True))
WEEKDAY = either(*WEEKDAYS)
TODAY_OR_BACK = either(*sorted(DAYS_BACK, key=len, reverse=True))
UNIT = either(
    r"(?:dag|week|wek|maand|day|month|year|hour|minute)(?:je)?(?:en|s)?|weken|wkn?|mndn?|jaar(?:tje)?|jaren|jr|"
    r"uur|uren|minuut|minuten"
)
LAST = either(r"vorige|vorig|afgelopen|verleden|laatste|voorbije|last|past")
YEAR = r"(?:(?:19|20)\d\d|'\d\d|vorig jaar|verleden jaar|dit jaar|last year|this year)"
COUNT = rf"(?:(?:een|a|de)\s)?(?P<count>{NUMBER}|anderhal(?:ve|f)|half|halve|paar|couple(?: of)?|few|enkele)"
PART = r"(?P<part>begin|half|midden|medio|eind|einde|start|early|mid|late|end)"
_AGO = r"\s?(?:geleden|gelee|gelede|terug|ago|back)\b"
_AFTER = r"(?!\d|[-/.,:]\d)"

# What stands right before a day that is still to come, or before one that is a limit and no moment
AHEAD = one_of(
    r"(?:over|binnen|na|volgende?|komende?|aanstaande|uiterlijk|voor|tot|t/m|per|vanaf|elke|iedere|in|within|next|"
    r"coming|before|until|till|by|after|every)\s+(?:op |on )?(?:de |het |the )?$"
)

Match = re.Match[str]
Resolver = Callable[[Match, date], "date | None"]


def resolve_date(phrase: str, *, today: date) -> date | None:
    """The day that is meant by a phrase, on or before today; None when it holds none or only one to come."""
    message = read(phrase)
    found = next(dates_in(message, today=today), None)
    return date.fromisoformat(found.value) if found else _lasting(message.plain, today)


def dates_in(message: Reading, *, today: date, start: int = 0, end: int | None = None) -> Iterator[Found]:
    """Every day in a message, or between two places of it, in order and as an ISO date."""
    for word in message.words:
        if word.start >= start and (end is None or word.start < end) and _may_start(word.text):
            found = None if AHEAD.search(message.before(word.start, 20)) else _date_at(message.plain, word.start, today)
            if found:
                yield found
                start = found.end


def _may_start(word: str) -> bool:
    return word[0].isdigit() or word in STARTS or amount(word) is not None


def _date_at(plain: str, start: int, today: date) -> Found | None:
    for pattern, resolver in GRAMMAR:
        match = pattern.match(plain, start)
        day = resolver(match, today) if match else None
        if match and day and day <= today:
            return Found(day.isoformat(), start, match.end())
        if match and pattern in FIRM:  # "3-12-2027" holds no other day, not even "3-12"
            return None
    return None


# Resolvers: what a phrase of each form means, seen from today


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _latest(day: int, month: int, today: date) -> date | None:
    """The last time that this day of the year came round; eight years back for 29 February."""
    days = (_day(today.year - back, month, day) for back in range(9))
    return next((found for found in days if found and found <= today), None)


def _in_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if not year:
        return _latest(day, month, today)
    if year[-1].isdigit():
        digits = year.strip("'")
        return _day(int(digits) + (2000 if len(digits) == 2 else 0), month, day)
    return _day(today.year - (not year.startswith(("dit", "this"))), month, day)


def _months_back(today: date, months: int) -> date:
    """So many months before today; the 31st becomes the last day of a shorter month."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    year = max(year, 1)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _iso(match: Match, today: date) -> date | None:
    return _day(int(match[1]), int(match[2]), int(match[3]))


def _numeric(match: Match, today: date) -> date | None:
    """Day before month, unless the second number can be no month: "11/23/2026"."""
    day, month = int(match["day"]), int(match["month"])
    day, month = (month, day) if month > 12 >= day else (day, month)
    return _in_year(day, month, match["year"], today)


def _day_and_month(match: Match, today: date) -> date | None:
    day = amount(match["day"])
    return _in_year(int(day), MONTHS[match["month"]], match["year"], today) if day else None


def _part_of_month(match: Match, today: date) -> date | None:
    """Where the part begins: the 1st, the 15th, or the 25th for the end."""
    first = {"begin": 1, "start": 1, "early": 1, "eind": 25, "einde": 25, "late": 25, "end": 25}
    return _in_year(first.get(match["part"], 15), MONTHS[match["month"]], match["year"], today)


def _day_only(match: Match, today: date) -> date | None:
    """ "De 28e" of this month, or of the last one where this month's has still to come."""
    day = int(match["day"])
    last = match["last"] in ("vorige", "afgelopen") or day > today.day
    month = _months_back(today.replace(day=1), int(last))
    return _day(month.year, month.month, day)


def _ago(match: Match, today: date) -> date | None:
    """Counted back; a few days is a count, a few weeks leaves too much open."""
    vague = next((days for word, days in FEW_DAYS.items() if word in match["count"]), None)
    if vague is not None:
        return _back(today, vague, match["unit"]) if match["unit"].startswith("da") else None
    count = amount(match["count"])
    return None if count is None else _back(today, count, match["unit"])


def _back(today: date, count: float, unit: str) -> date | None:
    """So many days, weeks, months or years before today; a half goes to the earlier day."""
    days = DAYS_IN.get(unit[:2], DAYS_IN.get(unit[:1]))
    if count > 1200:
        return None
    if days is not None:
        return today - timedelta(days=ceil(count * days))
    months = count * MONTHS_IN.get(unit[:2], MONTHS_IN.get(unit[:1], 0))
    return _months_back(today, int(months)) - timedelta(days=ceil(30 * (months % 1)))


def _word_for_a_day(match: Match, today: date) -> date | None:
    return today - timedelta(days=DAYS_BACK[match[0]])


def _weekday(match: Match, today: date) -> date | None:
    """The last such day before today; with "last week" said, the one of that week."""
    weekday, week = WEEKDAYS[match["weekday"]], match["week"] or match["week_after"]
    if not week:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today - timedelta(days=today.weekday() - weekday + (0 if week.startswith(("deze", "this")) else 7))


def _week(match: Match, today: date) -> date | None:
    """Monday of the week that is meant, later where its middle or its end is."""
    later = {"half": 2, "midden": 2, "eind": 4, "einde": 4, "late": 4, "end": 4}.get(match["part"] or "", 0)
    back = 0 if match["which"] in ("deze", "this") else 7
    return today - timedelta(days=today.weekday() + back - later)


def _weekend(match: Match, today: date) -> date | None:
    return today - timedelta(days=(today.weekday() - 6) % 7 + 1)


def _lasting(plain: str, today: date) -> date | None:
    """A bare length of time as the whole answer counts back from today: "3 weken" -> three weeks ago."""
    match = re.fullmatch(rf"\W*(?:(?:al|sinds|ongeveer|about|for)\s)*{COUNT}\s(?P<unit>{UNIT})\W*", plain)
    return _ago(match, today) if match else None


# The grammar, most telling form first

ISO = re.compile(rf"(20\d\d)[-/.](\d\d?)[-/.](\d\d?){_AFTER}")
FULL = re.compile(rf"(?P<day>\d\d?) ?[-/. ] ?(?P<month>\d\d?) ?[-/. ] ?(?P<year>(?:19|20)\d\d|'?2\d){_AFTER}")
NAMED = re.compile(
    rf"(?P<day>{NUMBER})(?:ste|de|e|st|nd|rd|th)?\s(?:of\s|"
    rf"van\s)?(?P<month>{MONTH})\b(?:,?\s(?:van\s)?(?P<year>{YEAR})\b)?"
)
FIRM = (ISO, FULL, NAMED)
_WEEK_NAMED = rf"(?:{LAST}|deze|this)\sweek"
GRAMMAR: list[tuple[re.Pattern[str], Resolver]] = [
    (form if isinstance(form, re.Pattern) else re.compile(form), resolver)
    for form, resolver in (
        (ISO, _iso),
        (FULL, _numeric),
        (NAMED, _day_and_month),
        (
            rf"(?P<month>{MONTH})\s(?:the\s)?(?P<day>\d\d?)(?:st|nd|rd|th)?{_AFTER}(?:,?\s(?P<year>{YEAR})\b)?",
            _day_and_month,
        ),
        (rf"{PART}\s(?:(?:of|van|in)\s)?(?P<month>{MONTH})\b(?:\s(?P<year>{YEAR})\b)?", _part_of_month),
        (rf"(?:een\s|a\s)?(?P<unit>{UNIT})\s(?:of|or)\s(?P<count>{NUMBER}){_AGO}", _ago),
        (rf"{COUNT}\s?(?P<unit>{UNIT}){_AGO}", _ago),
        (
            rf"(?:(?P<week>{_WEEK_NAMED})\s(?:op\s|on\s)?|(?:{LAST}\s)?)(?P<weekday>{WEEKDAY})\b(?!,?\s(?:de\s|"
            rf"the\s)?\d)(?:\s(?:van\s|in\s)?(?:de\s)?(?P<week_after>{_WEEK_NAMED}))?",
            _weekday,
        ),
        (rf"(?:{PART}\s(?:of\s|van\s)?)?(?P<which>{LAST}|deze|this)\sweek\b", _week),
        (rf"(?:{LAST}|dit|this)\sweekend\b", _weekend),
        (rf"{TODAY_OR_BACK}\b", _word_for_a_day),
        (rf"(?!24/7)(?P<day>\d\d?)[-/](?P<month>\d\d?)(?P<year>){_AFTER}(?!\s?(?:{UNIT}|keer|x|uur)\b)", _numeric),
        (
            r"(?P<day>\d\d?)(?:e|de|ste|st|nd|rd|th)\b(?:\svan\s(?P<last>vorige|afgelopen|deze)\smaand)?(?=\W*$|"
            r"\W*[,.]|\s(?:heb|kreeg|kwam|is|was|ben|of this month|of last month|of the month))",
            _day_only,
        ),
    )
]
STARTS = frozenset(re.findall("[a-z]+", " ".join((MONTH, WEEKDAY, TODAY_OR_BACK, LAST, PART)))) | words(
    "een a deze dit this anderhalve anderhalf halve paar couple few enkele week weekje maand maandje dag jaar month"
)
