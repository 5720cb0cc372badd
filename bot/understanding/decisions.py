"""The day of a decision: on the letter, worked out from "drie weken geleden", or "none" where nothing was decided."""
from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import islice

from bot.understanding.dates import dates_in, resolve_date
from bot.understanding.reading import Found, Reading

MANY = 200          # days that are looked at in one message
LETTER = re.compile(r"\b(?:brief|brieven|besluit|beschikking|beslissing|afwijzing|afgewezen|geweigerd|toegekend|stopgezet|ingetrokken|"
                    r"letter|decision|refused|rejected|denied|naheffing|aanslag|boete|intrekking|toekenning|terugvordering|herziening|uitspraak)\b")
NOT_THEIRS = re.compile(r"\b(?:deurwaarder|incasso\w*|huisbaas|verhuurder|rechtbank|landlord|bailiff|\w*arts|dokter|doctor)\b")
DATED = re.compile(r"\b(?:van|dd|d d|gedateerd|dated|datum|dagtekening|boven|bovenaan|staat|besluit|beschikking|afgewezen|from|of)\W+(?:[a-z]+\W+){0,2}$")
RECEIVED = re.compile(r"\b(?:ontvangen|kreeg|gekregen|binnen|received|got|aangevraagd|aanvraag|ontvangstbevestiging|applied|geboren|born|sinds|since)\W+"
                      r"(?:[a-z]+\W+){0,3}$")
ON_LETTER = re.compile(r"\b(?:brief|besluit|beschikking|beslissing|afwijzing|letter|decision|gedateerd|dated|dd)\s(?:(?:is|was|met datum|die|komt|van|dd|of|from|op|dated|"
                       r"gedateerd)\s)*(?:de\s)?$|\bdd\s+$")
SPEAKS_OF = re.compile(r"\b(?:dat|waarin|staat|om|moet|moeten|sinds|since|that|says|geboren|aangevraagd|aanvraag van|must)\b[^,.]*$")
DAY_ONLY = re.compile(r"\d\d?(?:e|de|ste)\b")
NOT_YET = re.compile(
    r"\b(?:geen|no|gn) (?:nieuwe |echte |officiele |new |official |schriftelijke |brief of |formele )*(?:besluit|beslissing|beschikking|decision|letter|brief\b(?! bij| meer| hier| gevonden))|"
    r"\b(?:nog|er is|is er|heb|hebben|ik heb) (?:nog |er |ook |echt |helemaal )*(?:niks|niets|geen (?:besluit|beslissing|antwoord|reactie|bericht|uitslag))\b|\bnog niet\b|\bnothing\b|\bnot yet\b|"
    r"\b(?:haven't|have not|hasn't|didn't) (?:\w+ )?(?:got\w*|received?|heard|decided|get)|\balleen (?:\w+ )?(?:mondeling|telefonisch|aan de telefoon|gezegd)|\balleen aan de telefoon|"
    r"\bniet (?:op papier|schriftelijk)|\bniks (?:op papier|gekregen|gehoord|ontvangen|zwart op wit)|\b(?:ze )?(?:hebben|is) (?:het )?(?:nog )?niet (?:besloten|beslist)|\bgeen brief\W*$|^\W*(?:nee|geen|no|none|niks|niets|nvt)\W*$|"
    r"\bweiger\w* .{0,25}(?:papier|brief|beslissing|besluit)|\b(?:wacht|wachten|waiting) (?:nog |still )?(?:op|for) (?:het |een |de |the |a |any )?(?:\w+ )?(?:besluit|beslissing|"
    r"brief|antwoord|uitslag|decision|letter|answer)\b|\bnever (?:got|received)|\bnooit (?:een |iets |wat )?(?:brief |besluit )?(?:gekregen|gehad|ontvangen)")
BUT_ONE = re.compile(r"\b(?:maar|but|wel)\b")
DECISION = re.compile(r"\bgeen (?:besluit|beslissing|beschikking)|\bno decision|\bnog niet (?:besloten|beslist)")


def answered_decision(message: Reading, *, today: date) -> str | None:
    """An ISO date, "none" where there is no decision yet, or None when the answer tells neither."""
    day = _likeliest(message, list(islice(dates_in(message, today=today), MANY)))
    nothing = NOT_YET.search(message.plain)
    if nothing and (not day or DECISION.search(message.plain) or not BUT_ONE.search(message.plain)):
        return "none"
    if day:
        return day.value
    lasting = resolve_date(message.raw, today=today) if len(message.words) <= 5 else None
    return lasting.isoformat() if lasting else None


def told_decision(message: Reading, *, today: date) -> Found | None:
    """A day that is named in one sentence with a letter or a decision."""
    for start, end in message.sentences():
        sentence = message.plain[start:end]
        if LETTER.search(sentence) and not NOT_THEIRS.search(sentence) and not NOT_YET.search(sentence):
            days = [day for day in dates_in(message, today=today, start=start, end=end) if _is_day_of_letter(message, day, today)]
            if found := _likeliest(message, days):
                return found
    return None


def _is_day_of_letter(message: Reading, day: Found, today: date) -> bool:
    """False for a day that the letter speaks of, and for "de 14e" or "3 december" that may well be still to come."""
    before = message.before(day.start, 60)
    if ON_LETTER.search(before):
        return True
    last = date.fromisoformat(day.value)
    soon = last + timedelta(days=365) - today < timedelta(days=90)
    return not (SPEAKS_OF.search(before) or message.plain[day.start:day.end].endswith("e") and DAY_ONLY.match(message.plain, day.start) or soon)


def _likeliest(message: Reading, days: list[Found]) -> Found | None:
    """The day on the letter before the day it came in: the term runs from the former (Awb 6:8)."""
    def doubt(day: Found) -> int:
        before = message.before(day.start, 40)
        return 0 if DATED.search(before) else 2 if RECEIVED.search(before) else 1
    return min(days, key=doubt, default=None)
