"""How somebody wants to be reached: contact_preference, phone, email and name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from phonenumbers import PhoneNumberMatcher

from bot.understanding.reading import MANY, Found, Reading, either, one_of, without_stop
from bot.understanding.replies import UNKNOWN

TRIES = 50  # runs of digits that may turn out to be no phone number

# Channels; an app or a text message needs the phone number as well
CHANNELS = {
    "phone": (
        r"(?:terug)?bel(?:len|le|t|letje|afspraak)?|(?:terug)?gebeld|opbellen|telefoon(?:tje|nummer)?|telefonisch|"
        r"tel|mobiel|phone|call(?:s|ed|ing)?|ring|app(?:en|je|t|s)?|whats ?app(?:en)?|wapp|geappt|sms(?:en|je)?|"
        r"text(?:ing|s| me| messages?)?"
    ),
    "email": r"(?:e-?)?mail(?:en|tje|s|t|adres|ing)?|e mail|mailbox|(?:ge|ge-?e)mail[dt]|(?:e|i)?-?me[ei]l(?:en)?",
    "chat": r"chat(?:ten|s)?|hier(?:zo)?|here|deze weg",
}
CHANNEL = re.compile("|".join(rf"(?P<{name}>\b(?:{forms})\b)" for name, forms in CHANNELS.items()))
_CALLS, _MAILS = CHANNELS["phone"], CHANNELS["email"]
_NO = "(?:niet|nie|geen|nooit|not|no|never|don't|dont|do not|zonder|without|liever geen|liever niet|rather not)"
# "Bel niet als mijn vader thuis is" turns no channel down
_CONDITION = "als|wanneer|tijdens|na|voor|tussen|overdag|in het|'s|when|if|after|before|during"
DENIED_BEFORE = one_of(
    rf"{_NO}\s(?:(?:meer|via|per|de|een|te|op|aan|graag|gewoon|gebeld|worden|me|mij|by|on|the|any|an?|want|like|"
    rf"to be|kan|mag|durf|"
    r"wil|goed|praten|email|en|of|or|and|ook|over)\s)*$"
)
DENIED_AFTER = re.compile(
    r"\s(?:(?:me|mij|ons|kan|kun|durf|wil|mag|lees|doe|heb|ik|u|mn|liever|is|dat|maar|please|aub|lukt|ze|kijk|"
    r"neem|hoor|check)\s){0,4}"
    rf"(?:slecht|moeilijk|lastig|kapot|stuk|kwijt|gestolen|broken|lost|stolen|leeg|{_NO})\b(?!\s(?:te|via|per|"
    rf"{_CONDITION}|{_CALLS}|{_MAILS})\b)"
)
LESS = one_of(r"(?:dan|than|instead of|in plaats van|ipv|rather than|over)\s(?:te\s|de\s)?$")
CLAUSE = re.compile(
    r"[.,;!?\n]|\b(?:(?<!n't )(?<!dont )(?<!not )(?<!\bi )want|omdat|because|maar|but|since|anders|as)\b"
)
NO_CONTACT = re.compile(
    either(
        r"\b(?:geen|niet|no|not|don't|dont|liever geen) (?:[a-z]+ ){0,4}(?:contact\w*|reactie|antwoord|bericht)|"
        r"\banoniem\b|\banonymous\w*|\b(?:geen van|neither|none)\b|\bhoeft niet\b|"
        r"\b(?:niet|not|don't|never) (?:te )?(?:bereiken|benaderen|reach|contact)|"
        r"^\W*(?:liever )?(?:niet|geen|nee|nope|no|none|niks|hoeft niet)\b(?:\W+(?:hoor|dank\w*|bedankt|thanks|"
        r"thank|you|je|u|wel|please|aub|graag|liever|niet|nodig|contact))*\W*$"
    )
)

# Wishes in a text that nobody asked for
_SOON = rf"(?=[a-z-]{{0,12}}(?:{_CALLS}|{_MAILS}))"
ASKS = re.compile(
    either(
        r"(?:^|[.,!?]\s?|\b(?:en|dus|of|maar|please|graag|ook) )(?:belt?|mailt?|app|whatsapp|sms|call|email|text|"
        r"phone) (?:me|mij|u mij|mn|my|ons|us)\b|"
        rf"(?:^|[.,!?]\s?|\b(?:en|dus|of|maar|please|ook) )(?:gewoon |graag |liever |liefst |het liefst |"
        rf"alleen ){{1,3}}(?:per |via |de |telefonisch|op ){{0,3}}{_SOON}|"
        r"\b(?:kan|kun|kunt|kunnen|zou|wil|wilt|willen|mag|mogen|could|can|would|may) (?:u|jij|je|jullie|"
        r"(?:er )?iemand|ze|you|someone|"
        rf"somebody|anyone)(?: (?:me|mij|ons|even|ff|alsjeblieft|please|misschien|aub|dan|hierover|"
        rf"terug)){{0,4}} {_SOON}|"
        r"\b(?:(?:graag|liefst|liever) word ik|word (?:ik )?(?:graag|liefst|"
        r"liever)) (?:[a-z]+ ){0,2}(?=(?:terug)?ge(?:beld|maild|mailt))|"
        r"\b(?:wil|zou) (?:ik )?(?:[a-z]+ ){0,3}(?=(?:terug)?ge(?:beld|maild|mailt|appt))|"
        r"\bcontact (?:via|per|by|through)|\b(?:bereikbaar|bereiken|reach me|te bereiken) (?:via|per|op|by|on|at)|"
        r"\b(?:via|per|by) (?=(?:e-?mail|mail|telefoon|phone|email|whatsapp|app)\b (?:graag|aub|please|"
        r"alstublieft|alsjeblieft))|"
        r"\b(?:liever|please|aub|mij|me) (?:niet|don't|geen) (?=bel|mail|app|call)"
    )
)
REACH = 12  # characters between a wish and its channel
SAID_OF_OTHERS = one_of(
    r"(?:zou|zouden|belooft?|beloofd|had|hadden|hebben|heeft|heb|keer|niemand|nooit|gisteren|vorige|steeds|would|"
    r"promised|nobody|never|times|twice|kreeg|al)\b[^.!?]{0,40}$"
)

# Details
MARKS = {
    "phone": r"(?:telefoon|phone|tel|mobiel|nummer)[a-z ]*",
    "email": r"(?:e-?mail|mail)[a-z ]*",
    "name": r"(?:naam|name|persoon|person|voornaam|achternaam)[a-z ]*",
}
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
REFUSAL = re.compile(
    either(
        r"^\W*(?:nee|neen|nope|no|niet|liever niet|geen|nvt|n\.v\.t|none|nah|neuh)\b|"
        r"\b(?:geef|zeg|vertel|deel|doe|heb|wil|hoef) (?:ik |je |u )?(?:dat |die |het |"
        r"er )?(?:ook )?(?:liever )?(?:niet|geen|nie)\b|"
        r"\banoni?em|\banonymous|\b(?:rather|prefer) not|\bliever niet|\bhoeft (?:\w+ )?niet|\bniet geven|"
        r"\bdon't have|\bniks aan\b|\bnone of your|\bno (?:phone|e-?mail|name|thanks)|"
        r"\bgeen (?:telefoon|mail|naam|e-?mail)|\bwon't|\bwil (?:ik )?(?:dat )?niet"
    )
)
NAME_LEAD = re.compile(
    r"^\W*(?:(?:hoi|hallo|hi|hello|ja|eh|uh|nou|goedendag|goedemiddag)\W+)*(?:(?:mijn|mn|m'n|me|my) (?:naam|name|"
    r"voornaam)(?: is|:|'s)?|ik heet|ik ben|naam(?: is|:)?|name(?: is|:)?|i am|i'm|im|noem (?:me|mij)(?: maar)?|"
    r"call me|zeg maar(?: gewoon)?|het is|it's|dit is|met)\s+",
    re.IGNORECASE,
)
NAME_TAIL = re.compile(
    r"\s{1,9}(?:heet ik|is mijn naam|is mn naam|is de naam|is my name|hoor|dus|ofzo)$", re.IGNORECASE
)
_OF = r"(?:(?:de|van|der|den|el|al|ten|ter|von|da)\s)*"
TOLD_NAME = re.compile(
    rf"\b(?i:ik heet|mijn naam is|mn naam is|my name is|noem me|noem mij)(?: maar|"
    rf" gewoon)*\s+({_OF}[^\W\d_][\w'-]+(?:\s{_OF}[A-Z][\w'-]+)*)"
)
NO_NAME = one_of(r"(?:weet|know|idk|idee|waarom|why|hoezo|niet|ja|yes|oke?|dat|wat|wil|mens|zeg|maakt|boeit|\d+)\b")
INITIALS = re.compile(r"\W*((?:[A-Z]\.\s?){1,4})")


class Way(NamedTuple):
    """A channel that is named, whether it is turned down, and where."""

    name: str  # phone | email | chat
    denied: bool
    start: int
    end: int


def answered_contact(message: Reading) -> str | None:
    """The channel that an answer asks for; none where it wants no contact or turns down both phone and mail."""
    ways = list(_ways(message))
    wanted = [way.name for way in ways if not way.denied]
    if wanted:
        return next((name for name in wanted if name != "chat"), "chat")
    both = {way.name for way in ways} >= {"phone", "email"}
    return "none" if both or NO_CONTACT.search(message.plain) else None


def _ways(message: Reading) -> Iterator[Way]:
    for match in islice(CHANNEL.finditer(message.plain), MANY):
        before = CLAUSE.split(message.before(match.start()))[-1]
        after = CLAUSE.split(message.after(match.end()))[0]
        denied = DENIED_BEFORE.search(before) or LESS.search(before) or DENIED_AFTER.match(after)
        yield Way(str(match.lastgroup), bool(denied), *match.span())


def told_contact(message: Reading) -> Found | None:
    """A channel that somebody asks for of their own accord; what others did or promised is no wish."""
    wishes = [
        match
        for match in islice(ASKS.finditer(message.plain), MANY)
        if not SAID_OF_OTHERS.search(message.before(match.start()))
    ]
    ways = [way for way in _ways(message) if not way.denied and way.name != "chat"] if wishes else []
    near = ((match, way) for match in wishes for way in ways if match.start() <= way.start <= match.end() + REACH)
    match, way = next(near, (None, None))
    return Found(way.name, match.start(), way.end) if match and way else None


def answered_detail(name: str, message: Reading) -> str | None:
    """A phone number, an address or a name out of an answer: masked or not; "none" where it is refused."""
    if found := told_detail(name, message):
        return found.value
    if UNKNOWN.search(message.plain):
        return None
    if REFUSAL.search(message.plain):
        return _before_refusal(message) if name == "name" else "none"
    return _bare_name(message) if name == "name" else None


def told_detail(name: str, message: Reading) -> Found | None:
    """The placeholder that stands for a phone number, address or name, or the thing itself."""
    if mark := re.search(rf"\[{MARKS[name]} ?\d*\]", message.cased, re.IGNORECASE):
        return Found(message.own(*mark.span()), *mark.span())
    if name == "phone":
        return _phone(message)
    match = EMAIL.search(message.cased) if name == "email" else TOLD_NAME.search(message.cased)
    place = match.span(match.lastindex or 0) if match else (0, 0)
    return Found(message.own(*place), *place) if match else None


def _phone(message: Reading) -> Found | None:
    """The first number that can be dialled from the Netherlands, as it was typed."""
    numbers = PhoneNumberMatcher(message.cased, "NL", max_tries=TRIES) if re.search(r"\d\d", message.plain) else ()
    match = next(iter(numbers), None)
    return Found(message.own(match.start, match.end), match.start, match.end) if match else None


def _before_refusal(message: Reading) -> str:
    """ "M.B., liever geen volledige naam" gives initials; a plain refusal gives none."""
    initials = INITIALS.match(message.cased)
    return message.own(*initials.span(1)) if initials else "none"


def _bare_name(message: Reading) -> str | None:
    """What is left of an answer without its lead-in, when it is short enough for a name."""
    lead = NAME_LEAD.match(message.cased)
    rest = re.split(r",|\ben ik\b|\ben ben\b", message.cased[lead.end() if lead else 0 :])[0]
    name = NAME_TAIL.sub("", without_stop(rest)).strip()
    parts = re.findall(r"[^\W\d_][\w.'-]*", name)
    if not 1 <= len(parts) <= 5 or "?" in message.cased or NO_NAME.search(name.lower()):
        return None
    start = message.cased.index(name)
    return message.own(start, start + len(name))
