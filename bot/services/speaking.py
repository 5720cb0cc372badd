"""Saying something without having been asked: on record in the talk, and on its way where a channel has to carry it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.conversation import Conversation
from bot.domain.messages import Button, Message, Sender
from bot.services.doorkeeper import Doorkeeper
from bot.services.ports import Outbox, UnitOfWork
from bot.services.post import CHAT, letter
from bot.talk.model import Say
from bot.talk.rendering import as_json, render


async def speak(
    talk: Conversation, says: Sequence[Say], *, now: datetime, uow: UnitOfWork, house: Doorkeeper, outbox: Outbox
) -> Conversation:
    """Put these on record as the bot's, save the talk, and have them carried to channels that do not fetch."""
    replies = [render(say, talk, house.texts) for say in says]
    messages: list[Message] = []
    for reply in replies:
        buttons = [Button(one.title, secrets.token_urlsafe(12), one.command) for one in reply.buttons]
        said = await uow.messages.add(talk.id, Sender.BOT, reply.text, at=now, buttons=buttons, custom=reply.custom)
        messages.append(said)
    talk = replace(talk, updated_at=now).recall(turn=None, said=tuple(as_json(reply) for reply in replies))
    await uow.conversations.save(talk)
    await carry(talk, messages, now=now, uow=uow, outbox=outbox)
    return talk


async def carry(
    talk: Conversation, messages: Sequence[Message], *, now: datetime, uow: UnitOfWork, outbox: Outbox
) -> None:
    """Have messages on record sent to the person's own channel, as often as it takes."""
    if talk.channel in outbox:
        for message in messages:
            await letter(CHAT, {"seq": message.seq}, conversation=talk.id, now=now, uow=uow)
