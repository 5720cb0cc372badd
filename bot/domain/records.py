"""What a talk can leave behind besides a complaint: promises, referrals, hand-overs, reports; and who works on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any


@dataclass(frozen=True)
class Promise:
    """Something that the bot or staff said will happen: text, owner, last moment. `kept` is None while it is open.

    `owner` is a kind of work (front_desk, complaint_handler, referrals) or the name of a member of staff; `about` the
    reference of a complaint or the id of a referral. `asked_at` is when the person was asked whether it came true;
    `settled_by` "person" or who of staff, with a `note`.
    """

    id: str
    conversation: str
    text: str
    owner: str
    due: datetime
    made_at: datetime
    kept: bool | None = None
    about: str = ""
    note: str = ""
    asked_at: datetime | None = None
    settled_by: str = ""
    settled_at: datetime | None = None


@dataclass(frozen=True)
class Errand:
    """Work that falls due at a moment, found in the database by whichever gateway looks first.

    `subject` is the id of the promise or referral that it is about; `tries` how often it failed.
    """

    id: str
    conversation: str
    kind: str
    subject: str
    at: datetime
    tries: int = 0


class ReferralState(str, Enum):
    """Where a warm referral stands. With staff: no service can be reached by itself, or somebody has to decide."""

    STAFF = "with_staff"
    SENDING = "sending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    DONE = "done"


@dataclass(frozen=True)
class Referral:
    """A warm referral: a service is asked to contact the person, who said yes to it.

    `due` is the last moment for the service to confirm, `late` whether that passed; `token_hash` guards the link with
    which it does; `settled_by` "service" or who of staff.
    """

    id: str
    conversation: str
    service: str
    note: str
    made_at: datetime
    contact: str = ""
    state: ReferralState = ReferralState.STAFF
    due: datetime | None = None
    late: bool = False
    token_hash: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None


class DeliveryState(str, Enum):
    """Where something on its way out stands. In doubt: it may have arrived, so nobody but staff sends it again."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DOUBT = "in_doubt"
    FAILED = "failed"


@dataclass(frozen=True)
class Delivery:
    """A letter to the world outside, written in the transaction that it belongs to and sent after it.

    `kind` is "mail", "webhook" or "chat"; `content` is what to send, as the carrier of that kind reads it. The id is
    the Message-ID or Idempotency-Key, the same at every try. `subject` is the id of the referral, if it is one.
    """

    id: str
    conversation: str
    kind: str
    content: Mapping[str, Any]
    next_at: datetime
    subject: str = ""
    state: DeliveryState = DeliveryState.WAITING
    tries: int = 0
    claimed_at: datetime | None = None
    error: str = ""


@dataclass(frozen=True)
class Signal:
    """Something that somebody wanted to be known, without a complaint and without a name; it belongs to no talk."""

    id: str
    need: str
    organisation: str
    text: str
    language: str
    made_at: datetime


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
class EntryReport:
    """Somebody says that an entry of the directory is wrong ("Klopt dit niet?").

    `words` are the person's, with private data behind placeholders; `came_from` is "wegwijzer" or the channel of the
    talk in which it was said, and `conversation` that talk: the report is erased with it. `note` says what was done.
    """

    id: str
    service: str
    words: str
    came_from: str
    made_at: datetime
    conversation: str | None = None
    solved_at: datetime | None = None
    solved_by: str | None = None
    note: str = ""


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
