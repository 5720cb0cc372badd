"""Since when something goes on: "al bijna een jaar", "sinds januari", "gisteren rond drie uur", "for 3 months".

The value keeps the person's own words, trimmed to the time phrase. A length of time counts when something says that
it still lasts ("al", "sinds", "for", "sta ... op de wachtlijst"); "binnen twee weken" and "3 uur per week" do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from bot.understanding.dates import DAYS_BACK, LAST, MONTH, MONTHS, TODAY_OR_BACK, UNIT, WEEKDAY, YEAR
from bot.understanding.kin import whose
from bot.understanding.number_words import NUMBER, NUMBERS
from bot.understanding.reading import MANY, Found, Reading, either, one_of, words

SHORT = 35  # words: in a longer story "gisteren" is when one of many things happened
ASKED_SHORT = 9  # words: an answer of this length may be all about time

# Lengths of time
_HEDGE = either(
    r"over(?=\s[a-z\d]+\s(?:years?|months?|weeks|days?)\b)|bijna|haast|ruim|ongeveer|zo'n|zon|circa|ca|meer dan|"
    r"minder dan|minstens|zeker|wel|denk ik|pas|nog maar|bij de|een kleine?|een dikke|een ruim|(?:de )?afgelopen|"
    r"de laatste|almost|nearly|about|around|roughly|more than|at least|just over|the last"
)
_HEDGES = rf"(?:{_HEDGE}\s){{0,3}}"
_COUNT = either(
    rf"(?:{NUMBER}|anderhal(?:f|ve))(?:(?:\s?(?:-|a|tot|of|or|to)\s?|,\s){NUMBER})?(?:\s(?:en een|and a) hal(?:f|"
    rf"ve)?)?|"
    r"(?:een |a )?(?:half|halve|paar|couple(?: of)?|few)|enkele|meerdere|verschillende|several|many|veel"
)
_UNITS = either(
    UNIT, "jaartjes?", "weekjes?", "kwartaal", "decades?", "nachten", "nacht", "nights?", "schooljaar", "schooljaren"
)
_OR_MORE = rf"(?:\s(?:of|or)\s{NUMBER}\b)?"
LENGTH = rf"{_HEDGES}{_COUNT}\s?{_UNITS}\b{_OR_MORE}(?:\s(?:en|and)\s{_COUNT}\s?{_UNITS}\b)?(?: and a half)?"
LOOSE = rf"{_HEDGES}(?:(?:tweede|derde|vierde|vijfde|zesde|second|third|fourth)\s)?{_UNITS}\b{_OR_MORE}"
AGO = r"(?:\s(?:geleden|gelee|terug|ago|back)\b)"
_SO = r"(?:ofzo|of zo|ofso|or so)\b"
_ROUGHLY = rf"(?:\s{_SO})?"
VAGUE = either(
    r"(?:nog )?niet (?:zo |heel )?lang|"
    r"(?:(?:heel|erg|best|al|te|zo|very|a really|a very|a|quite a)\s){0,4}(?:lang|lange tijd|tijdje|tijd|poosje|"
    r"altijd|eeuwen|jarenlang|maandenlang|wekenlang|dagenlang|long time|while|ages|forever|always)\b(?:\s(?:tijd|"
    r"geleden|ago))?|"
    r"(?:heel )?(?:mijn|mn|me|my|hun|zijn|haar) (?:hele |whole )?(?:leven|life|jeugd)|"
    r"(?:een )?(?:tijdje|tijd|poos)\b(?: geleden)?|sinds kort|onlangs|recently|not long|niet lang|net pas|kort"
)

# Points in time
SEASON = either(
    r"(?:het |de |the )?(?:voorjaar|lente|zomer|najaar|herfst|winter|spring|summer|autumn|fall|(?:zomer|herfst|"
    r"kerst|mei|voorjaars|krokus|school)?vakantie|kerst(?:mis)?|pasen|pinksteren|oud en nieuw|nieuwjaar|"
    r"suikerfeest|ramadan|corona|lockdown|christmas|easter|new year|holidays?|schooljaar|school year)"
)
_PART = (
    r"(?:(?:ergens |somewhere )?(?:in |het )?(?:begin|half|halverwege|midden|medio|eind|einde|start|early|mid|"
    r"late|end|vroeg)\s(?:(?:of|van|in)\s)?(?:(?:de|het|the)\s)?)?"
)
_THIS = either(LAST, "dit", "deze", "this", "dat", "die", "the")
_FULL_DAY = either(
    rf"{NUMBER}(?:e|de|ste|st|nd|rd|th)?\s(?:of\s)?{MONTH}\b(?:\s{YEAR})?|{MONTH}\s\d\d?(?:st|nd|rd|th)?(?!\d)|"
    r"\d\d?[-/]\d\d?(?:[-/]\d{2,4})?|20\d\d-\d\d-\d\d"
)
_WEEK = (
    rf"{_THIS}\s(?:week|maand|jaar|month|year|weekend|schooljaar|{SEASON}|{WEEKDAY})\b(?:\s(?:op )?(?:{WEEKDAY}|"
    rf"{MONTH}|{SEASON})\b)?"
)
_MONTH = rf"(?:{_THIS}\s)?{MONTH}\b(?:\s{YEAR}\b)?"
_DAY = rf"(?:{TODAY_OR_BACK}|{WEEKDAY}(?:\s{LAST}\sweek)?)\b"
_TIME_OF_DAY = (
    rf"(?:\s(?:rond|om|tegen|omstreeks|around|at|about|'s|s)\s(?:een uur of |de klok van )?(?:half |kwart (?:over|"
    rf"voor) )?(?:{NUMBER}|middag|ochtends?|middags?|avonds?|nachts?|morgens?|noon|"
    rf"midnight)(?:[:.]\d\d)?(?:\s?(?:uur|u|o'clock|am|pm))?)?"
)
_SEASON_OF = rf"{SEASON}\b(?:\s(?:van\s)?{YEAR})?"
POINT = _PART + either(_FULL_DAY, _WEEK, _MONTH, _DAY, r"(?:19|20)\d\d\b", _SEASON_OF) + _TIME_OF_DAY

# Time phrases, by what they open with
_STILL = (
    r"(?:(?:al|reeds|inmiddels|nu al wel|nu al|already|for over|for|gedurende|sinds|sedert|since|has been|"
    r"it's been|ondertussen|intussen)\s){1,4}(?:nu\s)?"
)
LASTING = re.compile(
    either(
        rf"(?:nu\s|now\s)?{_STILL}(?:het\s|de\s|the\s)?(?P<time>{LENGTH}{_ROUGHLY}|{LOOSE}{_ROUGHLY}|"
        rf"{VAGUE})(?P<ago>{AGO})?|"
        rf"(?:nu|now)\s(?P<now>{LENGTH}{_ROUGHLY}{AGO}?)"
    )
)
COUNTED = re.compile(rf"(?P<time>{LENGTH}{_ROUGHLY})(?P<ago>{AGO})?(?P<still>\s(?:al|already|now|nu|inmiddels)\b)?")
# "Jaar of twee", "week ofzo", "jaren al": only as an answer
UNCOUNTED = re.compile(
    rf"(?P<time>{_UNITS}(?:\s(?:of|or)\s{NUMBER}\b|\s{_SO}|(?<=[ens])(?=\s(?:al|lang|now|"
    rf"already)\b)))(?P<ago>{AGO})?(?P<still>)"
)
FROM = re.compile(rf"(?:al )?(?:sinds|sedert|vanaf|since|sins|sind|from)\s(?:ongeveer |about |rond )?{POINT}")
EVENT = re.compile(r"(?:al )?(?:sinds|sedert|since|sins)\s(?P<rest>(?:dat\s)?[^\s,.;!?][^,.;!?\n]{0,60})")
AT = re.compile(rf"(?:(?:in|op|on|rond|around|during|tijdens|na|after)\s)?{POINT}")
PAST_POINT = re.compile(
    rf"(?:{LAST}\s(?!keer)|(?:eer)?gister\w*|vanochtend|vanmorgen|yesterday|this morning|last night)"
)
OPENING = re.compile(r"(?:sinds|vanaf|toen|na|nadat|vlak na|tijdens|when|after|since|from|during|ever since)\s\S")
ANY_VAGUE = one_of(rf"(?:{VAGUE}|net|zonet|just now)\b|(?<!.)(?:jaren|maanden|weken|dagen|years|months|weeks)(?=\W*$)")

# What stands around a phrase that says nothing about how long it has lasted
LIMIT = one_of(
    r"(?:binnen|over|elke|iedere|per|om de|om|na|nog|voor|van|tot|max|maximaal|eerst|minimaal|within|in|every|"
    r"next|another|after|of|volgende|komende|de eerste|duurt|duren|duurde|takes|krijg|krijgt|geschorst|schorsing|"
    r"loopt|contract|moet|moeten|must|have to|wachttijd is|verlengd met)\s(?:maar |nog |wel |ongeveer |about |de |"
    r"the |een |a )*$"
)
RATE = re.compile(
    r"\s?(?:per|in de|a|an|elke|iedere|achter elkaar|de tijd|the time|oud|old|vakantie|later|na\b|voor\b|te laat|"
    r"schorsing|contract|zwanger|pregnant|garantie|bedenktijd)\b(?! mijn| mn| onze| zijn| haar| de aan| my)"
)
TO_WAIT = " wachten"  # "eerst 4 weken wachten": a term, unless "al" is said
WAITED = one_of(
    r"(?:wacht|wachten|wachtend|sta|staat|staan|zit|zitten|slaap|slapen|waiting|lig|ligt|loop|been|"
    r"duurt)\s(?:[a-z]+\s){0,2}$|"
    r"(?:nu|inmiddels|intussen)\s(?:is|zijn)\s(?:[a-z]+\s)?$|(?:dat|het|we|wij) (?:is|zijn) (?:nu|inmiddels)\s$"
)
AFTER_REQUEST = re.compile(r"\s(?:na|after) (?:mijn|mn|onze|zijn|haar|de|het|ons|my|our|the|his|her) ")
PERFECT = re.compile(r"\b(?:have|has|haven't|hasn't|'ve|been|waiting|no|without|nothing|nobody|still)\b[^.]{0,45}$")
ROUTINE = one_of(
    r"(?:woon|wonen|werk|werken|werkt|ken|getrouwd|samen|lid|live|lived|work|worked|married)\s[^,.]{0,20}$"
)
LETTER = one_of(
    r"(?:brief|besluit|beschikking|beslissing|afgewezen|afwijzing|naheffing|boete|letter|decision|geboren|born|"
    r"jarig|geworden|verjaardag|birthday|turned)\b"
)
HOURS = one_of(r"(?:uur|uren|hours?|minu\w+)\b")
DENIED = one_of(r"(?:niet|not|geen)\s$")
AGED = one_of(r"(?:ben|bent|(?:hij|zij|ze|zoon|dochter|kind|he|she) is|wordt|word|am|i'm)\s(?:nu\s|pas\s|net\s)*$")
ENDS_AS_AGE = re.compile(r"\W*(?:$|en\b|,)|\s(?:oud|old)")
TO_COME = one_of(r"(?:vanavond|morgen|straks|nu|volgende?|komende?|next|tomorrow|tonight|now)\b")
HABIT = one_of(r"(?:elke|iedere|every|each|op|tot|until)\s$")
CAUSE = re.compile(r"since (?:i|we|my) (?:have no|need|want|am|'m|can't|don't|do not|cannot)\b")

# Where the clause after "sinds" ends
SUBJECTS = words("ik we wij hij zij ze je u i he she they you men er het me")
GOES_ON = words("naar bij op in met aan voor door to at with for niet geen nog al weer steeds")
HERE = words("er hier daar")
JOINS = words("en maar want dus and but")
VERBS = words(
    "ben bent is zijn was waren heb heeft hebben had hadden word wordt werd krijg krijgt kreeg kan kon kunnen mag "
    "mogen moet moeten wil willen doet doe doen ga gaat gaan ging kom komt kwam zit zitten sta staat slaap slaapt "
    "woon woont hoor hoort gebeurt loopt lukt werkt weet wist zegt zei kent durf durft lijkt voel voelt ligt lig "
    "leef slapen wonen am are has have had can can't isn't"
)
PARTICIPLE = re.compile(r"(?:ge|over|ver|be|ont)[a-z]+(?:d|t|en)$")
STARTS = (
    words(
        "sinds sedert since sins sind al reeds inmiddels ondertussen intussen nu already now for gedurende vanaf "
        "from een a half halve paar couple few enkele meerdere several anderhalf anderhalve zo'n in op on rond dit "
        "deze this it's has week weekje maand maandje jaar jaartje dag jaren maanden weken dagen years months weeks "
        "days uren nachten"
    )
    | frozenset(NUMBERS)
    | frozenset(DAYS_BACK)
    | frozenset(re.findall(r"[a-z']+", " ".join((MONTH, WEEKDAY, SEASON, LAST, _PART, _HEDGE))))
)


class Phrase(NamedTuple):
    """A time phrase: how surely it tells since when (0 is surest), where its lead-in and its value stand."""

    rank: int
    start: int
    value_start: int
    end: int


UNSURE = 5  # the rank of a phrase that counts only as an answer


@dataclass(frozen=True)
class Place:
    """A position in a message where a time phrase may begin."""

    message: Reading
    start: int
    today: date
    asked: bool

    @property
    def before(self) -> str:
        return self.message.before(self.start)

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.message.plain, self.start)


def told_since(message: Reading, *, today: date) -> Found | None:
    """Since when, in a free text: the surest phrase, of equals the first."""
    return _best(message, [phrase for phrase in _phrases(message, today) if phrase.rank < UNSURE])


def answered_since(message: Reading, *, today: date) -> str | None:
    """Since when, out of an answer to that question; "toen ik klein was" is an answer as well."""
    best = _best(message, list(_phrases(message, today, asked=True)))
    if best or len(message.words) > ASKED_SHORT:
        return best.value if best else None
    if start := OPENING.search(message.plain):
        return message.own(start.start(), len(message.plain)).rstrip(".!, ")
    vague = ANY_VAGUE.search(message.plain)
    return message.own(*vague.span()) if vague else None


def _best(message: Reading, phrases: list[Phrase]) -> Found | None:
    best = min(phrases, key=lambda phrase: (phrase.rank, phrase.start), default=None)
    return Found(message.own(best.value_start, best.end), best.start, best.end) if best else None


def _phrases(message: Reading, today: date, asked: bool = False) -> Iterator[Phrase]:
    """Every time phrase that may tell since when, none of them overlapping."""
    end = 0
    starts = (word.start for word in message.words if word.text in STARTS or word.text[0].isdigit())
    for start in islice(starts, MANY):
        phrase = _phrase_at(Place(message, start, today, asked)) if start >= end else None
        if phrase:
            yield phrase
            end = phrase.end


def _phrase_at(place: Place) -> Phrase | None:
    if DENIED.search(place.before):
        return None
    return next((phrase for rule in (_lasting, _from, _event, _counted, _at) if (phrase := rule(place))), None)


def _lasting(place: Place) -> Phrase | None:
    """ "Al vijf maanden", "for 2 years"; "for" needs something that has lasted, and "ben al 16 jaar" is an age."""
    match = place.match(LASTING)
    if not match or RATE.match(place.message.plain, match.end()):
        return None
    aged = "jaar" in match[0] and AGED.search(place.before) and ENDS_AS_AGE.match(place.message.after(match.end()))
    routine = "jaar" in match[0] and ROUTINE.search(place.before)  # "woon hier al 30 jaar"
    english = match[0].startswith("for ") and not PERFECT.search(place.before)  # "a room for 2 weeks"
    if aged or (not place.asked and (routine or english)):
        return None
    group = "now" if match["now"] else "time"
    vague = match[0].startswith(("sinds", "since")) and re.fullmatch(
        VAGUE, match[group]
    )  # "sinds kort" keeps its "sinds"
    return Phrase(0, place.start, place.start if vague else match.start(group), match.end())


def _from(place: Place) -> Phrase | None:
    """ "Sinds januari", "vanaf de zomer"; what starts tonight or in the coming months has not begun."""
    match = place.match(FROM)
    if not match or TO_COME.search(match[0]) or (match[0].startswith("from") and not place.asked):
        return None
    already = match[0].startswith("al ")
    if not place.asked and not already and "vanaf" in match[0] and _near(match[0], place.today):
        return None
    return Phrase(0, place.start, place.start + 3 * already, match.end())


def _near(phrase: str, today: date) -> bool:
    """True for "vanaf januari" when January comes within three months: more likely ahead than behind."""
    month = re.search(rf"\b{MONTH}\b", phrase)
    dated = re.search(r"(?:19|20)\d\d", phrase)
    return bool(month and not dated and (MONTHS[month[0]] - today.month - 1) % 12 < 3)


def _event(place: Place) -> Phrase | None:
    """ "Sinds mijn scheiding", "sinds ik 18 ben": up to where the main clause begins."""
    match = place.match(EVENT)
    if not match or CAUSE.match(match[0]) or TO_COME.match(match["rest"]):
        return None
    clause = _clause(match["rest"].split()[:8], english="since" in match[0])
    return Phrase(1, place.start, place.start + 3 * match[0].startswith("al "), match.start("rest") + len(clause))


def _clause(parts: list[str], *, english: bool) -> str:
    """The words of a time clause: "ik 18 ben doet me begeleider" -> "ik 18 ben"."""
    personal = (
        english or parts[0] in SUBJECTS | GOES_ON | {"dat"} or any(map(whose, parts[:3])) or bool(HERE & {*parts[1:5]})
    )
    kept, verbs = parts[:1], int(parts[0] in VERBS)
    for at in range(1, len(parts)):
        verb = parts[at] in VERBS and kept[-1] != "van"  # "van zijn vrouw"
        if _main_clause_at(parts, at, verb=verb, seen=verbs, personal=personal):
            break
        kept.append(parts[at])
        verbs += verb
    return " ".join(kept)


def _main_clause_at(parts: list[str], at: int, *, verb: bool, seen: int, personal: bool) -> bool:
    """True where the main clause begins: at "en", at a verb too many, at "krijg ik", or past the end of a noun."""
    part, following = parts[at], parts[at + 1] if at + 1 < len(parts) else ""
    if part in JOINS or (following == parts[0] and following in SUBJECTS):
        return True
    if (verb or seen or not personal) and following in SUBJECTS - {"het", "er", "me"}:
        return True
    if verb and (seen or not personal):
        return not PARTICIPLE.match(following)
    return not personal and not seen and (part in GOES_ON or bool(re.match(r"ge[a-z]+[dt]$", part)))


def _counted(place: Place) -> Phrase | None:
    """ "Drie weken geleden", "wacht 5 maanden", "vijf maanden na mijn aanvraag nog niets"; bare when asked."""
    match = place.match(COUNTED) or (place.match(UNCOUNTED) if place.asked else None)
    after = match.end() if match else 0
    plain = place.message.plain
    if (
        not match
        or RATE.match(plain, after)
        or plain.startswith(TO_WAIT, after)
        or (LIMIT.search(place.before) and not match["ago"])
    ):
        return None
    end = match.end("ago") if match["ago"] else match.end("time")
    return Phrase(_surety(place, match), place.start, place.start, end)


def _surety(place: Place, match: re.Match[str]) -> int:
    """How surely a counted length tells since when; hours and what a letter says hardly do."""
    message, end = place.message, match.end()
    if match["ago"]:
        early = len(message.words) <= SHORT or len(place.before) == place.start
        told = early and not LETTER.search(message.around(place.start, end)) and not HOURS.search(match["time"])
        return 2 if place.asked or told else UNSURE
    still = match["still"] or AFTER_REQUEST.match(message.plain, end) or WAITED.search(place.before)
    return 2 if still and not HOURS.search(match["time"]) else 3 if place.asked else UNSURE


def _at(place: Place) -> Phrase | None:
    """A point in time of its own: "gisteren rond drie uur"; a bare month or year only when asked."""
    match = place.match(AT)
    if not match or HABIT.search(place.before):
        return None
    compared = place.before.endswith(("dan ", "than "))
    told = (
        len(place.message.words) <= SHORT
        and PAST_POINT.match(match[0])
        and not compared
        and not LETTER.search(place.message.around(place.start, match.end()))
    )
    return Phrase(3 if place.asked or told else UNSURE, place.start, place.start, match.end())
