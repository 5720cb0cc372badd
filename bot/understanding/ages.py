"""How old somebody is: whose age a number tells, and which numbers are no age at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import NamedTuple

from bot.understanding.dates import MONTHS, dates_in
from bot.understanding.kin import whose
from bot.understanding.number_words import misspelt, number_at
from bot.understanding.reading import MANY, Found, Reading, Word, either, one_of, words

OLDEST, YOUNGEST_WITH_BIRTHDAY = 112, 4
ARTICLES = words("een a an one 'n")
SOMEONE = words("jongen meisje man vrouw mevrouw meneer heer student studente scholier boy girl lady gentleman")

# What stands before a number
_SLIGHT = (
    r"(?:(?:zelf|nu|net|pas|al|nog|maar|inmiddels|ook|bijna|haast|ongeveer|ruim|just|only|now|already|almost|"
    r"nearly|about|about to be|een|jong)\s)*"
)
_THEN = rf"\s?[:(,]?\s?{_SLIGHT}$"
SELF = re.compile(
    rf"\b(?:ik ben|ben ik|i'm|i am|im|kben|ik bin|ik wordt?|leeftijd(?: is)?|age(?: is)?|aged){_THEN}|"
    rf"(?:^|[,.!]\s?|\ben |\bik )ben{_THEN}"
)
NAMED = one_of(r"(?:ik ben|i'm|i am|ik heet|mijn naam is|my name is) [a-z■ '-]{1,30},\s$")  # "ik ben Sem, 12 jaar"
JUST_I = re.compile(rf"(?<!denk )(?<!geloof )(?<!dacht )(?<!heb )\b(?:ik|i)\s?[(,]?\s?{_SLIGHT}$")
THIRD = one_of(
    rf"(?:hij|zij|ze|die|he|she)(?:\s|')(?:is|s|wordt|was){_THEN}|(?:he's|she's){_THEN}|"
    r"(?:hij|zij|ze|he|she)\s$"
)
PERSON = re.compile(
    rf"((?:[a-z]+\s){{0,2}}[a-z]+)\s?(?:\b(?:van|is|wordt|was|of|aged)\b|[(,:])\s?{_SLIGHT}$|\b([a-z]+)\s$"
)
TURNING = one_of(
    r"(?:wordt?|turn|turning|turns|will be|i'll be|becoming)\s"
    r"(?!(?:nu|vandaag|now|today)\s)(?:(?!ben\s|am\s|im\s)[a-z\d]+\s){0,5}$"
)
TURNING_ONE = one_of(r"([a-z]+)\s(?:wordt|word|turns|is turning|will be)\s(?:[a-z\d]+\s){0,5}$")
SOON = one_of(
    r"(?:over (?:een|a|\d+|[a-z]+) (?:week|weken|maand|maanden|jaar|dagen)|binnenkort|volgende maand|volgend jaar) $"
)
ALMOST = one_of(r"(?:bijna|haast|almost|nearly)\s$")
# "Sinds ik 18 ben", "toen was ik 12": an age of another time
CONDITION = one_of(
    r"(?:sinds|toen|als|wanneer|zodra|tot|totdat|voordat|nadat|vanaf|voor|since|when|if|until|till|before|"
    r"once)\s(?:dat\s)?(?:ik|i|je|jij|hij|ze|zij|he|she|we|you|u)\b[^,.;]{0,30}$|"
    r"(?:was ik|i was)\s(?:[a-z]+\s)?$"
)
CORRECTED = one_of(r"(?:bedoel|sorry|mean|correctie|nee|wacht|eigenlijk|dus|actually|so)\W{1,2}(?:ik ben )?$")
DENIED = one_of(r"(?:niet|not|geen|nie)\s$")
PARENT_OF = re.compile(  # "moeder van 2"; "mijn moeder van 81" is an age
    r"(?<!mijn )(?<!mn )(?<!me )(?<!my )\b(?:moeder|vader|ouder|mother|father|mum|mom|dad) (?:van|of)\s$"
)
NO_AGE_BEFORE = re.compile(
    either(
        r"€\s?|\b(?:groep|klas|leerjaar|jaar|niveau|mbo|havo|vwo|vmbo|hbo|grade|year|class|group)\s|"
        r"\b(?:nummer|nr|huisnummer|kamer|bus|lijn|tram|fase|artikel|blok|deel|postbus|route|zone|code|number|"
        r"room|house|line|paragraaf)\s|"
        r"\b(?:verdien|betaal|kost|heb|kreeg|om|rond|top|elke|per|binnen|tussen|met|al|vanaf|under|over|op mijn|"
        r"op mn)\s|"
        r"\b(?:in de|begin|midden|eind|halverwege|onder de|boven de|ouder dan|jonger dan|older than|younger than|"
        r"minimaal|tot)\s|"
        r"\b[a-z]*(?:straat|laan|weg|plein|hof|kade|gracht|singel|dreef|pad|plantsoen|steeg)\s"
    )
    + "$"
)

# What stands after a number
_YEARS = r"(?:jaartjes|jaren|jaar|jr|years?|yrs?|j|yo|y)"
_LASTING = (
    r"(?:geleden|terug|ago|lang|getrouwd|bezig|aan|in|bij|op|werk\w*|dakloos|samen|thuis|ziek|clean|gescheiden|"
    r"alleen|lid|ingeschreven|weg|hier|onder|met|zonder|of experience|now)"
)
UNIT_OF_AGE = re.compile(rf"\s?{_YEARS}\b(?!\s{_LASTING})")
LASTING = re.compile(rf"\s?{_YEARS}\b(?=\s{_LASTING})")  # "ben 3 jaar bezig"
OPENS_WITH_AGE = re.compile(rf"\s?{_YEARS}\b\W*(?:$|[,.]|oud\b|old\b|en\b|vrouw|man|jongen|meisje|student)")
CLOSES_WITH_AGE = re.compile(r"\s?(?:jaar oud|years? old|jr oud|yo)\W*$")
YEAR_OLD = re.compile(r"[ -]?(?:jarige?|jarig|year[ -]old|yr[ -]old|yo)\s((?:[a-z]+\s)?[a-z]+)")
TURNING_AFTER = re.compile(r"\s(?:jaar\s)?(?:word|ga worden|turn|wordt(?=\W*$|\W*[,.]))\b")
NO_AGE_AFTER = re.compile(
    r"\s?(?:%|€|\+|(?:euro|eur|cent|duizend|honderd|miljoen|percent|procent|keer|x|maal|times|uur|uren|u|min|"
    r"minuten|dag|dagen|weken|week|wkn?|maand|maanden|mnd|kwartalen|hours?|days?|weeks?|months?|nachten|kilo|kg|"
    r"km|meter|m2|kinderen|kids|personen|mensen|mannen|people|children|brieven|mails?|letters|kamers?|dingen|"
    r"andere|verschillende|havo|vwo|vmbo|mbo|hbo|"
    rf"a|b|hoog|van de|of the|{'|'.join(MONTHS)})\b)|"
    rf"[/:]\d|\s?-\s?\d|[a-z]?\d|(?:e|de|ste|th|st|nd|rd)\b"
)
STANDS_ALONE = re.compile(r"\W*$|\s?[,.)&/]|\s(?:en|and|mijn|maar|met)\b")

# Ages that are not told as a number of years
BORN_IN = re.compile(
    r"\b(?:geboren|geb|uit|van|bouwjaar|born|in|jaargang)\s(?:in\s|uit\s|het jaar\s)?((?:19|20)\d\d)\b|"
    r"^\W*((?:19|20)\d\d)\W*$"
)
INFANT = re.compile(
    r"^\W*(?:[a-z]+\s){0,4}(?:\d\d?|[a-z]+)\s(?:maanden|maand|weken|months|weeks|dagen|days)(?:\s(?:oud|old))?\W*$"
)


class Age(NamedTuple):
    years: int
    whose: str  # self | child | client | other | third ("hij is negen") | placed ("16 jaar, dakloos") | bare | nobody
    start: int
    end: int
    corrected: bool


def told_age(message: Reading, whom: str | None) -> Found | None:
    """The age in a free text of the one it is for; without a word on whose it is, a number is no age."""
    ages = ages_in(message)
    labels = (whom, "third") if whom and whom != "self" else ("self", "placed")
    return next((found for label in labels if (found := _pick(ages, label))), None)


def answered_age(message: Reading, whom: str | None, *, today: date) -> str | None:
    """The age out of an answer to that question; a bare number will do."""
    dates = list(islice(dates_in(message, today=today), MANY))
    ages = ages_in(message, dates)
    for label in _labels(ages, whom):
        if found := _pick(ages, label):
            return found.value
    infant = "0" if whom == "child" and INFANT.match(message.plain) else None
    return _from_birth(message, dates, today) or _spelled_wrong(message) or infant


def _labels(ages: list[Age], whom: str | None) -> tuple[str, ...]:
    """Whose age to look for, likeliest first; when nobody knows whom it is for, one's own comes first."""
    if whom == "self" or (whom is None and any(age.whose in ("self", "placed") for age in ages)):
        return ("self", "placed", "bare")
    others = (whom,) if whom else ("child", "client", "other")
    return (*others, "third", "placed", "bare")


