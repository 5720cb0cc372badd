"""Private numbers: e-mail addresses, accounts, citizen service numbers, telephones, licence plates, dates of birth.

What a library keeps the rules of is checked there: python-stdnum for BSN and IBAN, phonenumbers for telephone numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

import phonenumbers
from stdnum import iban
from stdnum.nl import bsn

from bot.understanding.private_words import MONTHS, Span, words_before, words_file

# --- E-mail and IBAN --------------------------------------------------------------------------------------------

_BOX = r"(?<![\w.+%-])[\w+%-](?:[\w.+%'-]{0,62}[\w+%-])?"
_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,5}[^\W\d_]{2,24}(?![\w-])"
_PROVIDER = r"(?:g(?:oogle)?mail|hotmail|outlook|live|msn|icloud|yahoo|ziggo|kpnmail|planet|xs4all|proton(?:mail)?)"
_SPELLED = rf"(?:{_PROVIDER}(?:\s?(?:\.|punt|dot)\s?[a-z]{{2,3}})?|[\w-]{{1,60}}\s(?:punt|dot)\s[a-z]{{2,6}})"
_EMAIL = re.compile(
    rf"{_BOX}(?:@ ?|\s@\s|\s?[(\[]\s?(?:at|@)\s?[)\]]\s?)(?:{_HOST}|{_PROVIDER}\b)"
    rf"|{_BOX}\s(?:at|ape?n?staartje)\s{_SPELLED}\b",
    re.IGNORECASE,
)


def find_emails(text: str) -> Iterator[Span]:
    """E-mail addresses, also with the at sign in words; a nickname behind a bare @ is none."""
    return (Span("email", *found.span()) for found in _EMAIL.finditer(text))


_IBAN_START = re.compile(r"(?<![^\W_])[A-Za-z]{2} ?\d{2}(?=[ .-]?[A-Za-z0-9])")
_IBAN_SIGN = re.compile(r"[ .-]?([A-Za-z0-9])")
_IBAN_NL = re.compile(r"NL\d{2}[A-Z]{4}\d{10}")
_LETTER_VALUES = {code: str(code - 55) for code in range(ord("A"), ord("Z") + 1)}
_ACCOUNT_WORDS = ("iban", "rekening", "bank", "account")


def find_ibans(text: str) -> Iterator[Span]:
    """Account numbers that pass mod 97; a Dutch one with a slip counts behind a word such as rekening."""
    for start in _IBAN_START.finditer(text):
        end = _iban_end(text, start.start())
        if end:
            yield Span("iban", start.start(), end)


def _iban_end(text: str, start: int) -> int | None:
    """Where the account number ends that begins here; python-stdnum knows the length for each country."""
    signs, place = "", start
    while len(signs) < 34 and (sign := _IBAN_SIGN.match(text, place)):
        signs, place = signs + sign[1].upper(), sign.end()
        whole = len(signs) >= 15 and not text[place : place + 1].isalnum()
        if whole and (_is_iban(signs) or (_IBAN_NL.fullmatch(signs) and _called_account(text, start))):
            return place
    return None


def _is_iban(signs: str) -> bool:
    """The test of ISO 13616: mod 97 first, which is quick, then length and shape for the country."""
    remainder = int((signs[4:] + signs[:4]).translate(_LETTER_VALUES)) % 97
    return remainder == 1 and bool(iban.is_valid(signs, check_country=False))


def _called_account(text: str, start: int) -> bool:
    """True behind a word such as rekening or IBAN."""
    return any(word.startswith(_ACCOUNT_WORDS) for word in words_before(text, start, 4))


# --- Citizen service numbers ------------------------------------------------------------------------------------

_NINE = re.compile(r"(?<![\w+€#])(?<!\d[.,/-])\d(?:[ .-]?\d){7,8}(?![\w%#])(?![.,/-]\d)")
_USUAL_GROUPS = frozenset(
    {"9", "3 3 3", "4 2 3", "2 3 4", "3 2 4", "4 5", "5 4", "3 6", "6 3", "2 2 2 3", "3 2 2 2", "2 2 2 2 1"}
)
_BSN_WORD = r"(?:bsn|burgerservice|sofi|citizen.{0,3}service)"
_BSN_BEFORE = re.compile(
    rf"(?<![^\W\d_])(?<!geen ){_BSN_WORD}\W?(?:nummer|nr|number)?(?:[^\d\n?!.;]|\b(?:nr|no)\.){{0,30}}$", re.IGNORECASE
)
_BSN_AFTER = re.compile(rf"\W{{1,3}}(?:is|als|=)?\s?(?:(?:mijn|mn|my|zijn|haar|het)\s)?\(?{_BSN_WORD}", re.IGNORECASE)
_MONEY = re.compile(r"\s?(?:euro|eur\b|€|,-|mensen|inwoners)", re.IGNORECASE)
_DAY_AND_YEAR = re.compile(r"\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d\b")
_PRIVATE_LABELS = ("burger", "sofi", "bsn", "tel", "mobiel", "gsm", "huis", "nummer", "nood")


def find_named_bsns(text: str) -> Iterator[Span]:
    """Eight or nine digits that someone calls a BSN; with a typing error they are as private as without."""
    for found in _NINE.finditer(text):
        before = _BSN_BEFORE.search(text, max(0, found.start() - 60), found.start())
        named = before and not _has_other_label(before[0], len(before[0]))
        if (named or _BSN_AFTER.match(text, found.end())) and not _DAY_AND_YEAR.fullmatch(found[0]):
            yield Span("bsn", *found.span())


def find_bare_bsns(text: str) -> Iterator[Span]:
    """Nine digits that pass the 11-test, unless they are introduced as another number or turn out to be money."""
    for found in _NINE.finditer(text):
        groups = " ".join(str(len(group)) for group in re.split("[ .-]", found[0]))
        usual = groups in _USUAL_GROUPS and bsn.is_valid(found[0])
        if usual and not _has_other_label(text, found.start()) and not _MONEY.match(text, found.end()):
            yield Span("bsn", *found.span())


def _has_other_label(text: str, place: int) -> bool:
    """True where one of the last words names another kind of number: factuur, zaak, klantnummer, student number."""
    return any(_is_other_label(word) for word in words_before(text, place, 4))


def _is_other_label(word: str) -> bool:
    """True for such a word; the label of a private number may end in "nummer" too."""
    if word.startswith(_PRIVATE_LABELS):
        return False
    return (
        word.startswith(words_file()["other numbers"])
        or word.endswith(("nummer", "nr", "code"))
        or word in ("ref", "ov")
    )


# --- Telephone numbers ------------------------------------------------------------------------------------------

_ABROAD = re.compile(r"(?<![\w+#])\(?(?:\+|00) ?[1-9](?:[ ./()-]{0,3}\d){6,14}(?!\d)")
_HOME = re.compile(r"(?<![\w+#])(?<!\d[.,/:-])\(?0(?:[ ./()-]{0,3}\d){9}(?![\w%#])(?![.,:]\d)")
_MOBILE = re.compile(r"(?<![\w+#.,/-])(?:31[ -]?)?6[ -]?[1-8](?:[ -]?\d){7}(?![\w%#])")
_DIGIT_WORD = r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)"
_SPOKEN = re.compile(rf"\bnul(?:[ ,-]{{1,2}}{_DIGIT_WORD}){{9}}\b", re.IGNORECASE)
_PHONE_WORDS = ("tel", "bel", "gebeld", "app", "sms", "whats", "mobiel", "phone", "call", "text", "bereik")
_PUBLIC_LINES = ("800", "900", "906", "909")


def find_phones(text: str) -> Iterator[Span]:
    """Telephone numbers of people and offices; public lines (0800, 0900, 14 010, 112) are nobody's secret."""
    for pattern, end_of in ((_ABROAD, _abroad_end), (_HOME, _home_end), (_MOBILE, _mobile_end)):
        for found in pattern.finditer(text):
            end = end_of(text, found)
            if end:
                yield Span("phone", found.start(), end)
    for found in _SPOKEN.finditer(text):
        yield Span("phone", *found.span())


