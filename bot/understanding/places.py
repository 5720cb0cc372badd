"""Which of the city's districts somebody names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from rapidfuzz.distance import OSA

from bot.understanding.reading import MANY, Found, Reading, Word, one_of, read, without_stop, words

LONG_NAME = 8  # letters: a longer name is hardly an ordinary word
FUZZY_SHORT = 3  # words: in a shorter answer every word may be a misspelt district
DENIED = one_of(r"(?:niet|not|geen|nie)\s(?:(?:in|uit|meer in|from)\s)?$")
NOW = one_of(r"(?:nu|now|tegenwoordig|inmiddels|momenteel|currently)\s(?:[a-z]+\s){0,6}$")
LIVING = one_of(
    r"(?:in|uit|te|woon|wonen|woont|live|living|from|wijk|stadsdeel|district|omgeving|buurt|naar|"
    r"ergens)\s(?:(?:de|het|the|wijk|stadsdeel|omgeving|buurt)\s)*$"
)
# "Noord-Holland", "Centrum Indicatiestelling Zorg": not the district
ELSEWHERE = one_of(
    r"(?:afrika|africa|europa|holland|brabant|amerika|korea|azie|duitsland|limburg|vlaanderen|ierland|macedonie|"
    r"sumatra|berlijn|kust|friesland|indicatie\w*|seksueel|voor)\b"
)
LOOKALIKES = words("weet wist wees ooit nood oogst zuip woon word werd")  # one letter from a point of the compass
FILLER = re.compile(
    r"^(?:(?:ik|we|wij|i|we're|i'm|mijn|het|is|am|kom|woon|wonen|live|living|slaap|verblijf|zit|in|uit|bij|te|at|"
    r"from|de|the|wijk|stadsdeel|district|buurt|omgeving|ergens|rond|near|dichtbij|vlakbij|nu|now|op|van|heet|"
    r"postcode|eh|uh|euh|ja|nou)\W+)+"
)
LAST_IN = re.compile(r"^.{1,40}\b(?:in|te|uit|from)\s(?:(?:de|het|the)\s)?")  # "bij mijn tante in Utrecht"
TAIL = re.compile(r"\W{1,9}(?:ofzo|of zo|denk ik|geloof ik|i think|heet het|dacht ik|hoor|dus|volgens mij)$")
NO_PLACE = re.compile(
    r"\?|"
    r"\b(?:waarom|hoezo|why|weet|know|niet|geen|not|nergens|nowhere|niks|wil|moet|zeg|dat|wat|ja|nee|yes|no|ok|"
    r"oke|boeit|maakt|hallo|hoi|help|mens|dakloos|straat|idee|iets|idk)\b"
)
PLACE_MARK = re.compile(r"\[(?:postcode|adres|address|plaats|place|woonplaats|locatie)[a-z \d]{0,9}\]", re.IGNORECASE)


def told_district(message: Reading, districts: Sequence[str]) -> Found | None:
    """A district in a free text: long names anywhere, a point of the compass only where somebody lives."""
    firm = (
        found
        for found in _named(message, districts)
        if len(found.value) > LONG_NAME or LIVING.search(message.before(found.start))
    )
    return next(firm, None)


def answered_district(message: Reading, districts: Sequence[str]) -> str | None:
    """A district out of an answer: where they are now, else the first; a place we do not know as it was typed."""
    named = list(_named(message, districts))
    now = [found for found in named if NOW.search(message.before(found.start))]
    if now or named:
        return (now or named)[0].value
    return _almost(message, districts) or _unknown_place(message)


def _named(message: Reading, districts: Sequence[str]) -> Iterator[Found]:
    """Every district that is named and not denied; the longest name wins where two begin: Nieuw-West, not West."""
    pattern = _pattern(districts)
    for match in islice(pattern.finditer(message.plain), MANY) if pattern else ():
        denied = DENIED.search(message.before(match.start(), 25))
        if not denied and not ELSEWHERE.match(message.after(match.end()).lstrip(" -")):
            yield Found(_same(match[0], districts), *match.span())


def _pattern(districts: Sequence[str]) -> re.Pattern[str] | None:
    """Names with a hyphen or a space in them may be typed with either, or with neither."""
    names = sorted((_key(name) for name in districts if _key(name)), key=len, reverse=True)
    spelled = [r"[ -]?".join(re.escape(part) for part in re.split(r"[ -]+", name)) for name in names]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(spelled)})(?![\w]|-\w)") if spelled else None


def _key(name: str) -> str:
    return read(name).plain.strip()


def _same(said: str, districts: Sequence[str]) -> str:
    """The district as the municipality writes it."""
    return next(name for name in districts if re.sub(r"[ -]", "", _key(name)) == re.sub(r"[ -]", "", said))


def _almost(message: Reading, districts: Sequence[str]) -> str | None:
    """The district that a short answer misspells: one slip in a short name, two in a long one."""
    if len(message.words) > 8:
        return None
    near = [
        (OSA.distance(word.text, _key(name)), name)
        for word in _candidates(message)
        for name in districts
        if _begins_alike(word.text, _key(name)) and word.text != _key(name)
    ]  # "zuid-oost" is not Oost
    distance, name = min(near, default=(9, ""))
    return name if distance <= (1 if len(name) < 7 else 2) else None


def _candidates(message: Reading) -> Iterator[Word]:
    """Words that may be a misspelt name, and pairs that a name in two words may have become."""
    pairs = (
        Word(f"{first.text} {second.text}", first.start, second.end)
        for first, second in zip(message.words, message.words[1:], strict=False)
    )
    for word in (*message.words, *pairs):
        placed = len(message.words) <= FUZZY_SHORT or LIVING.search(message.before(word.start))
        if placed and len(word.text) > 3 and word.text not in LOOKALIKES:
            yield word


def _begins_alike(word: str, name: str) -> bool:
    """A slip is seldom in the first letter, but s, z and c sound alike."""
    return word[0] == name[:1] or {word[0], name[:1]} <= set("szc")


def _unknown_place(message: Reading) -> str | None:
    """What is left of an answer when it looks like the name of a place; a masked address is one too."""
    if mark := PLACE_MARK.search(message.cased):
        return mark[0]
    filler = LAST_IN.match(message.plain) or FILLER.match(message.plain)
    start = filler.end() if filler else 0
    rest = TAIL.sub("", without_stop(message.plain[start:].split(",")[0]))
    if not rest or len(rest.split()) > 4 or NO_PLACE.search(rest) or not re.search(r"[a-z]{2}", rest):
        return None
    return message.own(start, start + len(rest))
