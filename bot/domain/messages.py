"""What goes in and out of a talk, whatever the channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any


class Sender(str, Enum):
    """Who wrote a message; the values are those of the HTTP contract."""

    BOT = "bot"
    PERSON = "person"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True)
class Button:
    """A choice. `payload` is what a client sends back; `command` is what it means inside and never leaves."""

    title: str
    payload: str
    command: str = ""


@dataclass(frozen=True)
class Incoming:
    """One message of a person, as a channel hands it over.

    Exactly one of `text` and `payload` counts: a payload is the opaque value of a button. `need` is the code of a need
    that was chosen on another page of ours; `text` is then its name, and nobody's words.
    `message_id` is the channel's own id; the same id twice is one turn.
    """

    conversation: str
    text: str = ""
    payload: str | None = None
    message_id: str | None = None
    need: str | None = None


@dataclass(frozen=True)
class Reply:
    """One message of the bot on its way out; button payloads are still commands."""

    text: str
    buttons: tuple[Button, ...] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Message:
    """A message on record. `seq` counts from 1 within the conversation.

    `text` has private data behind placeholders such as `[telefoon 1]`; `waiting` is True for a message of the
    person that has had no answer of the bot yet.
    """

    conversation: str
    seq: int
    sender: Sender
    text: str
    at: datetime
    buttons: tuple[Button, ...] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)
    message_id: str | None = None
    answers: int | None = None
    waiting: bool = False
