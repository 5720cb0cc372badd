"""What a message does in its context: answer, put something right, change the subject, ask for a human.

The classifier sees words only. Here the open question is known, so that "iemand moet mij terugbellen", typed in answer
to "wat wil je bereiken?", stays an answer and does not become a call for staff.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

from bot.domain.conversation import Conversation
from bot.domain.needs import URGENT, Road
from bot.talk.listening import FREE_TEXT, NO_MORE, PRIVATE, read_answer
from bot.talk.model import Heard, World
from bot.talk.parking import parked_need
from bot.understanding.address import asked_form
from bot.understanding.facts import says_unknown, yes_or_no
from bot.understanding.glossary import asked_word

SWITCH = 0.55
"""How sure a new need must be to interrupt a closed question that was not answered."""

ACT_WORDS = 6
"""Longer than this is a message, not an act."""

CONTROLS = frozenset(
    {
        *("stop", "start_over", "why_asked", "who_reads", "switch_language", "resume"),
        *("explain", "angry", "deadline", "address", "promised", "word"),
    }
)
ADDRESS_WORDS = 9
"""Longer than this, "zeg maar je" or "wat is bezwaar" stands beside something else, and that comes first."""

CHOICES = frozenset(
    {
        *("confirm", "next", "need", "safe_now", "suicide", "treated_badly", "which_fact", "complaint_reference"),
        *("addition", "my_data", "erase"),
    }
)
"""Questions that take a yes, a no or a road, and no fact."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


HUMAN = _any(
    r"^(een |a )?(mens|medewerker|person|human)[.! ]*$",
    r"\b(een|n|'n|echte?) (mens|medewerk\w+|persoon|collega)\b",
    r"\b(geen|no) (ro)?bots?\b",
    r"\bverbind (mij|me) door\b",
    r"\b(wil|kan|mag|moet) (ik |je |u )?(nu |graag |liever |gewoon |even )*"
    r"(met )?(iemand|n? ?mens|medewerker) (spreken|praten|bellen)\b",
    r"\biemand (echt )?(spreken|aan de lijn|aan de telefoon)\b",
    r"\bbel (mij|me)( maar)?( even)? terug\b",
    r"\b(talk|speak|chat) (to|with) (a |an |some ?)?(human|person|one|real|agent|employee)",
    r"\breal person\b",
    r"\bmens spreken\b",
)
FILE_COMPLAINT = _any(
    r"\bklacht\b.{0,60}\b(indienen|in te dienen|doen|maken|kwijt|opsturen)\b",
    r"\b(wil|wou|zou|ga|kom) (ik |me |graag |even )*(over .{1,40} )?klagen\b",
    r"\b(make|file|submit|have) a (formal )?complaint\b|\b(want|like|need) to complain\b",
)
"""A complaint asked for in so many words, whatever it is about."""

COMPLAIN = _any(r"\bklacht", r"\bklagen\b", r"\bcomplain")
OTHER_DOOR = _any(
    r"\b(andere?|nog een) (plek|deur|loket|optie|mogelijkheid|hulp|adres)",
    r"\biets anders\b",
    r"\bsomewhere else\b",
    r"\b(an)?other (place|option|door)",
    r"\bwat nog meer\b",
)
OTHER_TOPIC = _any(
    r"\biets (heel )?anders\b",
    r"\beigenlijk (wil|gaat|is|heb|kom)\b",
    r"\bander (onderwerp|probleem|vraag)\b",
    r"\bsomething else\b",
    r"\bactually,? (i|it|my)\b",
    r"\blaat maar\b.*\bmaar\b",
)
ANOTHER_SUBJECT = _any(
    r"^(oh?,? |en |maar |nee,? |ok\w*,? )?(nog |even )?iets (heel )?anders\b",
    r"\b(over|vraag|vragen|even) iets (heel )?anders\b",
    r"\biets anders vragen\b",
    r"\been andere? (onderwerp|vraag)\b",
    r"^(oh,? |and |but )?something else\b",
    r"\b(about|ask) something else\b",
    r"\bandere vraag\b",
)
"""Said in so many words: also in the middle of a story this is another subject, and no part of the story."""

