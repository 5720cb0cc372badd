"""What people write in a cell, read as what HSDS wants; None wherever that is not sure. Raises nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

import nh3
import phonenumbers
from babel import Locale
from phonenumbers import PhoneNumberType as Kind

from bot.domain.recurrence import WEEKDAYS

NAMESPACE = uuid5(NAMESPACE_URL, "https://openreferral.org/hsds")
EMPTY = frozenset(
    ("", "-", "--", "n/a", "na", "n.a.", "n.v.t.", "nvt", "null", "none", "nan", "nil", "tbd", "tba", "unknown",
     "onbekend", "geen", "?", "0000-00-00", "undefined", "#n/a", "#ref!", "not applicable", "niet van toepassing")
)  # fmt: skip
"""Words that mean that nothing is known, where the cell should hold a date, a number or another value with a form."""


# Ids


_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def uuid_of(text: str) -> str | None:
    """A UUID as HSDS writes it, from any of the ways to write one."""
    if _UUID.fullmatch(text):
        return text
    try:
        return str(UUID(text.strip()))
    except ValueError:
        return None


def is_uuid(text: str) -> bool:
    """Whether the text is a UUID."""
    return uuid_of(text) is not None


def stable_id(table: str, text: str) -> str:
    """A UUID for an id that is none: the same one at every import, and another one in every table."""
    return str(uuid5(NAMESPACE, f"{table}:{text}"))


# Texts

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+\d*);")
_BREAK = re.compile(r"<(?:br|hr|/p|/li|/div|/h[1-6]|/tr|/ul|/ol|/table)\b[^>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^>]*>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u2060]")
_SUSPECT = re.compile(r"[<&\x00-\x09\x0b-\x1f\x7f\ufeff\u200b\u2060ÃâÂ]")
"""Whatever one of the others looks for; most texts have none of it."""

_BROKEN = re.compile(r"Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|Â[\xa0-\xbf]")


def plain(text: str) -> str:
    """The text without markup, control characters and broken letters; each paragraph and list item on its own line."""
    if not _SUSPECT.search(text):
        return text
    text = mended(_CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))
    if _TAG.search(text):
        text = _BREAK.sub("\n", _ITEM.sub("- ", text))
        text = html.unescape(nh3.clean(text, tags=set()))
        if _TAG.search(text):  # what was escaped twice
            text = html.unescape(nh3.clean(_BREAK.sub("\n", text), tags=set()))
        text = re.sub(r"[ \t\xa0]*\n[ \t\xa0]*", "\n", re.sub(r"[ \t\xa0]{2,}", " ", text))
        text = re.sub(r"\n{3,}", "\n\n", text)
    return _CONTROL.sub("", text).strip()


def mended(text: str) -> str:
    """ "cafÃ©" is "café": UTF-8 that somebody read as Windows-1252; the text itself where that is not so."""
    if not _BROKEN.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def is_empty(text: str) -> bool:
    """Whether a cell that wants a value with a form says that there is none."""
    return text.strip().casefold() in EMPTY


# Dates and times

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_SHORT_ISO = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})(?:[T ,].*)?")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th|e)?[\s-]+([^\W\d_]+)\.?,?[\s-]+(\d{4})")
_WORDS_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


def date_of(text: str, *, day_first: bool | None = None) -> date | None:
    """A date: "2024-03-01", "01.03.2024", "25/12/2024", "1 maart 2024", "March 1, 2024".

    With slashes either number may be the day; where both can be the month only `day_first` decides, else it is unsure.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text) or _SHORT_ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(text):
        return _european(int(found[1]), int(found[3]), int(found[4]), day_first or (found[2] != "/") or None)
    if found := _WORDS.fullmatch(text):
        return _day(int(found[3]), _months().get(found[2].casefold(), 0), int(found[1]))
    if found := _WORDS_FIRST.fullmatch(text):
        return _day(int(found[3]), _months().get(found[1].casefold(), 0), int(found[2]))
    return None


def _european(one: int, two: int, year: int, day_first: bool | None) -> date | None:
    """Which of the two is the month: the one that can be, else by custom; None where nobody can tell."""
    if two > 12 >= one:
        return _day(year, one, two)
    if one > 12 or day_first or one == two:
        return _day(year, two, one)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    """Names of months in Dutch and English, whole and short."""
    names = (Locale(code).months["format"][width] for code in ("nl", "en") for width in ("wide", "abbreviated"))
    return {name.rstrip(".").casefold(): number for months in names for number, name in months.items()}


def moment_of(text: str) -> str | None:
    """A moment in ISO 8601 (HSDS `datetime`); a date alone is one too."""
    text = text.strip()
    try:
        datetime.fromisoformat(re.sub(r"\.\d+", "", text.upper().removesuffix("Z")).replace(" ", "T", 1))
    except ValueError:
        day = date_of(text)
        return f"{day}T00:00:00" if day else None
    return text.replace(" ", "T", 1)


_RIGHT = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d{2}:\d{2})?")
_OFFSET = re.compile(r"(?:Z|[+-]\d{2}:\d{2})$")
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.hu]\s?(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(am|pm|a\.m\.?|p\.m\.?|uur|u|h)?", re.IGNORECASE
)
_DIGITS = re.compile(r"(\d{1,2})(\d{2})\s*(am|pm|uur)?", re.IGNORECASE)
_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00", "middernacht": "00:00", "24 uur": "00:00"}


