"""Which organisation a message is about: well-known ones, named ones ("Praktijk De Brug") and kinds ("de verhuurder")."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.understanding.kin import whose
from bot.understanding.dates import MONTHS, WEEKDAYS
from bot.understanding.reading import Found, Reading

MOST = 5            # parties that one record names
SHORT_NAMES = {name.lower(): name for name in (
    "DUO UWV DigiD CJIB SVB IND CAK CIZ GGD GGZ COA AKJ GBLT CBR RDW CJG BKR").split()}
KINDS = re.compile(
    r"\b(?:(?:sociaal )?wijkteam|(?:jeugd|buurt|gezins|sociaal |jeugd- en gezins)team|samenwerkingsverband|leerplicht(?:ambtenaar)?|belastingdienst|"
    r"dienst toeslagen|toeslagendienst|jeugdzorg|jeugdbescherming|veilig thuis|(?:raad voor de )?kinderbescherming|woning(?:corporatie|bouwvereniging|bouw|"
    r"stichting)|wooncorporatie|woonstichting|corporatie|verhuurder|huisbaas|landlord|housing (?:association|corporation|company)|municipality|city council|"
    r"zorgverzekeraar|incassobureau|kredietbank|sociale dienst|werkplein|werk en inkomen|handhaving|thuiszorg|zorgkantoor|"
    r"zorgaanbieder|jeugdhulpaanbieder|reclassering|tax office|immigration service|vervoerder|burgerzaken|wmo-loket|"
    r"afdeling (?!van\b|die\b|waar\b|de\b|het\b)[a-z]+(?: en [a-z]+)?|gemeente(?!lijk)|stadsbank|bewindvoerder)\b")
# Everyday words that are a party only when they act or belong to somebody
EVERYDAY = re.compile(
    r"\b(?:(?P<mine>de|het|mijn|mn|m'n|me|onze|zijn|haar|die|my|the|our|his|her) )(?P<owned>(?:basis|middelbare |hoge|vak)?school|huisarts|politie|opvang|"
    r"ziekenhuis|kinderopvang|deurwaarder|zorgverzekering|aanbieder|council|police|werkgever)\b"
    r"|\b(?P<acts>(?:basis)?school|politie|huisarts|police|council)\b(?= (?:zegt|wil|wijst|doet|weigert|heeft|belt|vindt|luistert|reageert|stuurt|zei|kan|"
    r"verwijst|says|wants|won't|refuses|doesn't|sent|keeps|told))")
NAMED = re.compile(
    r"\b(?i:stichting|basisschool|praktijk|thuiszorg|vastgoed|zorggroep|woningcorporatie|woningstichting|wooncorporatie|corporatie|school|college|lyceum|"
    r"kinderopvang|kinderdagverblijf|wijkteam|jeugdteam|buurtteam|sociaal team|ggz|ggd|makelaardij|makelaar|incassobureau|zorginstelling|zorgaanbieder|"
    r"huisartsenpraktijk|tandartspraktijk|verpleeghuis|ziekenhuis|jeugdhulp|jeugdzorg|bureau|afdeling|dienst|gezinshuis|universiteit|hogeschool|roc|"
    r"verzekeraar|verhuurder|vereniging|buurthuis|jongerencentrum|zorgcentrum|woonzorgcentrum|kliniek|team)"
    r"\s+(?:(?:de|het|'t|van|voor|der|den)\s+){0,2}(?:[A-Z](?:[\w'&-]|\.(?=\w))*)(?:\s+(?:(?:en|van|de|het|voor|&|der)\s+){0,2}[A-Z][\w'&-]*)*"
    r"|\b(?:[A-Z][\w'-]+\s){1,3}(?:College|Lyceum|Groep|Advocaten|Incasso|Zorg|Wonen|Vastgoed|B\.?V\.?)\b")
AT_NAME = re.compile(r"\b(?:bij|at)\s+((?:(?:De|Het)\s+)?[A-Z][\w'&-]+(?:\s+(?:(?:de|van|en|&)\s+)?[A-Z][\w'&-]+){0,4})")
NO_ACTOR = re.compile(r"\b(?:in|uit) (?:de|deze|een|mijn|onze|andere|welke|die) (?:andere )?$|\b(?:andere|welke|elke|geen|another|which|als|"
                      r"ben|word|een|a|an) $")
ONLY_A_PLACE = re.compile(r"\b(?:in|naar|op|voor|aan|to) $")
LEAD = re.compile(
    r"^(?:\W*(?:(?:het|dat|dit|'t) (?:gaat|ging|is|was)(?: dus)?(?: om| over| bij| van| tegen)?|gaat (?:om|over)|it'?s(?: about| with)?|it is(?: about| with)?|that's|"
    r"that would be|about|dat is|dat zijn|dit is|is|ik denk|i think|volgens mij|bij|van|over|tegen|door|met|against|with|by|with the|de|het|een|mijn|mn|m'n|"
    r"me|the|my|our|onze|ons|a|eh+|uh+|euh|nou|ja|yes|gewoon|eigenlijk|vooral|mainly|die van|those|these)(?=\W))+\W*")
TAIL = re.compile(r"(?:\W+(?:denk ik|geloof ik|ofzo|of zo|dus|hoor|volgens mij|i think|i guess|or something|eigenlijk|he|toch|dacht ik|of hoe dat ook heet|"
                  r"en zo|enzo|etc|man|please))*\W*$")
RELATIVE = re.compile(r",?\s+(?:die|dat|waar|which|who|that|want|omdat|because|maar|but|ze|zij|hij|they|daar|ik|i)\s")
NO_PARTY = re.compile(r"^\W*(?:ja|nee|yes|no|ok|oke|niemand|geen|niks|nobody|none|hoezo|waarom|why|what|wat|hoi|hallo)\b\W*(?:\w+\W*)?$")


def told_organisation(message: Reading, districts: Sequence[str] = ()) -> Found | None:
    """The parties in a free text, first mentioned first; the place is that of the first."""
    found = _unique(_parties(message, districts))
    if not found:
        return None
    return Found(", ".join(party.value for party in found[:MOST]), found[0].start, found[0].end)


def answered_organisation(message: Reading, districts: Sequence[str] = ()) -> str | None:
    """The answer without fillers; of a clause that only tells on ("die ...") the parties are kept."""
    if NO_PARTY.match(message.plain):
        return None
    lead = LEAD.match(message.plain)
    start = lead.end() if lead else 0
    clause = RELATIVE.search(message.plain, start)
    end = clause.start() if clause else len(message.plain)
    end -= len(message.plain[start:end]) - len(TAIL.sub("", message.plain[start:end]))
    later = [party for party in _unique(_parties(message, districts)) if party.start >= end]
    kept = [_spelled(message, start, end), *(party.value for party in later[:MOST])]
    return ", ".join(words for words in kept if re.search(r"[^\W\d_]", words)) or None


def _parties(message: Reading, districts: Sequence[str]) -> list[Found]:
    """Every party in order; where two overlap the longer one counts."""
    found = sorted(_candidates(message, districts), key=lambda party: (party.start, -party.end))
    kept: list[Found] = []
    for party in found:
        if not kept or party.start >= kept[-1].end:
            kept.append(party)
    return kept


def _candidates(message: Reading, districts: Sequence[str]) -> Iterator[Found]:
    for word in message.words:
        if word.text in SHORT_NAMES:
            yield Found(SHORT_NAMES[word.text], word.start, word.end)
    for match in KINDS.finditer(message.plain):
        if not NO_ACTOR.search(message.before(match.start(), 25)):
            yield Found(_spelled(message, *match.span()), *match.span())
    for match in EVERYDAY.finditer(message.plain):
        place = match.span("owned" if match["owned"] else "acts")
        before = message.before(match.start(), 25)
        if not NO_ACTOR.search(before) and not ONLY_A_PLACE.search(before):
            yield Found(_spelled(message, *place), *place)
    for pattern, group in ((NAMED, 0), (AT_NAME, 1)):
        yield from (Found(_spelled(message, *match.span(group)), *match.span(group))
                    for match in pattern.finditer(message.cased) if _is_name(match[group], districts))


def _is_name(words: str, districts: Sequence[str]) -> bool:
    """False for "bij Oma", "bij Noord" and "in December": capitals do not make an organisation."""
    first = words.split()[0].lower()
    return not (first in MONTHS or first in WEEKDAYS or whose(first) or words in districts or first in ("ik", "mijn", "u", "nederland", "i"))


def _spelled(message: Reading, start: int, end: int) -> str:
    """The person's own words, abbreviations in their usual capitals."""
    words = message.own(start, end)
    return SHORT_NAMES.get(words.lower(), words)


def _unique(parties: Sequence[Found]) -> list[Found]:
    """Each party once, by its name in small letters."""
    return list({party.value.lower(): party for party in reversed(parties)}.values())[::-1]