def _abroad_end(text: str, found: re.Match[str]) -> int | None:
    """The longest part, cut between groups, that the library takes for a number in that country."""
    ends = [group.end() for group in re.finditer(r"\d+", found[0])]
    for accepts in (phonenumbers.is_valid_number, phonenumbers.is_possible_number):
        for end in reversed(ends):
            with suppress(phonenumbers.NumberParseException):
                number = phonenumbers.parse(found[0][:end], "NL")
                if accepts(number) and not _is_public(str(number.national_number)):
                    return found.start() + end
    return None


def _home_end(text: str, found: re.Match[str]) -> int | None:
    """Ten digits with an area code that exists; every 06 counts, also a range that is not handed out yet."""
    digits = re.sub(r"\D", "", found[0])
    if not _grouped_like_a_phone(found[0]) or _is_public(digits[1:]) or is_customer_number(text, found.start()):
        return None
    known = digits.startswith("06") or phonenumbers.is_valid_number(phonenumbers.parse(digits, "NL"))
    return found.end() if known else None


def _mobile_end(text: str, found: re.Match[str]) -> int | None:
    """A mobile number without its zero: with 31 in front it speaks for itself, else a word must say so."""
    named = any(word.startswith(_PHONE_WORDS) for word in words_before(text, found.start(), 4))
    return found.end() if found[0].startswith("31") or named else None


