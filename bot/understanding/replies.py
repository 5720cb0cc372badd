"""Yes, no, and no answer."""

from __future__ import annotations

import re

from bot.understanding.reading import Reading, either, one_of, read

OPENING, CLAUSES = 120, 3  # characters and clauses of a reply in which yes or no is looked for
SHORT_CLAUSE = 9  # words: a longer clause tells a story
FEW = 3  # words: so short a clause is a reply by itself
ANSWERS = 8  # clauses: a longer message is no plain "I don't know"

# Firm words open a reply of any length, soft ones make up a short one: "graag", not "graag informatie over ..."
_FIRM_YES = either(
    r"j+a+(?:h|wel|zeker|wohl|hoor|ja+)*|jep|jup|yep|yup|yes+|yeah|yea|ok+e*|okay|oki|zeker(?: weten)?|zekers|"
    r"inderdaad|tuurlijk|natuurlijk|uiteraard|absoluut|akkoord|prima|sure|of course|definitely|absolutely|"
    r"certainly|indeed"
)
_SHORT_YES = either(
    r"jo+|j|y|k|klopt|goed|graag|precies|exact|correct|juist|top|vooruit|best|helemaal|eens|mee eens|in orde|"
    r"sowieso|sws|fine|right|true|deal|please do|go ahead|perfect|uh ?-?hu+h?|u+hu+h?|mhm+|hm+ja|m-hm"
)
_FIRM_NO = either(
    r"n+e+(?:n|h)*|nope|nah+|neuh|geenszins|noppes|"
    r"no+(?=\W*$|[,.!]| (?:i|it|its|it's|that|that's|thanks?|he|she|we|they|not|never|no|sorry|please|need|way)\b)"
)
_SHORT_NO = either(r"n|niet|nie|nooit|never|fout|onjuist|incorrect|wrong|oneens|verkeerd|weiger|stop|annuleren|cancel")
_YES, _NO = either(_FIRM_YES, _SHORT_YES), either(_FIRM_NO, _SHORT_NO)
_SOFT = either(
    r"hoor|man|bro|joh|dus|dank(?:je)?|u|je|thanks|thank you|alstublieft|alsjeblieft|aub|maar|dan|toch|wel|nou|"
    r"ach|oh?|eh|uh|hm+|ik|dat|het|is|zo|allemaal|he|gewoon|echt|heel|ook|mevrouw|meneer|vind|it|that|its|it's|"
    r"that's|sir|sis|gerust|even|inmiddels|hier|nu|volledig|totaal|lol|gast|broer|eigenlijk|al|very|just|tis|'t"
)
FIRM_YES, SHORT_YES = (re.compile(rf"(?:{_SOFT}\W+)*{forms}\b") for forms in (_FIRM_YES, _SHORT_YES))
FIRM_NO, SHORT_NO = (re.compile(rf"(?:{_SOFT}\W+)*{forms}\b") for forms in (_FIRM_NO, _SHORT_NO))
BOTH = re.compile(r"\bja (?:en|of) nee\b|\byes and no\b|^\W*(?:nou ja|mwa+h?|jein|ja nee|nee ja|tja|so so)\W*$")
# Right but for one thing is not right yet
EXCEPT = one_of(
    r"(?:klopt|goed|correct|right|juist)\W+(?:bijna|half|deels|gedeeltelijk|alleen\b(?! als)|behalve|except|"
    r"apart from|maar (?:ik|mijn|het|de)\b|op \w+ (?:ding|punt) na)|"
    r"(?:bijna|almost|grotendeels|not quite|half) (?:goed|klopt|right|correct|juist)\b"
)
_SAID = either(
    r"klopt|is|was|lijkt|vind|mag|kan|hoeft|wil|doe|denk|geloof|hoop|dacht|ben|gaat|eens|goed|waar|zeker|"
    r"natuurlijk|tuurlijk|absoluut|helemaal|liever|graag|echt|nog|uiteraard|sowieso|precies|juist|of course|"
    r"definitely|certainly|absolutely|probably|think|hope"
)
_BETWEEN = (
    r"(?:(?:ik|het|dat|dit|er|dus|ook|echt|helemaal|van|mij|zo|toch|wel|maar|allemaal|eens|natuurlijk|gewoon|nog|"
    r"hier|mee|it) ){0,4}"
)
# After "dat wil ik niet" no more than a particle; "ik wil niet meer leven" is no answer to a question
_SO_BE_IT = (
    r"(?:\W+(?:hoor|meer|doen|hebben|delen|dat|dit|graag|zo|goed|eens|mee|echt|nodig|waar|juist|helemaal|man|bro|"
    r"please|aub|he|dus|liever|willen|mogen|de bedoeling|joh|dank|je|u))*\W*$"
)
_LEAD = rf"\W*(?:(?:{_YES}|{_NO}|{_SOFT})\W+)*?"
STATES_NO = re.compile(
    _LEAD
    + either(
        rf"{_SAID} {_BETWEEN}(?:niet|nie|niks|nooit|not)\b{_SO_BE_IT}|wil (?:echt |liever )?(?:niet|nie) dat\b|"
        r"niet (?:echt|helemaal|waar|juist|goed|correct|eens|mee eens|nodig)\b|laat (?:dat |het )?maar\b|"
        r"van niet\b|geen (?:zin|behoefte|interesse)\b|klopt (?:niks|geen)|daar klopt|"
        r".{0,40}\bklop(?:t|pen) (?:[a-z]+ ){0,2}niet\b|valt wel mee\b|mee oneens|"
        r"not (?:really|right|true|correct|ok|okay|yet|at all|exactly|now)\b|never ?mind\b|"
        r"(?:i |we )?(?:don't|do not|won't|wouldn't|can't)(?: (?:want|think|agree|like))?(?: (?:that|it|this|so|"
        r"to))?\W*$|"
        r"(?:it |that )?(?:isn't|is not|doesn't)(?: (?:right|correct|true|ok|okay|so|it))?\W*$|no thanks?\b"
    )
)
STATES_YES = re.compile(
    _LEAD
    + either(
        r"klopt(?: (?:ja|helemaal|allemaal|zo|hoor|het|precies|zeker|inderdaad|als een bus))*\W*$|"
        r"klopt (?:helemaal|allemaal|precies|wel)\b|"
        r"(?:is |tis |vind (?:ik )?(?:het |dat )?|lijkt (?:me |mij )?|sounds |looks |'s )?(?:helemaal |wel |"
        r"allemaal |ook |zo |heel |all |zeker |toch |best )*(?:goed|prima|ok|oke|okay|fine|correct|juist|waar|"
        r"akkoord|right|in orde|top|good|true|mee eens)\b(?! (?:morning|afternoon|evening|day|night|of|for|from|"
        r"geholpen)\b)|"
        r"doe(?:t u|n)? (?:dat |het |die |er )?maar\b(?! niet)|mag (?:wel|gerust|hoor|best|van mij)\b|"
        r"kan (?:wel|hoor|best)\b|(?:mag|kan|mij best|vooruit)\W*$|geen (?:enkel |echt )?(?:probleem|bezwaar)\b|"
        r"no (?:problem|worries|objections?|prob)\b|(?:waarom|why) (?:niet|not)\b|"
        r"ni(?:ks|ets) (?:op tegen|mis mee|op aan te merken|aan toe te voegen)|"
        r"(?:denk|geloof|hoop|dacht|think|guess|hope|believe) (?:ik |het |dat |van |i )*(?:wel|so)\b|van wel\b|"
        r"echt wel|go ahead|please do|i (?:do|agree)\b|we do\b|(?:it|he|she) (?:is|does)\W*$|"
        r"(?:ver)?stuur (?:het |hem |die )?maar|dien (?:het |hem |die )?maar in|"
        r"(?:lijkt (?:me |mij )?)?(?:een |a )?(?:goed|prima|good) (?:plan|idee|idea)|een beetje(?: wel)?\W*$|"
        r"beetje wel|ga je gang|gaat uw gang"
    )
)
CLAUSE = re.compile(
    r"[.,!?;\n]+|"
    r"\b(?:maar(?= (?:ik|mijn|het|de|dat|doe|alleen|eerst|wel|je|ze|mn|m'n))|want(?! to| a| any| the| calls?|"
    r" that| this| it)|omdat|but|because)\b"
)
# A question is no reply, "waarom niet" is
QUESTION = re.compile(
    r"\W*(?:klopt|mag|kan|is) (?:dat|dit|da)\b|"
    r"\W*(?:en |maar )?(?:waar|wat|wie|hoe|waarom|wanneer|hoezo|welke?|why|what|who|how|when|where)\b(?! (?:niet|"
    r"not)\b)"
)
LAST_WORDS = {"ja": True, "yes": True, "jawel": True, "nee": False}
THUMBS = (("👍", True), ("✅", True), ("👌", True), ("✔", True), ("👎", False), ("❌", False), ("🚫", False))

