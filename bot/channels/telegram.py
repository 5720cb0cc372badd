"""Telegram over its webhook: updates in, `sendMessage` out, buttons as an inline keyboard (Telegram Bot API 7)."""

from __future__ import annotations

import hmac
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import aiohttp
from aiohttp import web
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_exponential

from bot.domain.address import form_of
from bot.domain.conversation import Conversation
from bot.domain.errors import BadInput, Forbidden
from bot.domain.messages import Incoming, Message
from bot.web.keys import INTAKE, OUTBOX, SETTINGS, TEXTS, UNITS
from bot.web.reading import read_json

log = logging.getLogger(__name__)

CHANNEL = "telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
LONGEST = 4096
"""Characters that Telegram takes in one message."""


@dataclass(frozen=True)
class Update:
    """What counts in an update: who, and what was typed or pressed. `text` is None for a photo, a voice message …"""

    id: int
    chat: str
    text: str | None = None
    payload: str | None = None
    callback: str | None = None
    language: str = "nl"


class Unreachable(Exception):
    """Telegram does not answer, or asks to try again later."""


def parse(body: Mapping[str, Any]) -> Update | None:
    """The update of a private chat; None for groups, channels and kinds of updates that we did not ask for."""
    pressed = body.get("callback_query") or {}
    message = pressed.get("message") or body.get("message") or {}
    chat, sender = message.get("chat") or {}, pressed.get("from") or message.get("from") or {}
    if chat.get("type") != "private" or not isinstance(body.get("update_id"), int):
        return None
    language = "en" if str(sender.get("language_code", "nl")).startswith("en") else "nl"
    text = None if pressed else message.get("text")
    return Update(body["update_id"], str(chat["id"]), text, pressed.get("data"), pressed.get("id"), language)


def keyboard(message: Message) -> dict[str, Any]:
    """The buttons, one below the other: titles can be long and thumbs are wide."""
    rows = [[{"text": button.title, "callback_data": button.payload}] for button in message.buttons]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def markup(text: str) -> str:
    """Our `**bold**` as Telegram's HTML; everything else is escaped."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))[:LONGEST]


def register(app: web.Application) -> None:
    """Add the webhook where a bot token is set; without a secret every update is refused."""
    settings = app[SETTINGS]
    if not settings.telegram_token:
        return
    telegram = Telegram(f"{settings.telegram_api}/bot{settings.telegram_token}", settings.telegram_secret)
    app.router.add_post("/webhooks/telegram", telegram.webhook)
    app[OUTBOX].add(CHANNEL, telegram.deliver)
    app.cleanup_ctx.append(telegram.session)


class Telegram:
    """The channel. An update counts once, however often Telegram sends it."""

    def __init__(self, api: str, secret: str) -> None:
        self._api, self._secret = api, secret
        self._busy: set[int] = set()

    async def session(self, app: web.Application) -> Any:
        """One HTTP session for as long as the gateway runs."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as self._http:
            yield

    async def webhook(self, request: web.Request) -> web.Response:
        """Take an update in. 200 is the answer to whatever need not be sent again."""
        given = request.headers.get(SECRET_HEADER, "")
        if not self._secret or not hmac.compare_digest(given.encode("utf-8", "replace"), self._secret.encode()):
            raise Forbidden("wrong secret")
        update = parse(await read_json(request))
        if update and update.id not in self._busy:
            self._busy.add(update.id)
            try:
                await self._once(update, request.app)
            finally:
                self._busy.discard(update.id)
        return web.json_response({})

    async def _once(self, update: Update, app: web.Application) -> None:
        """Answer it, and only then note that it was taken in: what breaks before that comes again and loses nothing.

        A message that does come again is the same turn, and its answer is sent once.
        """
        opened = await app[INTAKE].talk_at(CHANNEL, update.chat, update.language)
        said = await self._answer(update, opened.talk, app)
        async with app[UNITS]() as uow:
            new = await uow.seen.first(CHANNEL, str(update.id))
            await uow.commit()
        if new:
            await self.deliver(opened.talk, [*opened.messages, *said])

    async def _answer(self, update: Update, talk: Conversation, app: web.Application) -> Sequence[Message]:
        """What the bot says to it; a first `/start` is answered by the greeting alone."""
        if update.callback:
            await self._call("answerCallbackQuery", callback_query_id=update.callback)
        if update.text is None and update.payload is None:
            return await self._notice("utter_only_text", talk, app)
        if update.text and update.text.startswith("/start"):
            return []
        try:
            return await app[INTAKE].receive(
                Incoming(talk.id, update.text or "", update.payload, f"{CHANNEL}-{update.id}")
            )
        except BadInput:  # an old button, or nothing readable
            return await self._notice("utter_old_button", talk, app)

    async def _notice(self, name: str, talk: Conversation, app: web.Application) -> Sequence[Message]:
        """A sentence of the channel itself: never silence."""
        await self._call("sendMessage", chat_id=talk.address, text=app[TEXTS].say(name, talk.language, form_of(talk)))
        return []

    async def deliver(self, conversation: Conversation, messages: Sequence[Message]) -> None:
        """Send messages to the person's chat, in their order."""
        for message in messages:
            await self._call(
                "sendMessage",
                chat_id=conversation.address,
                text=markup(message.text),
                parse_mode="HTML",
                **keyboard(message),
            )

    @retry(
        retry=retry_if_exception_type(Unreachable),
        stop=stop_after_attempt(4),
        wait=wait_exponential(0.3, max=3),
        reraise=True,
    )
    async def _call(self, method: str, **body: Any) -> None:
        """One call of the Bot API; 429 and 5xx are tried again, a refusal is logged without the words."""
        try:
            async with self._http.post(f"{self._api}/{method}", json=body) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unreachable(type(error).__name__) from None
        if status == 429 or status >= 500:
            raise Unreachable(str(status))
        if status >= 400:
            log.warning("telegram refused method=%s status=%d", method, status)