CORRECTION = _any(
    r"^(nee|no|nope|oh?)[ ,.]+(mijn|de|het|my|the) \w+ (is|was|staat)\b",
    r"^[^,]{3,40}, ?(en )?(niet|not) [\w -]{1,30}[.! ]*$",
    r"^(nee,? )?(dat|dit|het) (is|was|klopt) (verkeerd|fout|niet( goed)?)[.! ]*$",
    r"^(nee |oh |o |ho |eh |sorry |wacht )*,? ?(wacht|ho|sorry|oeps|foutje|verkeerd|correctie)\b",
    r"\b(ik )?bedoel(de)?\b",
    r"\bik (zei|schreef|typte) (het )?(verkeerd|fout)",
    r"\b(dat |het )?moet (zijn|wezen)\b",
    r"\bklopt (toch )?niet\b.*\bis\b",
    r"^(nee|no|nope)[ ,.]+(niet|not|het is|it'?s|ik ben|ik heb)\b",
    r"^niet .+(maar|wel)\b",
    r"\bi meant\b",
    r"^(wait|sorry)\b",
    r"\bactually it'?s\b",
    r"\bmy mistake\b",
    r"\b(mijn|me|m'n) (nummer|leeftijd|naam|mail|e-mail) (klopt niet|is (eigenlijk|anders))",
    r"^(nee,? |no,? )?(mijn|m'n|me|dat|het|de|die|my|the|that) [\w-]+ (klopt (toch )?niet|is (fout|verkeerd|wrong))\b",
)
DATE_PUT_RIGHT = _any(r"\b(brief|datum|letter|date)\b.{0,20}\b(is|was|van|from|of)\b.{0,12}\d")
"""The date of the letter once more, right after it was given."""

