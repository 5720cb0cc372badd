"""Stand-ins that behave: what holds for them holds for the real thing, and the same tests prove it for both."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from types import TracebackType
from typing import Any, TypeVar

from bot.domain.complaint import NEXT, Complaint
from bot.domain.conversation import Conversation, Standing, State
from bot.domain.errors import BadInput, Conflict, NotFound
from bot.domain.messages import Button, Message, Sender
from bot.domain.privacy import PLACEHOLDERS
from bot.domain.records import (
    Delivery,
    DeliveryState,
    EntryReport,
    Errand,
    Handover,
    HandoverStatus,
    Promise,
    Referral,
    ReferralState,
    Signal,
    StaffMember,
    StaffSession,
)
from bot.services import directory_ports, ports
from bot.storage import codec
from tests.fakes_hsds import DoorRows, HsdsRows, MemoryDoors, MemoryHsds

Record = TypeVar(
    "Record", Conversation, Message, Complaint, Promise, Referral, Errand, Delivery, Handover, EntryReport, StaffSession
)


def in_utc(record: Record) -> Record:
    """The same record with every moment in UTC; ValueError for a moment without a zone."""
    moments: dict[str, Any] = {name: value for name, value in vars(record).items() if isinstance(value, datetime)}
    if naive := [name for name, value in moments.items() if value.tzinfo is None]:
        raise ValueError(f"{naive} without a time zone")
    changes: dict[str, Any] = {name: value.astimezone(timezone.utc) for name, value in moments.items()}
    return replace(record, **changes)


@dataclass
class Rows:
    """Everything that is stored."""

    conversations: dict[str, Conversation] = field(default_factory=dict)
    messages: dict[str, list[Message]] = field(default_factory=dict)
    private: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    complaints: dict[str, Complaint] = field(default_factory=dict)
    signals: list[Signal] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    referrals: dict[str, Referral] = field(default_factory=dict)
    errands: dict[str, Errand] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    handovers: dict[str, Handover] = field(default_factory=dict)
    reports: dict[str, EntryReport] = field(default_factory=dict)
    staff: dict[str, StaffMember] = field(default_factory=dict)
    sessions: dict[str, StaffSession] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    hsds: HsdsRows = field(default_factory=HsdsRows)
    doors: DoorRows = field(default_factory=DoorRows)

    def talk(self, id: str) -> Conversation:
        if id not in self.conversations:
            raise NotFound("conversation", id)
        return self.conversations[id]


class MemoryUnits:
    """Units of work in memory; writers wait for each other, as they do on SQLite."""

    def __init__(self) -> None:
        self.rows = Rows()
        self.writer = asyncio.Lock()

    def __call__(self, *, reading: bool = False) -> MemoryUnit:
        return MemoryUnit(self, reading)


class MemoryUnit:
    """One transaction on a copy of everything; a commit puts the copy in the place of the original."""

    def __init__(self, units: MemoryUnits, reading: bool) -> None:
        self._units, self._reading = units, reading

    async def __aenter__(self) -> MemoryUnit:
        if not self._reading:
            await asyncio.wait_for(self._units.writer.acquire(), timeout=5)
        await self.rollback()
        self.conversations: ports.Conversations = MemoryConversations(self)
        self.messages: ports.Messages = MemoryMessages(self)
        self.vault: ports.Vault = MemoryVault(self)
        self.complaints: ports.Complaints = MemoryComplaints(self)
        self.signals: ports.Signals = MemorySignals(self)
        self.promises: ports.Promises = MemoryPromises(self)
        self.referrals: ports.Referrals = MemoryReferrals(self)
        self.errands: ports.Errands = MemoryErrands(self)
        self.deliveries: ports.Deliveries = MemoryDeliveries(self)
        self.handovers: ports.Handovers = MemoryHandovers(self)
        self.reports: ports.EntryReports = MemoryEntryReports(self)
        self.staff: ports.Staff = MemoryStaff(self)
        self.seen: ports.Seen = MemorySeen(self)
        self.hsds: directory_ports.HsdsStore = MemoryHsds(lambda: self.rows.hsds, lambda: self.change.hsds)
        self.doors: directory_ports.DoorStore = MemoryDoors(lambda: self.rows.doors, lambda: self.change.doors)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._reading:
            self._units.writer.release()

    async def commit(self) -> None:
        if not self._reading:
            self._units.rows = self.rows
        await self.rollback()

    async def rollback(self) -> None:
        self.rows = deepcopy(self._units.rows)

    @property
    def change(self) -> Rows:
        """The rows, to be written."""
        if self._reading:
            raise RuntimeError("this unit of work promised only to read")
        return self.rows


class Repository:
    def __init__(self, unit: MemoryUnit) -> None:
        self._unit = unit

    @property
    def _rows(self) -> Rows:
        return self._unit.rows


class MemoryConversations(Repository):
    async def add(self, conversation: Conversation) -> None:
        if conversation.id in self._rows.conversations:
            raise Conflict(f"conversation {conversation.id} exists already")
        self._unit.change.conversations[conversation.id] = _stored_talk(conversation)

    async def get(self, id: str) -> Conversation:
        return self._rows.talk(id)

    async def find(self, id: str) -> Conversation | None:
        return self._rows.conversations.get(id)

    async def standing(self, id: str) -> Standing | None:
        talk = self._rows.conversations.get(id)
        return talk and Standing(talk.id, talk.language, talk.state, talk.token_hash)

    async def at_address(self, channel: str, address: str) -> Conversation | None:
        here = [
            talk
            for talk in self._rows.conversations.values()
            if (talk.channel, talk.address) == (channel, address) and talk.address and talk.state is not State.CLOSED
        ]
        return max(here, key=lambda talk: talk.created_at, default=None)

    async def save(self, conversation: Conversation) -> None:
        self._rows.talk(conversation.id)
        self._unit.change.conversations[conversation.id] = _stored_talk(conversation)

    async def ended_before(self, moment: datetime) -> list[str]:
        talks = sorted(self._rows.conversations.values(), key=lambda talk: (talk.updated_at, talk.id))
        return [talk.id for talk in talks if min(talk.updated_at, talk.closed_at or talk.updated_at) < moment]

    async def erase(self, id: str) -> None:
        rows = self._unit.change
        rows.conversations.pop(id, None)
        rows.messages.pop(id, None)
        rows.private = {key: values for key, values in rows.private.items() if key[0] != id}
        rows.promises = {key: one for key, one in rows.promises.items() if one.conversation != id}
        rows.referrals = {key: one for key, one in rows.referrals.items() if one.conversation != id}
        rows.errands = {key: one for key, one in rows.errands.items() if one.conversation != id}
        rows.deliveries = {key: one for key, one in rows.deliveries.items() if one.conversation != id}
        rows.handovers = {key: one for key, one in rows.handovers.items() if one.conversation != id}
        rows.reports = {key: one for key, one in rows.reports.items() if one.conversation != id}
        for reference, one in rows.complaints.items():
            if one.conversation == id:
                rows.complaints[reference] = replace(one, conversation="")


def _stored_talk(talk: Conversation) -> Conversation:
    """As a database gives it back: the memory has been JSON."""
    memory = codec.memory_from_json(codec.memory_to_json(talk.memory))
    return in_utc(replace(talk, facts=dict(talk.facts), memory=memory))


class MemoryMessages(Repository):
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
    ) -> Message:
        self._rows.talk(conversation)
        if message_id is not None and await self.by_message_id(conversation, message_id):
            raise Conflict(f"message {message_id} exists already")
        said = self._unit.change.messages.setdefault(conversation, [])
        whole = json.loads(json.dumps(dict(custom or {})))
        message = Message(
            conversation, len(said) + 1, sender, text, at, tuple(buttons), whole, message_id, answers, waiting
        )
        said.append(in_utc(message))
        return message

    async def after(self, conversation: str, seq: int = 0) -> list[Message]:
        return [one for one in self._rows.messages.get(conversation, []) if one.seq > seq]

    async def by_message_id(self, conversation: str, message_id: str) -> Message | None:
        return next((one for one in await self.after(conversation) if one.message_id == message_id), None)

    async def answering(self, conversation: str, seq: int) -> list[Message]:
        return [one for one in await self.after(conversation) if one.answers == seq]

    async def answered(self, conversation: str, seq: int) -> None:
        said = self._unit.change.messages.get(conversation, [])
        said[:] = [replace(one, waiting=False) if one.seq == seq else one for one in said]

    async def waiting(self, conversation: str | None = None) -> list[Message]:
        talks = [conversation] if conversation is not None else list(self._rows.messages)
        found = [one for talk in talks for one in await self.after(talk) if one.waiting]
        return sorted(found, key=lambda one: (one.at, one.conversation, one.seq))

    async def button(self, conversation: str, payload: str) -> Button | None:
        buttons = (button for one in await self.after(conversation) for button in one.buttons)
        return next((button for button in buttons if button.payload == payload), None)


class MemoryVault(Repository):
    async def keep(self, conversation: str, kind: str, value: str) -> str:
        if kind not in PLACEHOLDERS:
            raise BadInput("kind", f"private data of kind {kind} is never kept")
        self._rows.talk(conversation)
        kept = self._unit.change.private.setdefault((conversation, kind), [])
        known = [_same(one) for one in kept]
        if _same(value) not in known:
            kept.append(value)
            known.append(_same(value))
        return f"[{PLACEHOLDERS[kind]} {known.index(_same(value)) + 1}]"

    async def reveal(self, conversation: str, text: str) -> str:
        typed = {
            f"[{PLACEHOLDERS[kind]} {number}]": value
            for (talk, kind), values in self._rows.private.items()
            if talk == conversation
            for number, value in enumerate(values, start=1)
        }
        return re.sub(r"\[[a-z-]+ \d+\]", lambda found: typed.get(found.group(), found.group()), text)


def _same(value: str) -> str:
    return "".join(value.casefold().split())


class MemoryComplaints(Repository):
    async def next_reference(self, year: int) -> str:
        numbers = self._unit.change.numbers
        numbers[year] = numbers.get(year, 0) + 1
        return f"KL-{year}-{numbers[year]:06d}"

    async def add(self, complaint: Complaint) -> None:
        if complaint.reference in self._rows.complaints:
            raise Conflict(f"complaint {complaint.reference} exists already")
        self._unit.change.complaints[complaint.reference] = in_utc(complaint)

    async def save(self, complaint: Complaint) -> None:
        stored = await self.get(complaint.reference)
        grown = complaint.history[: len(stored.history)], complaint.additions[: len(stored.additions)]
        if grown != (stored.history, stored.additions):
            raise Conflict(f"the history of {complaint.reference} changed meanwhile")
        changed = replace(stored, status=complaint.status, due=complaint.due, history=complaint.history,
                          additions=complaint.additions)  # fmt: skip
        self._unit.change.complaints[complaint.reference] = changed

    async def get(self, reference: str) -> Complaint:
        found = await self.find(reference)
        if found is None:
            raise NotFound("complaint", reference)
        return found

    async def find(self, reference: str) -> Complaint | None:
        return self._rows.complaints.get(reference)

    async def of_conversation(self, conversation: str) -> list[Complaint]:
        filed = [one for one in self._rows.complaints.values() if conversation and one.conversation == conversation]
        return sorted(filed, key=lambda one: (one.received_at, one.reference), reverse=True)

    async def open(self) -> list[Complaint]:
        busy = [one for one in self._rows.complaints.values() if one.status in NEXT]
        return sorted(busy, key=lambda one: (one.due, one.reference))


class MemorySignals(Repository):
    async def add(self, signal: Signal) -> None:
        if any(one.id == signal.id for one in self._rows.signals):
            raise Conflict(f"signal {signal.id} exists already")
        self._unit.change.signals.append(in_utc(signal))

    async def since(self, moment: datetime) -> list[Signal]:
        found = [one for one in self._rows.signals if one.made_at >= moment]
        return sorted(found, key=lambda one: one.made_at, reverse=True)


class MemoryPromises(Repository):
    async def add(self, promise: Promise) -> None:
        self._rows.talk(promise.conversation)
        if promise.id in self._rows.promises:
            raise Conflict(f"promise {promise.id} exists already")
        self._unit.change.promises[promise.id] = in_utc(promise)

    async def save(self, promise: Promise) -> None:
        if promise.id not in self._rows.promises:
            raise NotFound("promise", promise.id)
        self._unit.change.promises[promise.id] = in_utc(promise)

    async def get(self, id: str) -> Promise:
        if id not in self._rows.promises:
            raise NotFound("promise", id)
        return self._rows.promises[id]

    async def of_conversation(self, conversation: str) -> list[Promise]:
        made = [one for one in self._rows.promises.values() if one.conversation == conversation]
        return sorted(made, key=lambda one: (one.made_at, one.id))

    async def due(self, before: datetime) -> list[Promise]:
        return [one for one in await self.open() if one.due < before]

    async def open(self) -> list[Promise]:
        waiting = [one for one in self._rows.promises.values() if one.kept is None]
        return sorted(waiting, key=lambda one: (one.due, one.id))


class MemoryReferrals(Repository):
    async def add(self, referral: Referral) -> None:
        self._rows.talk(referral.conversation)
        if referral.id in self._rows.referrals:
            raise Conflict(f"referral {referral.id} exists already")
        self._unit.change.referrals[referral.id] = in_utc(referral)

    async def of_conversation(self, conversation: str) -> list[Referral]:
        made = [one for one in self._rows.referrals.values() if one.conversation == conversation]
        return sorted(made, key=lambda one: (one.made_at, one.id))

    async def save(self, referral: Referral) -> None:
        await self.get(referral.id)
        self._unit.change.referrals[referral.id] = in_utc(referral)

    async def get(self, id: str) -> Referral:
        if id not in self._rows.referrals:
            raise NotFound("referral", id)
        return self._rows.referrals[id]

    async def open(self) -> list[Referral]:
        over = (ReferralState.CONFIRMED, ReferralState.DONE)
        busy = [one for one in self._rows.referrals.values() if one.state not in over]
        return sorted(busy, key=lambda one: (one.made_at, one.id))


class MemoryErrands(Repository):
    async def add(self, errand: Errand) -> None:
        self._rows.talk(errand.conversation)
        self._unit.change.errands[errand.id] = in_utc(errand)

    async def due(self, now: datetime) -> list[Errand]:
        return sorted((one for one in self._rows.errands.values() if one.at <= now), key=lambda one: (one.at, one.id))

    async def take(self, id: str, now: datetime) -> Errand | None:
        found = self._rows.errands.get(id)
        return self._unit.change.errands.pop(id) if found and found.at <= now else None

    async def drop(self, subject: str) -> None:
        rows = self._unit.change
        rows.errands = {key: one for key, one in rows.errands.items() if one.subject != subject}

    async def next(self, after: datetime) -> datetime | None:
        return min((one.at for one in self._rows.errands.values() if one.at > after), default=None)

    async def of_conversation(self, conversation: str) -> list[Errand]:
        here = [one for one in self._rows.errands.values() if one.conversation == conversation]
        return sorted(here, key=lambda one: (one.at, one.id))


class MemoryDeliveries(Repository):
    async def add(self, delivery: Delivery) -> None:
        self._rows.talk(delivery.conversation)
        self._unit.change.deliveries[delivery.id] = in_utc(delivery)

    async def save(self, delivery: Delivery) -> None:
        await self.get(delivery.id)
        self._unit.change.deliveries[delivery.id] = in_utc(delivery)

    async def get(self, id: str) -> Delivery:
        if id not in self._rows.deliveries:
            raise NotFound("delivery", id)
        return self._rows.deliveries[id]

    async def due(self, now: datetime) -> list[Delivery]:
        return [one for one in self._in(DeliveryState.WAITING) if one.next_at <= now]

    async def claim(self, id: str, now: datetime) -> Delivery | None:
        found = self._rows.deliveries.get(id)
        if found is None or found not in await self.due(now):
            return None
        await self.save(replace(found, state=DeliveryState.SENDING, tries=found.tries + 1, claimed_at=now))
        return await self.get(id)

    async def left(self, before: datetime) -> list[Delivery]:
        return [one for one in self._in(DeliveryState.SENDING) if one.claimed_at and one.claimed_at < before]

    async def troubled(self) -> list[Delivery]:
        return self._in(DeliveryState.DOUBT, DeliveryState.FAILED)

    async def next(self, after: datetime) -> datetime | None:
        waiting = (one.next_at for one in self._in(DeliveryState.WAITING))
        return min((at for at in waiting if at > after), default=None)

    async def of_conversation(self, conversation: str) -> list[Delivery]:
        return [one for one in self._in(*DeliveryState) if one.conversation == conversation]

    def _in(self, *states: DeliveryState) -> list[Delivery]:
        found = [one for one in self._rows.deliveries.values() if one.state in states]
        return sorted(found, key=lambda one: (one.next_at, one.id))


class MemoryHandovers(Repository):
    async def add(self, handover: Handover) -> None:
        self._rows.talk(handover.conversation)
        if handover.id in self._rows.handovers:
            raise Conflict(f"hand-over {handover.id} exists already")
        self._unit.change.handovers[handover.id] = in_utc(handover)

    async def save(self, handover: Handover) -> None:
        await self.get(handover.id)
        self._unit.change.handovers[handover.id] = in_utc(handover)

    async def get(self, id: str) -> Handover:
        if id not in self._rows.handovers:
            raise NotFound("hand-over", id)
        return self._rows.handovers[id]

    async def open(self) -> list[Handover]:
        asked = [one for one in self._rows.handovers.values() if one.status is not HandoverStatus.DONE]
        return sorted(asked, key=lambda one: (one.asked_at, one.id))

    async def of_conversation(self, conversation: str) -> Handover | None:
        return next((one for one in reversed(await self.open()) if one.conversation == conversation), None)


class MemoryEntryReports(Repository):
    async def add(self, report: EntryReport) -> None:
        if report.conversation:
            self._rows.talk(report.conversation)
        if report.id in self._rows.reports:
            raise Conflict(f"report {report.id} exists already")
        self._unit.change.reports[report.id] = in_utc(report)

    async def save(self, report: EntryReport) -> None:
        await self.get(report.id)
        self._unit.change.reports[report.id] = in_utc(report)

    async def get(self, id: str) -> EntryReport:
        if id not in self._rows.reports:
            raise NotFound("report", id)
        return self._rows.reports[id]

    async def open(self) -> list[EntryReport]:
        waiting = [one for one in self._rows.reports.values() if one.solved_at is None]
        return sorted(waiting, key=lambda one: (one.made_at, one.id))

    async def solved(self, most: int) -> list[EntryReport]:
        done = [(-one.solved_at.timestamp(), one.id, one) for one in self._rows.reports.values() if one.solved_at]
        return [one for _, _, one in sorted(done)][:most]

    async def erase_before(self, moment: datetime) -> None:
        reports = self._unit.change.reports
        for id in [id for id, one in reports.items() if one.made_at < moment]:
            del reports[id]


class MemoryStaff(Repository):
    async def add(self, member: StaffMember) -> None:
        if member.name in self._rows.staff:
            raise Conflict(f"staff member {member.name} exists already")
        self._unit.change.staff[member.name] = member

    async def save(self, member: StaffMember) -> None:
        if member.name not in self._rows.staff:
            raise NotFound("staff member", member.name)
        self._unit.change.staff[member.name] = member

    async def find(self, name: str) -> StaffMember | None:
        return self._rows.staff.get(name)

    async def all(self) -> list[StaffMember]:
        return sorted(self._rows.staff.values(), key=lambda member: member.name)

    async def start(self, session: StaffSession) -> None:
        if session.staff not in self._rows.staff:
            raise NotFound("owner of login", session.staff)
        sessions = self._unit.change.sessions
        for key in [key for key, one in sessions.items() if one.expires_at < session.started_at]:
            del sessions[key]
        sessions[session.key_hash] = in_utc(session)

    async def session(self, key_hash: str) -> StaffSession | None:
        return self._rows.sessions.get(key_hash)

    async def extend(self, key_hash: str, expires_at: datetime) -> None:
        sessions = self._unit.change.sessions
        if key_hash in sessions:
            sessions[key_hash] = in_utc(replace(sessions[key_hash], expires_at=expires_at))

    async def end(self, key_hash: str) -> None:
        self._unit.change.sessions.pop(key_hash, None)


class MemorySeen(Repository):
    async def first(self, channel: str, update_id: str) -> bool:
        seen = self._unit.change.seen
        new = (channel, update_id) not in seen
        seen.add((channel, update_id))
        return new
