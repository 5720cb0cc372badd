"""The repositories of services.ports in SQLAlchemy Core, each on the transaction that it is given.

The order of two statements matters on PostgreSQL: what is read after `hold` is what the last writer left, so the row
of the talk is held first and everything about it read after. It is also held before any other row, by everyone, so
that no two transactions wait for each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

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
from bot.storage import codec
from bot.storage.tables import (
    complaint_additions,
    complaint_numbers,
    complaint_steps,
    complaints,
    conversations,
    deliveries,
    entry_reports,
    errands,
    facts,
    handovers,
    messages,
    per_dialect,
    private_data,
    promises,
    referrals,
    seen_updates,
    signals,
    staff,
    staff_sessions,
    trackers,
)
from bot.storage.work import Work

SETTLED = frozenset({ReferralState.CONFIRMED, ReferralState.DONE})
_PLACEHOLDER = re.compile(rf"\[(?:{'|'.join(PLACEHOLDERS.values())}) \d+\]")


def _is(column: Any) -> Any:
    return column == bindparam(column.name)


def _saving(table: Any, key: str) -> Any:
    """An update of one row; its key comes as `at_<key>`, the other columns by their names."""
    return update(table).where(table.c[key] == bindparam(f"at_{key}"))


def _changes(row: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The values for `_saving`."""
    return {f"at_{key}": row[key], **{name: value for name, value in row.items() if name != key}}


class SqlConversations:
    """Talks; a writing transaction holds every talk that it got, so that two turns cannot overwrite each other."""

    _ONE = select(conversations).where(_is(conversations.c.id))
    _STANDING = select(
        conversations.c.id, conversations.c.language, conversations.c.state, conversations.c.token_hash
    ).where(_is(conversations.c.id))
    _AT_ADDRESS = (
        select(conversations)
        .where(conversations.c.channel == bindparam("channel"), conversations.c.state != State.CLOSED.value)
        .where(conversations.c.address_mark.in_(bindparam("marks", expanding=True)))
        .order_by(conversations.c.created_at.desc(), conversations.c.id)
        .limit(1)
    )
    _FACTS = select(facts.c.name, facts.c.value).where(_is(facts.c.conversation))
    _ADD, _ADD_FACT = insert(conversations), insert(facts)
    _SAVE = _saving(conversations, "id")
    _FORGET_FACTS = delete(facts).where(_is(facts.c.conversation), facts.c.name.in_(bindparam("names", expanding=True)))
    _ENDED = (
        select(conversations.c.id)
        .where(or_(conversations.c.closed_at < bindparam("moment"), conversations.c.updated_at < bindparam("moment")))
        .order_by(conversations.c.updated_at, conversations.c.id)
    )
    _ERASE = delete(conversations).where(_is(conversations.c.id))
    _UNLINK = update(complaints).where(complaints.c.conversation == bindparam("talk")).values(conversation="")
    _ERASE_TRACKER = delete(trackers).where(_is(trackers.c.sender_id))

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, conversation: Conversation) -> None:
        row = codec.conversation_row(conversation, self._work.cipher)
        await self._work.add(self._ADD, row, "conversation", conversation.id)
        self._work.held(conversation.id)
        self._work.facts[conversation.id] = {}
        await self._write_facts(conversation)

    async def get(self, id: str) -> Conversation:
        found = await self.find(id)
        if found is None:
            raise NotFound("conversation", id)
        return found

    async def find(self, id: str) -> Conversation | None:
        return await self._read(await self._work.row(self._ONE, hold=True, id=id))

    async def standing(self, id: str) -> Standing | None:
        row = await self._work.row(self._STANDING, hold=True, id=id)
        if row is None:
            return None
        self._work.held(row.id)
        return Standing(row.id, row.language, State(row.state), row.token_hash)

    async def at_address(self, channel: str, address: str) -> Conversation | None:
        marks = self._work.cipher.marks(channel, address)
        return await self._read(await self._work.row(self._AT_ADDRESS, hold=True, channel=channel, marks=marks))

    async def _read(self, row: Any) -> Conversation | None:
        if row is None:
            return None
        self._work.held(row.id)
        return codec.read_conversation(row, await self._read_facts(row.id), self._work.cipher)

    async def _read_facts(self, id: str) -> Mapping[str, str]:
        rows = await self._work.rows(self._FACTS, conversation=id)
        self._work.facts[id] = {row.name: self._work.cipher.open(row.value) for row in rows}
        return self._work.facts[id]

    async def save(self, conversation: Conversation) -> None:
        row = codec.conversation_row(conversation, self._work.cipher)
        if not await self._work.run(self._SAVE, _changes(row, "id")):
            raise NotFound("conversation", conversation.id)
        self._work.held(conversation.id)
        await self._write_facts(conversation)

    async def _write_facts(self, talk: Conversation) -> None:
        """Only what changed: most turns add one fact."""
        known = self._work.facts.get(talk.id)
        old = dict(known if known is not None else await self._read_facts(talk.id))
        new = {name: value for name, value in talk.facts.items() if old.get(name) != value}
        gone = [name for name in old if name in new or name not in talk.facts]
        if gone:
            await self._work.run(self._FORGET_FACTS, {"conversation": talk.id, "names": gone})
        if new:
            seal = self._work.cipher.seal
            rows = [{"conversation": talk.id, "name": name, "value": seal(value)} for name, value in new.items()]
            await self._work.run(self._ADD_FACT, rows)
        self._work.facts[talk.id] = dict(talk.facts)

    async def ended_before(self, moment: datetime) -> list[str]:
        return [row.id for row in await self._work.rows(self._ENDED, moment=moment)]

    async def erase(self, id: str) -> None:
        """The talk first: that holds it, and a complaint that is being filed meanwhile is found after."""
        await self._work.run(self._ERASE, {"id": id})
        await self._work.run(self._UNLINK, {"talk": id})
        await self._work.run(self._ERASE_TRACKER, {"sender_id": id})
        self._work.forget()


