"""A child at home without school: the days counted, and what the school has to do (care duty)."""

from __future__ import annotations

from bot.domain.conversation import Conversation
from bot.talk.model import Say, World
from bot.understanding.began import began


def guide(talk: Conversation, world: World) -> tuple[Say, ...]:
    """At least so many days at home, where the words say since when; then the terms of the school."""
    start = began(talk.facts.get("since_when", ""), today=world.today)
    days = (world.today - start).days if start else 0
    counted = (Say("utter_school_at_home_days", {"days": days}, custom={"days_at_home": days}),) if days else ()
    return (*counted, Say("utter_school_at_home_terms"))
