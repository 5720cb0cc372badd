"""Participation: an idea for the city is passed on, and gets an answer by a day, also where the answer is no."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.conversation import Conversation, Outcome
from bot.domain.deadlines import working_days_later
from bot.talk.intake import later_needs, show_doors
from bot.talk.listening import listen
from bot.talk.model import Heard, MakePromise, Say, Turn, World
from bot.talk.questions import CONTACT, collect

FLOW = "participation"
FIELDS = ("idea", *CONTACT)
OWNER, ANSWER_DAYS = "participation", 10
"""Who owes the answer, and in how many working days."""

TOLD = 8
"""An opening of so many words tells the idea itself."""


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The idea as it was told, or the question what it is."""
    opening = str(talk.memory.notes.get("opening", ""))
    if "idea" not in talk.facts and len(opening.split()) >= TOLD:
        talk = talk.know(idea=opening)
    talk = replace(talk, need="participation").recall(flow=FLOW, asks=None, misses=0)
    return _go_on(talk, world, answered=False).after(Say("utter_idea_start"))


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The next answer; without an idea the doors for having a say."""
    listened = listen(talk, heard, world)
    talk = listened.talk
    if "idea" in talk.memory.declined:
        return show_doors(talk.recall(flow="intake"), world)
    turn = _go_on(talk, world, answered=listened.answered)
    return turn.after(Say("utter_corrected")) if listened.corrected else turn


def _go_on(talk: Conversation, world: World, *, answered: bool) -> Turn:
    return collect(FIELDS, talk, world, answered=answered) or _passed_on(talk, world)


def _passed_on(talk: Conversation, world: World) -> Turn:
    """The promise of an answer; without a way to reach the person it will be here in the talk."""
    talk = replace(talk.recall(flow=None, asks=None, misses=0), outcome=Outcome.REFERRAL_MADE)
    due = working_days_later(world.today, ANSWER_DAYS, world.holidays)
    reachable = "phone" in talk.facts or "email" in talk.facts
    say = "utter_idea_passed" if reachable else "utter_idea_passed_here"
    return Turn(talk, later_needs(talk, world), (MakePromise("promise_idea", OWNER, due, say),))
