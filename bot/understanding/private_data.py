"""Private data in what a person writes: where it stands, so that logs and models need not see it.

Numbers are checked by the libraries that keep the rules (python-stdnum for BSN and IBAN, phonenumbers for
telephone numbers). Names, streets and labels lean on the words in `data/reference/first_names.txt`. Every pattern
has bounded repeats, so the time it takes grows with the length of a text and with nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

import phonenumbers
from stdnum import iban
from stdnum.nl import bsn

WORDS_FILE = Path(__file__).resolve().parents[2] / "data" / "reference" / "first_names.txt"


@dataclass(frozen=True)
class Span:
    """Private text[start:end]; bsn, phone, email, iban, postcode, address, person, birthdate or licence_plate."""

    type: str
    start: int
    end: int


def find_private_data(text: str) -> list[Span]:
    """All private data in the text, in order, without overlap; offsets count in the text as it was given."""
    plain, origin = _plain(text)
    spans = sorted(_apart(_candidates(plain)), key=lambda span: span.start)
    return [Span(span.type, origin[span.start][0], origin[span.end - 1][1]) for span in spans]


def mask(text: str, spans: Sequence[Span], label: Callable[[Span], str]) -> str:
    """The text with each span replaced by its label; of spans that overlap, the one that starts first counts."""
    pieces, place = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start >= place:
            pieces += [text[place : span.start], label(span)]
            place = span.end
    return "".join([*pieces, text[place:]])


def _candidates(text: str) -> list[Span]:
    """What each finder sees, the surest first: where two overlap, the first one keeps its place."""
    finders = (_emails, _ibans, _named_bsns, _phones, _bare_bsns, _postcodes, _plates, _addresses)
    sure = _apart(span for finder in finders for span in finder(text))
    hidden = mask(text, sure, _hidden)
    people = list(_people(hidden))
    return [*sure, *_birthdates(hidden, people), *people]


def _hidden(span: Span) -> str:
    """Something just as long that no finder takes for a word or a number."""
    return "#" * (span.end - span.start)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans of which no character was taken by an earlier one."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in spans:
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(span)
    return kept


# --- The text as a reader sees it -------------------------------------------------------------------------------

_QUOTES = str.maketrans("‘’ʼ`´", "'''''")
_LATIN = str.maketrans("ıłøđ", "ilod")  # letters that Unicode does not take apart
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def _plain(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with everyday digits, dashes and spaces, no invisible signs, and where each character stood."""
    if text.isascii():
        return text, [(place, place + 1) for place in range(len(text))]
    characters: list[str] = []
    origin: list[tuple[int, int]] = []
    for place, character in enumerate(text):
        category = "" if character < "\x80" else unicodedata.category(character)
        if category in ("Mn", "Me") and characters:
            characters[-1] = _joined(characters[-1], character)
            origin[-1] = (origin[-1][0], place + 1)
        elif category not in ("Cf", "Mn", "Me"):
            characters.append(_simple(character, category) if category else character)
            origin.append((place, place + 1))
    return "".join(characters), origin


def _joined(letter: str, accent: str) -> str:
    """One letter for a letter and its loose accent; signs that join nothing (emoji variants) fall away."""
    together = unicodedata.normalize("NFC", letter + accent)
    return together if len(together) == 1 else letter


def _simple(character: str, category: str) -> str:
    """The everyday form of one character, always one long: full-width and Arabic digits, odd dashes, hard spaces."""
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in ("Pd", "Zs"):
        return "-" if category == "Pd" else " "
    compatible = unicodedata.normalize("NFKC", character)
    return (compatible if len(compatible) == 1 else character).translate(_QUOTES)


def _fold(word: str) -> str:
    """Small letters without accents, as people type them: Yılmaz and yilmaz are one name."""
    if word.isascii():
        return word.lower()
    loose = unicodedata.normalize("NFKD", word.lower().translate(_LATIN))
    return "".join(character for character in loose if not unicodedata.combining(character))


def _words_before(text: str, place: int, count: int) -> list[str]:
    """The last few words before a place on the same line, folded."""
    line = text[max(0, place - 16 * count) : place].rsplit("\n", 1)[-1]
    return [_fold(word) for word in _WORD.findall(line)[-count:]]


def _opens_sentence(text: str, place: int) -> bool:
    """True where a capital says nothing, because every sentence begins with one."""
    before = text[max(0, place - 3) : place].rstrip(" ")
    return before[-1] in ".!?\n" if before else place < 3


# --- The words file ---------------------------------------------------------------------------------------------


