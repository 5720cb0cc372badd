"""The life cycle of a complaint (klacht, Awb title 9.1): one table, one method, a history that only grows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from bot.domain.errors import IllegalStep


class Status(str, Enum):
    """Where a complaint stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    IN_TREATMENT = "in_treatment"
    FORWARDED = "forwarded"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


NEXT = {
    Status.RECEIVED: {Status.ACKNOWLEDGED, Status.WITHDRAWN},
    Status.ACKNOWLEDGED: {Status.IN_TREATMENT, Status.FORWARDED, Status.WITHDRAWN},
    Status.IN_TREATMENT: {Status.CLOSED, Status.FORWARDED, Status.WITHDRAWN},
    Status.FORWARDED: {Status.CLOSED},
}


@dataclass(frozen=True)
class Step:
    """One entry of the history: what it became, when and by whom."""

    to: Status
    at: datetime
    by: str


@dataclass(frozen=True)
class Addition:
    """Something that the person added after filing: the text as it was typed, and when."""

    text: str
    at: datetime


@dataclass(frozen=True)
class Complaint:
    """A complaint on file. `story` is the text as the person confirmed it; `contact` how to reach the person.

    `due` is the last day for the answer (Awb 9:11); `code_hash` guards the look-up by reference and code.
    """

    reference: str
    conversation: str
    need: str | None
    received_at: datetime
    due: date
    story: Mapping[str, str]
    contact: Mapping[str, str] = field(default_factory=dict)
    channel: str = "web"
    filer: str = "citizen"
    language: str = "nl"
    code_hash: str = ""
    status: Status = Status.RECEIVED
    history: tuple[Step, ...] = ()
    additions: tuple[Addition, ...] = ()

    def move(self, to: Status, *, at: datetime, by: str) -> Complaint:
        """The complaint one step further; `IllegalStep` where the table has no such step."""
        if to not in NEXT.get(self.status, set()):
            raise IllegalStep(self.reference, self.status.value, to.value)
        return replace(self, status=to, history=(*self.history, Step(to, at, by)))

    def add(self, text: str, *, at: datetime) -> Complaint:
        """The complaint with one more word of the person; `IllegalStep` where it has ended."""
        if self.status not in NEXT:
            raise IllegalStep(self.reference, self.status.value, "added")
        return replace(self, additions=(*self.additions, Addition(text, at)))