class SqlMessages:
    """The transcript. A number is given out while the talk is held, so no two messages get the same one."""

    _LAST = select(func.coalesce(func.max(messages.c.seq), 0)).where(_is(messages.c.conversation))
    _ADD = insert(messages)
    _AFTER = (
        select(messages).where(_is(messages.c.conversation), messages.c.seq > bindparam("seq")).order_by(messages.c.seq)
    )
    _BY_MESSAGE_ID = select(messages).where(_is(messages.c.conversation), _is(messages.c.message_id))
    _ANSWERING = select(messages).where(_is(messages.c.conversation), _is(messages.c.answers)).order_by(messages.c.seq)
    _ANSWERED = (
        update(messages)
        .where(messages.c.conversation == bindparam("talk"), messages.c.seq == bindparam("number"))
        .values(waiting=False)
    )
    _WAITING = (
        select(messages)
        .where(messages.c.waiting.is_(True))
        .order_by(messages.c.at, messages.c.conversation, messages.c.seq)
    )
    _WAITING_HERE = _WAITING.where(_is(messages.c.conversation))
    _BUTTONS = (
        select(messages.c.buttons)
        .where(_is(messages.c.conversation), messages.c.buttons != "")
        .order_by(messages.c.seq.desc())
    )

    def __init__(self, work: Work) -> None:
        self._work = work

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
        seq = await self._next(conversation)
        message = Message(
            conversation, seq, sender, text, at, tuple(buttons), dict(custom or {}), message_id, answers, waiting
        )
        row = codec.message_row(message, self._work.cipher)
        await self._work.add(self._ADD, row, "message", message_id or f"{conversation}/{seq}")
        self._work.last_seq[conversation] = seq
        return message

    async def _next(self, conversation: str) -> int:
        await self._work.hold(conversation)
        if conversation not in self._work.last_seq:
            self._work.last_seq[conversation] = await self._work.value(self._LAST, conversation=conversation)
        return self._work.last_seq[conversation] + 1

    async def after(self, conversation: str, seq: int = 0) -> list[Message]:
        return self._read(await self._work.rows(self._AFTER, conversation=conversation, seq=seq))

    async def by_message_id(self, conversation: str, message_id: str) -> Message | None:
        row = await self._work.row(self._BY_MESSAGE_ID, conversation=conversation, message_id=message_id)
        return codec.read_message(row, self._work.cipher) if row else None

    async def answering(self, conversation: str, seq: int) -> list[Message]:
        return self._read(await self._work.rows(self._ANSWERING, conversation=conversation, answers=seq))

    async def answered(self, conversation: str, seq: int) -> None:
        await self._work.run(self._ANSWERED, {"talk": conversation, "number": seq})

    async def waiting(self, conversation: str | None = None) -> list[Message]:
        if conversation is None:
            return self._read(await self._work.rows(self._WAITING))
        return self._read(await self._work.rows(self._WAITING_HERE, conversation=conversation))

    async def button(self, conversation: str, payload: str) -> Button | None:
        """The newest message first: that is where people press."""
        for row in await self._work.rows(self._BUTTONS, conversation=conversation):
            for button in codec.buttons_from_json(self._work.cipher.open(row.buttons)):
                if button.payload == payload:
                    return button
        return None

    def _read(self, rows: Sequence[Any]) -> list[Message]:
        return [codec.read_message(row, self._work.cipher) for row in rows]


