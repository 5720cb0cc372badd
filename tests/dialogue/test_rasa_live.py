"""The mini bot with the real Rasa and the real action server, our client on one side and our channel on the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from uuid import uuid4

import aiohttp
import pytest
import sqlalchemy as sa

from bot.dialogue.rasa_client import RasaClient
from bot.domain.errors import EngineDown
from bot.domain.messages import Button, Reply
from bot.services.ports import Utterance
from bot.storage.engine import sync_url
from bot.storage.tables import metadata
from bot.storage.trackers import TrackerRows
from tests.dialogue.minibot import TOKEN, Servers, wait_for

pytestmark = [pytest.mark.rasa, pytest.mark.live]

DEBT = "ik heb schulden"
IDS = count()


@pytest.fixture(scope="module")
def running(servers: Servers) -> Servers:
    url = f"sqlite:///{servers.folder / 'talks.db'}"
    engine = sa.create_engine(sync_url(url))
    metadata.create_all(engine)
    engine.dispose()
    folder = {"DEURWIJZER_VAR": str(servers.folder), "DEURWIJZER_DATABASE_URL": url}
    servers.environment = {**folder, "DEURWIJZER_INNER_TOKEN": TOKEN}
    servers.rasa_options = ("--quiet",)
    servers.start_actions()
    servers.start_rasa()
    ready(servers)
    return servers


def ready(servers: Servers) -> None:
    wait_for(f"{servers.actions}/health")
    wait_for(f"{servers.rasa}/webhooks/gateway/health", {"X-Deurwijzer-Token": TOKEN})


@pytest.fixture
async def client(running: Servers) -> AsyncIterator[RasaClient]:
    client = RasaClient(running.rasa, running.actions, token=TOKEN, needs={"debt"})
    yield client
    await client.close()


class Talk:
    """One person who writes and presses buttons."""

    def __init__(self, client: RasaClient) -> None:
        self._client, self.id = client, uuid4().hex

    async def say(self, text: str, id: str | None = None, **metadata: str) -> list[Reply]:
        return await self._client.answer(Utterance(self.id, id or f"m-{next(IDS)}", text, metadata=metadata))

    async def press(self, command: str) -> list[Reply]:
        return await self._client.answer(Utterance(self.id, f"m-{next(IDS)}", command=command))

    async def counted(self, text: str = DEBT, id: str | None = None) -> int:
        return int((await self.say(text, id))[0].custom["counted"])


@pytest.fixture
def talk(client: RasaClient) -> Talk:
    return Talk(client)


async def test_replies_come_whole_and_the_action_knows_what_was_said(talk):
    first, second = await talk.say(DEBT, id="m-whole", asks="need")
    assert first.text == "Eerste alinea.\n\nTweede."  # Rasa's own collector would make two messages of it
    assert first.buttons == (Button("Ja", "", "/affirm"), Button("Nee", "", "/deny"))
    assert second == Reply("Nog iets.")
    seen = {key: first.custom[key] for key in ("sender", "text", "intent", "metadata", "message_id", "domain")}
    known = {"sender": talk.id, "text": DEBT, "intent": "debt", "message_id": "m-whole", "domain": []}
    assert seen == {**known, "metadata": {"asks": "need"}}
    assert first.custom["ranked"] == 5


async def test_a_button_is_a_command_with_what_it_carries(talk):
    reply = (await talk.press('/debt{"how": "button"}'))[0]
    assert reply.custom["intent"] == "debt"
    assert [(one["entity"], one["value"]) for one in reply.custom["entities"]] == [("how", "button")]


@pytest.mark.parametrize("typed", ['/debt{"how": "typed"}', ' //ik heb schulden{"how": "typed"}'])
async def test_a_typed_command_is_text(talk, typed):
    reply = (await talk.say(typed + " en schulden bij de deurwaarder"))[0]
    assert reply.custom["entities"] == []
    assert not reply.custom["text"].startswith("/")


@pytest.mark.parametrize("typed", ["///", "/", "", "🙂🙂", "\u0000\ud7ff", "x" * 20_000])
async def test_strange_texts_are_a_turn_like_any_other(talk, typed):
    await talk.say(typed)
    assert await talk.counted() == 1


async def test_a_reply_can_differ_per_channel(talk):
    assert [reply.text for reply in await talk.say("hallo", channel="telegram")] == ["Hallo Telegram."]
    assert [reply.text for reply in await talk.say("hallo", channel="web")] == ["Hallo."]


@pytest.mark.parametrize(
    ("how", "reason"),
    [("raise", "HTTP 502"), ("invalid", "HTTP 502"), ("circle", "HTTP 500")],
)
async def test_a_broken_action_is_engine_down_and_the_talk_is_as_before(talk, how, reason):
    assert await talk.counted() == 1
    with pytest.raises(EngineDown, match=reason):
        await talk.press(f'/break_it{{"how": "{how}"}}')
    assert await talk.counted() == 2


async def test_an_action_that_rejects_lets_rasa_choose_another(talk):
    assert await talk.press('/break_it{"how": "reject"}') == []
    assert await talk.counted() == 1


async def test_what_was_said_is_not_in_rasas_log(talk, running):
    with pytest.raises(EngineDown):
        await talk.say("breek het maar, zei de scharensliep")
    assert "action_break" in running.log("rasa")
    assert "scharensliep" not in running.log("rasa")


async def test_a_message_that_comes_again_meets_the_same_rules(talk):
    await talk.counted()
    first = (await talk.say("ja", id="m-yes"))[0].custom
    again = (await talk.say("ja", id="m-yes"))[0].custom
    assert first["action"] == again["action"] == "action_flow"  # now the flow is "complaint", where yes means more
    assert first["counted"] == again["counted"] == 2
    assert (await talk.say("ja"))[0].custom["action"] == "action_count"


async def test_people_do_not_get_into_each_others_talk(client):
    talks = [Talk(client) for _ in range(4)]
    for turn in (1, 2):
        assert await asyncio.gather(*(talk.counted() for talk in talks)) == [turn] * 4


async def test_an_erased_tracker_is_forgotten(talk, running, monkeypatch):
    assert [await talk.counted(), await talk.counted()] == [1, 2]
    monkeypatch.setenv("DEURWIJZER_VAR", running.environment["DEURWIJZER_VAR"])
    TrackerRows(running.environment["DEURWIJZER_DATABASE_URL"]).erase(talk.id)
    assert await talk.counted() == 1


async def test_a_text_can_be_understood_outside_of_any_talk(client):
    (code, sure), *others = (await client.understand("de deurwaarder komt")).needs
    assert (code, others) == ("debt", [])
    assert 0.3 < sure <= 1


async def test_inner_doors_are_shut_without_the_token(running):
    call = {"next_action": "action_count", "tracker": {"sender_id": "x"}}
    async with aiohttp.ClientSession() as stranger:
        async with stranger.post(f"{running.actions}/webhook", json=call) as response:
            assert response.status == 401
        async with stranger.get(f"{running.actions}/health") as response:
            assert response.status == 200
        for channel in ("gateway", "rest"):
            message = {"sender": "x", "message": "hallo", "text": "hallo"}
            async with stranger.post(f"{running.rasa}/webhooks/{channel}/webhook", json=message) as response:
                assert response.status == {"gateway": 401, "rest": 404}[channel]


def test_the_action_server_listens_to_this_machine_only(running):
    assert f"running on http://127.0.0.1:{running.actions_port}" in running.log("actions")


async def test_the_action_server_dies_and_comes_back(talk, client, running):
    assert await client.health() == {"dialogue": "ok", "actions": "ok"}
    assert await talk.counted() == 1
    running.kill("actions")
    with pytest.raises(EngineDown, match="HTTP 502"):
        await talk.say(DEBT)
    assert (await client.health())["actions"] == "down"
    running.start_actions()
    await asyncio.to_thread(ready, running)
    assert await talk.counted() == 2


async def test_rasa_is_killed_between_two_turns_and_the_talk_goes_on(talk, client, running):
    assert [await talk.counted(), await talk.counted()] == [1, 2]
    running.kill("rasa")
    with pytest.raises(EngineDown):
        await talk.say(DEBT)
    assert (await client.health())["dialogue"] == "down"
    running.start_rasa()
    await asyncio.to_thread(ready, running)
    assert await talk.counted() == 3