BY_SELF = _any(
    r"\b(bel|mail|app|ga|regel|doe|probeer|kijk) (ik )?((er|het|dat|ze|hen|wel|liever|gewoon|eerst|morgen) )*zelf\b",
    r"\bzelf (even |wel )*(bellen|mailen|heen|gaan|langs\w*|proberen|doen|regelen)\b",
    r"\bi('ll| will| can| would rather)? (call|go|e-?mail|do it|try)\b.{0,20}\bmyself\b",
    r"\bi('ll| will) (call|go)( them| there)?\W*$",
)
ALREADY = _any(
    r"\b(al|already) (geweest|gebeld|geprobeerd|gedaan|gemaild|gehad|been|called|tried)\b",
    r"\bdaar (ben|was|kom) ik\b.*\b(al|net|vandaan)\b",
    r"\b(niet|not) (weer|w[eé]{2}r|nog een|again|another)\b",
    r"\bheb ik (al|daar)\b.*\b(gebeld|geweest|geprobeerd|gemaild)\b",
    r"\b(heb|had) ik (al|net)\b",
    r"\b(helpt|help) (niet|niks|mij niet)\b",
)
AGREES = _any(
    r"\b(dat is|da's|is|vind ik|lijkt me) (helemaal )?(goed|prima|oke|ok|akkoord|fijn)[.! ]*$",
    r"\b(that'?s|is) (fine|good|ok)[.! ]*$",
)
GO_ON = _any(
    r"\b(verder|doorgaan|ga door)\b",
    r"\bgo on\b",
    r"\bcontinue\b",
    r"\b(mijn|my) (eerdere |earlier )?(vraag|question)\b",
)
STOP = _any(
    r"^(stop|stoppen|ik stop( ermee)?|hou op|genoeg|kap|laat maar( zitten)?|quit|never ?mind|"
    r"ik kom (later|morgen) terug)[.! ]*$"
)
RESTART = _any(r"^(opnieuw( beginnen)?|begin opnieuw|start over|restart|helemaal opnieuw|reset)[.! ]*$")
WHY = _any(
    r"^(waarom|waarvoor|hoezo|why)\b.{0,60}\?*$",
    r"\bwaarom (vraag|wil|moet) (je|u|jij|jullie|ik) (dat|dit)\b",
    r"\bwhy do you (ask|need|want)\b",
)
EXPLAIN = _any(
    r"^((en|sorry|eh|hm+|nee|maar),? )*(wat|hoe) bedoel(t|en)? ?(je|u|jij|jullie)?( daarmee| precies| hiermee)?\W*$",
    r"^(huh|he|hè|hé|wat|what|sorry|pardon|eh)\s*\?+$",
    r"\b(snap|begrijp|volg) (ik )?(het|je|u|dat|dit|de vraag|deze vraag)? ?(echt |even )?niet\b",
    r"^(hoe|wat) moet ik (hier |daar )?(dan )?(invullen|zeggen|antwoorden)\b",
    r"\bwhat do you mean\b|\b(do not|don'?t) (understand|get)( it| this| that| the question| you)?\W*$",
    r"^what (should|do) i (say|write|answer)\b",
)
_INSULT = (
    r"\b(idioo?t\w*|sukkels?|eikels?|klootzak\w*|debiel\w*|mongool|mongolen|imbeciel\w*|waardeloos|idiots?|morons?|"
    r"bastards?|assholes?|useless)\b"
)
ANGRY = _any(
    r"\b(klote|kut|kanker|tering|tyfus|schijt|shit|rot)\s?(bot|computer|ding|gemeente|zooi|robot|programma|systeem|site)\b",
    rf"^(\w+\W+){{0,2}}{_INSULT}\W*$",
    rf"\b(jullie|jij|je|u|you|this|dit|deze) (zijn|bent|is|are|bot|computer)\b.*{_INSULT}",
    r"\b(f+u+c+k+|fck)( you| off|ing)?\b|\bgodver\w*|\bwtf\b",
    r"\b(stom|achterlijk|waardeloos|waardeloze?|dom)(m?e)? (bot|robot|computer|ding|gemeente|programma)\b",
    r"\b(useless|stupid) (bot|robot|thing|municipality)\b",
    r"^\W*(😡|🤬|😠|👿)",
)
"""Words of anger; a short message of them gets a calm answer and is no answer to a question."""

LAST_DAY = _any(
    r"\b(wat|wanneer|welke?)\b.{0,30}\b(laatste dag|deadline|termijn)\b",
    r"\btot wanneer\b",
    r"\bhoe ?lang heb ik (nog|de tijd)\b",
    r"\b(what|when)\b.{0,30}\b(deadline|last day)\b|\buntil when\b",
)
BETWEEN = _any(r"\b(eerst|tussendoor|even|ook|nog|first|also|quick\w*)\b")
"""In between, and not in place of what is open."""

SENT_AROUND = _any(
    r"\bvan het kastje naar de muur\b|\bfrom pillar to post\b",
    r"\b(wijs|wijst|wijzen|verwijs\w*|verwezen|stuur\w*|sturen)\b.*\bnaar\b.*\bnaar\b.*\b(weer|terug) naar\b",
    r"\b(sent?|sends?|refer\w*|points?)\b.*\bto\b.*\bto\b.*\bback to\b",
)
"""A circle of desks: whatever it is about, one person has to take it over."""

WHO_READS = _any(
    r"\b(wie|who)\b.{0,20}\b(leest|lezen|ziet|krijgt|reads?|sees?)\b",
    r"\b(is|blijft) (dit|het|this|it) (geheim|anoniem|prive|privé|vertrouwelijk|private|anonymous|confidential)\b",
    r"\b(wat|hoe ?lang) (bewaar|bewaren|onthoud)\w*\b",
)
LATE_DECISION = _any(r"\b(ingebrekestelling|in gebreke|dwangsom|notice of default)\b")
"""The way to press for a decision, called by its name."""

