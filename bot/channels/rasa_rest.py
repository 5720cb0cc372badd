"""Rasa's REST channel, for clients that were made for it: `POST /webhooks/rest/webhook`."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.domain.messages import Incoming, Message
from bot.domain.tokens import hash_token
from bot.services.limits import Limiter
from bot.web.errors import plain_json
from bot.web.keys import CLOCK, INTAKE, UNITS
from bot.web.reading import needed_text, read_json
from bot.web.tokens import require_api_token

CHANNEL = "rest"
SENDER = 200
"""Longest id that a client may use for a person."""

MESSAGES = (120, 60)


def register(app: web.Application) -> None:
    """Add the webhook, and the channel's own sign of life as Rasa has it."""
    rest = RasaRest(app)
    app.router.add_get("/webhooks/rest/", rest.alive)
    app.router.add_post("/webhooks/rest/webhook", rest.webhook)


class RasaRest:
    """One talk per API token and `sender`; buttons come back as the message."""

    def __init__(self, app: web.Application) -> None:
        self._messages = Limiter(*MESSAGES, app[CLOCK])

    async def alive(self, request: web.Request) -> web.Response:
        """What Rasa answers here."""
        return web.json_response({"status": "ok"})

    async def webhook(self, request: web.Request) -> web.StreamResponse:
        """`{"sender", "message"}` in, replies out; with `?stream=true` one line of JSON for each."""
        token = require_api_token(request)
        body = await read_json(request)
        sender, text = needed_text(body, "sender", SENDER), needed_text(body, "message")
        address = hash_token(f"{token} {sender}")
        self._messages.take(address)
        opened = await request.app[INTAKE].talk_at(CHANNEL, address)
        said = await request.app[INTAKE].receive(await self._incoming(opened.talk.id, text, request))
        replies = [reply_json(sender, message) for message in said]
        if request.query.get("stream", "").lower() == "true":
            lines = "".join(json.dumps(reply, ensure_ascii=False) + "\n" for reply in replies)
            return web.Response(text=lines, content_type="text/event-stream")
        return web.json_response(replies, dumps=plain_json)

    async def _incoming(self, conversation: str, text: str, request: web.Request) -> Incoming:
        async with request.app[UNITS](reading=True) as uow:
            pressed = await uow.messages.button(conversation, text)
        return Incoming(conversation, payload=text) if pressed else Incoming(conversation, text)


def reply_json(sender: str, message: Message) -> dict[str, Any]:
    """A message in Rasa's form, which leaves out what is empty."""
    buttons = [{"title": button.title, "payload": button.payload} for button in message.buttons]
    parts = {"text": message.text, "buttons": buttons, "custom": dict(message.custom)}
    return {"recipient_id": sender, **{name: part for name, part in parts.items() if part}}
