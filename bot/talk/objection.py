"""Objection (bezwaar, Awb 6:4): the last day first, because that term is hard; then what to send and who helps."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.domain.conversation import Conversation, Outcome
from bot.domain.deadlines import objection_due
from bot.talk.complaint import decision_is_late
from bot.talk.intake import later_needs
from bot.talk.listening import listen, without
from bot.talk.model import Heard, Say, Turn, World
from bot.talk.questions import collect

FLOW = "objection"
FIELDS = ("decision_date", "treated_badly", "decision_about", "organisation", "wanted_outcome")
"""The date first, because that term is hard; then whether it is about the decision, the treatment, or both."""

ONLY_TREATMENT = re.compile(
    r"\b(alleen|vooral|enkel|puur|juist|just|only)\b.{0,30}\b"
    r"(behandel\w*|bejegen\w*|hoe (ze|hij|zij|ik)|deden|deed|treated|behaviou?r)\b|"
    r"\b(niet|not) (over|om|about) (het|de|the) (besluit|brief|beslissing|decision|letter)\b",
    re.IGNORECASE,
)
"""About how somebody was treated and not about the letter."""


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Say the difference in one sentence and ask for the date of the letter."""
    talk = replace(talk.recall(flow=FLOW, asks=None, misses=0), need="objection")
    opening = str(talk.memory.notes.get("opening", "")) or heard.text
    if decision_is_late(opening):
        return _without_decision(talk)
    if "decision_about" not in talk.facts and len(opening.split()) >= 5:
        talk = talk.know(decision_about=opening)
    return _go_on(talk, world, answered=False).after(Say("utter_objection_start"))


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The next answer; "no letter" leads back to a complaint, a date to the last day."""
    if talk.memory.asks == "treated_badly" and _only_treatment(heard):
        return _only_complaint(talk)
    listened = listen(_yes_no(talk, heard), heard, world)
    talk = listened.talk
    if talk.facts.get("decision_date") == "none":
        return _without_decision(talk, heard.text)
    turn = _go_on(talk, world, answered=listened.answered or "treated_badly" in talk.facts)
    return turn.after(Say("utter_corrected")) if listened.corrected else turn


def _only_treatment(heard: Heard) -> bool:
    return "about" in heard.choice or bool(ONLY_TREATMENT.search(heard.text))


def _only_complaint(talk: Conversation) -> Turn:
    """The letter is not the point: a complaint it is. The last day to object was said, should that change."""
    talk = replace(talk.know(treated_badly="yes").recall(asks=None), need="complaint")
    return Turn(talk, goto="complaint")


def _without_decision(talk: Conversation, told: str = "") -> Turn:
    """No decision yet: a complaint is the road, with a word on what helps when it takes too long."""
    opening = str(talk.memory.notes.get("opening", ""))
    if len(told.split()) > 3:
        opening = f"{opening}\n{told}".strip()
    talk = without(without(talk, "decision_date"), "decision_about").know(treated_badly="yes")
    talk = talk.recall(asks=None, notes={**talk.memory.notes, "opening": opening})
    say = () if decision_is_late(opening) else (Say("utter_no_decision"),)
    return Turn(replace(talk, need="complaint"), says=say, goto="complaint")


def _yes_no(talk: Conversation, heard: Heard) -> Conversation:
    if talk.memory.asks == "treated_badly" and heard.intent in ("affirm", "deny"):
        return talk.know(treated_badly="yes" if heard.intent == "affirm" else "no")
    return talk


def _go_on(talk: Conversation, world: World, *, answered: bool) -> Turn:
    """Name the last day as soon as the date is known, then go on asking."""
    talk, says = _deadline(talk, world)
    turn = collect(FIELDS, talk, world, answered=answered) or _advise(talk, world)
    return turn.after(*says)


def _deadline(talk: Conversation, world: World) -> tuple[Conversation, tuple[Say, ...]]:
    """The last day for the objection (Awb 6:7, 6:8; Algemene termijnenwet 1), said once for each date."""
    sent = talk.facts.get("decision_date")
    if not sent or talk.memory.notes.get("deadline_for") == sent:
        return talk, ()
    due = objection_due(date.fromisoformat(sent), holidays=world.holidays)
    talk = talk.know(deadline=due.isoformat()).recall(notes={**talk.memory.notes, "deadline_for": sent})
    late = due < world.today
    return replace(talk, outcome=Outcome.OBJECTION_ADVICE), (
        Say("utter_objection_late" if late else "utter_objection_due", {"due": due}),
    )


def _advise(talk: Conversation, world: World) -> Turn:
    """What to send, where, and who helps free of charge; the complaint stays open beside it."""
    talk = replace(talk.recall(flow=None, asks=None, misses=0), outcome=Outcome.OBJECTION_ADVICE)
    says = [Say("utter_objection_how"), Say("utter_objection_help")]
    if "deadline" not in talk.facts:
        says.insert(0, Say("utter_objection_unknown_date"))
    if talk.facts.get("treated_badly") == "yes":
        says.append(Say("utter_objection_also_complaint"))
    return Turn(talk, (*says, *later_needs(talk, world)))
