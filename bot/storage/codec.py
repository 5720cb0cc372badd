"""Records of the domain as rows, and back; what is private goes through the cipher on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.domain.complaint import Addition, Complaint, Status, Step
from bot.domain.conversation import Conversation, Memory, Outcome, State
from bot.domain.messages import Button, Message, Sender
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
from bot.storage.ciphers import Cipher

Values = dict[str, Any]

_BLANK = Memory()
_FROZEN: dict[str, Callable[[Any], Any]] = {
    name: type(value) for name, value in vars(_BLANK).items() if isinstance(value, tuple | frozenset)
}


def to_json(value: Any) -> str:
    """As JSON without spaces; sets become sorted lists. Nothing at all becomes empty text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=sorted) if value else ""


def memory_to_json(memory: Memory) -> str:
    """Only what differs from a blank memory."""
    return to_json({name: value for name, value in vars(memory).items() if value != getattr(_BLANK, name)})


def memory_from_json(text: str) -> Memory:
    """The memory that was written; a field that no longer exists is left out."""
    stored: dict[str, Any] = json.loads(text or "{}")
    found = {name: value for name, value in stored.items() if name in vars(_BLANK)}
    return Memory(**{name: _FROZEN[name](value) if name in _FROZEN else value for name, value in found.items()})


def mapping_from_json(text: str) -> dict[str, Any]:
    """The mapping that was written; empty for empty text."""
    return dict(json.loads(text)) if text else {}


def buttons_to_json(buttons: Iterable[Button]) -> str:
    return to_json([[one.title, one.payload, one.command] for one in buttons])


def buttons_from_json(text: str) -> tuple[Button, ...]:
    return tuple(Button(*parts) for parts in json.loads(text)) if text else ()


def conversation_row(talk: Conversation, cipher: Cipher) -> Values:
    """The talk without its facts."""
    return {
        "id": talk.id,
        "channel": talk.channel,
        "created_at": talk.created_at,
        "updated_at": talk.updated_at,
        "token_hash": talk.token_hash,
        "address": cipher.seal(talk.address),
        "address_mark": cipher.marks(talk.channel, talk.address)[0] if talk.address else None,
        "language": talk.language,
        "state": talk.state.value,
        "need": talk.need,
        "outcome": talk.outcome and talk.outcome.value,
        "crisis": talk.crisis,
        "memory": cipher.seal(memory_to_json(talk.memory)),
        "handled_by": talk.handled_by,
        "closed_at": talk.closed_at,
    }


def read_conversation(row: Any, facts: Mapping[str, str], cipher: Cipher) -> Conversation:
    return Conversation(
        id=row.id,
        channel=row.channel,
        created_at=row.created_at,
        updated_at=row.updated_at,
        token_hash=row.token_hash,
        address=cipher.open(row.address),
        language=row.language,
        state=State(row.state),
        need=row.need,
        outcome=Outcome(row.outcome) if row.outcome else None,
        crisis=row.crisis,
        facts=dict(facts),
        memory=memory_from_json(cipher.open(row.memory)),
        handled_by=row.handled_by,
        closed_at=row.closed_at,
    )


def message_row(message: Message, cipher: Cipher) -> Values:
    return {
        "conversation": message.conversation,
        "seq": message.seq,
        "sender": message.sender.value,
        "text": cipher.seal(message.text),
        "at": message.at,
        "buttons": cipher.seal(buttons_to_json(message.buttons)),
        "custom": cipher.seal(to_json(dict(message.custom))),
        "message_id": message.message_id,
        "answers": message.answers,
        "waiting": message.waiting,
    }


def read_message(row: Any, cipher: Cipher) -> Message:
    return Message(
        conversation=row.conversation,
        seq=row.seq,
        sender=Sender(row.sender),
        text=cipher.open(row.text),
        at=row.at,
        buttons=buttons_from_json(cipher.open(row.buttons)),
        custom=mapping_from_json(cipher.open(row.custom)),
        message_id=row.message_id,
        answers=row.answers,
        waiting=row.waiting,
    )


def complaint_row(complaint: Complaint, cipher: Cipher) -> Values:
    """The complaint without its history."""
    return {
        "reference": complaint.reference,
        "conversation": complaint.conversation,
        "need": complaint.need,
        "received_at": complaint.received_at,
        "due": complaint.due,
        "story": cipher.seal(to_json(dict(complaint.story))),
        "contact": cipher.seal(to_json(dict(complaint.contact))),
        "channel": complaint.channel,
        "filer": complaint.filer,
        "language": complaint.language,
        "code_hash": complaint.code_hash,
        "status": complaint.status.value,
    }