SIGNAL = _any(
    r"\b(alleen|gewoon|enkel|slechts)\b.{0,20}\b(melden|melding|doorgeven|signaal|laten weten|een tip)\b",
    r"\b(only|just)\b.{0,20}\b(report|pass it on|let you know|a signal|tell you)\b",
)
"""It has to be known, but a complaint it need not be."""

NO_COMPLAINT = _any(
    r"\b(geen|niet een) klacht\b(?! (gehad|gekregen))",
    r"\bwil (ik )?(helemaal |gewoon )*niet klagen\b",
    r"\b(no|not a) complaint\b|\bdon'?t want to complain\b",
)
PROMISED = _any(
    r"^(en |maar |nou |ok\w*,? )?(wat|welke)\b.{0,40}\b(beloofd|belofte[sn]?|toegezegd|toezegging\w*)\b",
    r"^(and |but |so |ok\w*,? )?(what|which)\b.{0,40}\bpromise[sd]?\b",
    r"^(mijn|de|my|the) (beloftes?|beloften|promises)\W*$",
)
"""Asks what was promised."""

CAME_TRUE = _any(
    r"^(\W|ja,? |yes,? )*(het is |het was |dat is |is |allemaal )?(gelukt|geregeld|gebeurd|opgelost|in orde)\b",
    r"\b(ik ben|hij heeft|ze hebben|zij hebben|iemand heeft) (al |me |mij |gisteren |vandaag )*(gebeld|geholpen)\b",
    r"^(\W|yes,? )*(it (is|was) )?(done|sorted|solved)\b|\bthey (did|called|helped)\b",
    r"^(veel |heel |wel |een stuk )*(goed|beter|prima|fine|well|better|good)\W*$",
)
NOT_TRUE = _any(
    r"\b(niet|nog niet|helemaal niet) (gelukt|geregeld|gebeurd|opgelost|gebeld|goed|beter)\b",
    r"^(nog )?(steeds |altijd )?(niet|niets|niks|niemand|slecht\w*)\b",
    r"\b(niets|niks) (gehoord|vernomen|gekregen)\b|\bniemand (heeft |die )?(me |mij )?(gebeld|belde|gereageerd)\b",
    r"\b(niet|geen) .{0,20}\b(gebeld|gehoord|antwoord|bericht|reactie)\b",
    r"^(no ?body|no one|nothing|not yet|bad(ly)?|worse)\b|\b(not|never|nobody|no one) .{0,20}\b(heard|called|done)\b",
)
"""Answers to "is het gelukt?" and "hoe gaat het nu?" without a yes or a no in them."""

LANGUAGE = _any(r"\b(in (het )?)?(english|engels|nederlands|dutch)( please| alstublieft| aub| graag)?\b")


CHECK_IN = '/inform{"next": "check_in"}'
"""The button that asks to be asked again in six weeks."""

SAID_OUTRIGHT = frozenset({"sent_around", "complaint"})
"""Needs that words alone can settle."""

OF_COMPLAINT = frozenset({"objection", "complaint_status", *URGENT})
"""Needs that stay what they are beside the word complaint."""


def is_about_the_talk(text: str) -> bool:
    """Whether short words steer the talk ("opnieuw", "mens", "wat bedoel je") and so are no answer, nor a name."""
    steering = (STOP, RESTART, WHY, EXPLAIN, HUMAN, ANGRY, GO_ON, FILE_COMPLAINT)
    return len(text.split()) <= ACT_WORDS and any(pattern.search(text.strip()) for pattern in steering)


