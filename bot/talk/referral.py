"""Warm referral: with the person's yes, the door is asked to come to the person."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.conversation import Conversation, Outcome
from bot.talk.listening import listen, with_opening
from bot.talk.model import Heard, MakeReferral, Say, Turn, World
from bot.talk.questions import CONTACT, collect
from bot.talk.tailored import brought_up_to_date

FLOW = "referral"


def fields(talk: Conversation, world: World) -> tuple[str, ...]:
    """What the door has to know; another party only where one plays a part."""
    need = world.needs.get(talk.need or "")
    party = ("organisation",) if need and need.involves else ()
    return ("what_happened", "since_when", *party, "wanted_outcome", *CONTACT)


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Say what will happen, and begin with the first question."""
    talk = with_opening(talk.recall(flow=FLOW, asks=None, misses=0))
    return _go_on(talk, world, answered=False).after(Say("utter_referral_start"))


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The next answer."""
    listened = listen(talk, heard, world)
    turn = _go_on(listened.talk, world, answered=listened.answered)
    return turn.after(Say("utter_corrected")) if listened.corrected else turn


def _go_on(talk: Conversation, world: World, *, answered: bool) -> Turn:
    return collect(fields(talk, world), talk, world, answered=answered) or _make(talk, world)


def _make(talk: Conversation, world: World) -> Turn:
    """Pass it on; without any way to reach the person the person goes to the door with the sentence on the card."""
    if "phone" not in talk.facts and "email" not in talk.facts:
        talk = replace(talk.recall(flow=None, asks=None, misses=0), outcome=Outcome.SERVICE_GIVEN)
        return Turn(talk, (*_tonight(talk), Say("utter_referral_without_contact")))
    talk = brought_up_to_date(talk)
    service = talk.memory.offered[0] if talk.memory.offered else ""
    talk = replace(talk.recall(flow=None, asks=None, misses=0), outcome=Outcome.REFERRAL_MADE)
    return Turn(talk, _tonight(talk), effects=(MakeReferral(service),))


def _tonight(talk: Conversation) -> tuple[Say, ...]:
    """Who has no bed cannot wait for a call: tonight's place comes first."""
    door = talk.memory.notes.get("tonight")
    return (Say("utter_referral_tonight", {"door": door}),) if talk.need == "homelessness" and door else ()