@cache
def _parts() -> dict[str, tuple[str, ...]]:
    """The words file, read once: the words under each heading, as they stand there."""
    words: list[str] = []
    parts: dict[str, list[str]] = {}
    for line in WORDS_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = parts.setdefault(line.strip("[] "), [])
        elif not line.startswith("#"):
            words.extend(word.replace("_", " ") for word in line.split())
    return {part: tuple(words) for part, words in parts.items()}


@cache
def _words(part: str) -> frozenset[str]:
    """The words under one heading, folded."""
    return frozenset(map(_fold, _parts()[part]))


@cache
def _stars(part: str) -> dict[str, int]:
    """The names under one heading, folded, each with its number of stars."""
    return {_fold(name.rstrip("*")): name.count("*") for name in _parts()[part]}


def _ends(word: str, part: str, before: int = 1) -> bool:
    """True for a word that has one of these endings behind at least so many letters."""
    return word.endswith(_parts()[part]) and any(
        word.endswith(ending) and len(word) >= len(ending) + before for ending in _parts()[part]
    )


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


def _emails(text: str) -> Iterator[Span]:
    """E-mail addresses, also with the at sign in words; a nickname behind a bare @ is none."""
    return (Span("email", *found.span()) for found in _EMAIL.finditer(text))


_IBAN_START = re.compile(r"(?<![^\W_])[A-Za-z]{2} ?\d{2}(?=[ .-]?[A-Za-z0-9])")
_IBAN_SIGN = re.compile(r"[ .-]?([A-Za-z0-9])")
_IBAN_NL = re.compile(r"NL\d{2}[A-Z]{4}\d{10}")
_LETTER_VALUES = {code: str(code - 55) for code in range(ord("A"), ord("Z") + 1)}
_ACCOUNT_WORDS = ("iban", "rekening", "bank", "account")


def _ibans(text: str) -> Iterator[Span]:
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
    return any(word.startswith(_ACCOUNT_WORDS) for word in _words_before(text, start, 4))


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


def _named_bsns(text: str) -> Iterator[Span]:
    """Eight or nine digits that someone calls a BSN; with a typing error they are as private as without."""
    for found in _NINE.finditer(text):
        before = _BSN_BEFORE.search(text, max(0, found.start() - 60), found.start())
        named = before and not _has_other_label(before[0], len(before[0]))
        if (named or _BSN_AFTER.match(text, found.end())) and not _DAY_AND_YEAR.fullmatch(found[0]):
            yield Span("bsn", *found.span())


def _bare_bsns(text: str) -> Iterator[Span]:
    """Nine digits that pass the 11-test, unless they are introduced as another number or turn out to be money."""
    for found in _NINE.finditer(text):
        groups = " ".join(str(len(group)) for group in re.split("[ .-]", found[0]))
        usual = groups in _USUAL_GROUPS and bsn.is_valid(found[0])
        if usual and not _has_other_label(text, found.start()) and not _MONEY.match(text, found.end()):
            yield Span("bsn", *found.span())


def _has_other_label(text: str, place: int) -> bool:
    """True where one of the last words names another kind of number: factuur, zaak, klantnummer, student number."""
    return any(_is_other_label(word) for word in _words_before(text, place, 4))


def _is_other_label(word: str) -> bool:
    """True for such a word; the label of a private number may end in "nummer" too."""
    if word.startswith(_PRIVATE_LABELS):
        return False
    return (
        word.startswith(_parts()["other numbers"]) or word.endswith(("nummer", "nr", "code")) or word in ("ref", "ov")
    )


# --- Telephone numbers ------------------------------------------------------------------------------------------

_ABROAD = re.compile(r"(?<![\w+#])\(?(?:\+|00) ?[1-9](?:[ ./()-]{0,3}\d){6,14}(?!\d)")
_HOME = re.compile(r"(?<![\w+#])(?<!\d[.,/:-])\(?0(?:[ ./()-]{0,3}\d){9}(?![\w%#])(?![.,:]\d)")
_MOBILE = re.compile(r"(?<![\w+#.,/-])(?:31[ -]?)?6[ -]?[1-8](?:[ -]?\d){7}(?![\w%#])")
_DIGIT_WORD = r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)"
_SPOKEN = re.compile(rf"\bnul(?:[ ,-]{{1,2}}{_DIGIT_WORD}){{9}}\b", re.IGNORECASE)
_PHONE_WORDS = ("tel", "bel", "gebeld", "app", "sms", "whats", "mobiel", "phone", "call", "text", "bereik")
_PUBLIC_LINES = ("800", "900", "906", "909")


