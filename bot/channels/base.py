"""What channels share: the way out to people, and messages as JSON."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.domain.conversation import Conversation
from bot.domain.messages import Message

log = logging.getLogger(__name__)

Deliver = Callable[[Conversation, Sequence[Message]], Awaitable[None]]


class Outboxes:
    """The `Outbox` of all channels together; a channel whose clients fetch their messages has none."""

    def __init__(self) -> None:
        self._of: dict[str, Deliver] = {}

    def add(self, channel: str, deliver: Deliver) -> None:
        """From now on messages of talks on this channel go out through `deliver`."""
        self._of[channel] = deliver

    def __contains__(self, channel: str) -> bool:
        return channel in self._of

    async def send(self, conversation: Conversation, messages: Sequence[Message]) -> None:
        """Send; what fails is raised, for who can try again later."""
        send = self._of.get(conversation.channel)
        if send is not None and messages:
            await send(conversation, messages)

    async def deliver(self, conversation: Conversation, messages: Sequence[Message]) -> None:
        """Send; what fails stays on record, where the person and staff can read it."""
        try:
            await self.send(conversation, messages)
        except Exception as error:  # a platform that is away must not stop the others
            log.warning("not delivered channel=%s error=%s", conversation.channel, type(error).__name__)


def as_json(message: Message) -> dict[str, Any]:
    """A message as the HTTP contract shows it; what a button means inside stays inside."""
    return {
        "seq": message.seq,
        "from": message.sender.value,
        "text": message.text,
        "buttons": [{"title": button.title, "payload": button.payload} for button in message.buttons],
        "custom": dict(message.custom),
        "at": message.at.isoformat(),
    }