def in_context(talk: Conversation, heard: Heard, world: World) -> Heard:
    """The same message with the intent that it has here and now."""
    if heard.choice.get("language"):
        return replace(heard, intent="switch_language")
    if heard.choice or not heard.text:
        return heard
    pressed = _as_button(heard, talk) or _offered(heard, talk)
    if pressed:
        return pressed
    intent = _intent(heard, talk, world)
    confidence = 1.0 if intent in SAID_OUTRIGHT else dict(heard.needs).get(intent, heard.confidence)
    return replace(heard, intent=intent, confidence=confidence)


def _as_button(heard: Heard, talk: Conversation) -> Heard | None:
    """Typing the title of a button that was just shown is pressing it."""
    typed = _bare(heard.text)
    buttons = (button for said in talk.memory.said for button in said["buttons"])
    command = next((str(one["command"]) for one in buttons if _bare(one["title"]) == typed), None)
    found = re.fullmatch(r"/(\w+)(\{.*\})?", command or "")
    if not found:
        return None
    return replace(heard, text="", intent=found[1], confidence=1.0, choice=json.loads(found[2] or "{}"))


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _offered(heard: Heard, talk: Conversation) -> Heard | None:
    """A yes after "zullen we daar ook naar kijken?", or to going on with what waits."""
    memory = talk.memory
    if memory.asks or memory.flow or len(heard.text.split()) > ACT_WORDS or yes_or_no(heard.text) is not True:
        return None
    if memory.paused or parked_need(talk):
        return replace(heard, text="", intent="resume")
    if memory.later:
        return replace(heard, text="", choice={"need": memory.later[0]})
    offered = any(one["command"] == CHECK_IN for said in memory.said for one in said["buttons"])
    return replace(heard, text="", intent="inform", choice={"next": "check_in"}) if offered else None


def _intent(heard: Heard, talk: Conversation, world: World) -> str:
    asks = talk.memory.asks
    if asks == "report" and not is_about_the_talk(heard.text):
        return _at_report(heard)
    control = _control(heard, talk)
    if control:
        return control
    if asks == "report":
        return _at_report(heard)
    if asks is None:
        return _without_question(heard, talk, world)
    if asks in CHOICES:
        return _at_choice(heard, talk, world)
    return _at_question(heard, talk, world)


def _control(heard: Heard, talk: Conversation) -> str | None:
    """Words that are a command in any flow; only short messages count, a story is never one."""
    text, short = heard.text.strip(), len(heard.text.split()) <= 12
    if STOP.search(text):
        return "stop"
    if RESTART.search(text):
        return "start_over"
    if short and talk.memory.asks and WHY.search(text):
        return "why_asked"
    if short and PROMISED.search(text) and talk.memory.asks not in FREE_TEXT:
        return "promised"
    if len(text.split()) <= 5 and LANGUAGE.search(text) and _other_language(text, talk.language):
        return "switch_language"
    if short and HUMAN.search(text) and talk.memory.flow != "handover":
        return "contact_human"
    said = _beside_the_question(text, talk)
    if said:
        return said
    return heard.intent if heard.intent in CONTROLS and heard.confidence > 0.7 and len(text.split()) <= 6 else None


def _beside_the_question(text: str, talk: Conversation) -> str | None:
    """A question back, anger, or "no complaint": short words that are about the talk itself."""
    words = len(text.split())
    if words <= ADDRESS_WORDS and talk.language == "nl" and asked_form(text):
        return "address"
    if words <= ADDRESS_WORDS and asked_word(text, talk.language):
        return "word"
    if "deadline" in talk.facts and words <= 12 and LAST_DAY.search(text):
        return "deadline"
    if words <= 8 and talk.memory.asks and WHO_READS.search(text):
        return "who_reads"
    if words <= 12 and talk.memory.flow != "late_decision" and LATE_DECISION.search(text):
        return "late_decision"
    if words <= 12 and talk.memory.flow == "complaint" and SIGNAL.search(text):
        return "signal"
    if words <= 8 and EXPLAIN.search(text) and (talk.memory.asks or words <= 3):
        return "explain"
    if words <= 8 and talk.memory.flow != "safety" and ANGRY.search(text) and not COMPLAIN.search(text):
        return "angry"
    no_complaint = talk.memory.flow == "complaint" and talk.memory.asks != "confirm" and NO_COMPLAINT.search(text)
    return "no_complaint" if no_complaint else None


