"""Yes, no, and no answer."""
from __future__ import annotations

import re

from bot.understanding.reading import Reading, read

_YES = (r"j+a+(?:a|h|wel|zeker|wohl|hoor|ja)*|jep|jup|jo+|yep|yup|yes+|yeah|yea|yess+|j|y|zeker(?: weten)?|klopt|inderdaad|prima|ok+e*|okay|oki|"
        r"k|goed|graag|tuurlijk|natuurlijk|uiteraard|absoluut|precies|exact|correct|juist|akkoord|top|fine|sure|of course|definitely|right|"
        r"true|uh ?-?hu+h?|u+hu+h?|mhm+|hm+ja|m-hm|sowieso|sws|zekers|deal|vooruit|best|helemaal|eens|gerne|please do|go ahead|absolutely|"
        r"certainly|indeed|perfect|mee eens|in orde|waar")
_NO = (r"n+e+(?:e|n|h)*|nope|nah+|neuh|nee+|no+|n|niet|nie|nooit|never|geenszins|noppes|fout|onjuist|incorrect|wrong|oneens|nja nee|"
       r"verkeerd|weiger|stop|annuleren|cancel")
_SOFT = (r"(?:hoor|man|bro|joh|dus|dank(?: ?(?:u|je))?(?: wel)?|thanks|thank you|please|alstublieft|alsjeblieft|aub|graag|maar|dan|toch|wel|"
         r"nou|ach|oh|o|eh|uh|hm+|ik|dat|het|is|zo|allemaal|he|gewoon|echt|heel|ook|mevrouw|meneer|vind|it|that|its|it's|that's|sir|sis|gerust|"
         r"even|inmiddels|hier|nu|volledig|totaal|lol|gast|broer|eigenlijk|al|very|just|tis|'t)")
YES = re.compile(rf"(?:{_SOFT}\W+)*(?:{_YES})\b")
NO = re.compile(rf"(?:{_SOFT}\W+)*(?:{_NO})\b")
BOTH = re.compile(r"\bja (?:en|of) nee\b|\byes and no\b|^\W*(?:nou ja|mwa+h?|jein|ja nee|nee ja|tja|so so)\W*$")
# Right but for one thing is not right yet
EXCEPT = re.compile(r"\b(?:klopt|goed|correct|right|juist)\W+(?:bijna|half|deels|gedeeltelijk|alleen\b(?! als)|behalve|except|apart from|maar (?:ik|mijn|het|de)\b|"
                    r"op \w+ (?:ding|punt) na)|\b(?:bijna|almost|grotendeels|not quite|half) (?:goed|klopt|right|correct|juist)\b")
_SAID = (r"(?:klopt|is|was|lijkt|vind|mag|kan|hoeft|wil|doe|denk|geloof|hoop|dacht|ben|gaat|eens|goed|waar|zeker|natuurlijk|tuurlijk|absoluut|helemaal|"
         r"liever|graag|echt|nog|uiteraard|sowieso|precies|juist|of course|definitely|certainly|absolutely|probably|think|hope|is it)")
_BETWEEN = r"(?:(?:ik|het|dat|dit|er|dus|ook|echt|helemaal|van|mij|zo|toch|wel|maar|allemaal|eens|natuurlijk|gewoon|nog|hier|mee|it) ){0,4}"
STATES_NO = re.compile(
    rf"{_SAID} {_BETWEEN}(?:niet|nie|niks|nooit|geen|not)\b(?! (?:mis|erg|slecht|(?:echt |enkel )?(?:probleem|bezwaar)))|niet (?:echt|helemaal|waar|juist|goed|correct|eens|nodig)\b|"
    r"not (?:really|right|true|correct|ok|okay|yet|at all|exactly|now)\b|(?:i |we |it |that )?(?:isn't|don't|do not|doesn't|won't|wouldn't|can't)\b|laat (?:dat |het )?maar\b|never ?mind\b|van niet\b|no thanks?\b|"
    r"geen (?:zin|behoefte|interesse)\b|klopt (?:niks|geen)|.{0,40}\bklop(?:t|pen) (?:[a-z]+ ){0,2}niet\b|valt wel mee\b|mee oneens|niet mee eens|daar klopt")