def read_complaint(row: Any, history: Iterable[Step], additions: Iterable[Addition], cipher: Cipher) -> Complaint:
    return Complaint(
        reference=row.reference,
        conversation=row.conversation,
        need=row.need,
        received_at=row.received_at,
        due=row.due,
        story=mapping_from_json(cipher.open(row.story)),
        contact=mapping_from_json(cipher.open(row.contact)),
        channel=row.channel,
        filer=row.filer,
        language=row.language,
        code_hash=row.code_hash,
        status=Status(row.status),
        history=tuple(history),
        additions=tuple(additions),
    )


def step_row(reference: str, number: int, step: Step) -> Values:
    return {"reference": reference, "number": number, "status": step.to.value, "at": step.at, "by": step.by}


def read_step(row: Any) -> Step:
    return Step(Status(row.status), row.at, row.by)


def addition_row(reference: str, number: int, addition: Addition, cipher: Cipher) -> Values:
    return {"reference": reference, "number": number, "at": addition.at, "text": cipher.seal(addition.text)}


def read_addition(row: Any, cipher: Cipher) -> Addition:
    return Addition(cipher.open(row.text), row.at)


def signal_row(signal: Signal, cipher: Cipher) -> Values:
    return {**vars(signal), "organisation": cipher.seal(signal.organisation), "text": cipher.seal(signal.text)}


def read_signal(row: Any, cipher: Cipher) -> Signal:
    return Signal(row.id, row.need, cipher.open(row.organisation), cipher.open(row.text), row.language, row.made_at)


def promise_row(promise: Promise, cipher: Cipher) -> Values:
    return {**vars(promise), "text": cipher.seal(promise.text), "note": cipher.seal(promise.note)}


def read_promise(row: Any, cipher: Cipher) -> Promise:
    return Promise(
        id=row.id,
        conversation=row.conversation,
        text=cipher.open(row.text),
        owner=row.owner,
        due=row.due,
        made_at=row.made_at,
        kept=row.kept,
        about=row.about,
        note=cipher.open(row.note),
        asked_at=row.asked_at,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
    )


def read_errand(row: Any) -> Errand:
    return Errand(row.id, row.conversation, row.kind, row.subject, row.at, row.tries)


def referral_row(referral: Referral, cipher: Cipher) -> Values:
    return {
        **vars(referral),
        "note": cipher.seal(referral.note),
        "contact": cipher.seal(referral.contact),
        "state": referral.state.value,
    }


def read_referral(row: Any, cipher: Cipher) -> Referral:
    return Referral(
        id=row.id,
        conversation=row.conversation,
        service=row.service,
        note=cipher.open(row.note),
        made_at=row.made_at,
        contact=cipher.open(row.contact),
        state=ReferralState(row.state),
        due=row.due,
        late=row.late,
        token_hash=row.token_hash,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
    )


def delivery_row(delivery: Delivery, cipher: Cipher) -> Values:
    content = cipher.seal(to_json(dict(delivery.content)))
    return {**vars(delivery), "content": content, "state": delivery.state.value}


def read_delivery(row: Any, cipher: Cipher) -> Delivery:
    return Delivery(
        id=row.id,
        conversation=row.conversation,
        kind=row.kind,
        content=mapping_from_json(cipher.open(row.content)),
        next_at=row.next_at,
        subject=row.subject,
        state=DeliveryState(row.state),
        tries=row.tries,
        claimed_at=row.claimed_at,
        error=row.error,
    )


def handover_row(handover: Handover, cipher: Cipher) -> Values:
    return {
        **vars(handover),
        "status": handover.status.value,
        "phone": cipher.seal(handover.phone),
        "name": cipher.seal(handover.name),
        "outcome": None if handover.outcome is None else cipher.seal(handover.outcome),
    }


def read_handover(row: Any, cipher: Cipher) -> Handover:
    return Handover(
        id=row.id,
        conversation=row.conversation,
        kind=row.kind,
        reason=row.reason,
        asked_at=row.asked_at,
        status=HandoverStatus(row.status),
        phone=cipher.open(row.phone),
        name=cipher.open(row.name),
        slot=row.slot,
        taken_by=row.taken_by,
        outcome=None if row.outcome is None else cipher.open(row.outcome),
        done_at=row.done_at,
    )


def report_row(report: EntryReport, cipher: Cipher) -> Values:
    return {**vars(report), "words": cipher.seal(report.words), "note": cipher.seal(report.note)}


def read_report(row: Any, cipher: Cipher) -> EntryReport:
    return EntryReport(
        id=row.id,
        service=row.service,
        words=cipher.open(row.words),
        came_from=row.came_from,
        made_at=row.made_at,
        conversation=row.conversation,
        solved_at=row.solved_at,
        solved_by=row.solved_by,
        note=cipher.open(row.note),
    )


def read_member(row: Any) -> StaffMember:
    return StaffMember(row.name, row.password_hash, row.role, row.active)


def read_session(row: Any) -> StaffSession:
    return StaffSession(row.key_hash, row.staff, row.started_at, row.expires_at, row.csrf)
