"""A dialogue engine that says what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from bot.domain.errors import EngineDown
from bot.domain.messages import Reply
from bot.services.ports import Understanding, Utterance


class FakeEngine:
    """Answers "You said: …" unless `replies` holds something else for this turn.

    `down` makes it refuse, `error` makes it break, and a closed `gate` makes it slow; `asked` tells that a turn has
    begun. `busiest` is how many turns of
    one talk ran at the same time.
    """

    def __init__(self) -> None:
        self.seen: list[Utterance] = []
        self.understood: list[str] = []
        self.replies: list[Sequence[Reply]] = []
        self.needs: Sequence[tuple[str, float]] = (("debt", 0.8), ("complaint", 0.1), ("housing_search", 0.05))
        self.down = False
        self.error: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = asyncio.Event()
        self.states: dict[str, str] = {"dialogue": "ok", "actions": "ok"}
        self.running: dict[str, int] = {}
        self.busiest = 0

    async def answer(self, utterance: Utterance) -> list[Reply]:
        talk = utterance.conversation
        self.seen.append(utterance)
        self.asked.set()
        self.running[talk] = self.running.get(talk, 0) + 1
        self.busiest = max(self.busiest, self.running[talk])
        try:
            await self.gate.wait()
            await asyncio.sleep(0)
            self._fail()
            said = utterance.text or utterance.command
            return list(self.replies.pop(0) if self.replies else [Reply(f"You said: {said}")])
        finally:
            self.running[talk] -= 1

    async def understand(self, text: str) -> Understanding:
        self.understood.append(text)
        self._fail()
        return Understanding(self.needs)

    async def health(self) -> Mapping[str, str]:
        return {"dialogue": "down", "actions": "down"} if self.down else self.states

    def _fail(self) -> None:
        if self.down:
            raise EngineDown("down")
        if self.error:
            raise self.error
