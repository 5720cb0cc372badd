"""How often something may happen within a stretch of time."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from bot.domain.errors import TooMany
from bot.services.ports import Clock

FORGET_AT = 10_000
"""With so many keys the ones that are over are thrown away."""


class Limiter:
    """Counts events per key in the last `seconds`; `most` of them are let through."""

    def __init__(self, most: int, seconds: float, clock: Clock) -> None:
        self._most, self._span, self._clock = most, timedelta(seconds=seconds), clock
        self._events: dict[str, deque[datetime]] = {}

    def check(self, key: str) -> None:
        """Raise `TooMany`, with the seconds until the next try, where the key is at its limit."""
        recent = self._recent(key)
        if len(recent) >= self._most:
            wait = recent[0] + self._span - self._clock.now()
            raise TooMany(max(1, int(wait.total_seconds()) + 1))

    def note(self, key: str) -> None:
        """Count one event."""
        if len(self._events) >= FORGET_AT:
            self._events = {other: events for other in list(self._events) if (events := self._recent(other))}
        self._recent(key)
        self._events.setdefault(key, deque()).append(self._clock.now())

    def take(self, key: str) -> None:
        """Count one event, or raise `TooMany`."""
        self.check(key)
        self.note(key)

    def _recent(self, key: str) -> deque[datetime]:
        """The events of this key that still count, oldest first."""
        events = self._events.get(key, deque())
        start = self._clock.now() - self._span
        while events and events[0] <= start:
            events.popleft()
        return events