def ages_in(message: Reading, dates: Iterable[Found] = ()) -> list[Age]:
    """Every number that can be somebody's age, with whose it is."""
    taken = {place for found in dates for place in range(found.start, found.end)}
    numbers = (word for word in message.words if word.start not in taken and number_at(message.plain, word.start))
    return [age for word in islice(numbers, MANY) if (age := _age_at(message, word))]


def _age_at(message: Reading, word: Word) -> Age | None:
    number = number_at(message.plain, word.start)
    if not number or number.value > OLDEST or word.text in ARTICLES:
        return None
    before, after = message.before(word.start), message.after(number.end)
    if word.text == "ten" and not STANDS_ALONE.match(after) and not UNIT_OF_AGE.match(after):  # "ten einde raad"
        return None
    if CONDITION.search(before) or DENIED.search(before) or NO_AGE_AFTER.match(after) or LASTING.match(after):
        return None
    to_come = ALMOST.search(before) or SOON.search(before) or TURNING.search(before) or TURNING_AFTER.match(after)
    return Age(
        int(number.value) - bool(to_come), _whose(before, after), word.start, number.end, bool(CORRECTED.search(before))
    )


def _whose(before: str, after: str) -> str:
    """Whose age a number is, by the words around it."""
    if PARENT_OF.search(before):
        return "nobody"
    named = YEAR_OLD.match(after) or TURNING_ONE.search(before) or PERSON.search(before)
    nouns = (named[1] or named[2]).split() if named else []
    known = next((whom for noun in reversed(nouns) if (whom := _kind(noun))), None)
    if known:
        return known
    if THIRD.search(before):
        return "third"
    if _own(before, after):
        return "self"
    return "placed" if _placed(before, after) else "nobody" if NO_AGE_BEFORE.search(before) else "bare"