UNKNOWN = one_of(
    r"(?:we+t|wist) (?:ik |je |t |'t |ik 't )?(?:het |dat |'t |t )*(?:[a-z]+ ){0,3}?(?:niet|nie|ni|nt)\b|"
    r"weet ik veel\b|(?:is )?(?:mij |me )(?:niet bekend|onbekend)\b|niet zeker\W*$|"
    r"(?:moet|zou|zal) ik (?:[a-z]+ ){0,3}(?:opzoeken|nakijken|navragen|uitzoeken)\b|"
    r"k?wee(?:t|ni?e?)?(?: ?'?t| het)? ?(?:echt )?(?:niet|nie|ni)\b|kweeni(?:e|et)?\b|kweetni(?:e|et)?\b|"
    r"(?:ik|i|mij) (?:het )?niet (?:weet|weten|wete)\b|(?:geen|gn|gen) (?:flauwe? |enkel )?(?:idee|benul)\b|"
    r"zou (?:ik )?(?:het |dat |je |u |jou )*(?:echt |zo |even )*niet (?:kunnen (?:zeggen|vertellen)|weten)\b|"
    r"(?:ben|heb) (?:ik |het |dat |'t |even |helemaal |ook )*(?:vergeten|kwijt)\b(?! (?:te|om|door))|vergeten\W*$|"
    r"herinner (?:ik )?me (?:dat |het |daar )?ni(?:et|ks)\b|niet (?:precies )?onthouden\b|"
    r"(?:idk|dunno|ion know)\b|(?:no|not a|haven't a) (?:idea|clue)\b|not sure\b|i forgot\W*$|"
    r"(?:i |we )?(?:really |honestly |just ){0,3}(?:do not|don't|dont|didn't|not) (?:really |actually |"
    r"exactly )*(?:know|remember|recall)\b|"
    r"can't (?:remember|recall|say)\b|cannot say\b|geen antwoord\W*$|n\.?v\.?t\b|niet van toepassing\b|"
    r"not applicable\b|n/a\b"
)
REFUSED = one_of(
    r"(?:wil|ga|hoef|kan|mag|durf) (?:ik |je |u |jullie )*(?:dat |het |er |daar |dit |hier )*(?:liever |ook |"
    r"echt |gewoon |nu )*(?:niet|niks|nie) (?:zeggen|vertellen|over praten|delen|kwijt|geven|beantwoorden|"
    r"antwoorden|over hebben)\b|"
    r"(?:zeg|vertel|deel) (?:ik |je |u )*(?:dat |het |dit )?(?:liever |echt |ook )*(?:niet|nie)\b|"
    r"liever niet zeggen\b|durf (?:ik )?(?:dat |het |u )*niet (?:goed |zo )?te zeggen\b|"
    r"wil (?:ik )?(?:daar|er|hier) (?:liever )?(?:niks|niets|niet) over\b|houd? ik (?:liever )?voor (?:me|mij)\w*|"
    r"geen (?:commentaar|mededeling)\b|no comment\b|weiger(?: ik)?\W*$|bemoei je\b|"
    r"geen zin om (?:dat |het |daar(?:over)? |er |over )*(?:te )?(?:vertellen|zeggen|praten)|"
    r"(?:prive|privacy)\b\W*$|"
    r"(?:gaat|gaan|ga) (?:je|u|jou|jullie|jou lekker|niemand) (?:echt |ook |lekker |helemaal )*(?:niks|niets|nix|"
    r"geen (?:ene? )?\w+) aan\b|"
    r"none of (?:your|ur)\b|not your business\b|(?:rather|prefer) not(?: to)?(?: say| tell| answer)?\b|"
    r"won't (?:say|tell)\b|(?:don't|do not|dont) want to (?:say|tell|talk|share|answer)\b|"
    r"vertel ik (?:liever |wel |alleen |later )*(?:aan|tegen) (?:een |iemand|je)|"
    r"(?:skip|sla over|overslaan|pass|volgende vraag|next question)\W*$|"
    r"maakt (?:me |mij |toch |ook |eigenlijk |allemaal )*(?:niet|niks|niets) uit\b|"
    r"(?:doesn't|don't) (?:really )?(?:matter|mind)\b|boeit (?:me )?ni(?:et|ks)\b"
)
# What may stand beside "I don't know" without being an answer
_BESIDE = (
    r"(?:(?:dat )?(?:moet|zal|ga|kan) ik (?:[a-z]+ ){0,5}(?:vragen|navragen|opzoeken|nakijken|nazoeken|checken|"
    r"kijken|uitzoeken)|niet bij me|niet bij de hand|lang geleden|uit mijn hoofd|uit mn hoofd|op dit moment|"
    r"right now|eerlijk gezegd|wil je dat weten|ik ook niet|hoe lang|moet ik|dat was|sorry|helaas|honestly|tbh|"
    r"ngl|precies|exact|exactly|meer|zomaar|ff|momenteel|daar|over|nee|ja|yet|anymore|wanneer|hoelang|wat|wie|"
    r"waar|hoe|waarom|when|how|what|who|where|of|to|say|heb|opzoeken|nakijken|was|datum|de|die|brief|kijken|idee|"
    r"weet|geen|vraag|mijn|my|the|"
    rf"date|now|{_SOFT})"
)
FILLER = re.compile(rf"\W*(?:{_BESIDE}\b\W*)*")
GUESS = re.compile(r"\d|\b(?:maar|ongeveer|denk|geloof|misschien|but|think|maybe|about|ofzo|zoiets|rond|wel|ergens)\b")
OTHERS_BEFORE = one_of(r"(?:moeder|vader|hij|zij|ze|gemeente|school|he|she|they|niemand|kind|zoon|dochter)\b")
OTHERS_AFTER = re.compile(r"\s*(?:hebben|heeft|had|hadden|have|has) ")  # "geen idee hebben ze"
UNKNOWN_CLAUSE = re.compile(r"[.,!?;\n]+|\bmaar\b|\bbut\b")