def _phones(text: str) -> Iterator[Span]:
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
    if not _grouped_like_a_phone(found[0]) or _is_public(digits[1:]) or _is_customer_number(text, found.start()):
        return None
    known = digits.startswith("06") or phonenumbers.is_valid_number(phonenumbers.parse(digits, "NL"))
    return found.end() if known else None


def _mobile_end(text: str, found: re.Match[str]) -> int | None:
    """A mobile number without its zero: with 31 in front it speaks for itself, else a word must say so."""
    named = any(word.startswith(_PHONE_WORDS) for word in _words_before(text, found.start(), 4))
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


def _is_customer_number(text: str, place: int) -> bool:
    """True where the word just before says that this is an order, a customer, a code."""
    words = [word for word in _words_before(text, place, 2) if word not in ("is", "nr", "no", "was")]
    return bool(words) and _is_other_label(words[-1])


# --- Postcodes and licence plates -------------------------------------------------------------------------------

_POSTCODE = re.compile(r"(?<![\w€#])(?<!€ )(?<!\d[.,/-])([1-9]\d{3})( {0,2})([A-Za-z]{2})(?![\w'-])")
_POSTCODE_WORD = r"(?:post ?code|postal code|zip(?: code)?)"
_POSTCODE_BEFORE = re.compile(rf"{_POSTCODE_WORD}\W{{0,3}}(?:is|van mij is)?\W{{0,3}}$", re.IGNORECASE)
_HOUSE_BEFORE = re.compile(r"\d ?[A-Za-z]?, ?$")
_PLACE_AFTER = re.compile(r" [A-Z][a-z'-]{2}")
_OLD_PLATES = "XX-99-99 99-99-XX 99-XX-99"
_PLATES = "99-XX-XX XX-99-XX XX-XX-99 99-XXX-9 9-XXX-99 XX-999-X X-999-XX XXX-99-X X-99-XXX 9-XX-999 999-XX-9"


def _postcodes(text: str) -> Iterator[Span]:
    """Dutch postcodes, also in small letters; 2023 en, 1000 EU and 1500 km are something else."""
    for found in _POSTCODE.finditer(text):
        named = _POSTCODE_BEFORE.search(text, max(0, found.start() - 30), found.start())
        measure = found[3].lower() in _words("units")
        if named or (not measure and (_is_placed(text, found) or _is_postcode(*found.groups()))):
            yield Span("postcode", *found.span())


def _is_placed(text: str, found: re.Match[str]) -> bool:
    """True for capitals between a house number and a town: Oudegracht 221, 3511 NR Utrecht."""
    house = _HOUSE_BEFORE.search(text, max(0, found.start() - 5), found.start())
    return found[3].isupper() and bool(house or _PLACE_AFTER.match(text, found.end()))


def _is_postcode(digits: str, space: str, letters: str) -> bool:
    """Capitals are sure unless they are an abbreviation; small letters must not read as a word behind a year."""
    if letters.upper() in ("SA", "SD", "SS") or letters == letters.title():
        return False
    is_word = letters.lower() in _words("short words")
    if letters.isupper():
        return not (space and is_word)
    return not is_word and not (space and 1900 <= int(digits) < 2100)


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


def _plates(text: str) -> Iterator[Span]:
    """Dutch licence plates: by their shape, or by shape alone near a word about vehicles or parking."""
    for found in _PLATE.finditer(text):
        if " " in found[0] and not found[0].isupper() and not _called_plate(text, found.start()):
            continue
        near = _VEHICLE.search(text, max(0, found.start() - 60), found.end() + 30)
        if (near or _is_clear_plate(found)) and not _is_customer_number(text, found.start()):
            yield Span("licence_plate", *found.span())


def _called_plate(text: str, place: int) -> bool:
    """True right behind kenteken, nummerplaat or plate."""
    return any(word.startswith(("kenteken", "nummerpla", "plate")) for word in _words_before(text, place, 2))


def _is_clear_plate(found: re.Match[str]) -> bool:
    """True for a plate with its dashes, or of a newer kind in capitals without spaces."""
    if "-" in found[0]:
        return bool(found["new"] or found["old"])
    return bool(found["new"]) and found[0].isupper() and " " not in found[0]


# --- Addresses --------------------------------------------------------------------------------------------------