def _grouped_like_a_phone(number: str) -> bool:
    """True where the first group can be an area code; a date or a row of times is cut elsewhere."""
    groups = re.findall(r"\d+", number)
    if _DAY_AND_YEAR.match(number):
        return False
    return len(groups[0]) in (3, 4, 10) or groups[0] == "06" or max(map(len, groups)) == 1


def _is_public(national: str) -> bool:
    """True for free and paid public lines."""
    return national.startswith(_PUBLIC_LINES)


def is_customer_number(text: str, place: int) -> bool:
    """True where the word just before says that this is an order, a customer, a code."""
    words = [word for word in words_before(text, place, 2) if word not in ("is", "nr", "no", "was")]
    return bool(words) and _is_other_label(words[-1])


# --- Licence plates --------------------------------------------------------------------------------------------------

_OLD_PLATES = "XX-99-99 99-99-XX 99-XX-99"
_PLATES = "99-XX-XX XX-99-XX XX-XX-99 99-XXX-9 9-XXX-99 XX-999-X X-999-XX XXX-99-X X-99-XXX 9-XX-999 999-XX-9"


def _shapes(codes: str, letter: str) -> str:
    """A pattern for these side codes: all dashes, all spaces or nothing between the groups."""
    signs = {"X": letter, "9": r"\d"}
    return "|".join("".join(signs.get(sign, gap) for sign in code) for code in codes.split() for gap in ("-", " ", ""))


# Plates of the newer kinds have no vowels, so that they spell no words (RDW); near a car we forgive one.
_PLATE = re.compile(
    r"(?<![\w#-])(?=[A-Z -]{0,6}\d)"
    rf"(?:(?P<new>{_shapes(_PLATES, '[B-DF-HJ-NP-TV-XZ]')})|(?P<old>{_shapes(_OLD_PLATES, '[A-Z]')})"
    rf"|{_shapes(_PLATES, '[A-Z]')})(?![\w#-])",
    re.IGNORECASE,
)
_VEHICLE = re.compile(
    r"\b(?:kenteken|nummerplaa?t|nummerbord|auto|bus|(?:bestel|personen)(?:bus|auto)|scooter|brommer|snorfiets|motor"
    r"|aanhang|caravan|camper|voertuig|wagen|taxi|naheffing|parke|geparke|licen[cs]e|plate|registration|car\b|my van\b"
    r"|vehicle|truck|weg(?:reed|rij|gereden)|reed\b|rijdt\b)",
    re.IGNORECASE,
)


def find_plates(text: str) -> Iterator[Span]:
    """Dutch licence plates: by their shape, or by shape alone near a word about vehicles or parking."""
    for found in _PLATE.finditer(text):
        if " " in found[0] and not found[0].isupper() and not _called_plate(text, found.start()):
            continue
        near = _VEHICLE.search(text, max(0, found.start() - 60), found.end() + 30)
        if (near or _is_clear_plate(found)) and not is_customer_number(text, found.start()):
            yield Span("licence_plate", *found.span())


def _called_plate(text: str, place: int) -> bool:
    """True right behind kenteken, nummerplaat or plate."""
    return any(word.startswith(("kenteken", "nummerpla", "plate")) for word in words_before(text, place, 2))


def _is_clear_plate(found: re.Match[str]) -> bool:
    """True for a plate with its dashes, or of a newer kind in capitals without spaces."""
    if "-" in found[0]:
        return bool(found["new"] or found["old"])
    return bool(found["new"]) and found[0].isupper() and " " not in found[0]


# --- Dates of birth ---------------------------------------------------------------------------------------------

