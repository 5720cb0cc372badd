"""Greeting, thanks, what the bot is, and words that name no need."""

from __future__ import annotations

from bot.domain.conversation import Conversation
from bot.talk.model import Heard, Say, Turn, World

FLOW = "smalltalk"
LIMIT = 2
"""After two misunderstandings in a row a person takes over."""

SAYS = {
    "greeting": "utter_greet_again",
    "thanks_bye": "utter_bye",
    "bot_challenge": "utter_bot_challenge",
    "out_of_scope": "utter_out_of_scope",
}


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Answer once, and bring back the open question if there is one."""
    return step(talk, heard, world)


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Small talk never moves a flow; unclear words count, and the second time a human is offered."""
    if heard.intent in SAYS:
        return Turn(talk, (Say(SAYS[heard.intent], {"name": world.profile.name}), *open_question(talk)))
    misses = talk.memory.misses + 1
    if misses >= LIMIT:
        return Turn(talk.recall(misses=0), (Say("utter_not_understood_human"),), goto="handover")
    if talk.memory.asks:
        return Turn(talk.recall(misses=misses), (Say("utter_not_understood"), *open_question(talk)))
    return Turn(talk.recall(misses=misses), (Say("utter_unclear", custom={"asks": "need"}),))


def open_question(talk: Conversation) -> tuple[Say, ...]:
    """The question that still stands, put again."""
    asks = talk.memory.asks
    if not asks:
        return ()
    return (Say(OPEN.get(asks, f"utter_ask_{asks}"), custom={"asks": asks}),)


OPEN = {"confirm": "utter_check_back", "next": "utter_what_then", "need": "utter_tell_more"}