class SqlVault:
    """Private data, numbered per talk and kind; equal values are found by their mark, spaces and capitals aside."""

    _ALL = select(private_data.c.kind, private_data.c.number, private_data.c.value).where(
        _is(private_data.c.conversation)
    )
    _MARKED = select(private_data.c.number).where(
        _is(private_data.c.conversation),
        _is(private_data.c.kind),
        private_data.c.mark.in_(bindparam("marks", expanding=True)),
    )
    _LAST = select(func.coalesce(func.max(private_data.c.number), 0)).where(
        _is(private_data.c.conversation), _is(private_data.c.kind)
    )
    _ADD = insert(private_data)

    def __init__(self, work: Work) -> None:
        self._work = work

    async def keep(self, conversation: str, kind: str, value: str) -> str:
        word = placeholder_word(kind)
        await self._work.hold(conversation)
        marks = self._work.cipher.marks(conversation, kind, same(value))
        number = await self._work.value(self._MARKED, conversation=conversation, kind=kind, marks=marks)
        return f"[{word} {number or await self._add(conversation, kind, value, marks[0])}]"

    async def _add(self, conversation: str, kind: str, value: str, mark: str) -> int:
        number: int = await self._work.value(self._LAST, conversation=conversation, kind=kind) + 1
        sealed = self._work.cipher.seal(value)
        row = {"conversation": conversation, "kind": kind, "number": number, "value": sealed, "mark": mark}
        await self._work.run(self._ADD, row)
        self._work.private.pop(conversation, None)
        return number

    async def reveal(self, conversation: str, text: str) -> str:
        if not _PLACEHOLDER.search(text):
            return text
        sealed = await self._sealed(conversation)

        def typed(found: re.Match[str]) -> str:
            token = sealed.get(found.group())
            return self._work.cipher.open(token) if token is not None else found.group()

        return _PLACEHOLDER.sub(typed, text)

    async def _sealed(self, conversation: str) -> Mapping[str, str]:
        """Placeholder to token, read once per transaction."""
        if conversation not in self._work.private:
            rows = await self._work.rows(self._ALL, conversation=conversation)
            self._work.private[conversation] = {f"[{PLACEHOLDERS[row.kind]} {row.number}]": row.value for row in rows}
        return self._work.private[conversation]