_DATE = re.compile(
    r"(?<![\w#])(?<!\d[.,/-])(?:(?P<d>\d{1,2}) ?(?P<sep>[-/. ]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<y>\d{4}|\d{2})"
    r"|(?P<y2>\d{4})(?P<sep2>[-/.])(?P<m2>\d{1,2})(?P=sep2)(?P<d2>\d{1,2})"
    rf"|(?P<d3>\d{{1,2}})(?:e|de|ste|st|nd|rd|th)?[ -](?:of )?(?P<m3>{MONTHS})\.?,?[ -](?P<y3>\d{{4}}|'?\d{{2}})"
    rf"|(?P<m4>{MONTHS})\.? (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>\d{{4}})"
    r"|(?P<d5>\d{2})(?P<m5>\d{2})(?P<y5>(?:19|20)\d{2}))(?![\w#])(?![.,/-]\d)",
    re.IGNORECASE,
)
_MONTH_WORDS = "jan feb maa|mar|mrt apr mei|may jun jul aug sep okt|oct nov dec"
_MONTH_NUMBERS = {word: number for number, words in enumerate(_MONTH_WORDS.split(), 1) for word in words.split("|")}
_BIRTH_BEFORE = re.compile(
    r"\b(?:geboren|geb(?:oorte)?[. -]?(?:datum|dat|dag)?\.?|gbd|born|birth ?(?:date|day)?|d\.?o\.?b\.?|verjaardag"
    r"|jarig)"
    r"(?![^\W_])(?P<between>[^\d\n!?#]{0,45})$",
    re.IGNORECASE,
)
_SOMETHING_ELSE = re.compile(
    r"\b(?:en|and|maar|but|sinds|since|vanaf|until|tot|brief|came|arrived|moved|verhuisd|overleden|ingeschreven|akte"
    r"|aangifte|feest|aanvraag|besluit|verlof|geldig|is mijn|heb|hebben)\b|\. [^\W\d_]{3}",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:wordt|worden|will be|uitgerekend|uitgeteld|verwacht|due)\b[^\d.!?\n]{0,60}$", re.IGNORECASE
)
_BIRTH_AFTER = re.compile(
    r"\W{1,3}(?:(?:ben|is|was|werd) )?(?:(?:ik|hij|zij|ze|i|he|she) )?(?:was )?(?:geboren|geb\b|born)"
    r"|\W{1,3}is (?:mijn|zijn|haar|my|his|her) (?:geboorte|verjaardag|birth|date of birth)",
    re.IGNORECASE,
)
_SOMEONE = (
    r"(?:ik|hij|zij|ze|die|kind|kindje|zoon|zoontje|dochter|dochtertje|broer|broertje|zus|zusje|baby|man|vrouw|moeder"
    r"|vader|tweeling)"
)
_IS_FROM = re.compile(
    rf"\b(?:ik ben|ben ik|ben|{_SOMEONE} is|is (?:hij|zij|ze)) (?:er een )?van $|\b{_SOMEONE} \($", re.IGNORECASE
)
_OF_PERSON = re.compile(r" (?:is|was) (?:er een )?van |[ ,]{0,2}\((?:\*|geb\.?)? ?")


def find_birthdates(text: str, people: Sequence[Span]) -> Iterator[Span]:
    """Full dates that the words around them, or the person they belong to, make a date of birth."""
    ends = {person.end for person in people}
    for found in _DATE.finditer(text):
        if _is_date(found) and (_about_birth(text, found) or _follows_person(text, found.start(), ends)):
            yield Span("birthdate", *found.span())


def _is_date(found: re.Match[str]) -> bool:
    """True for a day that exists, day or month first; two digits of a year are enough."""
    groups = {name.rstrip("2345"): value for name, value in found.groupdict().items() if value}
    day, year = int(groups["d"]), int(groups["y"].lstrip("'"))
    month = int(groups["m"]) if groups["m"].isdigit() else _MONTH_NUMBERS[groups["m"][:3].lower()]
    return _exists(year, month, day) or _exists(year, day, month)


def _exists(year: int, month: int, day: int) -> bool:
    """True for a day in the calendar of the last or this century."""
    with suppress(ValueError):
        return date(year if year > 99 else 2000 + year, month, day).year in range(1900, 2101)
    return False


def _about_birth(text: str, found: re.Match[str]) -> bool:
    """True where the words around the date speak of birth; a birth to come and a later event do not count."""
    before = text[max(0, found.start() - 80) : found.start()]
    if _TO_COME.search(before):
        return False
    birth = _BIRTH_BEFORE.search(before)
    if birth and not _SOMETHING_ELSE.search(birth["between"]):
        return True
    return bool(_BIRTH_AFTER.match(text, found.end()) or _IS_FROM.search(before))


def _follows_person(text: str, place: int, ends: set[int]) -> bool:
    """True for "Noor is van 3-11-2015" and "Kwame Mensah (4 juli 2001)"."""
    return any(place - size in ends and _OF_PERSON.fullmatch(text, place - size, place) for size in range(2, 18))
