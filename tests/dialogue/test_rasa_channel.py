"""The channel in a real Sanic server, with a stand-in for Rasa's agent; test_rasa_live.py has the real one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage, register
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic
from sanic.server.protocols.http_protocol import HttpProtocol
from sanic.touchup.service import TouchUp

from bot.dialogue import rasa_channel
from bot.dialogue.lean_actions import ActionServer
from bot.dialogue.rasa_channel import ActionFailed, BadRequest, GatewayInput, GatewayOutput, TurnStuck, plain, read_turn
from bot.dialogue.tracker_store import answering
from tests.dialogue.minibot import TOKEN, free_port

pytestmark = pytest.mark.rasa

MESSAGE = {"sender": "talk-1", "text": "hallo", "message_id": "m-1", "metadata": {"asks": "age"}}

Handle = Callable[[UserMessage], Awaitable[None]]


async def greet(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": "Hoi."})


@dataclass
class FakeAgent:
    """As much of Rasa's agent as the channel touches."""

    handle: Handle = greet
    ready: bool = True
    seen: list[UserMessage] = field(default_factory=list)
    tracker_store: Any = None
    action_endpoint: Any = None

    def __post_init__(self) -> None:
        self.processor = SimpleNamespace(
            on_circuit_break=None, model_filename="model.tar.gz", parse_message=self.parse, action_endpoint=None
        )

    def is_ready(self) -> bool:
        return self.ready

    async def handle_message(self, message: UserMessage) -> None:
        self.seen.append(message)
        await self.handle(message)

    async def parse(self, message: UserMessage) -> dict[str, Any]:
        self.seen.append(message)
        ranking = [{"name": "debt", "confidence": 0.9}, {"name": "greet", "confidence": 0.1}]
        return {
            "text": message.text,
            "intent": ranking[0],
            "intent_ranking": ranking,
            "entities": [],
            "text_tokens": [],
        }


@dataclass
class Channel:
    """The channel as the gateway sees it."""

    agent: FakeAgent
    http: aiohttp.ClientSession

    async def post(self, path: str = "webhook", token: str | None = TOKEN, **options: Any) -> tuple[int, Any]:
        headers = {} if token is None else {"X-Deurwijzer-Token": token}
        async with self.http.post(f"/webhooks/gateway/{path}", headers=headers, **options) as response:
            return response.status, await response.json()

    async def get_health(self, token: str = TOKEN) -> tuple[int, Any]:
        async with self.http.get("/webhooks/gateway/health", headers={"X-Deurwijzer-Token": token}) as response:
            return response.status, await response.json()


async def serving(token: str) -> AsyncIterator[Channel]:
    app, port = Sanic(f"test-{uuid4().hex}", configure_logging=False), free_port()
    app.ctx.agent = FakeAgent()
    register([GatewayInput(token)], app, route="/webhooks/")
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True)
    await server.startup()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        yield Channel(app.ctx.agent, http)
    server.close()
    await server.wait_closed()


