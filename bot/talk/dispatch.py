"""The way of a message through the flows: read in context, danger first, one flow, and what that flow leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.domain.conversation import Conversation
from bot.domain.needs import URGENT
from bot.talk import complaint, controls, handover, intake, objection, referral, safety, smalltalk, status
from bot.talk.acts import CONTROLS, in_context
from bot.talk.listening import listen
from bot.talk.model import Heard, Say, Turn, World
from bot.talk.smalltalk import SAYS, open_question

Flow = Callable[[Conversation, Heard, World], Turn]

STEPS: dict[str, Flow] = {
    flow.FLOW: flow.step
    for flow in (intake, referral, complaint, objection, handover, safety, status, smalltalk, controls)
}
STARTS: dict[str, Flow] = {
    flow.FLOW: flow.start
    for flow in (intake, referral, complaint, objection, handover, safety, status, smalltalk, controls)
}
STARTED_BY = {
    "complaint": "complaint",
    "objection": "objection",
    "contact_human": "handover",
    "complaint_status": "status",
}
"""Needs that are a flow of their own."""


def respond(talk: Conversation, heard: Heard, world: World, hint: str = "intake") -> Turn:
    """The whole answer to one message. `hint` is the flow that the dialogue rules chose from the words alone."""
    heard = in_context(talk, heard, world)
    turn = _first(talk, heard, world, hint)
    return follow(turn, heard, world)


def _first(talk: Conversation, heard: Heard, world: World, hint: str) -> Turn:
    if heard.crisis or (heard.intent in URGENT and _grave(talk, heard)):
        return (
            STEPS["safety"](talk, heard, world)
            if talk.memory.flow == "safety"
            else STARTS["safety"](talk, heard, world)
        )
    if heard.intent in CONTROLS or (
        heard.intent == "correct" and talk.memory.flow not in ("complaint", "intake", "referral", "objection")
    ):
        return controls.step(talk, heard, world)
    if heard.intent == "other_door":
        return intake.show_doors(talk, world)
    if heard.intent in SAYS or heard.intent == "unclear":
        return smalltalk.step(talk, heard, world)
    if heard.intent in STARTED_BY and not (heard.intent == talk.need and talk.memory.flow):
        return _start_own_flow(talk, heard, world)
    if talk.memory.flow in STEPS:
        return STEPS[talk.memory.flow](talk, heard, world)
    return (
        STARTS["intake"](talk, heard, world)
        if heard.intent in world.needs or heard.choice
        else smalltalk.step(talk, heard, world)
    )


def _grave(talk: Conversation, heard: Heard) -> bool:
    """A danger that only the classifier sees needs some certainty, and more of it where a story was asked for."""
    return heard.confidence >= (0.5 if talk.memory.asks is None else 0.75)


def _start_own_flow(talk: Conversation, heard: Heard, world: World) -> Turn:
    """A complaint, an objection, a status or a person, asked for in so many words."""
    flow = STARTED_BY[heard.intent]
    if talk.need is None and heard.text:
        need = heard.intent
        talk = replace(talk.recall(notes={**talk.memory.notes, "opening": heard.text}), need=need)
        talk = listen(talk, heard, world).talk
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
        return Turn(talk, open_question(talk))
    if how == "resume":
        return safety.resume(talk, world)
    return STARTS[flow](talk, heard, world)


def fallback(talk: Conversation) -> tuple[Say, ...]:
    """What is said when a flow has nothing to say: never silence."""
    return (Say("utter_not_understood"), *open_question(talk))