_UPPER = "".join(chr(code) for code in range(0x250) if chr(code).isupper())
_MONTHS = (
    "jan(?:uari|uary)?|feb(?:ruari|ruary)?|maart|march|mrt|mar|apr(?:il)?|mei|may|juni?|june|juli?|july|aug(?:ustus|ust)?"
    "|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_NUMBER = (
    r",? {1,2}(?:(?:nr|no|nummer|huisnummer|huisnr|number)\.? ?)?((?!24/7)[1-9]\d{0,3}"
    r"(?:[a-z]{1,2}(?!\w)|-[a-z]{1,3}(?!\w)|[-/]\d{1,3}[a-z]?(?!\w))?"
    r"(?: (?:hs|bis|zw|rd|bg|\d ?-?hoog|ii|iii|iv|[b-h]|(?:a|huis|boven|beneden)(?= ?(?:[,.;)\n]|$|te |in )))"
    r"(?![\w'-]))?)"
    r"(?![\w#%€])"
)
_HOUSE = re.compile(rf"(?<![\w#'.-])([^\W\d_][\w'.-]{{1,40}}){_NUMBER}", re.IGNORECASE)
_SQUARE = re.compile(
    r"\b((?:Laan|laan|Plein|Weg|Hof|Park|Baan|Kade|Dijk) (?:(?:van|der|de|den|naar|op|het|'t) ){1,3}"
    rf"[\w.'-]{{3,30}}(?: [\w.'-]{{3,30}})?|Plein (?:1[89]\d\d|'?4[05]-'?45))(?i:{_NUMBER})"
)
_NO_HOUSE = re.compile(
    r"[.,:/-]\d| ?(?:keer|maal|x|uur|uren|jaar|jaren|maand(?:en)?|we(?:ek|ken)|dag(?:en)?|min|minuten|meter|km|euro|eur"
    r"|times|hours?|days?|weeks?|months?|years?|minutes?|mensen|kinderen|personen|huizen|bomen|people"
    rf"|{_MONTHS})\b| ?%",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r" (?!wonen|staan|zijn|hebben|moeten|kunnen|willen|komen|gaan|tussen|samen|tegen|boven|binnen|alleen|even|krijgen"
    r"|liggen|zitten|sinds|thuis|alles|steeds|soms)[a-z]{2,}(?:en|s)\b"
)
_INSIDE = re.compile(r"\b(?:in|on) (?:de|het|the|our|onze) $", re.IGNORECASE)
_ALONG = re.compile(r"\b(?:aan|op|at|adres|van) (?:(?:de|het|'t|den|the) )?$", re.IGNORECASE)
_ADJECTIVE = re.compile(r"\b(?:oude|nieuwe|lange|korte|grote|kleine|hoge|lage) $")
_LIVES = re.compile(
    r"(?:\bwoon\w*|\bwonen\w*|adres\w*|gevestigd|verhuis\w*|address|\blives?|living|moved)\W{1,3}"
    r"(?:(?:is|nu|now|samen|nog)\W{1,2})?(?:(?:op|aan|at|te|in|on|naar|to) )?(?:(?:de|het|'t|the) )?$",
    re.IGNORECASE,
)
_POSTCODE_AFTER = re.compile(r",? {1,2}[1-9]\d{3} ?[A-Z]{2}\b")
_FRONT = re.compile(rf"(?:(?:[{_UPPER}][\w.'-]{{0,30}}|[1-9]e|van|de|der|den|ter|ten|het|'t|la) ){{1,5}}$")


def _addresses(text: str) -> Iterator[Span]:
    """A street with its house number and addition; a street alone, a group or a bus line is no address."""
    for found in _SQUARE.finditer(text):
        if not _NO_HOUSE.match(text, found.end()):
            yield Span("address", *found.span())
    for found in _HOUSE.finditer(text):
        start = None if _NO_HOUSE.match(text, found.end()) else _street_start(text, found)
        if start is not None:
            yield Span("address", start, found.end())


def _street_start(text: str, found: re.Match[str]) -> int | None:
    """Where the street name begins whose last word stands before this number, or None when it names no street."""
    word, low = found[1], found[1].lower()
    if low in _words("no streets") or (low in _words("no names") and low not in _words("streets")):
        return None
    front = _front_of(text, found.start())
    if low in _words("streets"):
        named = front < found.start() or (word[0].isupper() and _ALONG.search(text, max(0, front - 20), front))
        return front if named else None
    if _ends(low, "street endings", before=3):
        return None if _counts_things(text, front, found) else front
    return front if word[0].isupper() and _is_lived_at(text, front, found) else None


def _is_lived_at(text: str, front: int, found: re.Match[str]) -> bool:
    """True for a street with an odd name: someone lives there, a postcode follows, or "aan" stands before it."""
    if _LIVES.search(text, max(0, front - 40), front) or _POSTCODE_AFTER.match(text, found.end()):
        return True
    likely = _ends(found[1].lower(), "likely street endings", before=2)
    return likely and bool(_ALONG.search(text, max(0, front - 20), front))