def placeholder_word(kind: str) -> str:
    """The Dutch word in a placeholder; `BadInput` for what may not be kept, a BSN first of all."""
    if kind not in PLACEHOLDERS:
        raise BadInput("kind", f"private data of kind {kind} is never kept")
    return PLACEHOLDERS[kind]


def same(value: str) -> str:
    """What two spellings of one value have in common."""
    return "".join(value.casefold().split())


class SqlComplaints:
    """Complaints; the triggers in the database guard the history as well."""

    _COUNT = per_dialect(
        lambda insert: (
            insert(complaint_numbers)
            .values(last=1)
            .on_conflict_do_update(index_elements=["year"], set_={"last": complaint_numbers.c.last + 1})
        )
    )
    _COUNTED = select(complaint_numbers.c.last).where(_is(complaint_numbers.c.year))
    _ADD, _ADD_STEP, _ADD_WORDS = insert(complaints), insert(complaint_steps), insert(complaint_additions)
    _SAVE = update(complaints).where(complaints.c.reference == bindparam("at_reference"))
    _ONE = select(complaints).where(_is(complaints.c.reference))
    _STEPS = (
        select(complaint_steps)
        .where(complaint_steps.c.reference.in_(bindparam("references", expanding=True)))
        .order_by(complaint_steps.c.reference, complaint_steps.c.number)
    )
    _ADDITIONS = (
        select(complaint_additions)
        .where(complaint_additions.c.reference.in_(bindparam("references", expanding=True)))
        .order_by(complaint_additions.c.reference, complaint_additions.c.number)
    )
    _OF_CONVERSATION = (
        select(complaints)
        .where(_is(complaints.c.conversation))
        .order_by(complaints.c.received_at.desc(), complaints.c.reference.desc())
    )
    _OPEN = (
        select(complaints)
        .where(complaints.c.status.in_([status.value for status in NEXT]))
        .order_by(complaints.c.due, complaints.c.reference)
    )

    def __init__(self, work: Work) -> None:
        self._work = work

    async def next_reference(self, year: int) -> str:
        """Counting holds the row of the year, so a number is given out once and comes back where the filing fails."""
        await self._work.run(self._COUNT[self._work.dialect], {"year": year})
        number = await self._work.value(self._COUNTED, year=year)
        return f"KL-{year}-{number:06d}"

    async def add(self, complaint: Complaint) -> None:
        row = codec.complaint_row(complaint, self._work.cipher)
        await self._work.add(self._ADD, row, "complaint", complaint.reference)
        await self._append(complaint, 0, 0)

    async def save(self, complaint: Complaint) -> None:
        """Status and last day can change; `Conflict` where what is on record is not the beginning of this history."""
        values = {"at_reference": complaint.reference, "status": complaint.status.value, "due": complaint.due}
        if not await self._work.run(self._SAVE, values):
            raise NotFound("complaint", complaint.reference)
        stored = (await self._histories([complaint.reference])).get(complaint.reference, [])
        added = (await self._additions([complaint.reference])).get(complaint.reference, [])
        if complaint.history[: len(stored)] != tuple(stored) or complaint.additions[: len(added)] != tuple(added):
            raise Conflict(f"the history of {complaint.reference} changed meanwhile")
        await self._append(complaint, len(stored), len(added))

    async def _append(self, complaint: Complaint, known: int, added: int) -> None:
        for number, step in enumerate(complaint.history[known:], start=known + 1):
            await self._work.run(self._ADD_STEP, codec.step_row(complaint.reference, number, step))
        for number, one in enumerate(complaint.additions[added:], start=added + 1):
            row = codec.addition_row(complaint.reference, number, one, self._work.cipher)
            await self._work.run(self._ADD_WORDS, row)

    async def get(self, reference: str) -> Complaint:
        found = await self.find(reference)
        if found is None:
            raise NotFound("complaint", reference)
        return found

    async def find(self, reference: str) -> Complaint | None:
        row = await self._work.row(self._ONE, hold=True, reference=reference)
        return (await self._read([row]))[0] if row else None

    async def of_conversation(self, conversation: str) -> list[Complaint]:
        """Nobody's complaints (their talk was erased) belong to no talk at all."""
        rows = await self._work.rows(self._OF_CONVERSATION, conversation=conversation) if conversation else ()
        return await self._read(rows)

    async def open(self) -> list[Complaint]:
        return await self._read(await self._work.rows(self._OPEN))

    async def _read(self, rows: Sequence[Any]) -> list[Complaint]:
        references = [row.reference for row in rows]
        histories = await self._histories(references) if rows else {}
        added = await self._additions(references) if rows else {}
        return [
            codec.read_complaint(row, histories.get(row.reference, ()), added.get(row.reference, ()), self._work.cipher)
            for row in rows
        ]

    async def _histories(self, references: Sequence[str]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for row in await self._work.rows(self._STEPS, references=references):
            found.setdefault(row.reference, []).append(codec.read_step(row))
        return found

    async def _additions(self, references: Sequence[str]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for row in await self._work.rows(self._ADDITIONS, references=references):
            found.setdefault(row.reference, []).append(codec.read_addition(row, self._work.cipher))
        return found


class SqlSignals:
    """Signals without a complaint."""

    _ADD = insert(signals)
    _SINCE = select(signals).where(signals.c.made_at >= bindparam("since")).order_by(signals.c.made_at.desc())

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, signal: Signal) -> None:
        await self._work.add(self._ADD, codec.signal_row(signal, self._work.cipher), "signal", signal.id)

    async def since(self, moment: datetime) -> list[Signal]:
        rows = await self._work.rows(self._SINCE, since=moment)
        return [codec.read_signal(row, self._work.cipher) for row in rows]


class SqlPromises:
    """The promise ledger."""

    _ADD, _SAVE = insert(promises), _saving(promises, "id")
    _ONE = select(promises).where(_is(promises.c.id))
    _OF_CONVERSATION = select(promises).where(_is(promises.c.conversation)).order_by(promises.c.made_at, promises.c.id)
    _OPEN = select(promises).where(promises.c.kept.is_(None)).order_by(promises.c.due, promises.c.id)
    _DUE = _OPEN.where(promises.c.due < bindparam("before"))

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, promise: Promise) -> None:
        await self._work.add(self._ADD, codec.promise_row(promise, self._work.cipher), "promise", promise.id)

    async def save(self, promise: Promise) -> None:
        row = codec.promise_row(promise, self._work.cipher)
        if not await self._work.run(self._SAVE, _changes(row, "id")):
            raise NotFound("promise", promise.id)

    async def get(self, id: str) -> Promise:
        row = await self._work.row_of_talk(self._ONE, id=id)
        if row is None:
            raise NotFound("promise", id)
        return codec.read_promise(row, self._work.cipher)

    async def of_conversation(self, conversation: str) -> list[Promise]:
        rows = await self._work.rows(self._OF_CONVERSATION, conversation=conversation)
        return [codec.read_promise(row, self._work.cipher) for row in rows]

    async def due(self, before: datetime) -> list[Promise]:
        rows = await self._work.rows(self._DUE, before=before)
        return [codec.read_promise(row, self._work.cipher) for row in rows]

    async def open(self) -> list[Promise]:
        return [codec.read_promise(row, self._work.cipher) for row in await self._work.rows(self._OPEN)]


