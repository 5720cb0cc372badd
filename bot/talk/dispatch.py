"""The way of a message through the flows: read in context, danger first, one flow, and what that flow leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.domain.conversation import Conversation
from bot.domain.needs import GRAVE, GRAVE_IN_A_STORY, URGENT, Road, danger_among
from bot.talk import (
    complaint,
    controls,
    followup,
    handover,
    intake,
    late_decision,
    my_data,
    objection,
    other_language,
    participation,
    referral,
    report_entry,
    safety,
    sent_around,
    smalltalk,
    status,
)
from bot.talk.acts import ANOTHER_SUBJECT, BETWEEN, CONTROLS, in_context
from bot.talk.listening import FREE_TEXT, listen
from bot.talk.model import Heard, Say, Turn, World
from bot.talk.office_hours import as_contact
from bot.talk.parking import WORTH, park
from bot.talk.smalltalk import SAYS, open_question
from bot.understanding.danger import harmless

Flow = Callable[[Conversation, Heard, World], Turn]

FLOWS = (
    *(intake, referral, complaint, objection, late_decision, handover, sent_around, participation, my_data),
    *(safety, status, followup, smalltalk, controls, report_entry),
)
STEPS: dict[str, Flow] = {flow.FLOW: flow.step for flow in FLOWS}
STARTS: dict[str, Flow] = {flow.FLOW: flow.start for flow in FLOWS}
STARTED_BY = {
    "complaint": "complaint",
    "objection": "objection",
    "contact_human": "handover",
    "sent_around": "sent_around",
    "complaint_status": "status",
}
"""Needs that are a flow of their own."""

NAMED = 0.15
"""How likely a need must be where the person says that it is something else than a complaint."""


def respond(talk: Conversation, heard: Heard, world: World, hint: str = "intake") -> Turn:
    """The whole answer to one message. `hint` is the flow that the dialogue rules chose from the words alone."""
    language = heard.abroad or (None if heard.crisis else other_language.language_of(talk, heard, world))
    if language:
        return follow(other_language.answer(talk, heard, language), heard, world)
    if other_language.is_over(talk, heard):
        talk = other_language.forget(talk)
    heard = as_contact(in_context(talk, _calmed(heard), world))
    turn = _first(report_entry.leave(talk, heard), heard, world, hint)
    return _keep_second(follow(turn, heard, world), talk, heard, world)


def _keep_second(turn: Turn, before: Conversation, heard: Heard, world: World) -> Turn:
    """A need that was announced beside the one that is taken up now waits for its turn, and the person hears so.

    In danger, or where it is still asked which need is meant, nothing is said of it.
    """
    need, memory = world.needs.get(heard.second or ""), turn.talk.memory
    if need is None or need.road in (Road.SMALLTALK, Road.SAFETY) or need.code in (turn.talk.need, *memory.later):
        return turn
    if turn.talk.need is None or turn.talk.need == before.need or memory.asks == "need":
        return turn
    talk = turn.talk.recall(later=(*memory.later, need.code))
    said = () if turn.talk.crisis else (Say("utter_second_need", {"need": need.name(talk.language)}),)
    at = 1 if turn.says and turn.says[0].response == "utter_heard" else 0
    return replace(turn, talk=talk, says=(*turn.says[:at], *said, *turn.says[at:]))


def _first(talk: Conversation, heard: Heard, world: World, hint: str) -> Turn:
    grave = _grave(talk, heard)
    if heard.crisis or grave:
        heard = replace(heard, intent=heard.crisis or str(grave))
        return (
            STEPS["safety"](talk, heard, world)
            if talk.memory.flow == "safety"
            else STARTS["safety"](talk, heard, world)
        )
    return _about_the_talk(talk, heard, world) or _onward(talk, heard, world)


def _about_the_talk(talk: Conversation, heard: Heard, world: World) -> Turn | None:
    """What a person can say at any moment: it steers the talk and answers no question."""
    if "report" in heard.choice:
        return report_entry.start(talk, heard, world)
    if heard.intent in CONTROLS or (heard.intent == "correct" and _corrects_nothing(talk, heard, world)):
        return controls.step(talk, heard, world)
    if heard.intent == "other_door":
        return intake.show_doors(talk, world)
    if heard.choice.get("next") == "check_in":
        return followup.start(talk, heard, world)
    if heard.choice.get("next") == "resume" and talk.memory.flow != "safety":
        return safety.resume(talk, world)
    if heard.intent == "late_decision" or heard.choice.get("next") == "late_decision":
        return late_decision.start(park(talk), heard, world)
    if heard.intent == "signal":
        return complaint.as_signal(talk, world)
    if heard.intent == "no_complaint":
        return _no_complaint(talk, heard, world)
    if heard.intent in SAYS or heard.intent == "unclear":
        return smalltalk.step(talk, heard, world)
    return None


def _onward(talk: Conversation, heard: Heard, world: World) -> Turn:
    """A flow of its own, another subject, the next step of the flow that is open, or a new need."""
    if heard.intent in STARTED_BY and not (heard.intent == talk.need and talk.memory.flow):
        return _start_own_flow(talk, heard, world)
    if heard.intent in world.needs and heard.intent != talk.need and _in_between(talk, heard):
        return _another_subject(talk, heard, world)
    if talk.memory.flow in STEPS:
        return STEPS[talk.memory.flow](talk, heard, world)
    return (
        STARTS["intake"](talk, heard, world)
        if heard.intent in world.needs or heard.choice
        else smalltalk.step(talk, heard, world)
    )


def _grave(talk: Conversation, heard: Heard) -> str | None:
    """A danger that only the classifier sees needs some certainty, and more of it where a story was asked for."""
    return danger_among(heard.needs, GRAVE if talk.memory.asks is None else GRAVE_IN_A_STORY)


def _calmed(heard: Heard) -> Heard:
    """In a saying, a study, a film or a word out of nowhere danger is found by its own words; the other needs count."""
    if not heard.text or heard.crisis or not harmless(heard.text):
        return heard
    needs = tuple((code, confidence) for code, confidence in heard.needs if code not in URGENT)
    code, confidence = needs[0] if needs else ("unclear", 1.0)
    return replace(heard, needs=needs, intent=code if heard.intent in URGENT else heard.intent, confidence=confidence)


def _corrects_nothing(talk: Conversation, heard: Heard, world: World) -> bool:
    """Words that put something right outside the flows that can, or where it is not clear what: then that is asked."""
    if talk.memory.flow not in (*WORTH, "intake", "sent_around"):
        return True
    if talk.memory.asks == "confirm" and talk.memory.flow == "complaint":
        return False  # at the reading back they are added to the story
    listened = listen(talk, heard, world)
    return not listened.corrected and not listened.answered


def _in_between(talk: Conversation, heard: Heard) -> bool:
    """Whether what is open has to wait and is not given up."""
    between = ANOTHER_SUBJECT.search(heard.text) and BETWEEN.search(heard.text)
    return talk.memory.flow in WORTH or bool(talk.memory.flow == "intake" and between)


def _another_subject(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Something else in between: what was told so far waits until that is done."""
    talk = park(talk, also="intake").recall(flow=None, asks=None)
    return intake.start(talk, heard, world).after(Say("utter_parked_for_now"))


