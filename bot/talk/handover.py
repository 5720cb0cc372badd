"""Hand-over: a human takes it from here, now in the chat or by calling back."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.conversation import Conversation, Outcome, State
from bot.domain.hours import is_open
from bot.talk.listening import listen
from bot.talk.model import AskHuman, Heard, Say, Turn, World
from bot.talk.other_language import ask_number, ready, spoken
from bot.talk.questions import collect
from bot.talk.tailored import brought_up_to_date

FLOW = "handover"
WISH = ("wanted_outcome",)
"""What staff has to know where the bot itself brought in a person because no door was right."""


def fields(talk: Conversation) -> tuple[str, ...]:
    """Who just wants a human is asked for a number and a name.

    Who needs an interpreter is asked for the number alone: the rest comes in the call.
    """
    if spoken(talk):
        return ("phone",)
    return (*WISH, "phone", "name") if talk.memory.notes.get("took_over") else ("phone", "name")


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Put the person in the queue at once, whatever they answer next; with an interpreter it is a call back."""
    live = is_open(world.profile.office_hours, world.now, world.holidays) and not spoken(talk)
    kind = "live" if live else "callback"
    if talk.need is None:
        talk = replace(talk, need="contact_human")
    talk = talk.know(contact_preference="phone")
    talk = replace(talk.recall(flow=FLOW, asks=None, misses=0), outcome=Outcome.HUMAN_HANDOFF, state=State.WAITING)
    asked_for = heard.intent == "contact_human" or heard.choice.get("next") == "human"
    talk = talk.recall(notes={**talk.memory.notes, "took_over": bool(talk.memory.offered) and not asked_for})
    turn = _questions(talk, world, answered=False)
    if not spoken(talk):
        turn = turn.after(Say(f"utter_human_{kind}", custom={"handoff": kind}))
    return replace(turn, effects=(AskHuman(kind, reason=_reason(talk)), *turn.effects))


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The next answer; after the last one the talk waits for a human."""
    if not talk.memory.asks:
        return Turn(talk, (Say("utter_human_waiting"),))
    listened = listen(talk, heard, world)
    return _questions(listened.talk, world, answered=listened.answered)


def _questions(talk: Conversation, world: World, *, answered: bool) -> Turn:
    """The next question, in the language that the person can read; after the last one all is ready."""
    language, turn = spoken(talk), collect(fields(talk), talk, world, answered=answered)
    if turn and language:
        return replace(turn, says=(ask_number(language),))
    return turn or _done(talk)


def _done(talk: Conversation) -> Turn:
    """All is there: say what happens now, and refresh the request with what was told."""
    talk = brought_up_to_date(talk)
    language, reachable = spoken(talk), "phone" in talk.facts or "email" in talk.facts
    name = "utter_human_ready" if reachable else "utter_human_ready_here"
    say = ready(language) if language else Say(name, custom={"handoff": "ready"})
    return Turn(talk.recall(asks=None), (say,), (AskHuman("", reason=_reason(talk)),))


def _reason(talk: Conversation) -> str:
    """Why a human is needed: the need, or the language that an interpreter has to speak."""
    language = spoken(talk)
    return f"interpreter:{language}" if language else talk.need or "contact_human"
