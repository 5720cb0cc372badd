"""The day of a decision: on the letter, worked out from "drie weken geleden", or "none" where nothing was decided."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import islice

from bot.understanding.dates import dates_in, resolve_date
from bot.understanding.reading import MANY, Found, Reading, one_of
from bot.understanding.replies import UNKNOWN

SOON = timedelta(days=90)
LETTER = one_of(
    r"(?:brief|brieven|besluit|beschikking|beslissing|afwijzing|afgewezen|geweigerd|toegekend|stopgezet|"
    r"ingetrokken|intrekking|toekenning|terugvordering|herziening|uitspraak|naheffing|aanslag|boete|letter|"
    r"decision|refused|rejected|denied)\b"
)
NOT_THEIRS = one_of(
    r"(?:deurwaarder|incasso\w*|huisbaas|verhuurder|rechtbank|landlord|bailiff|\w*arts|dokter|doctor)\b"
)

# What stands before a day
DATED = one_of(
    r"(?:van|dd|gedateerd|dated|datum|dagtekening|boven|bovenaan|staat|besluit|beschikking|afgewezen|from|"
    r"of)\W+(?:[a-z]+\W+){0,2}$"
)
RECEIVED = one_of(
    r"(?:ontvangen|kreeg|gekregen|binnen|received|got|aangevraagd|aanvraag|ontvangstbevestiging|applied|geboren|"
    r"born|sinds|since)\W+(?:[a-z]+\W+){0,3}$"
)
ON_LETTER = one_of(
    r"(?:brief|besluit|beschikking|beslissing|afwijzing|letter|decision|gedateerd|dated|dd)\s(?:(?:is|was|"
    r"met datum|die|komt|van|dd|of|from|op|dated|gedateerd)\s)*(?:de\s)?$|"
    r"dd\s+$"
)
SPEAKS_OF = one_of(
    r"(?:dat|waarin|staat|om|moet|moeten|sinds|since|that|says|geboren|aangevraagd|aanvraag van|must)\b[^,.]*$"
)
DAY_ONLY = re.compile(r"\d\d?(?:e|de|ste)$")

# No decision yet, or none on paper
UNDECIDED = one_of(r"geen (?:besluit|beslissing|beschikking)|no decision|nog niet (?:besloten|beslist)")
NOT_YET = re.compile(
    "|".join(
        (
            r"\b(?:geen|no|gn) (?:nieuwe |echte |officiele |new |official |schriftelijke |brief of |"
            r"formele ){0,4}(?:besluit|beslissing|beschikking|decision|letter|brief\b(?! bij| meer| hier| gevonden))",
            r"\b(?:nog|er is|is er|heb|hebben|ik heb) (?:nog |er |ook |echt |helemaal |steeds |"
            r"altijd ){0,4}(?:niks|niets|"
            r"geen (?:besluit|"
            r"beslissing|antwoord|reactie|"
            r"bericht|uitslag))\b",
            r"\bnog niet\b|\bnothing\b|\bnot yet\b|\bgeen brief\W*$|^\W*(?:nee|geen|no|none|niks|niets|nvt)\W*$",
            r"\b(?:haven't|have not|hasn't|didn't) (?:\w+ )?(?:got\w*|received?|heard|decided|get)|\bnever (?:got|"
            r"received)",
            r"\balleen (?:\w+ )?(?:mondeling|telefonisch|aan de telefoon|gezegd)|\balleen aan de telefoon|"
            r"\bniet (?:op papier|"
            r"schriftelijk)",
            r"\bniks (?:op papier|gekregen|gehoord|ontvangen|zwart op wit)|\bnooit (?:een |iets |wat )?(?:brief |"
            r"besluit )?(?:gekregen|gehad|ontvangen)",
            r"\b(?:ze )?(?:hebben|is) (?:het )?(?:nog )?niet (?:besloten|beslist)|\bweiger\w* .{0,25}(?:papier|brief|"
            r"beslissing|besluit)",
            r"\b(?:wacht|wachten|waiting) (?:nog |still )?(?:op|for) (?:het |een |de |the |a |"
            r"any )?(?:\w+ )?(?:besluit|"
            r"beslissing|brief|antwoord|"
            r"uitslag|decision|letter|answer)\b",
        )
    )
)
PLAIN_NO = re.compile(r"\W*(?:nee|neen|no|nope)\b")
BUT_ONE = one_of(r"(?:maar|but|wel)\b")


def answered_decision(message: Reading, *, today: date) -> str | None:
    """An ISO date, "none" where there is no decision yet, or None when the answer tells neither."""
    day = _likeliest(message, list(islice(dates_in(message, today=today), MANY)))
    nothing = NOT_YET.search(message.plain)
    if nothing and (not day or UNDECIDED.search(message.plain) or not BUT_ONE.search(message.plain)):
        return "none"
    if day:
        return day.value
    if PLAIN_NO.match(message.plain) and not UNKNOWN.search(message.plain):
        return "none"
    lasting = resolve_date(message.raw, today=today) if len(message.words) <= 5 else None  # "3 weken"
    return lasting.isoformat() if lasting else None


def told_decision(message: Reading, *, today: date) -> Found | None:
    """A day that is named in one sentence with a letter or a decision."""
    for start, end in message.sentences():
        sentence = message.plain[start:end]
        if LETTER.search(sentence) and not NOT_THEIRS.search(sentence) and not NOT_YET.search(sentence):
            days = [
                day
                for day in dates_in(message, today=today, start=start, end=end)
                if _is_day_of_letter(message, day, today)
            ]
            if days:
                return _likeliest(message, days)
    return None


def _is_day_of_letter(message: Reading, day: Found, today: date) -> bool:
    """False for a day that the letter speaks of, and for "de 14e" or "3 december" that may well be still to come."""
    before = message.before(day.start, 60)
    if ON_LETTER.search(before):
        return True
    soon = date.fromisoformat(day.value) + timedelta(days=365) - today < SOON
    return not (soon or SPEAKS_OF.search(before) or DAY_ONLY.match(message.plain[day.start : day.end]))


def _likeliest(message: Reading, days: list[Found]) -> Found | None:
    """The day on the letter before the day it came in: the term runs from the former (Awb 6:8)."""

    def doubt(day: Found) -> int:
        before = message.before(day.start, 40)
        return 0 if DATED.search(before) else 2 if RECEIVED.search(before) else 1

    return min(days, key=doubt, default=None)
