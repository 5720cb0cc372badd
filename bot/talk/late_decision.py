"""No decision in time: the last day for it, and the letter that presses for one (ingebrekestelling, Awb 4:17, 6:12)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.domain.conversation import Conversation, Outcome
from bot.domain.deadlines import decision_due, default_ends, objection_decided_by
from bot.domain.waiting import LAW
from bot.talk.intake import later_needs
from bot.talk.listening import listen
from bot.talk.model import Heard, Say, Turn, World
from bot.talk.questions import collect
from bot.understanding.began import began

FLOW = "late_decision"
FIELDS = ("applied_for", "since_when")
WEEKS = 8
"""For what has no term of its own (Awb 4:13)."""

OBJECTION = re.compile(r"\b(bezwaar\w*|objection|objected|appeal)\b", re.IGNORECASE)
WMO = re.compile(
    r"\b(wmo|hulp thuis|huishoudelijke|scootmobiel|traplift|woningaanpassing|home support)\b", re.IGNORECASE
)
TOLD = 8
"""An opening of so many words says what was applied for."""


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """What it is about and since when; both may be known already."""
    opening = str(talk.memory.notes.get("opening", "")) or heard.text
    talk = listen(talk, replace(heard, intent="inform"), world).talk if talk.memory.asks is None else talk
    talk = talk.recall(flow=FLOW, asks=None, misses=0)
    if "applied_for" not in talk.facts and len(opening.split()) >= TOLD:
        talk = talk.know(applied_for=opening)
    return _go_on(talk, world, answered=False).after(Say("utter_late_start"))


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The next answer."""
    if talk.memory.asks == "next":
        return _complain_too(talk, heard, world)
    listened = listen(talk, heard, world)
    turn = _go_on(listened.talk, world, answered=listened.answered)
    return turn.after(Say("utter_corrected")) if listened.corrected else turn


def _go_on(talk: Conversation, world: World, *, answered: bool) -> Turn:
    return collect(FIELDS, talk, world, answered=answered) or _advise(talk, world)


def _advise(talk: Conversation, world: World) -> Turn:
    """The last day and whether it has passed, the letter where it has, and the complaint beside it."""
    due = last_day(talk, world)
    talk = replace(talk.recall(asks="next", misses=0), outcome=Outcome.OBJECTION_ADVICE)
    if due is not None:
        talk = talk.know(decision_due=due.isoformat())
    if due is not None and due >= world.today:
        return Turn(talk, (Say("utter_late_not_yet", {"due": due}), _ask_complaint()))
    first = Say("utter_late_over", {"due": due}) if due else Say("utter_late_unknown")
    letter = Say("utter_card_late_letter", {"today": world.today})
    then = Say("utter_late_then", {"until": default_ends(world.today)})
    return Turn(talk, (first, letter, then, _ask_complaint()))


def last_day(talk: Conversation, world: World) -> date | None:
    """The last day to decide, counted from the latest day that the words leave open; None where they tell no day."""
    asked = began(talk.facts.get("since_when", ""), today=world.today)
    if asked is None:
        return None
    about = f"{talk.facts.get('applied_for', '')} {talk.memory.notes.get('opening', '')}"
    if OBJECTION.search(about):
        return objection_decided_by(asked, with_committee=True, holidays=world.holidays)
    weeks = LAW["wmo_support"].weeks if WMO.search(about) else WEEKS
    return decision_due(asked, weeks, holidays=world.holidays)


def _ask_complaint() -> Say:
    return Say("utter_late_complaint", custom={"asks": "next"})


def _complain_too(talk: Conversation, heard: Heard, world: World) -> Turn:
    """A complaint beside it, a human, or this was enough."""
    wants = heard.choice.get("next")
    talk = talk.recall(flow=None, asks=None, misses=0)
    if wants == "complaint" or heard.intent == "affirm":
        return Turn(talk.know(treated_badly="yes"), goto="complaint")
    if wants == "human":
        return Turn(talk, goto="handover")
    return Turn(talk, (Say("utter_late_done"), *later_needs(talk, world)))