def _other_language(text: str, language: str) -> bool:
    wanted = "en" if re.search(r"english|engels", text, re.IGNORECASE) else "nl"
    return wanted != language


def _without_question(heard: Heard, talk: Conversation, world: World) -> str:
    """No question is open: a need, or small talk; a sentence is not a mere yes or no, whatever it looks like."""
    if talk.memory.flow == "handover":
        return "inform"
    outright = _outright(heard, talk, world)
    if outright:
        return outright
    if heard.intent in world.needs:
        return heard.intent
    if len(heard.text.split()) > ACT_WORDS:
        return next((code for code, _ in heard.needs if code in world.needs), "unclear")
    answer = yes_or_no(heard.text)
    if answer is not None and talk.need:
        return "affirm" if answer else "deny"
    return heard.intent


def _outright(heard: Heard, talk: Conversation, world: World) -> str | None:
    """What the words say by themselves, whatever the classifier makes of them."""
    text, words = heard.text, len(heard.text.split())
    if LATE_DECISION.search(text):
        return "late_decision"
    if FILE_COMPLAINT.search(text) and not NO_COMPLAINT.search(text) and heard.intent not in OF_COMPLAINT:
        return "complaint"
    if SENT_AROUND.search(text) and "sent_around" in world.needs and heard.intent != "complaint":
        return "sent_around"
    if GO_ON.search(text) and words <= ACT_WORDS and (talk.memory.paused or parked_need(talk)):
        return "resume"
    answer = yes_or_no(text) if words <= 2 else None
    return None if answer is None else "affirm" if answer else "deny"


def _at_choice(heard: Heard, talk: Conversation, world: World) -> str:
    """Yes, no, a road, or something new."""
    asks = talk.memory.asks
    answer = yes_or_no(heard.text)
    if asks in ("confirm", "next") and talk.memory.flow == "intake":
        return _after_doors(heard, answer, world)
    if asks == "need":
        return heard.intent
    if talk.memory.flow == "safety" and asks == "next":
        return _after_danger(heard, answer, world)
    if talk.memory.flow == "followup":
        return _after_promise(heard, answer, talk, world)
    if asks == "treated_badly" and DATE_PUT_RIGHT.search(heard.text):
        return "correct"
    if asks == "treated_badly":
        said = read_answer(asks, heard.text, talk, world)
        return {"yes": "affirm", "no": "deny"}.get(str(said), "dont_know" if says_unknown(heard.text) else "inform")
    if asks == "confirm" and AGREES.search(heard.text):
        return "affirm"
    if answer is not None and asks != "complaint_reference":
        return "affirm" if answer else "deny"
    if says_unknown(heard.text):
        return "dont_know"
    if talk.memory.flow == "complaint" and CORRECTION.search(heard.text):
        return "correct"
    if asks in ("safe_now", "suicide"):
        return "inform"
    return "inform"


def _at_report(heard: Heard) -> str:
    """What is wrong in an entry: any words, "een medewerker zei dat ..." included; only a bare no takes it back."""
    if len(heard.text.split()) > ACT_WORDS:
        return "inform"
    if says_unknown(heard.text):
        return "dont_know"
    return "deny" if yes_or_no(heard.text) is False and len(heard.text.split()) <= 2 else "inform"


def _after_danger(heard: Heard, answer: bool | None, world: World) -> str:
    """Only a bare yes means "yes, a person": with more words it can be about anything, and nothing is forced."""
    if GO_ON.search(heard.text):
        return "resume"
    if answer and len(heard.text.split()) <= 2:
        return "contact_human"
    return _new_need(heard, world) or "inform"


