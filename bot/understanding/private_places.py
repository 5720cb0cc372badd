"""Where people live: postcodes, and streets with a house number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.private_words import MONTHS, UPPER, Span, ends_as, opens_sentence, words_of

# --- Postcodes -------------------------------------------------------------------------------------------------

_POSTCODE = re.compile(r"(?<![\w€#])(?<!€ )(?<!\d[.,/-])([1-9]\d{3})( {0,2})([A-Za-z]{2})(?![\w'-])")
_POSTCODE_WORD = r"(?:post ?code|postal code|zip(?: code)?)"
_POSTCODE_BEFORE = re.compile(rf"{_POSTCODE_WORD}\W{{0,3}}(?:is|van mij is)?\W{{0,3}}$", re.IGNORECASE)
_HOUSE_BEFORE = re.compile(r"\d ?[A-Za-z]?, ?$")
_PLACE_AFTER = re.compile(r" [A-Z][a-z'-]{2}")


def find_postcodes(text: str) -> Iterator[Span]:
    """Dutch postcodes, also in small letters; 2023 en, 1000 EU and 1500 km are something else."""
    for found in _POSTCODE.finditer(text):
        named = _POSTCODE_BEFORE.search(text, max(0, found.start() - 30), found.start())
        measure = found[3].lower() in words_of("units")
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
    is_word = letters.lower() in words_of("short words")
    if letters.isupper():
        return not (space and is_word)
    return not is_word and not (space and 1900 <= int(digits) < 2100)


# --- Addresses --------------------------------------------------------------------------------------------------

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
    rf"|{MONTHS})\b| ?%",
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
_FRONT = re.compile(rf"(?:(?:[{UPPER}][\w.'-]{{0,30}}|[1-9]e|van|de|der|den|ter|ten|het|'t|la) ){{1,5}}$")


def find_addresses(text: str) -> Iterator[Span]:
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
    if low in words_of("no streets") or (low in words_of("no names") and low not in words_of("streets")):
        return None
    front = _front_of(text, found.start())
    if low in words_of("streets"):
        named = front < found.start() or (word[0].isupper() and _ALONG.search(text, max(0, front - 20), front))
        return front if named else None
    if ends_as(low, "street endings", before=3):
        return None if _counts_things(text, front, found) else front
    return front if word[0].isupper() and _is_lived_at(text, front, found) else None


def _is_lived_at(text: str, front: int, found: re.Match[str]) -> bool:
    """True for a street with an odd name: someone lives there, a postcode follows, or "aan" stands before it."""
    if _LIVES.search(text, max(0, front - 40), front) or _POSTCODE_AFTER.match(text, found.end()):
        return True
    likely = ends_as(found[1].lower(), "likely street endings", before=2)
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
        if low in words_of("no names") and low not in words_of("street beginnings"):
            break
        article = low in ("de", "van", "het", "den") and opens_sentence(text, place)
        if not word[0][0].islower() and not article:
            begin = place
    return begin
