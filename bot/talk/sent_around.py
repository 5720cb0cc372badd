"""Sent from pillar to post: every desk written down once, one member of staff who owns it, nobody left to call."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.conversation import Conversation, Outcome, State
from bot.domain.deadlines import working_days_later
from bot.domain.desks import desks
from bot.domain.hours import is_open
from bot.talk.listening import listen
from bot.talk.model import AskHuman, Heard, MakePromise, Say, Turn, World
from bot.talk.other_language import spoken
from bot.talk.questions import collect

FLOW = "sent_around"
FIELDS = (
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
"""Asked once for everything, so that nobody else has to ask it again."""

BETWEEN = " · "
ABOUT_OTHERS = ("organisation", "wanted_outcome", "name")
"""Questions in whose answers a desk is no desk that the person was sent to, or is taken in anyhow."""

OWNER, OWNER_DAYS = "case_owner", 2
"""Who owns the promise, and the working days in which the person hears who that is."""


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Put the person in the queue at once, whatever they answer next; with an interpreter it is a call."""
    if spoken(talk):
        return Turn(talk, goto="handover")
    talk = replace(talk, need="sent_around", outcome=Outcome.HUMAN_HANDOFF, state=State.WAITING)
    talk = _from_story(talk)
    turn = _go_on(talk.recall(flow=FLOW, asks=None, misses=0), world, answered=False)
    kind = "live" if is_open(world.profile.office_hours, world.now, world.holidays) else "callback"
    turn = turn.after(Say("utter_one_owner", custom={"handoff": kind}))
    return replace(turn, effects=(AskHuman(kind, reason="sent_around"), *turn.effects))


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The next answer."""
    listened = listen(_with_more(talk, heard), heard, world)
    turn = _go_on(listened.talk, world, answered=listened.answered)
    return turn.after(Say("utter_corrected")) if listened.corrected else turn


def _go_on(talk: Conversation, world: World, *, answered: bool) -> Turn:
    """The list of desks as soon as there is one, or when it grew; then the next question."""
    talk, says = _listed(talk)
    turn = collect(FIELDS, talk, world, answered=answered) or _owned(talk, world)
    return turn.after(*says)


def _with_more(talk: Conversation, heard: Heard) -> Conversation:
    """A desk that is named later on comes beside the others."""
    if talk.memory.asks in ABOUT_OTHERS or not desks(heard.text, ""):
        return talk
    known = talk.facts.get("desks", "").replace(BETWEEN, ", ")
    return talk.know(desks=BETWEEN.join(desks(heard.text, known)))


def _from_story(talk: Conversation) -> Conversation:
    """The desks that the first words name; which others there are is still asked."""
    told = desks(str(talk.memory.notes.get("opening", "")), talk.facts.get("organisation", ""))
    facts = {name: value for name, value in talk.facts.items() if name != "organisation"}
    return replace(talk, facts={**facts, "desks": BETWEEN.join(told)} if told else facts)


def _listed(talk: Conversation) -> tuple[Conversation, tuple[Say, ...]]:
    """The desks on record, where staff sees them too; read back where they are more or others than before."""
    if "organisation" not in talk.facts and "organisation" not in talk.memory.declined:
        return talk, ()
    known = talk.facts.get("desks", "").replace(BETWEEN, ", ")
    found = desks(str(talk.memory.notes.get("opening", "")), f"{talk.facts.get('organisation', '')}, {known}")
    kept = BETWEEN.join(found)
    if not found or kept == talk.memory.notes.get("desks_read_back"):
        return talk, ()
    talk = talk.recall(notes={**talk.memory.notes, "desks_read_back": kept})
    lines = "\n".join(f"{number}. {desk}" for number, desk in enumerate(found, start=1))
    return talk.know(desks=kept), (Say("utter_card_desks", {"desks": lines}, custom={"desks": list(found)}),)


def _owned(talk: Conversation, world: World) -> Turn:
    """One owner by a day; from here the talk waits for a human as after any hand-over."""
    due = working_days_later(world.today, OWNER_DAYS, world.holidays)
    reachable = "phone" in talk.facts or "email" in talk.facts
    say = "utter_one_owner_ready" if reachable else "utter_one_owner_ready_here"
    promise = MakePromise("promise_one_owner", OWNER, due, say)
    return Turn(talk.recall(flow="handover", asks=None, misses=0), (), (promise, AskHuman("", reason="sent_around")))
