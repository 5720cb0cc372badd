"""Contact: where the municipality is, how to reach it, and whether somebody is in now."""

from __future__ import annotations

from bot.domain.conversation import Conversation
from bot.domain.hours import hours_at, hours_in_words
from bot.talk.model import Say, World


def guide(talk: Conversation, world: World) -> tuple[Say, ...]:
    """The card of the town hall itself; the doors come after it."""
    profile = world.profile
    hours = hours_at(profile.office_hours, world.now, world.holidays)
    values = {
        "name": profile.name,
        "address": profile.address,
        "phone": profile.phone,
        "email": profile.email,
        "hours": hours_in_words(hours, world.now, talk.language),
    }
    return (Say("utter_card_contact", values),)