@pytest.fixture(autouse=True)
def many_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sanic rewrites its own methods at its first start in a process, and cannot do it again."""
    rewrite = TouchUp.run

    def once(app: Sanic) -> None:
        if not getattr(HttpProtocol, "rewritten", False):
            HttpProtocol.rewritten = True
            rewrite(app)

    monkeypatch.setattr(TouchUp, "run", once)


@pytest.fixture
async def channel() -> AsyncIterator[Channel]:
    async for one in serving(TOKEN):
        yield one


@pytest.fixture
async def unguarded() -> AsyncIterator[Channel]:
    async for one in serving(""):
        yield one


async def test_a_message_reaches_rasa_with_everything_that_came_along(channel):
    status, answer = await channel.post(json=MESSAGE)
    assert (status, answer) == (200, {"messages": [{"text": "Hoi.", "buttons": [], "custom": {}}]})
    seen = channel.agent.seen[0]
    assert (seen.sender_id, seen.text, seen.message_id, seen.metadata) == ("talk-1", "hallo", "m-1", {"asks": "age"})


async def test_the_tracker_store_knows_which_message_is_being_answered(channel):
    ids = []

    async def look(_: UserMessage) -> None:
        ids.append(answering.get())

    channel.agent.handle = look
    await channel.post(json=MESSAGE)
    assert ids == ["m-1"]


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x", "\udcff"])
async def test_without_the_token_nobody_gets_in(channel, token):
    assert (await channel.post(token=token, json=MESSAGE))[0] == 401
    assert (await channel.post("parse", token=token, json=MESSAGE))[0] == 401
    assert (await channel.get_health(token or ""))[0] == 401
    assert channel.agent.seen == []


async def test_an_empty_token_lets_nobody_in(unguarded):
    assert (await unguarded.post(token="", json=MESSAGE))[0] == 401
    assert (await unguarded.post(token=None, json=MESSAGE))[0] == 401


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"text"', b"\xff\xfe", b'{"sender": "a", "text": "\xff"}', b"[" * 100_000],
    ids=["empty", "half", "list", "string", "no utf-8", "no utf-8 inside", "nested"],
)
async def test_what_is_no_json_object_is_refused(channel, body):
    status, answer = await channel.post(data=body)
    assert (status, answer["error"]["code"]) == (400, "bad_input")
    assert channel.agent.seen == []


@pytest.mark.parametrize(
    "change",
    [
        {"sender": None},
        {"sender": ""},
        {"sender": 7},
        {"text": None},
        {"text": ["a"]},
        {"command": "/affirm"},  # beside a text
        {"metadata": []},
        {"metadata": None},
        {"metadata": "x"},
        {"message_id": 3},
    ],
)
def test_a_turn_of_the_wrong_shape_is_refused(change):
    with pytest.raises(BadRequest):
        read_turn({**MESSAGE, **change})


def test_a_turn_without_sender_is_refused_because_rasa_would_call_it_default():
    with pytest.raises(BadRequest, match="sender"):
        read_turn({"text": "hallo"})


def test_a_command_goes_through_as_it_is():
    assert read_turn({"sender": "a", "command": '/inform{"age":"17"}'}).message == '/inform{"age":"17"}'


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('/inform{"age":"17"}', 'inform{"age":"17"}'),
        ("  //restart", "restart"),
        (" / / session_start", "session_start"),
        ("a/b / c", "a/b / c"),
        ("///", ""),
        ("", ""),
        ("\u00a0/affirm", "affirm"),  # Rasa strips this space as well
        ("\x1c/affirm", "affirm"),
    ],
)
def test_slashes_in_front_are_taken_off(typed, read):
    assert plain(typed) == read


@given(st.text(st.sampled_from("/ \t\n\u00a0\u2003\x1c\x85\ufeff\u200baffirm{}@\"'")))
def test_nothing_that_can_be_typed_is_a_command(typed):
    message = Message({"text": UserMessage(plain(typed)).text or ""})
    assert YAMLStoryReader.unpack_regex_message(message) is message


async def test_replies_are_collected_whole_and_in_order():
    output = GatewayOutput("telegram")
    buttons = [{"title": "Ja", "payload": "/affirm"}]
    whole = {"text": "Een.\n\nTwee.", "buttons": buttons, "custom": {"asks": "age"}, "timestamp": 1.0, "image": None}
    await output.send_response("a", whole)
    await output.send_response("a", {"text": None, "custom": {"services": ["x"]}})
    await output.send_response("a", {"text": "Kies.", "quick_replies": buttons})
    await output.send_response("a", {"text": "", "buttons": None, "custom": {}})
    assert output.messages == [
        {"text": "Een.\n\nTwee.", "buttons": buttons, "custom": {"asks": "age"}},
        {"text": "", "buttons": [], "custom": {"services": ["x"]}},
        {"text": "Kies.", "buttons": buttons, "custom": {}},
    ]
    assert output.name() == "telegram"


async def test_an_exception_in_rasa_is_a_500_and_the_log_has_its_place_but_not_its_words(channel, caplog):
    async def fall(_: UserMessage) -> None:
        raise ValueError("ik heb schulden")

    channel.agent.handle = fall
    status, answer = await channel.post(json=MESSAGE)
    assert (status, answer["error"]) == (500, {"code": "failed", "message": "ValueError"})
    assert "ValueError at" in caplog.text
    assert "schulden" not in caplog.text


async def test_a_failed_action_is_a_502_that_names_it(channel):
    async def fail(_: UserMessage) -> None:
        raise ActionFailed("action_intake") from OSError("gone")

    channel.agent.handle = fail
    status, answer = await channel.post(json=MESSAGE)
    assert (status, answer["error"]) == (502, {"code": "action_failed", "message": "action_intake"})


async def test_rasa_without_a_model_is_a_503(channel):
    channel.agent.ready = False
    assert (await channel.post(json=MESSAGE))[0] == 503
    status, answer = await channel.get_health()
    assert (status, answer["status"]) == (503, "no_model")


async def test_health_names_the_model(channel):
    assert await channel.get_health() == (200, {"status": "ok", "model": "model.tar.gz"})


async def test_parse_answers_what_nlu_sees_and_takes_slashes_off_as_well(channel):
    status, answer = await channel.post("parse", json={"text": "/debt", "metadata": {"asks": "need"}})
    ranking = [{"name": "debt", "confidence": 0.9}, {"name": "greet", "confidence": 0.1}]
    assert (status, answer) == (200, {"intent": ranking[0], "intent_ranking": ranking, "entities": []})
    assert (channel.agent.seen[0].text, channel.agent.seen[0].metadata) == ("debt", {"asks": "need"})


@pytest.mark.parametrize("body", [{}, {"text": 3}, {"text": None}])
async def test_parse_refuses_what_is_no_text(channel, body):
    assert (await channel.post("parse", json=body))[0] == 400


class BrokenStore(InMemoryTrackerStore):
    async def retrieve(self, sender_id: str) -> None:
        raise OSError("disk")

    async def save(self, tracker: Any) -> None:
        raise OSError("disk")


async def test_a_tracker_store_that_fails_is_not_replaced_by_a_memory_that_nobody_reads(channel):
    store = FailSafeTrackerStore(BrokenStore(Domain.empty()))
    assert await store.retrieve("talk-1") is None  # stock: the talk begins anew, without a word
    channel.agent.tracker_store = store
    await channel.post(json=MESSAGE)
    with pytest.raises(TurnStuck):
        await store.retrieve("talk-1")
    with pytest.raises(TurnStuck):
        await store.save(DialogueStateTracker("talk-1", []))


async def test_a_turn_that_goes_round_in_circles_is_a_500(channel):
    async def circle(message: UserMessage) -> None:
        tracker = DialogueStateTracker("talk-1", [])
        channel.agent.processor.on_circuit_break(tracker, message.output_channel, None)

    channel.agent.handle = circle
    status, answer = await channel.post(json=MESSAGE)
    assert (status, answer["error"]["message"]) == (500, "TurnStuck")


async def test_the_action_server_is_where_the_environment_says(channel, monkeypatch):
    monkeypatch.setenv("DEURWIJZER_ACTIONS_PORT", "6055")
    monkeypatch.setenv("DEURWIJZER_INNER_TOKEN", TOKEN)
    channel.agent.action_endpoint = EndpointConfig("http://127.0.0.1:5055/webhook", enable_selective_domain=True)
    await channel.post(json=MESSAGE)
    endpoint = channel.agent.processor.action_endpoint
    assert isinstance(endpoint, ActionServer)
    assert endpoint.url == "http://127.0.0.1:6055/webhook"
    assert endpoint.headers == {"X-Deurwijzer-Token": TOKEN}
    assert endpoint.kwargs == {"enable_selective_domain": True}
    assert channel.agent.action_endpoint is endpoint


@pytest.mark.parametrize("port", ["", "0", None])
def test_without_a_port_the_endpoints_file_decides(port):
    environ = {} if port is None else {"DEURWIJZER_ACTIONS_PORT": port}
    assert rasa_channel.actions_url("http://actions:5055/webhook", environ) == "http://actions:5055/webhook"


class StandInAction(Action):
    """An action that does what a test wants."""

    def __init__(self, run: Callable[[], list[Any]]) -> None:
        self._run = run

    def name(self) -> str:
        return "action_stand_in"

    async def run(self, *_: Any) -> list[Any]:
        return self._run()


async def run_action(run: Callable[[], list[Any]], output: Any) -> DialogueStateTracker:
    """Rasa's own handling of one action, on a tracker that is given back."""
    rasa_channel.report_failures()
    processor = object.__new__(MessageProcessor)
    processor.domain, tracker = Domain.from_dict({"slots": {"flow": {"type": "text", "mappings": []}}}), None
    tracker = DialogueStateTracker("talk-1", processor.domain.slots)
    prediction = PolicyPrediction([1.0], "RulePolicy")
    await processor._run_action(StandInAction(run), tracker, output, None, prediction)
    return tracker