def time_of(text: str) -> str | None:
    """A time as HSDS writes it, HH:MM: from "9am", "0900", "9.30 uur", "24:00" (midnight); an offset stays."""
    text = text.strip()
    if _RIGHT.fullmatch(text):
        return text
    offset = _OFFSET.search(text)
    clock = (text[: offset.start()] if offset else text).strip().casefold()
    if clock in _NAMED:
        return _NAMED[clock]
    found = _CLOCK.fullmatch(clock) or _DIGITS.fullmatch(clock)
    if not found or (found[2] is None and found[3] is None):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half in ("a", "p"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute) == (24, 0):
        hour = 0
    return f"{hour:02}:{minute:02}{offset[0] if offset else ''}" if hour < 24 and minute < 60 else None


# Weekdays

_STRETCH = re.compile(r"\s*(?:-|–|—|/|t/m|tm|tot en met|tot|to|through|thru|until)\s*")
_ALL = {
    **dict.fromkeys(("weekdays", "werkdagen", "doordeweeks", "working days", "weekday"), range(5)),
    **dict.fromkeys(("daily", "every day", "dagelijks", "elke dag", "all week", "7 days"), range(7)),
    **dict.fromkeys(("weekend", "weekends"), range(5, 7)),
}


def weekdays_of(text: str) -> str | None:
    """Weekdays as HSDS writes them: "MO,WE" from "Monday and Wednesday", "ma, wo", "1,3", and stretches: "Mon-Fri"."""
    text = text.strip().casefold().strip(".")
    if text in _ALL:
        return _codes(_ALL[text])
    days: list[int] = []
    for part in re.split(r"\s*(?:[,;&+|]|\band\b|\ben\b(?! met))\s*", text):
        ends = [_weekday(end) for end in _STRETCH.split(part)]
        if not part or None in ends or len(ends) > 2:
            return None
        first, last = ends[0] or 0, ends[-1] or 0
        days += [(first + ahead) % 7 for ahead in range((last - first) % 7 + 1)]
    return _codes(sorted({*days}))


def _codes(days: object) -> str:
    return ",".join(WEEKDAYS[day] for day in days)  # type: ignore[attr-defined]


def _weekday(text: str) -> int | None:
    """0 for Monday. A number counts from Monday as 1; 0 and 7 are Sunday, as in ISO 8601 and in cron."""
    if text.isdecimal():
        return (int(text) - 1) % 7 if int(text) <= 7 else None
    return _weekday_names().get(text.rstrip(".s") or text, _weekday_names().get(text.rstrip(".")))


@lru_cache(maxsize=1)
def _weekday_names() -> Mapping[str, int]:
    """Names in Dutch and English, whole and short, and the codes of iCalendar."""
    found = {code.casefold(): day for day, code in enumerate(WEEKDAYS)}
    for code in ("nl", "en"):
        for names in Locale(code).days["format"].values():
            found |= {name.rstrip(".").casefold(): day for day, name in names.items() if len(name) > 1}
    return {**found, "tues": 1, "wedne": 2, "thur": 3, "thurs": 3}


# Numbers, places on the net, phones

_EURO = re.compile(r"(?:€|eur|euro|usd|gbp|\$|£)", re.IGNORECASE)


def number_of(text: str) -> int | float | None:
    """A number: "18", "18+", "18 jaar", "3,50", "1.234,50", "€ 5"."""
    text = re.sub(r"\s*(?:\+|jaar|years?|yrs?)$", "", _EURO.sub("", text).strip().casefold()).strip()
    if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+,\d+", text) or re.fullmatch(r"-?\d+,\d+", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(?:,\d{3})+\.\d+", text):
        text = text.replace(",", "")
    text = text.removesuffix(",-").removesuffix(".-")
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,20})?", text):
        return None
    return float(text) if "." in text else int(text)


_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]{2,}")


def uri_of(text: str) -> str | None:
    """An address on the net; "www.x.nl" gets https:// before it."""
    text = text.strip().strip("<>")
    if re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s]+", text, re.IGNORECASE) and not re.match(r"[\w.-]+:\d", text):
        return text
    return f"https://{text}" if _HOST.fullmatch(text) else None


def email_of(text: str) -> str | None:
    """The address in "mailto:a@b.nl", "A <a@b.nl>" or "a@b.nl; c@d.nl" (the first)."""
    found = _MAIL.search(text.removeprefix("mailto:"))
    return found[0].rstrip(".") if found else None


ABROAD = frozenset((Kind.FIXED_LINE, Kind.MOBILE, Kind.FIXED_LINE_OR_MOBILE, Kind.VOIP, Kind.PERSONAL_NUMBER, Kind.UAN))
"""Numbers that can be dialled from another country; free and paid ones often cannot."""

SHORT = re.compile(r"1[0-9]{2}|1400|116 ?1[0-9]{2}|14 ?0[0-9]{2,3}|[2-9]11|988|999")
"""Numbers that no library takes for valid and that work: 112, 113, 144, 116 123, 14 020; 211, 911, 988, 999 abroad."""


def phone_of(text: str, region: str) -> tuple[str, str] | None:
    """The number with its country where it has none, and its extension; None where it is no number of this region.

    Short, free and paid numbers stay as they are: they have no country.
    """
    text = " ".join(text.split())
    if SHORT.fullmatch(text):
        return text, ""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    extension = number.extension or ""
    if "+" in text or phonenumbers.number_type(number) not in ABROAD:
        return (_without(text, extension), extension) if extension else (text, "")
    number.extension = None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL), extension


def _without(text: str, extension: str) -> str:
    """The number as it is written, without its extension."""
    return re.sub(rf"[\s,;]*(?:ext(?:ension)?\.?|x|#|toestel)\s*{extension}$", "", text, flags=re.IGNORECASE)