def _counts_things(text: str, front: int, found: re.Match[str]) -> bool:
    """True for "in de Kerkstraat 3 bomen": the number counts what follows."""
    inside = _INSIDE.search(text, max(0, front - 12), front)
    return bool(inside) and found[2].isdigit() and bool(_COUNTED.match(text, found.end()))


def _front_of(text: str, start: int) -> int:
    """Where a street name of more words begins: Dokter Schaepmanlaan, Willem de Zwijgerstraat, lange nieuwstraat."""
    front = _FRONT.search(text[max(0, start - 80) : start]) if text[start].isupper() else None
    begin = _first_capital(text, start - len(front[0]), start) if front else start
    adjective = _ADJECTIVE.search(text, max(0, begin - 12), begin)
    return adjective.start() if adjective else begin


def _first_capital(text: str, front: int, start: int) -> int:
    """The leftmost capital between these places, from the right up to a word that is part of no street."""
    begin = start
    for word in reversed(list(re.finditer(r"[^ ]+", text[front:start]))):
        place, low = front + word.start(), word[0].lower().rstrip(".")
        if low in _words("no names") and low not in _words("street beginnings"):
            break
        article = low in ("de", "van", "het", "den") and _opens_sentence(text, place)
        if not word[0][0].islower() and not article:
            begin = place
    return begin


# --- Dates of birth ---------------------------------------------------------------------------------------------