def broken() -> list[Any]:
    raise ValueError("broken")


def refuses() -> list[Any]:
    raise ActionExecutionRejection("action_stand_in")


async def test_a_failing_action_ends_the_turn():
    with pytest.raises(ActionFailed, match="action_stand_in") as caught:
        await run_action(broken, GatewayOutput())
    assert isinstance(caught.value.__cause__, ValueError)


async def test_other_channels_keep_what_rasa_does_about_it():
    tracker = await run_action(broken, CollectingOutputChannel())
    assert tracker.latest_action_name == "action_stand_in"  # as if it had worked


async def test_an_action_that_works_is_left_alone():
    output = GatewayOutput()
    tracker = await run_action(lambda: [SlotSet("flow", "intake"), BotUttered("Hoi.")], output)
    assert tracker.get_slot("flow") == "intake"
    assert [message["text"] for message in output.messages] == ["Hoi."]


async def test_a_rejection_is_no_failure():
    tracker = await run_action(refuses, GatewayOutput())
    assert tracker.latest_action_name is None


def test_the_token_comes_from_the_variable_that_the_credentials_name(monkeypatch):
    monkeypatch.setenv("DEURWIJZER_INNER_TOKEN", "one")
    monkeypatch.setenv("OTHER", "two")
    assert GatewayInput.from_credentials(None)._token == "one"
    assert GatewayInput.from_credentials({"token_variable": "OTHER"})._token == "two"
    monkeypatch.delenv("DEURWIJZER_INNER_TOKEN")
    assert GatewayInput.from_credentials({"token_variable": "DEURWIJZER_INNER_TOKEN"})._token == ""


def test_an_unknown_rasa_keeps_its_ways(monkeypatch, caplog):
    stock = MessageProcessor._run_action
    monkeypatch.setattr(MessageProcessor, "_reporting", False, raising=False)
    monkeypatch.setattr("rasa.__version__", "3.7.0")
    assert rasa_channel.report_failures() is False
    assert MessageProcessor._run_action is stock
    assert "3.7.0" in caplog.text
