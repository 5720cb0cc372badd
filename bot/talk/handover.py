"""Hand-over: a human takes it from here, now in the chat or by calling back."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.conversation import Conversation, Outcome, State
from bot.domain.hours import is_open
from bot.talk.listening import listen
from bot.talk.model import AskHuman, Heard, Say, Turn, World
from bot.talk.questions import collect

FLOW = "handover"
ONE_OWNER = (
    "organisation",
    "age",
    "district",
    "since_when",
    "wanted_outcome",
    "contact_preference",
    "phone",
    "email",
    "name",
)
"""Who is sent around is asked once for everything, so that nobody else has to ask it again."""


def fields(talk: Conversation) -> tuple[str, ...]:
    """One owner needs the whole story; who just wants a human is asked for a number and a name."""
    return ONE_OWNER if talk.need == "sent_around" else ("phone", "name")


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Put the person in the queue at once, whatever they answer next."""
    live = is_open(world.profile.office_hours, world.now)
    kind = "live" if live else "callback"
    if talk.need is None:
        talk = replace(talk, need="contact_human")
    if talk.need != "sent_around":
        talk = talk.know(contact_preference="phone")
    talk = replace(talk.recall(flow=FLOW, asks=None, misses=0), outcome=Outcome.HUMAN_HANDOFF, state=State.WAITING)
    say = Say("utter_one_owner" if talk.need == "sent_around" else f"utter_human_{kind}", custom={"handoff": kind})
    turn = collect(fields(talk), talk, world, answered=False) or _done(talk)
    return replace(turn.after(say), effects=(AskHuman(kind, reason=talk.need or "contact_human"), *turn.effects))


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The next answer; after the last one the talk waits for a human."""
    if not talk.memory.asks:
        return Turn(talk, (Say("utter_human_waiting"),))
    listened = listen(talk, heard, world)
    turn = collect(fields(listened.talk), listened.talk, world, answered=listened.answered)
    return turn or _done(listened.talk)


def _done(talk: Conversation) -> Turn:
    """All is there: say what happens now, and refresh the request with what was told."""
    reachable = "phone" in talk.facts or "email" in talk.facts
    say = Say("utter_human_ready" if reachable else "utter_human_ready_here", custom={"handoff": "ready"})
    return Turn(talk.recall(asks=None), (say,), (AskHuman("", reason=talk.need or "contact_human"),))
