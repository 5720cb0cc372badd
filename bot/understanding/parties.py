"""Which organisations a message is about: well-known ones, named ones ("Praktijk De Brug"), kinds ("de verhuurder")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.understanding.dates import MONTHS, WEEKDAYS
from bot.understanding.kin import whose
from bot.understanding.reading import MANY, Found, Reading, either, one_of, without_stop, words

MOST = 5  # parties that one record names
SHORT_NAMES = {
    name.lower(): name
    for name in (
        "DUO",
        "UWV",
        "DigiD",
        "CJIB",
        "SVB",
        "IND",
        "CAK",
        "CIZ",
        "GGD",
        "GGZ",
        "COA",
        "AKJ",
        "GBLT",
        "CBR",
        "RDW",
        "CJG",
        "BKR",
    )
}
KINDS = one_of(
    either(
        r"(?:sociaal )?wijkteam|(?:jeugd|buurt|gezins|sociaal |jeugd- en gezins)team|samenwerkingsverband|"
        r"leerplicht(?:ambtenaar)?|jeugdzorg|jeugdbescherming|veilig thuis|(?:raad voor de )?kinderbescherming|"
        r"reclassering|belastingdienst|dienst toeslagen|toeslagendienst|tax office|immigration service|"
        r"woning(?:corporatie|bouwvereniging|bouw|stichting)|wooncorporatie|woonstichting|corporatie|verhuurder|"
        r"huisbaas|landlord|housing (?:association|corporation|company)|gemeente(?!lijk)|municipality|"
        r"city council|burgerzaken|wmo-loket|sociale dienst|werkplein|werk en inkomen|handhaving|"
        r"afdeling (?!van\b|die\b|waar\b|de\b|het\b)[a-z]+(?: en [a-z]+)?|zorgverzekeraar|zorgkantoor|thuiszorg|"
        r"zorgaanbieder|jeugdhulpaanbieder|incassobureau|kredietbank|stadsbank|bewindvoerder|vervoerder"
    )
    + r"\b"
)
# Everyday words are a party only when they act or belong to somebody
_EVERYDAY = either(
    r"(?:basis|middelbare |hoge|vak)?school|huisarts|politie|opvang|ziekenhuis|kinderopvang|deurwaarder|"
    r"zorgverzekering|aanbieder|council|police|werkgever"
)
EVERYDAY = one_of(
    rf"(?:de|het|mijn|mn|m'n|me|onze|zijn|haar|die|my|the|our|his|her) (?P<owned>{_EVERYDAY})\b|"
    r"(?P<acts>(?:basis)?school|politie|huisarts|police|council)\b(?= (?:zegt|wil|wijst|doet|weigert|heeft|belt|"
    r"vindt|luistert|reageert|stuurt|zei|kan|verwijst|says|wants|won't|refuses|doesn't|sent|keeps|told))"
)
_KIND_OF_NAME = either(
    r"stichting|vereniging|basisschool|school|college|lyceum|universiteit|hogeschool|roc|kinderopvang|"
    r"kinderdagverblijf|praktijk|huisartsenpraktijk|tandartspraktijk|kliniek|ziekenhuis|thuiszorg|zorggroep|"
    r"zorginstelling|zorgaanbieder|zorgcentrum|woonzorgcentrum|verpleeghuis|gezinshuis|jeugdhulp|jeugdzorg|ggz|"
    r"ggd|wijkteam|jeugdteam|buurtteam|sociaal team|team|buurthuis|jongerencentrum|vastgoed|woningcorporatie|"
    r"woningstichting|wooncorporatie|corporatie|verhuurder|makelaardij|makelaar|incassobureau|verzekeraar|bureau|"
    r"afdeling|dienst"
)
_CAPITAL = r"[A-Z](?:[\w'&-]|\.(?=\w))*"
NAMED = re.compile(
    either(
        rf"\b(?i:{_KIND_OF_NAME})\s+(?:(?:de|het|'t|van|voor|der|den)\s+){{0,2}}{_CAPITAL}(?:\s+(?:(?:en|van|de|"
        rf"het|voor|&|der)\s+){{0,2}}{_CAPITAL})*|"
        r"\b(?:[A-Z][\w'-]+\s){1,3}(?:College|Lyceum|Groep|Advocaten|Incasso|Zorg|Wonen|Vastgoed|B\.?V\.?)\b"
    )
)
AT_NAME = re.compile(
    r"\b(?:bij|at)\s+((?:(?:De|Het)\s+)?[A-Z][\w'&-]+(?:\s+(?:(?:de|van|en|&)\s+)?[A-Z][\w'&-]+){0,4})"
)
NO_NAMES = words("ik i mijn u nederland")
NO_ACTOR = one_of(
    r"(?:in|uit) (?:de|deze|een|mijn|onze|andere|welke|die) (?:andere )?$|"
    r"(?:andere|welke|elke|geen|another|which|als|ben|word|een|a|an) $"
)
ONLY_A_PLACE = one_of("(?:in|naar|op|voor|aan|to) $")

# Answers
LEAD = re.compile(
    r"^(?:\W*"
    + either(
        r"(?:het|dat|dit|'t) (?:gaat|ging|is|was)(?: dus)?(?: om| over| bij| van| tegen)?|gaat (?:om|over)|dat is|"
        r"dat zijn|dit is|is|it'?s(?: about| with)?|it is(?: about| with)?|that's|that would be|about|ik denk|"
        r"i think|volgens mij|bij|van|over|tegen|door|met|against|with|by|de|het|een|mijn|mn|m'n|me|the|my|our|"
        r"onze|ons|a|eh+|uh+|euh|nou|ja|yes|gewoon|eigenlijk|vooral|mainly|those|these"
    )
    + r"(?=\W))+\W*"
)
TAIL = re.compile(
    r"(?:[^\w■]{1,9}"
    + either(
        r"denk ik|geloof ik|dacht ik|i think|i guess|volgens mij|ofzo|of zo|or something|of hoe dat ook heet|"
        r"en zo|enzo|etc|dus|hoor|eigenlijk|he|toch|man|please"
    )
    + r"){1,5}$"
)
RELATIVE = re.compile(r",?\s(?:die|dat|waar|which|who|that|want|omdat|because|maar|but|ze|zij|hij|they|daar|ik|i)\s")
NO_PARTY = re.compile(
    r"^\W*(?:ja|nee|yes|no|ok|oke|niemand|geen|niks|nobody|none|hoezo|waarom|why|what|wat|hoi|hallo)\b\W*(?:\w+\W*)?$"
)


def told_organisation(message: Reading, districts: Sequence[str] = ()) -> Found | None:
    """The parties in a free text, first mentioned first; the place is that of the first."""
    found = _parties(message, districts)[:MOST]
    return Found(", ".join(party.value for party in found), found[0].start, found[0].end) if found else None


def answered_organisation(message: Reading, districts: Sequence[str] = ()) -> str | None:
    """The answer without fillers; of a clause that only tells on ("die ...") the parties are kept."""
    if NO_PARTY.match(message.plain):
        return None
    lead = LEAD.match(message.plain)
    start = lead.end() if lead else 0
    clause = RELATIVE.search(message.plain, start)
    said = TAIL.sub("", without_stop(message.plain[start : clause.start() if clause else len(message.plain)]))
    later = [party.value for party in _parties(message, districts) if party.start >= start + len(said)]
    kept = [_spelled(message, start, start + len(said)), *later[:MOST]]
    return ", ".join(name for name in kept if re.search(r"[^\W\d_]", name)) or None


def _parties(message: Reading, districts: Sequence[str]) -> list[Found]:
    """Every party once, in order; where two overlap the longer one counts."""
    kept: dict[str, Found] = {}
    end = 0
    for party in sorted(_candidates(message, districts), key=lambda party: (party.start, -party.end)):
        if party.start >= end:
            kept.setdefault(party.value.lower(), party)
            end = party.end
    return list(kept.values())


def _candidates(message: Reading, districts: Sequence[str]) -> Iterator[Found]:
    yield from (
        Found(SHORT_NAMES[word.text], word.start, word.end) for word in message.words if word.text in SHORT_NAMES
    )
    for match in islice(KINDS.finditer(message.plain), MANY):
        if not NO_ACTOR.search(message.before(match.start(), 25)):
            yield Found(_spelled(message, *match.span()), *match.span())
    yield from _everyday(message)
    for pattern, group in ((NAMED, 0), (AT_NAME, 1)):
        yield from (
            Found(_spelled(message, *match.span(group)), *match.span(group))
            for match in pattern.finditer(message.cased)
            if _is_name(match[group], districts)
        )


def _everyday(message: Reading) -> Iterator[Found]:
    """ "Mijn school" and "school zegt", but not "naar school" or "geen school"."""
    for match in islice(EVERYDAY.finditer(message.plain), MANY):
        place = match.span("owned" if match["owned"] else "acts")
        before = message.before(match.start(), 25)
        if not NO_ACTOR.search(before) and not ONLY_A_PLACE.search(before):
            yield Found(_spelled(message, *place), *place)


def _is_name(name: str, districts: Sequence[str]) -> bool:
    """False for "bij Oma", "bij Noord" and "at Christmas": capitals do not make an organisation."""
    first = name.split()[0].lower()
    return not (first in MONTHS or first in WEEKDAYS or first in NO_NAMES or whose(first) or name in districts)


def _spelled(message: Reading, start: int, end: int) -> str:
    """The person's own words, abbreviations in their usual capitals."""
    said = message.own(start, end)
    return SHORT_NAMES.get(said.lower(), said)
