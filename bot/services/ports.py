"""What the use cases rely on: small Protocols that adapters fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import TracebackType
from typing import Any, Protocol

from bot.domain.complaint import Complaint
from bot.domain.conversation import Conversation, Standing
from bot.domain.messages import Button, Message, Reply, Sender
from bot.domain.records import (
    Delivery,
    EntryReport,
    Errand,
    Handover,
    Promise,
    Referral,
    Signal,
    StaffMember,
    StaffSession,
)
from bot.services.directory_ports import DoorStore, HsdsStore
from bot.services.hsds_reading import HsdsPages


class Clock(Protocol):
    """The time, in UTC; a test can start it elsewhere and move it forward."""

    def now(self) -> datetime: ...


class Conversations(Protocol):
    """Talks with all that is remembered of them."""

    async def add(self, conversation: Conversation) -> None: ...
    async def get(self, id: str) -> Conversation:
        """The talk with its facts; `NotFound` where there is none."""
        ...

    async def find(self, id: str) -> Conversation | None: ...
    async def standing(self, id: str) -> Standing | None:
        """Where this talk stands; far cheaper than all of it."""
        ...

    async def at_address(self, channel: str, address: str) -> Conversation | None:
        """The newest talk that is not closed with this person on this channel."""
        ...

    async def save(self, conversation: Conversation) -> None:
        """Write the talk and its facts; facts that are gone from it are erased."""
        ...

    async def ended_before(self, moment: datetime) -> list[str]:
        """Ids of talks that were closed before this moment, or in which nothing was said since."""
        ...

    async def erase(self, id: str) -> None:
        """Take away the talk, its messages, facts, private data, open hand-overs and the dialogue server's tracker.

        Complaints stay, without their link to the talk.
        """
        ...


class Messages(Protocol):
    """The transcript; numbers within a conversation are given out here, without gaps."""

    async def add(
        self,
        conversation: str,
        sender: Sender,
        text: str,
        *,
        at: datetime,
        buttons: Sequence[Button] = (),
        custom: Mapping[str, Any] | None = None,
        message_id: str | None = None,
        answers: int | None = None,
        waiting: bool = False,
    ) -> Message: ...
    async def after(self, conversation: str, seq: int = 0) -> list[Message]: ...
    async def by_message_id(self, conversation: str, message_id: str) -> Message | None: ...
    async def answering(self, conversation: str, seq: int) -> list[Message]:
        """What the bot said in answer to the person's message with this number."""
        ...

    async def answered(self, conversation: str, seq: int) -> None:
        """The message with this number no longer waits."""
        ...

    async def waiting(self, conversation: str | None = None) -> list[Message]:
        """Messages of people that the bot still has to answer, oldest first; of one talk, or of all."""
        ...

    async def button(self, conversation: str, payload: str) -> Button | None:
        """The button of this conversation that carries the payload."""
        ...


class Vault(Protocol):
    """Private data that a person typed, each behind a placeholder such as `[telefoon 1]`; encrypted, never a BSN."""

    async def keep(self, conversation: str, kind: str, value: str) -> str:
        """Store it (the same value twice is one) and give its placeholder. `kind` is a type of private data."""
        ...

    async def reveal(self, conversation: str, text: str) -> str:
        """The text with every placeholder of this conversation replaced by what the person typed."""
        ...


class Complaints(Protocol):
    """Complaints with their append-only history."""

    async def next_reference(self, year: int) -> str:
        """`KL-2026-000123`: unique, rising within the year."""
        ...

    async def add(self, complaint: Complaint) -> None: ...
    async def save(self, complaint: Complaint) -> None:
        """Write the status and append new steps of the history and new words; older ones cannot be changed."""
        ...

    async def get(self, reference: str) -> Complaint: ...
    async def find(self, reference: str) -> Complaint | None: ...
    async def of_conversation(self, conversation: str) -> list[Complaint]:
        """Complaints filed in this talk, newest first."""
        ...

    async def open(self) -> list[Complaint]:
        """Complaints that still need work, the earliest due date first."""
        ...


class Signals(Protocol):
    """Signals without a complaint: counted and read, never answered."""

    async def add(self, signal: Signal) -> None: ...
    async def since(self, moment: datetime) -> list[Signal]:
        """All since this moment, newest first."""
        ...


class Promises(Protocol):
    """The promise ledger."""

    async def add(self, promise: Promise) -> None: ...
    async def save(self, promise: Promise) -> None: ...
    async def get(self, id: str) -> Promise: ...
    async def of_conversation(self, conversation: str) -> list[Promise]: ...
    async def due(self, before: datetime) -> list[Promise]:
        """Open promises whose last moment has passed, oldest first."""
        ...

    async def open(self) -> list[Promise]:
        """All that is still to be done, the earliest last moment first."""
        ...


class Referrals(Protocol):
    """Warm referrals."""

    async def add(self, referral: Referral) -> None: ...
    async def save(self, referral: Referral) -> None: ...
    async def get(self, id: str) -> Referral: ...
    async def of_conversation(self, conversation: str) -> list[Referral]: ...
    async def open(self) -> list[Referral]:
        """Those that nobody has confirmed or settled yet, oldest first."""
        ...


