"""Greeting, thanks, what the bot is, and words that name no need."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.conversation import Conversation
from bot.talk import followup
from bot.talk.model import Heard, Say, Turn, World
from bot.talk.questions import own_wording, place_buttons, question_values

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
    if talk.memory.paused and talk.memory.flow is None and heard.intent != "bot_challenge":
        return Turn(talk, (Say("utter_bye") if heard.intent == "thanks_bye" else Say("utter_paused"),))
    if heard.intent in SAYS and not (heard.intent == "out_of_scope" and talk.memory.misses):
        return _answered(talk, heard, world)
    if heard.intent in ("affirm", "deny") and not talk.memory.asks and talk.need:
        return Turn(talk, (Say("utter_anything_else" if heard.intent == "affirm" else "utter_bye"),))
    misses = talk.memory.misses + 1
    if misses >= LIMIT:
        return Turn(talk.recall(misses=0), (Say("utter_not_understood_human"),), goto="handover")
    if talk.memory.asks:
        return Turn(talk.recall(misses=misses), (Say("utter_not_understood"), *open_question(talk, world)))
    return Turn(talk.recall(misses=misses), (Say("utter_unclear", custom={"asks": "need"}),))


def _answered(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The answer to small talk; with a question open it is short, and the question comes after it."""
    question = open_question(talk, world) if talk.memory.asks != "need" else ()
    if heard.intent == "greeting" and _was_away(world):
        talk = talk.recall(misses=0)
        return Turn(talk, (Say("utter_back_again"), *question) if question else (Say("utter_back_done"),))
    if heard.intent == "out_of_scope":
        talk = talk.recall(misses=talk.memory.misses + 1)
    says = (SHORT if question else SAYS)[heard.intent]
    return Turn(talk, (Say(says, {"name": world.profile.name}), *question))


AWAY = timedelta(hours=6)
"""Who says hello after this long comes back, and does not begin."""


def _was_away(world: World) -> bool:
    return world.last_heard is not None and world.now - world.last_heard >= AWAY


SHORT = {
    "greeting": "utter_hello",
    "thanks_bye": "utter_welcome",
    "bot_challenge": "utter_bot_challenge",
    "out_of_scope": "utter_out_of_scope_here",
}


def open_question(talk: Conversation, world: World | None = None) -> tuple[Say, ...]:
    """The question that still stands, put again, with its buttons where the world that they come from is given."""
    asks = talk.memory.asks
    if not asks:
        return ()
    if talk.memory.flow == followup.FLOW:
        return (followup.question(talk),)
    buttons = place_buttons(world) if world and asks == "district" else ()
    own = OPEN_IN.get((str(talk.memory.flow), asks)) or own_wording(asks, talk)
    if asks == "confirm" and talk.memory.notes.get("warm") and talk.memory.flow == "intake":
        own = "utter_check_back_referral"
    fact = "what_happened" if asks == "report" else asks
    said = own or OPEN.get(asks, f"utter_ask_{asks}")
    return (Say(said, question_values(talk), buttons, {"asks": fact}),)


OPEN = {"confirm": "utter_check_back", "next": "utter_what_now", "need": "utter_tell_more"}
OPEN_IN = {("complaint", "confirm"): "utter_confirm_again", ("safety", "next"): "utter_after_danger"}
