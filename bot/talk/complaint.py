"""Complaint (klacht, Awb 9:1): the story in the person's words, read back, put right, confirmed, filed once."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.conversation import Conversation, Outcome
from bot.domain.messages import Button
from bot.talk.acts import COMPLAIN
from bot.talk.complaint_ways import tell
from bot.talk.listening import forget_case, listen, named_fact, opening_tells, with_opening, without
from bot.talk.model import FileComplaint, GiveSignal, Heard, Say, Turn, World
from bot.talk.questions import CONTACT, ask, collect

FLOW = "complaint"
STORY = ("what_happened", "organisation", "since_when", "tried_so_far", "wanted_outcome")
SHOWN = (*STORY, "for_whom", "consent", "district", *CONTACT)
"""Facts that are read back before filing, in this order."""

TELLING = ("what_happened", "tried_so_far")
"""Questions in whose answers a decision letter can turn up."""

SHORT = 6
"""Longer than this, words at the reading back tell something, and do not only name what is wrong."""

DECISION = re.compile(
    r"\b(\w*boetes?|bekeuring|naheffing\w*|\w*aanslag|woz\w*|\w+ fine|besluit|besluiten|beschikking|afgewezen|"
    r"afwijz\w+|beslissing|beslist|gekort|korting op|stopgezet|ingetrokken|terugvorder\w+|"
    r"(ik|we|wij) .{0,40}(terug ?betalen|terug te betalen)|(pay|paying) .{0,20}back|"
    r"geweigerd|weigering|decision|refused|rejected|turned down)\b",
    re.IGNORECASE,
)
NO_DECISION = re.compile(
    r"\b(nog )?(geen|nooit een|niet op een) (besluit|beslissing|beschikking|antwoord|reactie)\b|"
    r"\b(niets?|niks) (laten (horen|weten)|gehoord|vernomen)|\b(nog )?(niet|nooit) (besloten|beslist)\b|"
    r"\bnog (altijd |steeds )?(geen|niet|niks|niets)\b.{0,30}\b(besluit|beslissing|antwoord|reactie|besloten|beslist)|"
    r"\b(no|not|never)\b.{0,20}\b(decision|answer|reply|decided|heard)\b|"
    r"\b(wacht|wachten|gewacht|wait|waiting|waited)\b.{0,30}\b(op|for)\b.{0,12}\b(besluit|beslissing|beschikking|decision)\b",
    re.IGNORECASE,
)


APPLIED = re.compile(
    r"\b(\w*aanvra\w+|aangevraagd|bezwaar\w*|besluit|besloten|beslissing|appl(y|ied|ication)|objection)\b", re.I
)
"""What a decision can be late on (Awb 4:13, 4:17, 7:10)."""


def decision_is_late(text: str) -> bool:
    """Whether the words tell of an application or objection on which no decision comes."""
    return bool(NO_DECISION.search(text) and APPLIED.search(text))


def about_decision(text: str) -> bool:
    """Whether the words point to a decision that can be objected to (Awb 6:4), not to one that stays away."""
    return bool(DECISION.search(text)) and not NO_DECISION.search(text)


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Begin with what is known already; with signs of a decision letter, first find out which of the two it is."""
    talk = _opened(talk, heard, world)
    opening = str(talk.memory.notes.get("opening", ""))
    if about_decision(opening) and "treated_badly" not in talk.facts and talk.memory.flow != "objection":
        return Turn(talk, goto="objection")
    talk = with_opening(talk.recall(flow=FLOW, asks=None, misses=0))
    talk, beside = _beside(talk, opening)
    return _go_on(talk, world, answered=False).after(_welcome(talk, heard), *beside)


def _opened(talk: Conversation, heard: Heard, world: World) -> Conversation:
    """The talk with the words that the complaint begins with; one that is on file already is not told again."""
    if talk.memory.flow is None and talk.outcome is Outcome.COMPLAINT_FILED:
        talk = replace(forget_case(talk), need="complaint")
    if talk.memory.flow is None and heard.text:
        talk = talk.recall(notes={**talk.memory.notes, "opening": heard.text})
    if talk.need in (None, "objection"):
        talk = replace(talk, need="complaint")
    asked_for = heard.intent == "complaint" and heard.text and talk.memory.asks is None
    return listen(talk, heard, world).talk if asked_for else talk


def _welcome(talk: Conversation, heard: Heard) -> Say:
    """What the flow begins with: not asked for in so many words, with something known, or from nothing."""
    if heard.intent == "complaint" and heard.text and not COMPLAIN.search(heard.text):
        return Say("utter_complaint_start_unasked")
    told = opening_tells(talk) or any(name in talk.facts for name in ("what_happened", "organisation", "since_when"))
    return Say("utter_complaint_start_known" if told else "utter_complaint_start")


def _beside(talk: Conversation, told: str) -> tuple[Conversation, tuple[Say, ...]]:
    """What has its own hard term beside the complaint: a decision, or one that stays away. Said once."""
    if talk.memory.notes.get("deadline_for") or talk.memory.notes.get("told_beside"):
        return talk, ()
    late = decision_is_late(told)
    if not late and not about_decision(told):
        return talk, ()
    say = Say("utter_decision_late" if late else "utter_complaint_beside_objection")
    return talk.recall(notes={**talk.memory.notes, "told_beside": True}), (say,)


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The next answer, or the answer to the reading back."""
    if talk.memory.asks == "confirm":
        return _confirmed(talk, heard, world)
    if talk.memory.asks == "which_fact":
        return _which_fact(talk, heard, world)
    listened = listen(talk, heard, world)
    if listened.corrected:
        turn = _go_on(listened.talk, world, answered=True)
        return turn.after(Say("utter_corrected"))
    talk, beside = _beside(listened.talk, heard.text if talk.memory.asks in TELLING else "")
    return _go_on(talk, world, answered=listened.answered).after(*beside)


def fields(talk: Conversation) -> tuple[str, ...]:
    """The story, on whose behalf, and how to reach the person; a witness is asked where, because others can't be."""
    if talk.memory.notes.get("signal"):
        return ("what_happened", "organisation")
    behalf = {"client": ("consent",), "other": ("district",)}.get(talk.facts.get("for_whom", ""), ())
    return (*STORY, "for_whom", *behalf, *CONTACT)


