"""What the action of every flow does: carry a message to the talk and its answer back. Works in any transport."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.wiring import turns
from bot.talk.model import Heard


class FlowAction(Action, ABC):
    """One flow as a Rasa action: `action_<flow>`."""

    @property
    @abstractmethod
    def flow(self) -> str:
        """The flow that the rules chose; Rasa registers only classes that say it."""

    def name(self) -> str:
        """The name in `domain.yml` and in the rules."""
        return f"action_{self.flow}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Take the turn and utter what comes of it; then Rasa listens, and need not look that up in its rules."""
        taken = await turns()(tracker.sender_id, heard(tracker.latest_message), self.flow)
        for reply in taken.replies:
            buttons = [{"title": one.title, "payload": one.command} for one in reply.buttons]
            dispatcher.utter_message(text=reply.text, buttons=buttons, json_message=dict(reply.custom))
        slots = {"flow": taken.flow, "language": taken.language, "need": taken.need}
        return [*(SlotSet(name, value) for name, value in slots.items()), FollowupAction("action_listen")]


def heard(message: dict[str, Any]) -> Heard:
    """Rasa's latest message in the words of the talk; what a button stands for comes as entities."""
    text, metadata = message.get("text") or "", message.get("metadata") or {}
    intent = message.get("intent") or {}
    button = text.startswith("/")
    choice = {one["entity"]: str(one["value"]) for one in message.get("entities") or () if button}
    needs = tuple((one["name"], float(one["confidence"])) for one in message.get("intent_ranking") or ())
    return Heard(
        "" if button else text,
        intent.get("name") or "unclear",
        float(intent.get("confidence") or 0.0),
        needs,
        choice,
        str(metadata.get("message_id") or message.get("message_id") or ""),
        crisis=metadata.get("crisis"),
        abroad=metadata.get("abroad"),
        second=(message.get("second_need") or {}).get("name"),
    )
