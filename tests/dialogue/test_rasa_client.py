"""The client against a stand-in for Rasa that answers what each test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.dialogue.rasa_client import RasaClient
from bot.domain.errors import EngineDown
from bot.domain.messages import Button, Reply
from bot.services.ports import Utterance

HELLO = Utterance("talk-1", "m-1", "hallo", metadata={"asks": "age"})
WHOLE = {"text": "Hoi.", "buttons": [{"title": "Ja", "payload": "/affirm"}], "custom": {"asks": "age"}}

Answer = Callable[[], Awaitable[web.StreamResponse]]


@dataclass
class StandIn:
    """Answers every call the same way and remembers what it was asked."""

    answer: Answer
    seen: list[tuple[str, str | None, Any]] = field(default_factory=list)

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else None
        self.seen.append((request.path, request.headers.get("X-Deurwijzer-Token"), body))
        return await self.answer()


def says(body: Any, status: int = 200) -> Answer:
    async def answer() -> web.StreamResponse:
        return web.json_response(body, status=status)

    return answer


@pytest.fixture
async def rasa() -> AsyncIterator[tuple[StandIn, str]]:
    stand_in = StandIn(says({"messages": [WHOLE]}))
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", stand_in)
    async with TestServer(app) as server:
        yield stand_in, str(server.make_url("/"))


@pytest.fixture
async def client(rasa: tuple[StandIn, str]) -> AsyncIterator[RasaClient]:
    client = RasaClient(rasa[1], rasa[1], token="geheim", needs={"debt", "housing_search"}, seconds=0.4)
    yield client
    await client.close()


async def test_a_typed_message_goes_out_with_the_token_and_comes_back_whole(client, rasa):
    replies = await client.answer(HELLO)
    said = {"sender": "talk-1", "message_id": "m-1", "text": "hallo", "metadata": {"asks": "age"}}
    assert rasa[0].seen == [("/webhooks/gateway/webhook", "geheim", said)]
    assert replies == [Reply("Hoi.", (Button("Ja", "", "/affirm"),), {"asks": "age"})]


async def test_a_button_goes_out_as_its_command_and_without_text(client, rasa):
    await client.answer(Utterance("talk-1", "m-2", text="", command="/affirm"))
    body = rasa[0].seen[0][2]
    assert body["command"] == "/affirm"
    assert "text" not in body


async def test_a_turn_without_replies_is_an_empty_list(client, rasa):
    rasa[0].answer = says({"messages": []})
    assert await client.answer(HELLO) == []


async def never() -> web.StreamResponse:
    await asyncio.sleep(5)
    raise AssertionError("the client should have given up")


async def no_json() -> web.StreamResponse:
    return web.Response(text="<h1>Bad gateway</h1>", content_type="text/html")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (says({"error": {"code": "action_failed"}}, 502), "HTTP 502"),
        (
            says({"error": {"code": "unauthorized"}}, 401),
            "HTTP 401",
        ),  # our mistake, the same apology
        (never, "TimeoutError"),
        (no_json, "HTTP 200"),
        (says([]), "TypeError"),  # another program on that port
        (says({"messages": [{"text": "half"}]}), "KeyError"),
    ],
)
async def test_whatever_is_no_whole_answer_in_time_is_engine_down(client, rasa, answer, reason):
    rasa[0].answer = answer
    with pytest.raises(EngineDown, match=reason):
        await client.answer(HELLO)


async def test_nobody_listening_is_engine_down_at_once():
    client = RasaClient(f"http://127.0.0.1:{unused_port()}", "http://127.0.0.1:1", token="t", needs=())
    with pytest.raises(EngineDown, match="ClientConnectorError"):
        await asyncio.wait_for(client.answer(HELLO), 2)
    await client.close()


async def test_turns_share_one_connection(client, rasa):
    ports = set()

    async def answer() -> web.StreamResponse:
        return web.json_response({"messages": []})

    rasa[0].answer = answer
    for _ in range(3):
        await client.answer(HELLO)
        ports |= {id(connection) for pool in client._session.connector._conns.values() for connection, _ in pool}
    assert len(ports) == 1


async def test_a_connection_that_was_let_go_of_is_opened_again():
    """The server drops the second request on a connection without a word, as one that closes it while idle does."""
    calls = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.append("opened")
        for turn in range(2):
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-le")
            )
            await reader.readexactly(length)
            if turn == 0:
                body = b'{"messages": []}'
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n" + body)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    client = RasaClient(f"http://127.0.0.1:{port}", "http://127.0.0.1:1", token="t", needs=())
    async with server:
        assert [await client.answer(HELLO), await client.answer(HELLO)] == [[], []]
        await client.close()
    assert calls == ["opened", "opened"]


async def test_needs_are_what_remains_of_the_ranking_without_dialogue_acts(client, rasa):
    ranked = [("affirm", 0.5), ("debt", 0.3), ("housing_search", 0.1)]
    rasa[0].answer = says({"intent_ranking": [{"name": name, "confidence": sure} for name, sure in ranked]})
    understanding = await client.understand("ik heb schulden")
    assert list(understanding.needs) == [("debt", 0.3), ("housing_search", 0.1)]
    assert rasa[0].seen[0][::2] == ("/webhooks/gateway/parse", {"text": "ik heb schulden", "metadata": {}})


async def test_health_repeats_what_each_server_says_of_itself(client, rasa):
    rasa[0].answer = says({"status": "ok", "model": "x.tar.gz"})
    assert await client.health() == {"dialogue": "ok", "actions": "ok"}
    assert {path for path, *_ in rasa[0].seen} == {"/webhooks/gateway/health", "/health"}


@pytest.mark.parametrize(
    ("answer", "state"), [(says({"status": "no_model"}, 503), "no_model"), (no_json, "HTTP 200"), (never, "slow")]
)
async def test_health_says_what_is_wrong(client, rasa, answer, state, monkeypatch):
    monkeypatch.setattr("bot.dialogue.rasa_client.HEALTH_SECONDS", 0.2)
    rasa[0].answer = answer
    assert await client.health() == {"dialogue": state, "actions": state}


async def test_health_of_servers_that_are_not_there():
    client = RasaClient(f"http://127.0.0.1:{unused_port()}", f"http://127.0.0.1:{unused_port()}", token="t", needs=())
    assert await client.health() == {"dialogue": "down", "actions": "down"}
    await client.close()


async def test_the_log_tells_nothing_of_what_the_person_said(client, rasa, caplog):
    rasa[0].answer = says({"error": "hallo"}, 500)
    with pytest.raises(EngineDown):
        await client.answer(HELLO)
    assert "HTTP 500" in caplog.text
    assert "hallo" not in caplog.text
