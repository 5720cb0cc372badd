"""How the house writes to the world outside: which ways there are, and letters that wait in the database.

A letter is written in the transaction that it belongs to, so that there is never one without the other.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.records import Delivery
from bot.services.ports import UnitOfWork

MAIL, WEBHOOK, CHAT = "mail", "webhook", "chat"


@dataclass(frozen=True)
class Post:
    """What can be sent. `url` is where people outside find this house; `staff` and `lead` are addresses or empty."""

    mail: bool = False
    webhooks: bool = False
    url: str = ""
    staff: str = ""
    lead: str = ""


NOTHING_SENT = Post()


async def letter(
    kind: str, content: Mapping[str, Any], *, conversation: str, now: datetime, uow: UnitOfWork, subject: str = ""
) -> Delivery:
    """Put something on its way out; it leaves after the commit."""
    delivery = Delivery(secrets.token_hex(16), conversation, kind, content, now, subject)
    await uow.deliveries.add(delivery)
    return delivery


async def mail(
    to: str, title: str, text: str, *, conversation: str, now: datetime, uow: UnitOfWork, subject: str = ""
) -> Delivery:
    """A plain e-mail."""
    content = {"to": to, "title": title, "text": text}
    return await letter(MAIL, content, conversation=conversation, now=now, uow=uow, subject=subject)
