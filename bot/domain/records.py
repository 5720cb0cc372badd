"""What a talk can leave behind besides a complaint: promises, referrals and hand-overs; and who works on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


@dataclass(frozen=True)
class Promise:
    """Something that the bot or staff said will happen: text, owner, last moment. `kept` is None while it is open."""

    id: str
    conversation: str
    text: str
    owner: str
    due: datetime
    made_at: datetime
    kept: bool | None = None


@dataclass(frozen=True)
class Referral:
    """A warm referral: a service is asked to contact the person, who said yes to it."""

    id: str
    conversation: str
    service: str
    note: str
    made_at: datetime
    contact: str = ""


class HandoverStatus(str, Enum):
    """Where a request for a human stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"


@dataclass(frozen=True)
class Handover:
    """A person who wants a human, or with whom the bot gave up.

    `kind` is "live" (staff answers in the chat) or "callback" (staff calls; `phone` and `slot` say where and when).
    """

    id: str
    conversation: str
    kind: str
    reason: str
    asked_at: datetime
    status: HandoverStatus = HandoverStatus.WAITING
    phone: str = ""
    name: str = ""
    slot: str = ""
    taken_by: str | None = None
    outcome: str | None = None
    done_at: datetime | None = None


@dataclass(frozen=True)
class StaffMember:
    """Someone who may open the console. `password_hash` is argon2."""

    name: str
    password_hash: str
    role: str = "handler"
    active: bool = True


@dataclass(frozen=True)
class StaffSession:
    """A login that ends: at `expires_at`, or earlier by logging out. Only the hash of its key is stored."""

    key_hash: str
    staff: str
    started_at: datetime
    expires_at: datetime
    csrf: str = ""