class Errands(Protocol):
    """Work that falls due."""

    async def add(self, errand: Errand) -> None: ...
    async def due(self, now: datetime) -> list[Errand]:
        """All whose moment has come, oldest first."""
        ...

    async def take(self, id: str, now: datetime) -> Errand | None:
        """The errand, for who takes it first; it is gone when this transaction is committed."""
        ...

    async def drop(self, subject: str) -> None:
        """Take all away that is about this."""
        ...

    async def next(self, after: datetime) -> datetime | None:
        """When the first one after this moment falls due."""
        ...

    async def of_conversation(self, conversation: str) -> list[Errand]: ...


class Deliveries(Protocol):
    """What is on its way out of the house."""

    async def add(self, delivery: Delivery) -> None: ...
    async def save(self, delivery: Delivery) -> None: ...
    async def get(self, id: str) -> Delivery: ...
    async def due(self, now: datetime) -> list[Delivery]:
        """All that can be sent now, oldest first."""
        ...

    async def claim(self, id: str, now: datetime) -> Delivery | None:
        """The delivery, marked as being sent, for who claims it first."""
        ...

    async def left(self, before: datetime) -> list[Delivery]:
        """Those whose sending began before this moment and was never seen to end."""
        ...

    async def troubled(self) -> list[Delivery]:
        """Those about which staff has to decide."""
        ...

    async def next(self, after: datetime) -> datetime | None:
        """When the first one after this moment can be sent."""
        ...

    async def of_conversation(self, conversation: str) -> list[Delivery]: ...


class Handovers(Protocol):
    """Requests for a human."""

    async def add(self, handover: Handover) -> None: ...
    async def save(self, handover: Handover) -> None: ...
    async def get(self, id: str) -> Handover: ...
    async def open(self) -> list[Handover]:
        """Waiting and taken requests, oldest first."""
        ...

    async def of_conversation(self, conversation: str) -> Handover | None:
        """The request of this talk that is not done yet."""
        ...


class EntryReports(Protocol):
    """What people say is wrong in the directory."""

    async def add(self, report: EntryReport) -> None: ...
    async def save(self, report: EntryReport) -> None: ...
    async def get(self, id: str) -> EntryReport: ...
    async def open(self) -> list[EntryReport]:
        """Reports that nobody dealt with yet, oldest first."""
        ...

    async def solved(self, most: int) -> list[EntryReport]:
        """Those that were dealt with last, newest first."""
        ...

    async def erase_before(self, moment: datetime) -> None:
        """Take away what was reported before this moment, solved or not."""
        ...


class Staff(Protocol):
    """Who may open the console, and their logins."""

    async def add(self, member: StaffMember) -> None: ...
    async def save(self, member: StaffMember) -> None: ...
    async def find(self, name: str) -> StaffMember | None: ...
    async def all(self) -> list[StaffMember]: ...
    async def start(self, session: StaffSession) -> None: ...
    async def session(self, key_hash: str) -> StaffSession | None: ...
    async def extend(self, key_hash: str, expires_at: datetime) -> None:
        """Let a login last until this moment; nothing happens where it has ended already."""
        ...

    async def end(self, key_hash: str) -> None: ...


class Seen(Protocol):
    """What platforms delivered already; they send some updates twice."""

    async def first(self, channel: str, update_id: str) -> bool:
        """True the first time that this update is shown here, False ever after."""
        ...


class UnitOfWork(Protocol):
    """One transaction over everything that is stored; what was not committed is gone.

    What is added twice is refused with `Conflict`, what belongs to a talk that does not exist with `NotFound`.
    """

    conversations: Conversations
    messages: Messages
    vault: Vault
    complaints: Complaints
    signals: Signals
    promises: Promises
    referrals: Referrals
    errands: Errands
    deliveries: Deliveries
    handovers: Handovers
    reports: EntryReports
    staff: Staff
    seen: Seen
    hsds: HsdsStore
    hsds_pages: HsdsPages
    doors: DoorStore

    async def __aenter__(self) -> UnitOfWork: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    async def commit(self) -> None: ...
    async def rollback(self) -> None: ...


class Units(Protocol):
    """Opens units of work, one after the other: a writing one inside another would wait for itself.

    `reading` is a promise to change nothing; such a unit sees one moment of the database and never waits for a writer.
    """

    def __call__(self, *, reading: bool = False) -> UnitOfWork: ...


@dataclass(frozen=True)
class Utterance:
    """One turn on its way to the dialogue engine. `text` is masked; `command` is set where a button was used."""

    conversation: str
    message_id: str
    text: str = ""
    command: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Understanding:
    """What the engine makes of a text: needs with their confidence, best first."""

    needs: Sequence[tuple[str, float]]


class DialogueEngine(Protocol):
    """Turns one utterance into replies: RasaClient when serving, a fake in tests."""

    async def answer(self, utterance: Utterance) -> list[Reply]:
        """The replies, in order; `EngineDown` where there is no answer in time."""
        ...

    async def understand(self, text: str) -> Understanding: ...
    async def health(self) -> Mapping[str, str]:
        """{"dialogue": "ok" or what is wrong, "actions": the same}."""
        ...


class Outbox(Protocol):
    """Carries messages to people on channels that do not fetch them."""

    def __contains__(self, channel: str) -> bool:
        """Whether messages on this channel have to be carried."""
        ...

    async def deliver(self, conversation: Conversation, messages: Sequence[Message]) -> None:
        """Try; what fails stays on record."""
        ...

    async def send(self, conversation: Conversation, messages: Sequence[Message]) -> None:
        """The same, but what fails is raised, for who can try again later."""
        ...


class Calendar(Protocol):
    """Days on which no term ends (Algemene termijnenwet 3)."""

    def holidays(self, year: int) -> frozenset[date]: ...
