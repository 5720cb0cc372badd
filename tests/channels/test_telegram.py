"""Telegram, against a local server that follows the Bot API's documented calls."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.telegram import SECRET_HEADER, markup, parse
from bot.domain.messages import Button, Reply

SECRET = "s3cret-of-the-test"


class BotApi:
    """`https://…/bot<token>/<method>`: keeps what was sent; `broken` answers that many calls with 502."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.broken = 0

    async def handle(self, request: web.Request) -> web.Response:
        if self.broken:
            self.broken -= 1
            return web.json_response({"ok": False, "error_code": 502}, status=502)
        body = await request.json()
        if len(str(body.get("text", ""))) > 4096 or request.match_info["token"] != "123:abc":
            return web.json_response({"ok": False, "error_code": 400}, status=400)
        self.calls.append((request.match_info["method"], body))
        return web.json_response({"ok": True, "result": {}})

    @property
    def texts(self) -> list[str]:
        return [body["text"] for method, body in self.calls if method == "sendMessage"]


@pytest.fixture
async def platform() -> AsyncIterator[tuple[BotApi, str]]:
    api, app = BotApi(), web.Application()
    app.router.add_post("/bot{token}/{method}", api.handle)
    server = TestServer(app)
    await server.start_server()
    yield api, str(server.make_url("")).rstrip("/")
    await server.close()


@pytest.fixture
async def telegram(gateway, settings, platform):
    """Sends updates as Telegram does; gives the status."""
    client = await gateway(
        settings=replace(settings, telegram_token="123:abc", telegram_secret=SECRET, telegram_api=platform[1])
    )

    async def update(secret: str = SECRET, **body: Any) -> int:
        async with client.post("/webhooks/telegram", json=body, headers={SECRET_HEADER: secret}) as answer:
            return answer.status

    return update


def message(number: int, text: str | None, **more: Any) -> dict[str, Any]:
    person = {"id": 77, "is_bot": False, "language_code": "nl"}
    body = {"message_id": number, "from": person, "chat": {"id": 77, "type": "private"}, "date": 1, **more}
    return {"update_id": number, "message": body | ({"text": text} if text is not None else {})}


async def test_a_talk_begins_with_the_greeting(telegram, platform):
    assert await telegram(**message(1, "/start")) == 200
    assert len(platform[0].texts) == 1 and "<b>Wat heb je nodig?</b>" in platform[0].texts[0]


async def test_words_reach_the_engine_and_its_answer_the_chat(telegram, platform, engine):
    await telegram(**message(1, "ik heb schulden"))
    assert [one.text for one in engine.seen] == ["ik heb schulden"]
    assert platform[0].texts[-1] == "You said: ik heb schulden" and platform[0].calls[-1][1]["chat_id"] == "77"


async def test_an_update_that_comes_twice_counts_once(telegram, platform, engine):
    await telegram(**message(1, "ik heb schulden"))
    sent = len(platform[0].calls)
    await asyncio.gather(telegram(**message(1, "ik heb schulden")), telegram(**message(1, "ik heb schulden")))
    assert len(engine.seen) == 1 and len(platform[0].calls) == sent


@pytest.mark.parametrize("secret", ["", "wrong", "ü"])
async def test_a_forged_update_reaches_nobody(telegram, platform, engine, secret):
    assert await telegram(secret=secret.encode().decode("latin-1"), **message(1, "hoi")) == 401
    assert engine.seen == [] and platform[0].calls == []


async def test_without_a_secret_the_door_stays_shut(gateway, settings, engine):
    client = await gateway(settings=replace(settings, telegram_token="123:abc", telegram_secret=""))
    answer = await client.post("/webhooks/telegram", json=message(1, "hoi"), headers={SECRET_HEADER: ""})
    assert answer.status == 401 and engine.seen == []


async def test_buttons_are_an_inline_keyboard_and_come_back_as_their_command(telegram, platform, engine):
    engine.replies.append([Reply("Voor wie?", (Button("Voor mij", "", '/inform{"for_whom": "self"}'),))])
    await telegram(**message(1, "hulp"))
    shown = platform[0].calls[-1][1]["reply_markup"]["inline_keyboard"][0][0]
    assert shown["text"] == "Voor mij" and len(shown["callback_data"].encode()) <= 64
    pressed = {"id": "cb", "from": {"id": 77}, "data": shown["callback_data"], "message": message(1, "x")["message"]}
    await telegram(update_id=2, callback_query=pressed)
    assert engine.seen[-1].command == '/inform{"for_whom": "self"}'
    assert ("answerCallbackQuery", {"callback_query_id": "cb"}) in platform[0].calls


async def test_a_photo_gets_a_sentence_and_no_silence(telegram, platform, engine):
    await telegram(**message(1, None, photo=[{"file_id": "f"}]))
    assert "typen" in platform[0].texts[0] and engine.seen == []


async def test_an_old_button_gets_a_sentence(telegram, platform):
    pressed = {"id": "cb", "from": {"id": 77}, "data": "gone", "message": message(1, "x")["message"]}
    await telegram(update_id=2, callback_query=pressed)
    assert any("knop werkt niet meer" in text for text in platform[0].texts)


async def test_a_platform_that_stumbles_is_tried_again(telegram, platform):
    platform[0].broken = 2
    await telegram(**message(1, "/start"))
    assert len(platform[0].texts) == 1


def test_groups_and_other_kinds_of_updates_are_left_alone():
    body = message(1, "hoi")
    body["message"]["chat"]["type"] = "group"
    assert parse(body) is None and parse({"update_id": 1, "my_chat_member": {}}) is None and parse({}) is None


def test_words_cannot_become_markup():
    assert markup("**Let op** <a href='x'>") == "<b>Let op</b> &lt;a href='x'&gt;"
