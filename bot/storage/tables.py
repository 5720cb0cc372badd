"""Every table, once, in SQLAlchemy Core; the migrations lead to the same and a test compares the two.

A column made by `_sealed` holds text that `Cipher.seal` encrypted; `rotation.py` finds those columns by that mark.
Columns called `mark` or `..._mark` hold a keyed fingerprint, so that equal values can be found without being readable.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    func,
)
from sqlalchemy.dialects import postgresql, sqlite

metadata = MetaData()


class Moment(TypeDecorator):
    """A moment in UTC, with its zone on the way out; SQLite itself forgets zones. A time without zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value and value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


def per_dialect(build: Callable[[Any], Any]) -> dict[str, Any]:
    """One statement for each database, where plain SQL has no word for it: `build` gets the dialect's own `insert`."""
    return {"sqlite": build(sqlite.insert), "postgresql": build(postgresql.insert)}


def _text(name: str, **more: Any) -> Column:
    return Column(name, String, **{"nullable": False, **more})


def _sealed(name: str, **more: Any) -> Column:
    return Column(name, Text, **{"nullable": False, "info": {"sealed": True}, **more})


def _moment(name: str, **more: Any) -> Column:
    return Column(name, Moment, **{"nullable": False, **more})


def _of_conversation(**more: Any) -> Column:
    """What belongs to a talk goes with it when it is erased."""
    return Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, **more)


conversations = Table(
    "conversations",
    metadata,
    _text("id", primary_key=True),
    _text("channel"),
    _moment("created_at"),
    _moment("updated_at"),
    _text("token_hash"),
    _sealed("address"),
    _text("address_mark", nullable=True),
    _text("language"),
    _text("state"),
    _text("need", nullable=True),
    _text("outcome", nullable=True),
    _text("crisis", nullable=True),
    _sealed("memory"),
    _text("handled_by", nullable=True),
    _moment("closed_at", nullable=True),
    Index("conversations_address", "channel", "address_mark"),
)

facts = Table(
    "facts",
    metadata,
    _of_conversation(primary_key=True),
    _text("name", primary_key=True),
    _sealed("value"),
)

messages = Table(
    "messages",
    metadata,
    _of_conversation(primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _text("sender"),
    _sealed("text"),
    _moment("at"),
    _sealed("buttons"),
    _sealed("custom"),
    _text("message_id", nullable=True),
    Column("answers", Integer),
    Column("waiting", Boolean, nullable=False),
)
Index(
    "messages_message_id",
    messages.c.conversation,
    messages.c.message_id,
    unique=True,
    sqlite_where=messages.c.message_id.is_not(None),
    postgresql_where=messages.c.message_id.is_not(None),
)
Index(
    "messages_waiting",
    messages.c.at,
    sqlite_where=messages.c.waiting.is_(True),
    postgresql_where=messages.c.waiting.is_(True),
)

private_data = Table(
    "private_data",
    metadata,
    _of_conversation(primary_key=True),
    _text("kind", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _sealed("value"),
    _text("mark"),
    Index("private_data_mark", "conversation", "mark", unique=True),
)

complaints = Table(
    "complaints",
    metadata,
    _text("reference", primary_key=True),
    _text("conversation", index=True),  # no foreign key: a complaint outlives its talk, the link is then empty
    _text("need", nullable=True),
    _moment("received_at"),
    Column("due", Date, nullable=False, index=True),
    _sealed("story"),
    _sealed("contact"),
    _text("channel"),
    _text("filer"),
    _text("language"),
    _text("code_hash"),
    _text("status"),
)

complaint_steps = Table(
    "complaint_steps",
    metadata,
    Column("reference", ForeignKey("complaints.reference"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("status"),
    _moment("at"),
    _text("by"),
)
"""Append-only: triggers in the database refuse every UPDATE and DELETE (migration 0001)."""

complaint_additions = Table(
    "complaint_additions",
    metadata,
    Column("reference", ForeignKey("complaints.reference"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _moment("at"),
    _sealed("text"),
)
"""Append-only: triggers refuse every DELETE, and every UPDATE but a new seal of the same text (migration 0006)."""

signals = Table(
    "signals",
    metadata,
    _text("id", primary_key=True),
    _text("need", index=True),
    _sealed("organisation"),
    _sealed("text"),
    _text("language"),
    _moment("made_at", index=True),
)

complaint_numbers = Table(
    "complaint_numbers",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

promises = Table(
    "promises",
    metadata,
    _text("id", primary_key=True),
    _of_conversation(index=True),
    _sealed("text"),
    _text("owner"),
    _moment("due", index=True),
    _moment("made_at"),
    Column("kept", Boolean),
    _text("about"),
    _sealed("note"),
    _moment("asked_at", nullable=True),
    _text("settled_by"),
    _moment("settled_at", nullable=True),
)

errands = Table(
    "errands",
    metadata,
    _text("id", primary_key=True),
    _of_conversation(index=True),
    _text("kind"),
    _text("subject", index=True),
    _moment("at", index=True),
    Column("tries", Integer, nullable=False),
)

referrals = Table(
    "referrals",
    metadata,
    _text("id", primary_key=True),
    _of_conversation(index=True),
    _text("service"),
    _sealed("note"),
    _moment("made_at"),
    _sealed("contact"),
    _text("state", index=True),
    _moment("due", nullable=True),
    Column("late", Boolean, nullable=False),
    _text("token_hash"),
    _text("settled_by"),
    _moment("settled_at", nullable=True),
)

deliveries = Table(
    "deliveries",
    metadata,
    _text("id", primary_key=True),
    _of_conversation(index=True),
    _text("kind"),
    _sealed("content"),
    _moment("next_at"),
    _text("subject", index=True),
    _text("state"),
    Column("tries", Integer, nullable=False),
    _moment("claimed_at", nullable=True),
    _text("error"),
    Index("deliveries_next", "state", "next_at"),
)

handovers = Table(
    "handovers",
    metadata,
    _text("id", primary_key=True),
    _of_conversation(index=True),
    _text("kind"),
    _text("reason"),
    _moment("asked_at"),
    _text("status", index=True),
    _sealed("phone"),
    _sealed("name"),
    _text("slot"),
    _text("taken_by", nullable=True),
    _sealed("outcome", nullable=True),
    _moment("done_at", nullable=True),
)

entry_reports = Table(
    "entry_reports",
    metadata,
    _text("id", primary_key=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    _text("service"),
    _sealed("words"),
    _text("came_from"),
    _moment("made_at", index=True),
    _moment("solved_at", nullable=True, index=True),
    _text("solved_by", nullable=True),
    _sealed("note"),
)

staff = Table(
    "staff",
    metadata,
    _text("name", primary_key=True),
    _text("password_hash"),
    _text("role"),
    Column("active", Boolean, nullable=False),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    _text("key_hash", primary_key=True),
    Column("staff", ForeignKey("staff.name", ondelete="CASCADE"), nullable=False),
    _moment("started_at"),
    _moment("expires_at", index=True),
    _text("csrf"),
)

seen_updates = Table(
    "seen_updates",
    metadata,
    _text("channel", primary_key=True),
    _text("update_id", primary_key=True),
    _moment("seen_at", server_default=func.now()),
)

trackers = Table(
    "trackers",
    metadata,
    _text("sender_id", primary_key=True),
    _sealed("body"),
    _moment("updated_at"),
)
