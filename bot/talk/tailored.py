"""Where nothing fits: say so, write down what does not fit and why, and let a human search along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.conversation import Conversation
from bot.domain.directory import Choice, Wish
from bot.domain.tailored import tailored_case
from bot.talk.model import Say, World

NOTE = "tailored"


def without_a_fit(
    talk: Conversation, wish: Wish, found: Sequence[Choice], world: World
) -> tuple[Conversation, tuple[Say, ...]]:
    """The talk with the case on record and the words for it; unchanged and silent where a door fits."""
    if any(choice.fits for choice in found):
        return talk, ()
    case = tailored_case(wish.need, talk.facts, world.misfits(wish))
    said = () if NOTE in talk.memory.notes or not found else (Say("utter_tailored"),)
    return talk.recall(notes={**talk.memory.notes, NOTE: case.as_json()}), said


def brought_up_to_date(talk: Conversation) -> Conversation:
    """The same talk, the case with what was told since: what was tried, and what the person wants."""
    kept = talk.memory.notes.get(NOTE)
    if not kept:
        return talk
    told = [one for one in (talk.facts.get("tried_so_far"),) if one and one not in kept["tried"]]
    wanted = talk.facts.get("wanted_outcome", kept["wanted"])
    case = {**kept, "wanted": wanted, "tried": [*kept["tried"], *told]}
    return replace(talk, memory=replace(talk.memory, notes={**talk.memory.notes, NOTE: case}))