STATES_YES = re.compile(
    r"klopt(?: (?:ja|helemaal|wel|allemaal|zo|hoor|het|dat|precies|zeker|inderdaad|als een bus))*\W*$|klopt (?:helemaal|allemaal|precies|wel)\b|(?:is |tis |vind |lijkt |sounds |looks |'s )?(?:ik |me |mij |het |dat )*"
    r"(?:helemaal |wel |allemaal |ook |zo |heel |all |zeker |toch |best )*(?:goed|prima|ok|oke|okay|fine|correct|juist|waar|akkoord|right|in orde|top|good|true|mee eens)\b|"
    r"doe(?:t u|n)? (?:dat |het |die |er )?maar\b(?! niet)|mag (?:dat|wel|je|u|gerust|hoor|best|van mij)\b|kan (?:wel|hoor|best)\b|(?:mag|kan|mij best|vooruit)\W*$|geen (?:enkel |echt )?(?:probleem|bezwaar)\b|"
    r"no (?:problem|worries|objections?|prob)\b|(?:waarom|why) (?:niet|not)\b|niks (?:op tegen|mis mee|op aan te merken|aan toe te voegen)|niets (?:op tegen|aan toe te voegen)|"
    r"(?:denk|geloof|hoop|dacht|think|guess|hope|believe) (?:ik |het |dat |van |i )*(?:wel|so)\b|van wel\b|go ahead|please do|i (?:do|agree)\b|we do\b|(?:it|he|she) (?:is|does)\b|verstuur maar|"
    r"een beetje(?: wel)?\W*$|beetje wel|ga je gang|gaat uw gang|echt wel|(?:ver)?stuur (?:het |hem |die )?maar|dien (?:het |hem |die )?maar in")
CLAUSE = re.compile(r"[.,!?;\n]+|\b(?:maar(?= (?:ik|mijn|het|de|dat|doe|alleen|eerst|wel|je|ze|mn|m'n))|want|omdat|but|because)\b")
LEAD = rf"\W*(?:(?:{_YES}|{_NO}|{_SOFT})\W+)*?"
THUMBS = (("👍", True), ("✅", True), ("👌", True), ("✔", True), ("👎", False), ("❌", False), ("🚫", False))

UNKNOWN = re.compile(
    r"\b(?:we+t|wist) (?:ik |je |t |'t |ik 't )?(?:het |dat |'t |t )*(?:[a-z]+ ){0,3}?(?:niet|nie|ni|nt)\b|"
    r"\bk?wee(?:t|ni?e?)?(?: ?'?t| het)? ?(?:echt )?(?:niet|nie|ni)\b|\bkweeni(?:e|et)?\b|\bkweetni(?:e|et)?\b|\b(?:geen|gn|gen) (?:flauw |enkel |flauwe )?(?:idee|benul)\b|"
    r"\bzou (?:ik )?(?:het |dat |je |u |jou )*(?:echt |zo |even )*niet (?:kunnen (?:zeggen|vertellen)|weten)\b|\b(?:idk|dunno|ion know)\b|"
    r"\b(?:i |we )?(?:really |honestly |just )*(?:do not|don't|dont|didn't|not) (?:really |actually |exactly )*(?:know|remember|recall)\b|\b(?:no|not a|haven't a) (?:idea|clue)\b|"
    r"\bnot sure\b|\bcan't (?:remember|recall|say)\b|\bcannot say\b|\b(?:ben|heb) (?:ik |het |dat |'t )*(?:\w+ )?(?:vergeten|kwijt)\b|\bvergeten\b|\bi forgot\b|"
    r"\bweet ik veel\b|\b(?:ik|i|mij) (?:het )?niet (?:weet|weten|wete)\b|\bherinner (?:ik )?me (?:dat |het |daar )?(?:niet|niks)\b|\bniet (?:precies )?onthouden\b|\bgeen antwoord\b|\bn\.?v\.?t\b|\bniet van toepassing\b|\bnot applicable\b|\bn/a\b")
REFUSES = re.compile(
    r"\b(?:wil|ga|hoef|kan|mag|durf) (?:ik |je |u |jullie )*(?:dat |het |er |daar |dit |hier )*(?:liever |ook |echt |gewoon |nu )*(?:niet|niks|nie) "
    r"(?:zeggen|vertellen|over praten|delen|kwijt|geven|beantwoorden|antwoorden|over hebben)\b|"
    r"\b(?:zeg|vertel|deel) (?:ik |je |u )*(?:dat |het |dit )?(?:liever |echt |ook )*(?:niet|nie)\b|\bliever niet zeggen\b|\b(?:gaat|gaan|ga) (?:je|u|jou|jullie|jou lekker|niemand) (?:echt |ook |lekker |helemaal )*"
    r"(?:niks|niets|nix|geen (?:ene? )?\w+) aan\b|\bnone of (?:your|ur)\b|\bnot your business\b|\b(?:rather|prefer) not(?: to)?(?: say| tell| answer)?\b|\bwon't (?:say|tell)\b|"
    r"\b(?:don't|do not|dont) want to (?:say|tell|talk|share|answer)\b|\bvertel ik (?:liever |wel |alleen |later )*(?:aan|tegen) (?:een |iemand|je)|\bdurf (?:ik )?(?:dat |het |u )*niet (?:goed |zo )?te zeggen\b|\bgeen zin om (?:dat |het |daar(?:over)? |er |over )*(?:te )?(?:vertellen|zeggen|praten)|\bno comment\b|\bwil (?:ik )?(?:daar|er|hier) (?:liever )?(?:niks|niets|niet) over\b|\b(?:hou|houd) ik (?:liever )?voor (?:me|mij)\w*|\bgeen (?:commentaar|mededeling)\b|\b(?:skip|sla over|overslaan|pass|volgende vraag|next question)\b|"
    r"\bbemoei je\b|\bweiger\b|\b(?:prive|privacy)\b\W*$|\bmaakt (?:me |mij |toch |ook |eigenlijk |allemaal )*(?:niet|niks|niets) uit\b|\b(?:doesn't|don't) (?:really )?(?:matter|mind)\b|\bboeit (?:me )?(?:niet|niks)\b")