class SqlErrands:
    """Work that falls due. Who deletes the row has taken it; the deletion counts when its transaction does."""

    _ADD = insert(errands)
    _DUE = select(errands).where(errands.c.at <= bindparam("now")).order_by(errands.c.at, errands.c.id)
    _ONE = select(errands).where(_is(errands.c.id), errands.c.at <= bindparam("now"))
    _TAKE = delete(errands).where(errands.c.id == bindparam("at_id"))
    _DROP = delete(errands).where(errands.c.subject == bindparam("about"))
    _NEXT = select(func.min(errands.c.at)).where(errands.c.at > bindparam("after"))
    _OF_CONVERSATION = select(errands).where(_is(errands.c.conversation)).order_by(errands.c.at, errands.c.id)

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, errand: Errand) -> None:
        await self._work.add(self._ADD, vars(errand), "errand", errand.id)

    async def due(self, now: datetime) -> list[Errand]:
        return [codec.read_errand(row) for row in await self._work.rows(self._DUE, now=now)]

    async def take(self, id: str, now: datetime) -> Errand | None:
        row = await self._work.row_of_talk(self._ONE, id=id, now=now)
        if row is None or not await self._work.run(self._TAKE, {"at_id": id}):
            return None
        return codec.read_errand(row)

    async def drop(self, subject: str) -> None:
        await self._work.run(self._DROP, {"about": subject})

    async def next(self, after: datetime) -> datetime | None:
        found: datetime | None = await self._work.value(self._NEXT, after=after)
        return found

    async def of_conversation(self, conversation: str) -> list[Errand]:
        rows = await self._work.rows(self._OF_CONVERSATION, conversation=conversation)
        return [codec.read_errand(row) for row in rows]


