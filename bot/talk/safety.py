"""Safety: the numbers at once, then one question about now; the flow that was interrupted waits."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.conversation import Conversation, Outcome
from bot.domain.needs import URGENT
from bot.talk.listening import FREE_TEXT, listen
from bot.talk.model import Heard, Say, Turn, World
from bot.talk.parking import parked_need, take_back

FLOW = "safety"
ASKS = {"suicide_risk": "suicide", "emergency": "safe_now", "domestic_violence": "safe_now", "sexual_abuse": "safe_now"}


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Give the numbers for this danger and ask the one question that matters now.

    With `heard.crisis` set the gateway gave the numbers already. The open question waits in `paused`.
    """
    code = heard.crisis or (heard.intent if heard.intent in URGENT else talk.crisis) or "emergency"
    talk = _pause(_told(talk, heard, world), code)
    if "for_whom" not in talk.facts:
        talk = talk.know(for_whom="self")
    asks = ASKS[code]
    talk = replace(talk.recall(flow=FLOW, asks=asks, misses=0), crisis=code, need=code, outcome=Outcome.CRISIS_NUMBERS)
    ask = Say(f"utter_ask_{asks}", custom={"asks": asks})
    numbers = () if heard.crisis else (Say(f"utter_danger_{code}", custom={"crisis": code}),)
    return Turn(talk, (*numbers, ask))


def _told(talk: Conversation, heard: Heard, world: World) -> Conversation:
    """With the answer that came along with the danger; but a cry does not say what was tried, or what is wanted."""
    asks = talk.memory.asks
    no_answer = talk.memory.flow == FLOW or asks in FREE_TEXT - {"what_happened"}
    listening = talk.recall(asks=None) if no_answer else talk
    return listen(listening, replace(heard, intent="inform"), world).talk.recall(asks=asks)


def _pause(talk: Conversation, code: str) -> Conversation:
    """Remember where the talk was, unless it was in safety already."""
    if talk.memory.flow in (None, FLOW):
        return talk
    later = (
        talk.memory.later if talk.need in (None, *URGENT, *talk.memory.later) else (str(talk.need), *talk.memory.later)
    )
    return talk.recall(
        paused=talk.memory.flow,
        later=later,
        notes={**talk.memory.notes, "paused_asks": talk.memory.asks, "paused_need": talk.need},
    )


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The answer to the question about now; after it the person chooses what comes next."""
    if heard.crisis and heard.crisis != talk.need:
        return start(talk, heard, world)
    if heard.choice.get("next") == "resume":
        return resume(talk, world)
    if heard.choice.get("next") == "human":
        return Turn(talk, goto="handover")
    if talk.memory.asks == "suicide":
        return _after_suicide(talk, heard)
    if talk.memory.asks == "safe_now":
        return _after_safe(talk, heard)
    return _stay(talk, heard, world)


def _after_suicide(talk: Conversation, heard: Heard) -> Turn:
    """No is believed and the numbers stay; anything else is taken as yes."""
    talk = talk.recall(asks="next")
    if heard.intent == "deny":
        return Turn(talk, (Say("utter_suicide_no", custom={"crisis": "suicide_risk"}), _next(talk)))
    return Turn(talk, (Say("utter_suicide_yes", custom={"crisis": "suicide_risk"}), _next(talk)))


def _after_safe(talk: Conversation, heard: Heard) -> Turn:
    """Only a clear yes is safe."""
    talk = talk.recall(asks="next")
    safe = heard.intent == "affirm" or heard.choice.get("safe_now") == "yes"
    if safe:
        return Turn(
            talk.know(safe_now="yes"), (Say(f"utter_safe_{talk.crisis}", custom={"crisis": talk.crisis}), _next(talk))
        )
    return Turn(talk.know(safe_now="no"), (Say("utter_not_safe", custom={"crisis": talk.crisis}), _next(talk)))


def _stay(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The person goes on talking: a new need is taken up, anything else is heard without another question."""
    if heard.intent in world.needs and heard.intent not in URGENT:
        return Turn(talk.recall(flow=None, asks=None, paused=None), goto="intake")
    return Turn(talk.recall(asks=None), (Say("utter_stay_with_you", custom={"crisis": talk.crisis}),))


def _next(talk: Conversation) -> Say:
    """What can come now; going back to the earlier question is offered without pressure."""
    return Say("utter_after_danger_paused" if talk.memory.paused else "utter_after_danger", custom={"asks": "next"})


def resume(talk: Conversation, world: World) -> Turn:
    """Back to where danger interrupted, at the question that was open."""
    if not talk.memory.paused and parked_need(talk):
        talk = take_back(talk)
        return Turn(talk, (Say("utter_go_on"),), goto=f"{talk.memory.flow}:again")
    notes = dict(talk.memory.notes)
    asks, need = notes.pop("paused_asks", None), notes.pop("paused_need", None)
    flow = talk.memory.paused
    talk = replace(talk.recall(flow=flow, asks=asks, paused=None, notes=notes), need=need or talk.need)
    if not flow:
        return Turn(talk, (Say("utter_unclear", custom={"asks": "need"}),))
    return Turn(talk, (Say("utter_go_on"),), goto=f"{flow}:again")
