"""Records to store, whole in every field."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from bot.domain.complaint import Complaint, Status, Step
from bot.domain.conversation import Conversation, Memory, Outcome, State
from bot.domain.records import Delivery, Errand, Handover, Promise, Referral
from bot.services.ports import UnitOfWork, Units
from bot.storage.ciphers import Cipher
from bot.storage.trackers import TrackerRows

NOW = datetime(2026, 3, 29, 10, 30, 15, 250, tzinfo=timezone.utc)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def later(**much: int) -> datetime:
    return NOW + timedelta(**much)


def talk(**changes: Any) -> Conversation:
    values = {"id": uuid4().hex, "channel": "web", "created_at": NOW, "updated_at": NOW, **changes}
    return Conversation(**values)


def full_talk() -> Conversation:
    memory = Memory(
        flow="complaint",
        asks="what_happened",
        paused="intake",
        later=("debts",),
        declined=frozenset({"phone", "age"}),
        asked=("age", "district"),
        offered=("wijkteam-noord",),
        misses=2,
        notes={"opening": "Ik krijg geen huis 🏠", "tries": [1, 2], "deep": {"a": None}},
        turn="m7",
        said=({"text": "Dank je.", "buttons": []},),
    )
    return talk(
        channel="telegram",
        token_hash="0f" * 32,
        address="chat-778899",
        language="en",
        state=State.STAFF,
        need="housing_search",
        outcome=Outcome.COMPLAINT_FILED,
        crisis="emergency",
        facts={"age": "34", "what_happened": "De wethouder lachte me uit.\nTwee keer."},
        memory=memory,
        handled_by="Fatma",
        closed_at=later(hours=1),
    )


def complaint(reference: str, conversation: str = "", **changes: Any) -> Complaint:
    values = {
        "reference": reference,
        "conversation": conversation,
        "need": "youth_care",
        "received_at": NOW,
        "due": date(2026, 5, 11),
        "story": {"what_happened": "Zij vergaten de afspraak", "wanted_outcome": "Excuses"},
        "contact": {"phone": "06-24681357", "name": "Sanne Verhoeven"},
        "channel": "telegram",
        "filer": "parent",
        "language": "en",
        "code_hash": "ab" * 32,
        "history": (Step(Status.RECEIVED, NOW, "person"),),
        **changes,
    }
    return Complaint(**values)


def promise(conversation: str, **changes: Any) -> Promise:
    values = {"text": "We bellen Sanne terug", "owner": "front_desk", "due": later(days=1), "made_at": NOW, **changes}
    return Promise(uuid4().hex, conversation, **values)


def referral(conversation: str) -> Referral:
    return Referral(uuid4().hex, conversation, "wijkteam", "Heeft hulp bij post nodig", NOW, "sanne@voorbeeld.nl")


def errand(conversation: str, **changes: Any) -> Errand:
    values = {"kind": "promise_ask", "subject": "promise", "at": later(days=1), **changes}
    return Errand(uuid4().hex, conversation, **values)


def delivery(conversation: str, **changes: Any) -> Delivery:
    values = {"kind": "mail", "content": {"text": "Sanne zoekt hulp"}, "next_at": NOW, "subject": "r1", **changes}
    return Delivery(uuid4().hex, conversation, **values)


def handover(conversation: str, **changes: Any) -> Handover:
    values = {"kind": "callback", "reason": "contact_human", "asked_at": NOW, "phone": "06-24681357", **changes}
    return Handover(uuid4().hex, conversation, name="Sanne Verhoeven", slot="2026-03-30T09:00", **values)


async def stored(units: Units, **changes: Any) -> Conversation:
    """A talk that is in the store."""
    new = talk(**changes)
    async with units() as uow:
        await uow.conversations.add(new)
        await uow.commit()
    return new


async def filed(conversation: str, uow: UnitOfWork, **changes: Any) -> Complaint:
    """A complaint under the next number, not committed yet."""
    new = complaint(await uow.complaints.next_reference(2026), conversation, **changes)
    await uow.complaints.add(new)
    return new


def tracker_rows(url: str, cipher: Cipher) -> TrackerRows:
    """Where the dialogue server keeps its trackers."""
    if url.startswith("postgresql"):
        pytest.importorskip("psycopg2", reason="the synchronous driver comes with the Rasa extra")
    return TrackerRows(url, cipher)