class SqlReferrals:
    """Warm referrals."""

    _ADD, _SAVE = insert(referrals), _saving(referrals, "id")
    _ONE = select(referrals).where(_is(referrals.c.id))
    _OPEN = (
        select(referrals)
        .where(referrals.c.state.in_([state.value for state in ReferralState if state not in SETTLED]))
        .order_by(referrals.c.made_at, referrals.c.id)
    )
    _OF_CONVERSATION = (
        select(referrals).where(_is(referrals.c.conversation)).order_by(referrals.c.made_at, referrals.c.id)
    )

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, referral: Referral) -> None:
        await self._work.add(self._ADD, codec.referral_row(referral, self._work.cipher), "referral", referral.id)

    async def of_conversation(self, conversation: str) -> list[Referral]:
        rows = await self._work.rows(self._OF_CONVERSATION, conversation=conversation)
        return [codec.read_referral(row, self._work.cipher) for row in rows]

    async def save(self, referral: Referral) -> None:
        row = codec.referral_row(referral, self._work.cipher)
        if not await self._work.run(self._SAVE, _changes(row, "id")):
            raise NotFound("referral", referral.id)

    async def get(self, id: str) -> Referral:
        row = await self._work.row_of_talk(self._ONE, id=id)
        if row is None:
            raise NotFound("referral", id)
        return codec.read_referral(row, self._work.cipher)

    async def open(self) -> list[Referral]:
        return [codec.read_referral(row, self._work.cipher) for row in await self._work.rows(self._OPEN)]


