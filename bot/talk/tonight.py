"""Homeless tonight: what the law says of an emergency comes before any card."""

from __future__ import annotations

from bot.domain.conversation import Conversation
from bot.talk.model import Say, World


def guide(talk: Conversation, world: World) -> tuple[Say, ...]:
    """For an adult the temporary provision at once (Wmo 2.3.3), for a child youth help at any hour (Jeugdwet 2.6)."""
    age = talk.facts.get("age", "")
    child = age.isdigit() and int(age) < 18 and talk.facts.get("for_whom") != "child"
    return (Say("utter_tonight_child" if child else "utter_tonight"),)
