"""How somebody wants to be helped: heard at any moment, remembered, and used where doors are chosen."""

from __future__ import annotations

from bot.domain.conversation import Conversation
from bot.talk.model import Heard
from bot.understanding.wishes import Wishes, wishes_in

NOTE = "wishes"
BY_PREFERENCE = {"chat": frozenset({"chat"}), "email": frozenset({"online"})}
"""What the way in which somebody wants to be reached says of the way in which they want to reach a door."""


def wishes_of(talk: Conversation) -> Wishes:
    """What was heard so far; what is on record of how to reach the person where they said nothing themselves."""
    kept = talk.memory.notes.get(NOTE, {})
    said = Wishes(frozenset(kept.get("channels", ())), kept.get("anonymous", False), kept.get("free", False))
    preference = talk.facts.get("contact_preference", "")
    return Wishes(BY_PREFERENCE.get(preference, frozenset())) | said


def hear_wishes(talk: Conversation, heard: Heard) -> Conversation:
    """The talk with what this message says of it; the same talk where it says nothing new."""
    new = wishes_in(heard.text) if heard.text else Wishes()
    together = wishes_of(talk) | new
    if not new or together == wishes_of(talk):
        return talk
    kept = {"channels": sorted(together.channels), "anonymous": together.anonymous, "free": together.free}
    return talk.recall(notes={**talk.memory.notes, NOTE: kept})