def _no_complaint(talk: Conversation, heard: Heard, world: World) -> Turn:
    """No complaint after all: the need that the words name comes instead, or the question what is needed."""
    code = next((one for one, _ in heard.needs if one in world.needs and one not in (*STARTED_BY, *URGENT)), "unclear")
    talk = talk.recall(flow=None, asks=None, misses=0)
    ask = Say("utter_no_complaint_then", custom={"asks": "need"})
    sure = dict(heard.needs).get(code, 0.0) >= NAMED
    if not sure or world.needs[code].road is Road.SMALLTALK:
        return Turn(replace(talk.recall(flow="intake", asks="need"), need=None), (ask,))
    return intake.take_up(talk, world.needs[code], heard, world).after(Say("utter_no_complaint"))


def _start_own_flow(talk: Conversation, heard: Heard, world: World) -> Turn:
    """A complaint, an objection, a status or a person, asked for in so many words."""
    flow = STARTED_BY[heard.intent]
    if talk.need is None and heard.text:
        need = heard.intent
        talk = replace(talk.recall(notes={**talk.memory.notes, "opening": heard.text}), need=need)
        talk = listen(talk, heard, world).talk
    if flow == "objection" and talk.memory.flow == "complaint":
        talk = park(talk)
    return STARTS[flow](talk, heard, world)


def follow(turn: Turn, heard: Heard, world: World) -> Turn:
    """Go on in the flow that a turn leads to, until one waits for the person."""
    for _ in range(len(STARTS)):
        if turn.goto is None:
            return turn
        turn = turn.then(_next(turn, heard, world))
    return replace(turn, goto=None)


def _next(turn: Turn, heard: Heard, world: World) -> Turn:
    """The flow that takes over, from its start, or at the question where it was left (`flow:again`)."""
    flow, _, how = str(turn.goto).partition(":")
    talk = turn.talk
    if how == "again":
        known = talk.memory.asks in FREE_TEXT and talk.memory.asks in talk.facts  # told along with a danger
        open_still = talk.memory.asks and not known
        return Turn(talk, open_question(talk, world)) if open_still else STARTS[flow](talk, heard, world)
    if how == "resume":
        return safety.resume(talk, world)
    return STARTS[flow](talk, heard, world)


def fallback(talk: Conversation) -> tuple[Say, ...]:
    """What is said when a flow has nothing to say: never silence."""
    return (Say("utter_not_understood"), *open_question(talk))