_DATE = re.compile(
    r"(?<![\w#])(?<!\d[.,/-])(?:(?P<d>\d{1,2}) ?(?P<sep>[-/. ]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<y>\d{4}|\d{2})"
    r"|(?P<y2>\d{4})(?P<sep2>[-/.])(?P<m2>\d{1,2})(?P=sep2)(?P<d2>\d{1,2})"
    rf"|(?P<d3>\d{{1,2}})(?:e|de|ste|st|nd|rd|th)?[ -](?:of )?(?P<m3>{_MONTHS})\.?,?[ -](?P<y3>\d{{4}}|'?\d{{2}})"
    rf"|(?P<m4>{_MONTHS})\.? (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>\d{{4}})"
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


def _birthdates(text: str, people: Sequence[Span]) -> Iterator[Span]:
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


# --- People -----------------------------------------------------------------------------------------------------


class Lead(IntEnum):
    """How strongly the words before a place announce a name; each step lets more through."""

    NONE = 0  # only names that are nothing else
    HINT = 1  # "gesprek met", "bedankt,": also names that are words too
    SELF = 2  # "ik ben": also a capital that is on no list, when it is no trade or people
    ROLE = 3  # "mijn zoon", "groetjes,": any capital
    TITLE = 4  # "mevrouw": also a surname in small letters
    NAME = 5  # "ik heet": any word


class Word(NamedTuple):
    """One word, or a row of initials, with its folded form and what stands between it and the word before."""

    text: str
    low: str
    start: int
    end: int
    gap: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def initials(self) -> bool:
        return self.text.endswith(".") and self.low not in _words("prefixes")


_NAME_WORD = re.compile(
    rf"'[tsnd](?![^\W_])|\b[vV][./]?d(?:\.|(?=\s))|(?:IJ|[{_UPPER}][hj]?)\.(?:[ -]?[{_UPPER}][hj]?\.){{0,5}}"
    r"|(?<![\d_])[^\W\d_]+(?:['-][^\W\d_]{2,})*(?!\w)"
)
_HANDLE = re.compile(r"(?<!\w)@[\w.]+|\b(?:https?://|www\.)\S+|\b\w+\.(?:nl|com|org|net|eu)\b")
_PLACES = frozenset({"op", "in", "uit", "te", "'s", "het", "voor"})
_PLACE_PREFIXES = (*([word] for word in _PLACES), ["van", "het"])
_ARABIC = ("el", "al", "ben", "bin", "ait")
_ARTICLES = frozenset({"de", "het", "een", "'t", "the", "a", "an", "dit", "deze", "die"})
_WHO = frozenset({"ik", "hij", "zij", "ze", "die"})
_NAMING = frozenset({"heet", "heten", "heette", "is", "was", "'s"})
_SHORTENED = frozenset(
    {"mevr", "mw", "dhr", "mr", "mrs", "ms", "dr", "drs", "ir", "ing", "prof", "fam", "gr", "ds", "v"}
)
_CLAUSE_ENDS = re.compile(r"\s*(?:$|[,.!?;]|(?:en|and|uit|van|from)\b|\d)")
_SENTENCE_GOES_ON = re.compile(r"\s*(?:$|[,;)]|[a-z])")
_AGE_AFTER = re.compile(r",? ?\(?\d{1,2}(?: ?(?:jaar|jr|j)\b(?! (?:geleden|lang))|\))")
_DESK_AFTER = re.compile(
    r" (?:van|from|at) (?:het|de|jullie|onze|the|your) "
    r"(?:\w{0,12}team|gemeente|school|leerplicht|balie|receptie|council|municipality|wmo|jeugd)\b"
)


@cache
def _leads() -> dict[str, Lead]:
    """Every announcing phrase of one to three words with its strength."""
    strengths = {"family": Lead.ROLE, "staff": Lead.SELF, "titles": Lead.TITLE}
    strengths |= {f"lead {lead.name.lower()}": lead for lead in (Lead.HINT, Lead.SELF, Lead.ROLE, Lead.NAME)}
    return {phrase: lead for part, lead in strengths.items() for phrase in _words(part)}


def _is_staff(word: str) -> bool:
    """True for someone's worker, fellow or relative, also in compounds: klasgenoot, gezinsbegeleider, bonuszoon."""
    return word in _words("staff") or _ends(word, "staff endings", before=2)


def _name_words(text: str) -> list[Word]:
    """The words of a text as a reader of names takes them: J.P. is one, 't is one, the s of Daan's is left out."""
    words, end = [], 0
    for found in _NAME_WORD.finditer(text):
        words.append(Word(found[0], _fold(found[0]), found.start(), found.end(), text[end : found.start()]))
        end = found.end()
    return words


def _people(text: str) -> Iterator[Span]:
    """Names of people; a body, a building or a street that carries a name is passed over as a whole."""
    reader = _NameReader(_HANDLE.sub(lambda found: "#" * len(found[0]), text))
    place = 0
    while place < len(reader.words):
        end = reader.name_end(place)
        if end > place and not reader.is_body(place, end):
            yield Span("person", reader.words[place].start, reader.words[end - 1].end)
        place = max(end, place + 1)


class _NameReader:
    """Reads names from left to right in the words of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = _name_words(text)
        self.leads = _leads()
        self.first, self.last = _stars("first names"), _stars("surnames")
        self.no_names, self.prefixes = _words("no names"), _words("prefixes")
        # Who starts with a small letter writes names that way too; in careful prose a small letter is no name.
        self.careless = bool(self.words) and not self.words[0].capital

    def name_end(self, place: int) -> int:
        """The place after the last word of the name that begins here; this place itself if none does."""
        if not self._may_begin(place):
            return place
        lead = self.lead(place)
        end = place + 1 if self._begins(place, lead) else self._surname_alone(place, lead)
        return self._rest(end) if end > place else place

    def _may_begin(self, place: int) -> bool:
        """A quick no for most words: small letters, on no list, behind nothing that names."""
        word, before = self.words[place], self.words[place - 1].low if place else ""
        if f"{before} {word.low}" in self.leads:
            return False
        if word.low in self.prefixes:
            word = self.words[self._after_prefixes(place)]
        return word.capital or word.low in self.first or word.low in self.last or before in _NAMING

    # What stands before

    def lead(self, place: int) -> Lead:
        """The strongest announcement in the one, two or three words before, or in an age or a desk behind."""
        told = Lead.ROLE if self._told(place) else Lead.NONE
        lows = [before.low for before in self.words[max(0, place - 3) : place]]
        if not lows or not self._touches(place):
            return told
        phrases = (" ".join(lows[-size:]) for size in range(1, len(lows) + 1))
        found = max(told, self._lead_of_staff(lows), *(self.leads.get(phrase, Lead.NONE) for phrase in phrases))
        if "\n" in self.words[place].gap:
            found = max(found, Lead.ROLE)
        return min(found, Lead.HINT) if "," in self.words[place].gap and self._is_someone(lows[-1]) else found

    def _told(self, place: int) -> bool:
        """True inside a sentence where an age or a desk follows: "Delano, 17 jaar", "Oduya van het wijkteam"."""
        word = self.words[place]
        if not place or not word.capital or _opens_sentence(self.text, word.start):
            return False
        follows = _AGE_AFTER.match(self.text, word.end) or _DESK_AFTER.match(self.text, word.end)
        return bool(follows) and self.words[place - 1].low not in _ARTICLES

    def _lead_of_staff(self, lows: list[str]) -> Lead:
        """Staff announce more behind mijn; of all that "heet" or "is" something, only people matter."""
        if _is_staff(lows[-1]):
            return Lead.ROLE if lows[-2:-1] and lows[-2] in _words("possessive") else Lead.SELF
        if lows[-1] in _NAMING and lows[-2:-1] and self._is_someone(lows[-2]):
            return Lead.NAME if lows[-1].startswith("he") else Lead.HINT
        return Lead.NONE

    def _is_someone(self, word: str) -> bool:
        """True for a pronoun or a noun for a person."""
        return word in _WHO or word in _words("family") or _is_staff(word)

    def _touches(self, place: int) -> bool:
        """True where what stands before the word still belongs to it: a space, a colon, the dot of dhr."""
        gap, before = self.words[place].gap, self.words[place - 1].low
        if before in _words("sign-offs"):
            return len(gap) < 8 and not gap.strip(" ,.!:;\r\n-")
        allowed = " ,:(/\"'." if before in _SHORTENED else " ,:(/\"'"
        return 0 < len(gap) < 5 and not gap.strip(allowed)

    def _joins(self, place: int) -> bool:
        """True where only a space stands between this word and the one before."""
        if not 0 < place < len(self.words):
            return False
        gap = self.words[place].gap
        return gap in (" ", "  ") or (not gap and self.words[place - 1].initials)

    # The first word

    def _begins(self, place: int, lead: Lead) -> bool:
        """True where this word begins a name: initials, or a first name that its surroundings allow."""
        word = self.words[place]
        if word.initials:
            return self._surname_end(place + 1) > place + 1
        stars = self._first_stars(word.low)
        if word.low in self.no_names and (stars is None or lead < Lead.ROLE):
            return False
        if not word.capital:
            return self._small_begins(place, lead, stars)
        return self._unlisted_begins(place, lead) if stars is None else self._listed_begins(place, lead, stars)

    def _first_stars(self, low: str) -> int | None:
        """The stars of a first name on the list; of two names joined by a dash both must stand there: Pieter-Bas."""
        parts = [low] if low in self.first else low.split("-")
        return self.first[parts[0]] if all(part in self.first for part in parts) else None

    def _listed_begins(self, place: int, lead: Lead, stars: int) -> bool:
        """A capital that is on the list: stars ask for a lead or a surname, all capitals for length."""
        text = self.words[place].text
        if stars:
            return lead > Lead.NONE or self._known_surname_follows(place + 1)
        return lead > Lead.NONE or len(text) > 4 or not text.isupper()

    def _unlisted_begins(self, place: int, lead: Lead) -> bool:
        """A capital that is on no list: who announces it, or a surname behind it, must make it a name."""
        word = self.words[place]
        shouted = word.text[:2].isupper() and lead < Lead.NAME
        if shouted or word.low in self.last or word.low in self.prefixes or word.low in _words("body before"):
            return False
        if lead is Lead.SELF and _ends(word.low, "trade endings"):
            return self._surname_end(place + 1) > place + 1
        announced = lead >= Lead.SELF and len(word.text) > 1
        return announced or self._known_surname_follows(place + 1)

    def _small_begins(self, place: int, lead: Lead, stars: int | None) -> bool:
        """A small letter needs a name from the list and a lead; only "ik heet" makes a name of any word."""
        word = self.words[place]
        if lead is Lead.NAME:
            return len(word.low) > 1 and word.low not in self.prefixes and word.low not in self.last
        if lead is Lead.SELF and stars == 1:
            return bool(_CLAUSE_ENDS.match(self.text, word.end))
        if lead >= Lead.ROLE:
            return stars in (0, 1)
        return stars == 0 and (lead > Lead.NONE or (self.careless and len(word.low) > 3))

    # Surnames

    def _rest(self, place: int) -> int:
        """The place after the last of at most four more parts of the name."""
        for _ in range(4):
            end = self._surname_end(place)
            if end == place or (end > place + 1 and not self._takes_prefix(place)):
                break
            place = end
        return place

    def _takes_prefix(self, place: int) -> bool:
        """True behind a first name; behind a surname "van" tells where someone works: mevrouw Snoek van Toezicht."""
        before = self.words[place - 1]
        return before.initials or before.low in self.first or self.lead(place - 1) is not Lead.TITLE

    def _surname_end(self, place: int) -> int:
        """The place after a surname, or a further first name, that begins here; this place itself if there is none."""
        last = self._after_prefixes(place)
        if not self._joins(last) or not self._joins(place):
            return place
        word, prefixes = self.words[last], [word.low for word in self.words[place:last]]
        if self.words[place - 1].initials and word.capital and prefixes:
            return last + 1
        if word.initials:
            return last + 1 if not prefixes and self._initials_end_well(last) else place
        fits = self._capital_follows(word, prefixes) if word.capital else self._small_follows(word, prefixes)
        return last + 1 if fits else place

    def _initials_end_well(self, place: int) -> bool:
        """True for initials inside a name (Robert J. Smit) or at its end (Daan B.); not for the end of a sentence."""
        after = place + 1
        if after < len(self.words) and not self.words[after].initials and self._surname_end(after) > after:
            return True
        return bool(_SENTENCE_GOES_ON.match(self.text, self.words[place].end))

    def _after_prefixes(self, place: int) -> int:
        """The place after van, de, der and the like, at most three of them."""
        end, limit = place, min(place + 3, len(self.words) - 1)
        while end < limit and self.words[end].low in self.prefixes and self.words[end + 1].gap == " ":
            end += 1
        return end

    def _capital_follows(self, word: Word, prefixes: list[str]) -> bool:
        """True for a capital that is no ordinary word and no abbreviation."""
        if prefixes in _PLACE_PREFIXES or word.low in self.no_names:
            return bool(prefixes) and word.low in self.last
        listed = word.low in self.last or word.low in self.first
        return listed or len(word.text) < 2 or not word.text.isupper()

    def _small_follows(self, word: Word, prefixes: list[str]) -> bool:
        """True for a small letter only when the name is on the list, or behind an Arabic el, al, ben."""
        if prefixes and prefixes[-1] in _ARABIC:
            return len(word.low) > 3 and word.low not in self.no_names
        stars = self.last.get(word.low)
        if stars is None:
            return not prefixes and self.first.get(word.low) == 0
        return stars == 0 or (stars == 1 and bool(prefixes))

    def _known_surname_follows(self, place: int) -> bool:
        """True where a surname from the list stands here, or any behind van, de and the like."""
        last = self._after_prefixes(place)
        return self._surname_end(place) > place and (last > place or self.words[last].low in self.last)

    def _surname_alone(self, place: int, lead: Lead) -> int:
        """The place after a surname without a first name; this place itself if there is none."""
        last = self._after_prefixes(place)
        word, stars = self.words[last], self.last.get(self.words[last].low)
        if word.low in self.no_names and (stars is None or lead < Lead.TITLE):
            return place
        if not word.capital:
            usable = stars is not None and (stars < 2 or last > place) and self.words[place].low not in _PLACES
            return last + 1 if usable and lead >= Lead.TITLE else place
        return last + 1 if self._surname_stands(place, last, lead, stars) else place

    def _surname_stands(self, place: int, last: int, lead: Lead, stars: int | None) -> bool:
        """True for a capital that its lead, or the list alone, makes a surname."""
        if lead >= Lead.ROLE and (stars is not None or self._sounds_like_surname(place, last, lead)):
            return True
        if lead is Lead.SELF and last > place and self.words[place].capital and _is_staff(self.words[place - 1].low):
            return True
        return stars == 0 and not self.words[last].text.isupper() and self._plain_prefixes(place, last)

    def _sounds_like_surname(self, place: int, last: int, lead: Lead) -> bool:
        """True for an unlisted surname: De Ruwe, mevrouw van Zijderveld; not for "mijn begeleider van Nidos"."""
        prefixes, word = [word.low for word in self.words[place:last]], self.words[last]
        if not prefixes or prefixes[0] in _PLACES or prefixes in _PLACE_PREFIXES or word.text[:2].isupper():
            return False
        return (lead >= Lead.TITLE or self.words[place].capital) and not _ends(word.low, "body endings")

    def _plain_prefixes(self, place: int, last: int) -> bool:
        """True where what stands before a surname can only be part of it: none, van der, De inside a sentence."""
        if last - place == 1:
            return self.words[place].capital and not _opens_sentence(self.text, self.words[place].start)
        return True

    # Bodies and buildings

    def is_body(self, place: int, end: int) -> bool:
        """True where the name is that of a school, a street, a firm or a feast and not of the person it honours."""
        lead, last = self.lead(place), self.words[end - 1].low
        run = " ".join(word.low for word in self.words[place : end + 2])
        if any(run == body or run.startswith(f"{body} ") for body in _words("named after people")):
            return True
        endings = "sure body endings" if lead >= Lead.ROLE else "body endings"
        if _ends(last, endings) and last not in self.last and last not in self.first:
            return True
        follows = self._joins(end) and self.words[end].low in _words("body after")
        return (follows and lead < Lead.TITLE) or (lead <= Lead.HINT and self._body_before(place))

    def _body_before(self, place: int) -> bool:
        """True behind a word for a body, behind an article, and behind "zit op"."""
        if not self._joins(place) and not (place and self.words[place].gap == ". "):
            return False
        lows = [word.low for word in self.words[max(0, place - 2) : place]]
        if lows in (["was", "het"], ["is", "het"]):
            return False
        listed = lows[-1] in _words("body before") or lows[-1] in _ARTICLES or " ".join(lows) in _words("attends")
        return listed or _ends(lows[-1], "body endings")
