"""A talk: where it stands, what is known and what the bot still has to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any


class State(str, Enum):
    """Who is talking with the person; the values are those of the HTTP contract."""

    BOT = "bot"
    WAITING = "waiting_for_staff"
    STAFF = "staff"
    CLOSED = "closed"


class Outcome(str, Enum):
    """How a talk ended, or stands so far; the values are those of the HTTP contract."""

    SERVICE_GIVEN = "service_given"
    REFERRAL_MADE = "referral_made"
    COMPLAINT_FILED = "complaint_filed"
    OBJECTION_ADVICE = "objection_advice"
    CRISIS_NUMBERS = "crisis_numbers"
    HUMAN_HANDOFF = "human_handoff"


@dataclass(frozen=True)
class Memory:
    """What the bot keeps in mind between two turns; all of it can be written as JSON.

    `flow` and `asks` say where the talk is; `paused` holds the flow that danger interrupted; `later` are needs that
    were heard and wait for their turn; `declined` are facts that the person could not or would not give; `offered` are
    ids of services named so far; `form` is the form of address that the person uses ("je" or "u"), `form_asked` whether
    they asked for it; `turn` and `said` make a turn that is sent twice count once.
    """

    flow: str | None = None
    asks: str | None = None
    paused: str | None = None
    later: tuple[str, ...] = ()
    declined: frozenset[str] = frozenset()
    asked: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    misses: int = 0
    notes: Mapping[str, Any] = field(default_factory=dict)
    form: str = ""
    form_asked: bool = False
    turn: str | None = None
    said: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where a talk stands, without what was said in it: enough to let somebody in or to know who is talking."""

    id: str
    language: str
    state: State
    token_hash: str


@dataclass(frozen=True)
class Conversation:
    """One talk of one person. `address` is where a channel can reach the person (a chat id); empty on the web."""

    id: str
    channel: str
    created_at: datetime
    updated_at: datetime
    token_hash: str = ""
    address: str = ""
    language: str = "nl"
    state: State = State.BOT
    need: str | None = None
    outcome: Outcome | None = None
    crisis: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    handled_by: str | None = None
    closed_at: datetime | None = None

    def know(self, **facts: str) -> Conversation:
        """The same talk with these facts on record; a newer value replaces the older one."""
        return replace(self, facts={**self.facts, **facts})

    def recall(self, **changes: Any) -> Conversation:
        """The same talk with these fields of its memory changed."""
        return replace(self, memory=replace(self.memory, **changes))