def _kind(noun: str) -> str | None:
    """Whose age it is after this noun; "een jongen van 15" is about whoever the message is about."""
    return whose(noun) or ("third" if noun in SOMEONE else None)


def _own(before: str, after: str) -> bool:
    """True for "ik ben 16", "ben 16 jaar", "ik (16) wil", "word 18"."""
    if SELF.search(before) or (TURNING.search(before) and "wordt" not in before):
        return True
    if TURNING_AFTER.match(after):
        return bool(re.search(r"\b(?:ik|i)\b", before))
    if JUST_I.search(before):
        return bool(STANDS_ALONE.match(after) or UNIT_OF_AGE.match(after))
    return bool(NAMED.search(before) and UNIT_OF_AGE.match(after))


def _placed(before: str, after: str) -> bool:
    """An age that a message opens or closes with: "16 jaar, geen school", "..., 24 jaar oud"."""
    if not before.strip():
        return bool(OPENS_WITH_AGE.match(after))
    return before.endswith(", ") and bool(CLOSES_WITH_AGE.match(after))


def of_another(message: Reading) -> bool:
    """True when the message also tells the age of somebody whom it does not name: "Hij is negen. Ik ben 41." """
    return any(age.whose == "third" for age in ages_in(message))


def _pick(ages: Iterable[Age], label: str) -> Found | None:
    """The age with this label that somebody came back to, else the first."""
    found = [age for age in ages if age.whose == label]
    best = next((age for age in reversed(found) if age.corrected), found[0] if found else None)
    return Found(str(best.years), best.start, best.end) if best else None


def _from_birth(message: Reading, dates: Iterable[Found], today: date) -> str | None:
    """The age that follows from a date or year of birth."""
    for found in dates:
        born = date.fromisoformat(found.value)
        years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        if years >= YOUNGEST_WITH_BIRTHDAY:
            return str(years)
    year = BORN_IN.search(message.plain)
    years = today.year - int(year[1] or year[2]) if year else -1
    return str(years) if 0 <= years <= OLDEST else None


def _spelled_wrong(message: Reading) -> str | None:
    """A short answer with a number word that is one slip off."""
    if len(message.words) > 5:
        return None
    return next((str(years) for word in message.words if (years := misspelt(word.text)) is not None), None)
