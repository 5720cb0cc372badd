"""A case that waits: put aside for another subject, or left with "stop", and taken up again where it was."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.conversation import Conversation

CASE_FACTS = (
    "since_when",
    "organisation",
    "what_happened",
    "tried_so_far",
    "wanted_outcome",
    "treated_badly",
    "decision_about",
    "decision_date",
    "deadline",
    "has_address",
    "income",
    "applied_for",
    "decision_due",
    "idea",
    "right",
    "desks",
)
"""Facts that belong to one need; those of the person stay when the need changes."""

OF_DECISION = ("decision_about", "decision_date", "deadline")
"""What became known of a decision on the way stays known."""

WORTH = frozenset({"complaint", "referral", "objection", "late_decision", "participation"})
"""Flows in which the person has put work that must not get lost."""

PLACE = frozenset({"parked", "paused_asks", "paused_need"})
"""Notes on where a talk was left."""


def park(talk: Conversation, also: str = "") -> Conversation:
    """The same talk with its unfinished case in the notes; unchanged where there is none that is worth keeping.

    `also` is one more flow that is worth it here.
    """
    memory = talk.memory
    worth = {*WORTH, also}
    stopped = memory.flow not in worth
    flow = memory.paused if stopped else memory.flow
    if not flow or flow not in worth:
        return talk
    notes = {name: value for name, value in memory.notes.items() if name not in PLACE}
    kept = {
        "flow": flow,
        "asks": memory.notes.get("paused_asks") if stopped else memory.asks,
        "need": memory.notes.get("paused_need") if stopped else talk.need,
        "facts": {name: value for name, value in talk.facts.items() if name in CASE_FACTS},
        "offered": memory.offered,
        "notes": notes,
    }
    return talk.recall(paused=None, notes={**memory.notes, "parked": kept})


def parked_need(talk: Conversation) -> str | None:
    """The need of the case that waits, if one does; a complaint is a complaint, whatever it is about."""
    kept = talk.memory.notes.get("parked")
    if not kept:
        return None
    return str(kept["flow"] if kept["flow"] in ("complaint", "objection") else kept["need"])


def take_back(talk: Conversation) -> Conversation:
    """The case that waited, with its facts and its open question; what is known of the person stays as it is now."""
    kept = talk.memory.notes["parked"]
    facts = {name: value for name, value in talk.facts.items() if name not in CASE_FACTS or name in OF_DECISION}
    talk = replace(talk, facts={**facts, **kept["facts"]}, need=kept["need"])
    return talk.recall(
        flow=kept["flow"], asks=kept["asks"], notes=kept["notes"], offered=tuple(kept["offered"]), paused=None, misses=0
    )