def says_unknown(text: str) -> bool:
    """True when the whole message says "I don't know" or "I won't say"; not when an answer or a story follows."""
    clauses = [clause.strip() for clause in UNKNOWN_CLAUSE.split(read(text).plain) if clause.strip()]
    kinds = [_kind(clause) for clause in clauses[:ANSWERS]]
    return len(clauses) <= ANSWERS and "unknown" in kinds and "content" not in kinds


def _kind(clause: str) -> str:
    """Whether a clause is unknown, filler or content; what follows "weet niet" may still be the question."""
    if len(clause.split()) > 2 * SHORT_CLAUSE:
        return "content"
    match = UNKNOWN.search(clause) or REFUSED.search(clause)
    if not match:
        return "filler" if FILLER.fullmatch(clause) else "content"
    before, rest = clause[: match.start()], clause[match.end() :]
    others = OTHERS_BEFORE.search(before) or OTHERS_AFTER.match(rest)
    brief = len(rest.split()) <= 6 and len(before.split()) <= 5 and not GUESS.search(rest)
    return "unknown" if brief and not others else "content"


def yes_or_no(text: str) -> bool | None:
    """Yes or no, None where neither is clear. What is said of the matter outranks the word it opens with:
    "ja dat klopt niet" is no, and "nee hoor, dat klopt" (nothing to change) is yes."""
    message = read(text)
    if not message.words:
        return next((yes for sign, yes in THUMBS if sign in message.raw), None)
    opening = " ".join(message.plain[:OPENING].split())
    if BOTH.search(opening) or EXCEPT.search(opening):
        return None if BOTH.search(opening) else False
    clauses = [clause.strip() for clause in CLAUSE.split(opening) if clause.strip() and not QUESTION.match(clause)]
    first = clauses[0] if clauses else ""
    told = clauses[:CLAUSES] if _opens(first) is not None or len(first.split()) <= FEW else clauses[:1]
    said = [*map(_stated, told), _opens(first), _closes(message)]
    return next((yes for yes in said if yes is not None), None)


def _stated(clause: str) -> bool | None:
    """What a short clause states of the matter: "dat klopt niet", "is goed"."""
    if len(clause.split()) > SHORT_CLAUSE:
        return None
    return False if STATES_NO.match(clause) else True if STATES_YES.match(clause) else None


def _opens(clause: str) -> bool | None:
    """The word that a reply opens with."""
    for firm, short, said in ((FIRM_NO, SHORT_NO, False), (FIRM_YES, SHORT_YES, True)):
        if firm.match(clause) or (len(clause.split()) <= FEW and short.match(clause)):
            return said
    return None


def _closes(message: Reading) -> bool | None:
    """A short reply may end with the word: "huur is betaald ja"."""
    return LAST_WORDS.get(message.words[-1].text) if 1 < len(message.words) <= SHORT_CLAUSE - 2 else None