AFTERWARDS = re.compile(rf"\W*(?:(?:dat )?(?:moet|zal|ga|kan) ik (?:[a-z]+ ){{0,5}}(?:vragen|navragen|opzoeken|nakijken|nazoeken|checken|kijken|uitzoeken)|(?:{_SOFT}|sorry|helaas|eerlijk gezegd|honestly|tbh|ngl|echt|precies|exact|exactly|meer|zomaar|ff|man|momenteel|uit mijn hoofd|uit mn hoofd|op dit moment|"
                        r"hier|daar|over|nee|ja|yet|anymore|wanneer|hoelang|hoe lang|wat|wie|waar|hoe|when|how|what|who|where|of|to|say|right now|heb|zo|moet ik|opzoeken|nakijken|was|dat was|datum|"
                        r"de|die|brief|niet bij me|niet bij de hand|lang geleden|kijken|idee|weet|geen|ik ook niet|waarom|wil je dat weten|vraag|mijn|my|the|date|exact|now)\b\W*)*")
CONTENT = re.compile(r"\d|\b(?:maar|ongeveer|denk|geloof|misschien|but|think|maybe|about|ofzo|zoiets|rond|wel|ergens)\b")


def says_unknown(text: str) -> bool:
    """True when the whole message says "I don't know" or "I won't say"; not when an answer or a story follows."""
    message = read(text)
    clauses = [clause for clause in re.split(r"[.,!?;\n]+|\bmaar\b|\bbut\b", message.plain) if clause.strip()]
    kinds = [_kind(clause.strip()) for clause in clauses[:8]]
    return len(clauses) <= 8 and "unknown" in kinds and "content" not in kinds


def _kind(clause: str) -> str:
    """unknown, filler or content; in "weet niet hoe of wanneer" what follows is filler."""
    match = UNKNOWN.search(clause) or REFUSES.search(clause)
    if not match:
        return "filler" if AFTERWARDS.fullmatch(clause) else "content"
    rest = clause[match.end():]
    others = re.match(r"\s*(?:hebben|heeft|had|hadden|have|has) ", rest)          # "geen idee hebben ze"
    about_me = not others and not re.search(r"\b(?:moeder|vader|hij|zij|ze|gemeente|school|he|she|they|niemand|kind|zoon|dochter)\b", clause[:match.start()])
    short = len(rest.split()) <= 6 and not CONTENT.search(rest)
    return "unknown" if about_me and short and len(clause[:match.start()].split()) <= 5 else "content"


def yes_or_no(text: str) -> bool | None:
    """Yes or no, None where neither is clear. What is said of the matter outranks the word it opens with:
    "ja dat klopt niet" is no, and "nee hoor, dat klopt" (nothing to change) is yes."""
    message = read(text)
    if not message.words:
        return _thumb(message)
    opening = " ".join(message.plain[:120].split())
    if BOTH.search(opening):
        return None
    if EXCEPT.search(opening):
        return False
    clauses = [clause.strip() for clause in CLAUSE.split(opening) if clause.strip()][:3]
    said = [*map(_stated, clauses), *map(_opens, clauses[:1]), _closes(message)]
    return next((yes for yes in said if yes is not None), None)


def _thumb(message: Reading) -> bool | None:
    """A message of one sign."""
    return next((yes for sign, yes in THUMBS if sign in message.raw), None)


def _stated(clause: str) -> bool | None:
    """What a short clause states of the matter: "dat klopt niet", "is goed"."""
    if len(clause.split()) > 9:
        return None
    for rule, said in ((STATES_NO, False), (STATES_YES, True)):
        if re.match(rf"{LEAD}(?:{rule.pattern})", clause):
            return said
    return None


def _opens(clause: str) -> bool | None:
    """The word that a reply opens with."""
    if NO.match(clause):
        return False
    return True if YES.match(clause) else None


def _closes(message: Reading) -> bool | None:
    """A short reply may end with the word: "huur is betaald ja"."""
    last = message.words[-1].text if 1 < len(message.words) <= 7 else ""
    return {"ja": True, "yes": True, "nee": False, "jawel": True}.get(last)