class SqlDeliveries:
    """What is on its way out. A claim is one conditional update, so that no two senders have the same letter."""

    _ADD, _SAVE = insert(deliveries), _saving(deliveries, "id")
    _ONE = select(deliveries).where(_is(deliveries.c.id))
    _DUE = (
        select(deliveries)
        .where(deliveries.c.state == DeliveryState.WAITING.value, deliveries.c.next_at <= bindparam("now"))
        .order_by(deliveries.c.next_at, deliveries.c.id)
    )
    _CLAIM = (
        update(deliveries)
        .where(deliveries.c.id == bindparam("at_id"), deliveries.c.state == DeliveryState.WAITING.value)
        .where(deliveries.c.next_at <= bindparam("now"))
        .values(state=DeliveryState.SENDING.value, tries=deliveries.c.tries + 1, claimed_at=bindparam("now"))
    )
    _LEFT = select(deliveries).where(
        deliveries.c.state == DeliveryState.SENDING.value, deliveries.c.claimed_at < bindparam("before")
    )
    _TROUBLED = (
        select(deliveries)
        .where(deliveries.c.state.in_([DeliveryState.DOUBT.value, DeliveryState.FAILED.value]))
        .order_by(deliveries.c.next_at, deliveries.c.id)
    )
    _NEXT = select(func.min(deliveries.c.next_at)).where(
        deliveries.c.state == DeliveryState.WAITING.value, deliveries.c.next_at > bindparam("after")
    )
    _OF_CONVERSATION = (
        select(deliveries).where(_is(deliveries.c.conversation)).order_by(deliveries.c.next_at, deliveries.c.id)
    )

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, delivery: Delivery) -> None:
        row = codec.delivery_row(delivery, self._work.cipher)
        await self._work.add(self._ADD, row, "delivery", delivery.id)

    async def save(self, delivery: Delivery) -> None:
        row = codec.delivery_row(delivery, self._work.cipher)
        if not await self._work.run(self._SAVE, _changes(row, "id")):
            raise NotFound("delivery", delivery.id)

    async def get(self, id: str) -> Delivery:
        row = await self._work.row_of_talk(self._ONE, id=id)
        if row is None:
            raise NotFound("delivery", id)
        return codec.read_delivery(row, self._work.cipher)

    async def due(self, now: datetime) -> list[Delivery]:
        return self._read(await self._work.rows(self._DUE, now=now))

    async def claim(self, id: str, now: datetime) -> Delivery | None:
        if not await self._work.run(self._CLAIM, {"at_id": id, "now": now}):
            return None
        row = await self._work.row(self._ONE, id=id)
        return codec.read_delivery(row, self._work.cipher)

    async def left(self, before: datetime) -> list[Delivery]:
        return self._read(await self._work.rows(self._LEFT, before=before))

    async def troubled(self) -> list[Delivery]:
        return self._read(await self._work.rows(self._TROUBLED))

    async def next(self, after: datetime) -> datetime | None:
        found: datetime | None = await self._work.value(self._NEXT, after=after)
        return found

    async def of_conversation(self, conversation: str) -> list[Delivery]:
        return self._read(await self._work.rows(self._OF_CONVERSATION, conversation=conversation))

    def _read(self, rows: Sequence[Any]) -> list[Delivery]:
        return [codec.read_delivery(row, self._work.cipher) for row in rows]


class SqlHandovers:
    """Requests for a human; who got one in a writing transaction holds its talk and is the only one to take it."""

    _ADD, _SAVE = insert(handovers), _saving(handovers, "id")
    _ONE = select(handovers).where(_is(handovers.c.id))
    _OPEN = (
        select(handovers)
        .where(handovers.c.status.in_([HandoverStatus.WAITING.value, HandoverStatus.TAKEN.value]))
        .order_by(handovers.c.asked_at, handovers.c.id)
    )
    _OF_CONVERSATION = (
        select(handovers)
        .where(_is(handovers.c.conversation), handovers.c.status != HandoverStatus.DONE.value)
        .order_by(handovers.c.asked_at.desc(), handovers.c.id)
        .limit(1)
    )

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, handover: Handover) -> None:
        await self._work.add(self._ADD, codec.handover_row(handover, self._work.cipher), "hand-over", handover.id)

    async def save(self, handover: Handover) -> None:
        row = codec.handover_row(handover, self._work.cipher)
        if not await self._work.run(self._SAVE, _changes(row, "id")):
            raise NotFound("hand-over", handover.id)

    async def get(self, id: str) -> Handover:
        row = await self._work.row_of_talk(self._ONE, id=id)
        if row is None:
            raise NotFound("hand-over", id)
        return codec.read_handover(row, self._work.cipher)

    async def open(self) -> list[Handover]:
        return [codec.read_handover(row, self._work.cipher) for row in await self._work.rows(self._OPEN)]

    async def of_conversation(self, conversation: str) -> Handover | None:
        await self._work.reserve(conversation)
        row = await self._work.row(self._OF_CONVERSATION, conversation=conversation)
        return codec.read_handover(row, self._work.cipher) if row else None