def _go_on(talk: Conversation, world: World, *, answered: bool) -> Turn:
    """The next question or the reading back; first of all who handles it, as soon as that is known."""
    talk, told = tell(talk, world)
    return _asked(talk, world, answered=answered).after(*told)


def _asked(talk: Conversation, world: World, *, answered: bool) -> Turn:
    turn = collect(fields(talk), talk, world, answered=answered)
    if turn is None:
        return _give_signal(talk) if talk.memory.notes.get("signal") else read_back(talk)
    if talk.facts.get("contact_preference") == "none" and not talk.memory.notes.get("told_anonymous"):
        noted = turn.talk.recall(notes={**turn.talk.memory.notes, "told_anonymous": True})
        return replace(turn, talk=noted).after(Say("utter_anonymous"))
    return turn


def read_back(talk: Conversation) -> Turn:
    """Everything in the person's own words, and who will see it (Awb 9:9), before it is filed."""
    if not any(name in talk.facts for name in ("what_happened", "organisation", "wanted_outcome")):
        return Turn(talk.recall(asks=None), (Say("utter_complaint_empty"),), goto="handover")
    says = []
    if "phone" not in talk.facts and "email" not in talk.facts:
        talk = talk.know(contact_preference="none")
    if talk.facts.get("contact_preference") == "none" and not talk.memory.notes.get("told_anonymous"):
        says.append(Say("utter_anonymous"))
    rows = [{"fact": name, "value": talk.facts[name]} for name in SHOWN if name in talk.facts]
    talk = talk.recall(asks="confirm", misses=0, notes={**talk.memory.notes, "told_anonymous": True})
    says.append(Say("utter_complaint_honest"))
    says.append(Say("utter_complaint_read_back", {"summary": rows}, custom={"asks": "confirm"}))
    return Turn(talk, tuple(says))


def as_signal(talk: Conversation, world: World) -> Turn:
    """No complaint, but it has to be known: what happened and about whom is enough, and no name is asked."""
    talk = with_opening(talk.recall(flow=FLOW, asks=None, misses=0, notes={**talk.memory.notes, "signal": True}))
    return _go_on(talk, world, answered=False).after(Say("utter_signal_start"))


def _give_signal(talk: Conversation) -> Turn:
    """Passed on without a name; with nothing told there is nothing to pass on, and a person can help."""
    if "what_happened" not in talk.facts:
        return Turn(talk.recall(asks=None), (Say("utter_complaint_empty"),), goto="handover")
    notes = {name: value for name, value in talk.memory.notes.items() if name != "signal"}
    talk = replace(talk.recall(flow=None, asks=None, misses=0, notes=notes), outcome=Outcome.REFERRAL_MADE)
    return Turn(talk, effects=(GiveSignal(),))


def _confirmed(talk: Conversation, heard: Heard, world: World) -> Turn:
    if heard.choice.get("confirm") == "change" or (heard.intent == "deny" and len(heard.text.split()) < 4):
        return _ask_which_fact(talk)
    if heard.choice.get("confirm") == "signal":
        return as_signal(talk, world)
    if heard.intent in ("affirm",) or heard.choice.get("confirm") == "yes":
        return file(talk)
    if heard.intent in ("deny", "correct", "inform") or heard.intent in world.needs:
        return _put_right(talk, heard, world)
    return Turn(talk, (Say("utter_confirm_again", custom={"asks": "confirm"}),))


def _put_right(talk: Conversation, heard: Heard, world: World) -> Turn:
    """A correction in free words; what cannot be placed is added to the story, so that nothing is lost."""
    listened = listen(talk, replace(heard, intent="correct"), world)
    if listened.corrected:
        return read_back(listened.talk).after(Say("utter_corrected"))
    wrong = named_fact(talk, heard.text) if len(heard.text.split()) <= SHORT else None
    if wrong:
        return ask(wrong, without(talk, wrong), world)
    story = f"{talk.facts.get('what_happened', '')}\n{heard.text}".strip()
    return read_back(talk.know(what_happened=story)).after(Say("utter_added"))


def _ask_which_fact(talk: Conversation) -> Turn:
    """Name the parts as buttons; the person picks the one that is wrong."""
    buttons = tuple(Button(name, "", f'/inform{{"which_fact": "{name}"}}') for name in SHOWN if name in talk.facts)
    say = Say("utter_ask_which_fact", buttons=buttons, custom={"asks": "which_fact"})
    return Turn(talk.recall(asks="which_fact"), (say,))


def _which_fact(talk: Conversation, heard: Heard, world: World) -> Turn:
    name = heard.choice.get("which_fact", "")
    if name not in SHOWN:
        return _put_right(talk, heard, world)
    return ask(name, without(talk, name), world)


def file(talk: Conversation) -> Turn:
    """The person said yes: file it. What was said already is used, nothing is asked again."""
    talk = replace(talk.recall(flow=None, asks=None, misses=0), outcome=Outcome.COMPLAINT_FILED)
    return Turn(talk, effects=(FileComplaint(),))