def _after_promise(heard: Heard, answer: bool | None, talk: Conversation, world: World) -> str:
    """The bot asked of itself: yes, no, the same in other words, or something new."""
    said = _about_complaint(heard.text, answer, talk)
    if said:
        return said
    if answer is not None:
        return "affirm" if answer else "deny"
    if CAME_TRUE.search(heard.text):
        return "affirm"
    if says_unknown(heard.text):
        return "dont_know"
    if CORRECTION.search(heard.text):
        return "correct"
    return _new_need(heard, world) or "inform"


def _about_complaint(text: str, answer: bool | None, talk: Conversation) -> str | None:
    """With a complaint on offer its name is a yes; before that it says, as other words do, that nothing came of it."""
    if dict(talk.memory.notes.get("followup", {})).get("stage") != "complaint":
        return "deny" if NOT_TRUE.search(text) or COMPLAIN.search(text) else None
    if NO_COMPLAINT.search(text):
        return "deny"
    return "affirm" if COMPLAIN.search(text) and answer is not False else None


def _after_doors(heard: Heard, answer: bool | None, world: World) -> str:
    """After the doors a "been there" is a no, and a complaint is heard as one."""
    if COMPLAIN.search(heard.text) and answer is not False:
        return "complaint"
    if CORRECTION.search(heard.text) and not ALREADY.search(heard.text):
        return "correct"
    if ALREADY.search(heard.text):
        return "deny"
    if OTHER_DOOR.search(heard.text) and len(heard.text.split()) <= 8:
        return "other_door"
    if answer is not False and BY_SELF.search(heard.text):
        return "by_self"
    if answer is not None:
        return "affirm" if answer else "deny"
    if says_unknown(heard.text):
        return "dont_know"
    if heard.intent == "thanks_bye":
        return "by_self"  # who only says thanks asked nobody to pass anything on
    return _new_need(heard, world) or "inform"


def _at_question(heard: Heard, talk: Conversation, world: World) -> str:
    """A fact was asked: is this the answer, a correction, a new subject or not knowing?"""
    asks, words = str(talk.memory.asks), len(heard.text.split())
    if ANOTHER_SUBJECT.search(heard.text) and words >= 4:
        return _new_need(heard, world, least=0.2) or "inform"
    own_flow = talk.memory.flow not in (None, "intake")
    if OTHER_TOPIC.search(heard.text) and words >= 5 and not own_flow:
        return _new_need(heard, world, least=0.2) or "inform"
    if talk.memory.asked and CORRECTION.search(heard.text) and len(talk.memory.asked) > 1:
        return "correct"
    if says_unknown(heard.text) and words <= 12:
        return "dont_know"
    if asks in FREE_TEXT:
        return _instead_of_story(heard, world) or "inform"
    if read_answer(asks, heard.text, talk, world) is not None:
        return "inform"
    if asks in PRIVATE or asks == "contact_preference":
        return "inform"
    need = _new_need(heard, world) if words >= 4 and not own_flow else None
    return need or _smalltalk(heard)


def _instead_of_story(heard: Heard, world: World) -> str | None:
    """In place of a story only a plain request for a complaint or thanks counts, and only when it is short."""
    if NO_MORE.fullmatch(heard.text.strip(" .!")):
        return None
    if heard.intent in ("thanks_bye", "greeting") and len(heard.text.split()) <= 3 and heard.confidence > 0.6:
        return heard.intent
    return None


def _smalltalk(heard: Heard) -> str:
    sure = heard.confidence > 0.5
    return (
        heard.intent
        if sure and heard.intent in ("greeting", "thanks_bye", "bot_challenge", "out_of_scope")
        else "inform"
    )


def _new_need(heard: Heard, world: World, least: float = SWITCH) -> str | None:
    """The need that the words name, when that is sure enough."""
    for code, confidence in heard.needs[:1]:
        if (
            code in world.needs
            and confidence >= least
            and world.needs[code].road is not Road.SMALLTALK
            and code not in URGENT
        ):
            return code
    return None
