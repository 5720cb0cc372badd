"""Rasa's REST channel, as clients made for it use it."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.domain.messages import Button, Reply
from tests.factories import TOKEN

API = {"Authorization": f"Bearer {TOKEN}"}
PATH = "/webhooks/rest/webhook"


async def send(client, message, sender="visitor-1", **more):
    response = await client.post(PATH + more.pop("query", ""), json={"sender": sender, "message": message}, headers=API)
    assert response.status == 200
    return response


async def test_replies_come_in_rasas_form(client, engine):
    engine.replies = [
        [Reply("Voor wie?", (Button("Voor mij", "", "/inform"),), {"asks": "for_whom"}), Reply("Zeg het.")]
    ]
    question, hint = await (await send(client, "ik heb schulden")).json()
    payload = question["buttons"][0].pop("payload")
    assert question == {
        "recipient_id": "visitor-1", "text": "Voor wie?", "buttons": [{"title": "Voor mij"}],
        "custom": {"asks": "for_whom"},
    }  # fmt: skip
    assert hint == {"recipient_id": "visitor-1", "text": "Zeg het."}
    assert await (await send(client, payload)).json() == [{"recipient_id": "visitor-1", "text": "You said: /inform"}]


async def test_each_sender_has_a_talk_of_their_own(client, engine):
    for sender in ("visitor-1", "visitor-2", "visitor-1"):
        await send(client, "hallo", sender)
    first, second, third = (one.conversation for one in engine.seen)
    assert first == third != second
    assert "visitor" not in first


async def test_two_first_messages_at_once_begin_one_talk(client, engine):
    await asyncio.gather(send(client, "een"), send(client, "twee"))
    assert len({one.conversation for one in engine.seen}) == 1


async def test_a_typed_command_is_text(client, engine):
    await send(client, '/inform{"age": "9"}')
    assert (engine.seen[0].text, engine.seen[0].command) == ('/inform{"age": "9"}', None)


async def test_the_content_type_may_be_missing(client):
    body = json.dumps({"sender": "visitor-1", "message": "hallo"})
    response = await client.post(PATH, data=body, headers={**API, "Content-Type": "text/plain"})
    assert [one["text"] for one in await response.json()] == ["You said: hallo"]


async def test_a_stream_has_one_reply_per_line(client, engine):
    engine.replies = [[Reply("een"), Reply("twee")]]
    lines = (await (await send(client, "hallo", query="?stream=true")).text()).splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["een", "twee"]


@pytest.mark.parametrize("body", [
    {"message": "hallo"},                        # everybody would share one talk
    {"sender": "", "message": "hallo"},
    {"sender": 4, "message": "hallo"},
    {"sender": "x" * 201, "message": "hallo"},
    {"sender": "visitor-1"},
    {"sender": "visitor-1", "message": "  "},
])  # fmt: skip
async def test_bad_input_is_refused(client, engine, body):
    assert (await client.post(PATH, json=body, headers=API)).status == 400
    assert engine.seen == []


async def test_the_channel_says_that_it_is_there(client):
    assert await (await client.get("/webhooks/rest/")).json() == {"status": "ok"}