class SqlEntryReports:
    """What people say is wrong in the directory."""

    _ADD, _SAVE = insert(entry_reports), _saving(entry_reports, "id")
    _ONE = select(entry_reports).where(_is(entry_reports.c.id))
    _OPEN = (
        select(entry_reports)
        .where(entry_reports.c.solved_at.is_(None))
        .order_by(entry_reports.c.made_at, entry_reports.c.id)
    )
    _SOLVED = (
        select(entry_reports)
        .where(entry_reports.c.solved_at.is_not(None))
        .order_by(entry_reports.c.solved_at.desc(), entry_reports.c.id)
        .limit(bindparam("most"))
    )
    _ERASE = delete(entry_reports).where(entry_reports.c.made_at < bindparam("moment"))

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, report: EntryReport) -> None:
        await self._work.add(self._ADD, codec.report_row(report, self._work.cipher), "report", report.id)

    async def save(self, report: EntryReport) -> None:
        row = codec.report_row(report, self._work.cipher)
        if not await self._work.run(self._SAVE, _changes(row, "id")):
            raise NotFound("report", report.id)

    async def get(self, id: str) -> EntryReport:
        row = await self._work.row(self._ONE, hold=True, id=id)
        if row is None:
            raise NotFound("report", id)
        return codec.read_report(row, self._work.cipher)

    async def open(self) -> list[EntryReport]:
        return [codec.read_report(row, self._work.cipher) for row in await self._work.rows(self._OPEN)]

    async def solved(self, most: int) -> list[EntryReport]:
        return [codec.read_report(row, self._work.cipher) for row in await self._work.rows(self._SOLVED, most=most)]

    async def erase_before(self, moment: datetime) -> None:
        await self._work.run(self._ERASE, {"moment": moment})


class SqlStaff:
    """Who may open the console, and their logins."""

    _ADD, _SAVE = insert(staff), _saving(staff, "name")
    _ONE = select(staff).where(_is(staff.c.name))
    _ALL = select(staff).order_by(staff.c.name)
    _START = insert(staff_sessions)
    _SESSION = select(staff_sessions).where(_is(staff_sessions.c.key_hash))
    _EXTEND = _saving(staff_sessions, "key_hash")
    _END = delete(staff_sessions).where(_is(staff_sessions.c.key_hash))
    _SWEEP = delete(staff_sessions).where(staff_sessions.c.expires_at < bindparam("now"))

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, member: StaffMember) -> None:
        await self._work.add(self._ADD, vars(member), "staff member", member.name)

    async def save(self, member: StaffMember) -> None:
        if not await self._work.run(self._SAVE, _changes(vars(member), "name")):
            raise NotFound("staff member", member.name)

    async def find(self, name: str) -> StaffMember | None:
        row = await self._work.row(self._ONE, name=name)
        return codec.read_member(row) if row else None

    async def all(self) -> list[StaffMember]:
        return [codec.read_member(row) for row in await self._work.rows(self._ALL)]

    async def start(self, session: StaffSession) -> None:
        """Logins that ended by themselves are swept up on the way."""
        await self._work.run(self._SWEEP, {"now": session.started_at})
        await self._work.add(self._START, vars(session), "login", session.staff)

    async def session(self, key_hash: str) -> StaffSession | None:
        row = await self._work.row(self._SESSION, key_hash=key_hash)
        return codec.read_session(row) if row else None

    async def extend(self, key_hash: str, expires_at: datetime) -> None:
        await self._work.run(self._EXTEND, {"at_key_hash": key_hash, "expires_at": expires_at})

    async def end(self, key_hash: str) -> None:
        await self._work.run(self._END, {"key_hash": key_hash})


class SqlSeen:
    """Updates that platforms delivered already."""

    _FIRST = per_dialect(lambda insert: insert(seen_updates).on_conflict_do_nothing())

    def __init__(self, work: Work) -> None:
        self._work = work

    async def first(self, channel: str, update_id: str) -> bool:
        values = {"channel": channel, "update_id": update_id}
        return await self._work.run(self._FIRST[self._work.dialect], values) == 1
