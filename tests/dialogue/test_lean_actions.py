"""The cheap call of an action: judged the same, smaller, over one connection."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import AsyncIterator
from typing import Any

import jsonschema
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.shared.utils.schemas.events import EVENT_SCHEMA
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.interfaces import Tracker

from bot.dialogue import lean_actions
from bot.dialogue.lean_actions import ActionServer, acceptance

pytestmark = pytest.mark.rasa

DOMAIN = Domain.from_dict({"intents": ["debt"], "slots": {"flow": {"type": "text", "mappings": [{"type": "custom"}]}}})
KINDS = [one["properties"]["event"]["const"] for one in EVENT_SCHEMA["oneOf"]]
STOCK = jsonschema.Draft202012Validator(RemoteAction.action_response_format_spec())
accept = acceptance(RemoteAction.action_response_format_spec())


@pytest.fixture(autouse=True)
def lean() -> None:
    assert lean_actions.install()


def action(endpoint: EndpointConfig | None = None) -> RemoteAction:
    return RemoteAction("action_intake", endpoint)


def slot(**more: Any) -> dict[str, Any]:
    return {"event": "slot", "timestamp": None, "name": "flow", "value": "intake", **more}


GOOD: list[Any] = [
    {},
    {"events": [], "responses": []},
    {"events": [slot(), slot(value=None), slot(value={"a": [1]})], "responses": [{"text": "Hoi.", "custom": {}}]},
    {"events": [{"event": kind} for kind in KINDS if kind not in ("slot", "entities")]},
    {"events": [{"event": "entities", "entities": [{"entity": "age", "value": 17, "start": 0, "role": None}]}]},
    {"events": [{"event": "user", "text": "x", "parse_data": {"intent": {"name": "debt", "confidence": 1}}}]},
    {"events": [], "unknown": 1},
]
BAD: list[Any] = [
    None,
    [],
    "text",
    {"events": {}},
    {"events": None},
    {"events": ["slot"]},
    {"events": [None]},
    {"events": [{}]},
    {"events": [{"event": "slot", "value": 1}]},
    {"events": [{"event": "slot", "name": 3, "value": 1}]},
    {"events": [slot(timestamp="now")]},
    {"events": [slot(metadata=[])]},
    {"events": [{"event": "never_heard_of"}]},
    {"events": [{"event": ["slot"]}]},
    {"events": [{"event": None}]},
    {"events": [slot(), {"event": "entities"}]},
    {"events": [{"event": "user", "parse_data": {"intent": {"confidence": "sure"}}}]},
    {"responses": {}},
    {"responses": ["Hoi."]},
]


@pytest.mark.parametrize("result", GOOD, ids=json.dumps)
def test_a_good_answer_is_accepted(result):
    STOCK.validate(result)
    assert action()._validate_action_result(copy.deepcopy(result)) is True


@pytest.mark.parametrize("result", BAD, ids=json.dumps)
def test_a_bad_answer_is_refused_with_the_same_exception(result):
    assert not STOCK.is_valid(result)
    with pytest.raises(jsonschema.ValidationError):
        action()._validate_action_result(result)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2, 2), st.floats(-1, 1), st.sampled_from(["slot", "flow", ""])),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(["name", "text"]), inner)),
    max_leaves=4,
)
fields = ["timestamp", "metadata", "name", "value", "text", "parse_data", "entities", "confidence", "hide_rule_turn"]
some_events = st.builds(
    lambda kind, rest: {"event": kind, **rest},
    st.sampled_from([*KINDS, "unknown"]),
    st.dictionaries(st.sampled_from(fields), json_values, max_size=4),
)


@given(st.fixed_dictionaries({"events": st.lists(some_events, max_size=3)}))
def test_compiled_and_stock_judge_alike(result):
    try:
        accept(copy.deepcopy(result))
        accepted = True
    except Exception:
        accepted = False
    assert accepted == STOCK.is_valid(result)


def test_what_is_refused_is_not_repeated_because_rasa_logs_it():
    with pytest.raises(jsonschema.ValidationError) as caught:
        action()._validate_action_result({"events": [{"event": "slot", "value": "ik heb schulden"}]})
    assert "schulden" not in str(caught.value)
    assert "action_intake" in str(caught.value)
    assert caught.value.__suppress_context__


def tracker_after(turns: int) -> DialogueStateTracker:
    tracker = DialogueStateTracker("talk-1", DOMAIN.slots)
    for number in range(turns):
        message = UserUttered("hallo", {"name": "debt"}, message_id=f"m-{number}", metadata={"asks": "age"})
        tracker.update_with_events([ActionExecuted("action_listen"), message, SlotSet("flow", f"f{number}")], DOMAIN)
    tracker.update(ActiveLoop("a_form"), DOMAIN)
    return tracker


def test_the_call_has_what_the_sdk_reads():
    call = action(EndpointConfig("x", enable_selective_domain=True))._action_call_format(tracker_after(3), DOMAIN)
    tracker = Tracker.from_dict(json.loads(json.dumps(call["tracker"])))
    assert (call["next_action"], call["sender_id"], tracker.sender_id) == ("action_intake", "talk-1", "talk-1")
    assert tracker.get_slot("flow") == "f2"
    assert tracker.latest_message["text"] == "hallo"
    assert tracker.latest_message["message_id"] == "m-2"
    assert tracker.latest_message["metadata"] == {"asks": "age"}
    assert tracker.active_loop["name"] == "a_form"
    assert tracker.latest_action_name == "action_listen"
    assert "domain" not in call


def test_the_call_carries_this_turn_only():
    call = action()._action_call_format(tracker_after(3), DOMAIN)
    assert [event["event"] for event in call["tracker"]["events"]] == ["slot", "active_loop"]


def test_the_call_does_not_grow_with_the_talk():
    short, long = (json.dumps(action()._action_call_format(tracker_after(n), DOMAIN)) for n in (1, 100))
    assert len(long) < len(short) + 20


def test_an_action_that_asks_for_the_domain_gets_it():
    domain = Domain.from_dict({"actions": [{"action_intake": {"send_domain": True}}]})
    call = action(EndpointConfig("x", enable_selective_domain=True))._action_call_format(tracker_after(1), domain)
    assert call["domain"]["actions"] == [{"action_intake": {"send_domain": True}}]


class Actions:
    """An action server that answers what it is told."""

    def __init__(self) -> None:
        self.status, self.body = 200, {"events": [slot()], "responses": []}
        self.seen: list[web.Request] = []
        self.connections: set[Any] = set()
        self.hang_up, self.delay = 0, 0.0

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(request)
        self.connections.add(request.transport)
        if self.hang_up:
            self.hang_up -= 1
            request.transport.close()
        await asyncio.sleep(self.delay)
        return web.json_response(self.body, status=self.status)


@pytest.fixture
async def actions() -> AsyncIterator[tuple[Actions, ActionServer]]:
    stand_in, app = Actions(), web.Application()
    app.router.add_post("/webhook", stand_in)
    async with TestServer(app) as server:
        stock = EndpointConfig("http://elsewhere/webhook", headers={"X-Other": "kept"}, enable_selective_domain=True)
        endpoint = ActionServer.like(stock, url=str(server.make_url("/webhook")), token="geheim")
        yield stand_in, endpoint
        await endpoint.close()


async def run(endpoint: EndpointConfig) -> list[Event]:
    nlg = TemplatedNaturalLanguageGenerator({})
    return await action(endpoint).run(CollectingOutputChannel(), nlg, tracker_after(1), DOMAIN)


async def test_calls_share_one_connection_and_carry_the_token(actions):
    stand_in, endpoint = actions
    for _ in range(3):
        assert [event.as_story_string() for event in await run(endpoint)] == ['slot{"flow": "intake"}']
    assert len(stand_in.connections) == 1
    assert {request.headers["X-Deurwijzer-Token"] for request in stand_in.seen} == {"geheim"}
    assert {request.headers["X-Other"] for request in stand_in.seen} == {"kept"}


async def test_a_connection_that_was_closed_is_opened_again(actions):
    stand_in, endpoint = actions
    await run(endpoint)
    stand_in.hang_up = 1
    assert len(await run(endpoint)) == 1
    assert len(stand_in.connections) == 2


async def test_a_server_that_keeps_hanging_up_is_a_failure(actions):
    stand_in, endpoint = actions
    stand_in.hang_up = 2
    with pytest.raises(RasaException, match="action_intake"):
        await run(endpoint)


async def test_a_rejection_stays_a_rejection(actions):
    stand_in, endpoint = actions
    stand_in.status, stand_in.body = 400, {"action_name": "action_intake", "error": "not now"}
    with pytest.raises(ActionExecutionRejection, match="not now"):
        await run(endpoint)


async def test_a_failure_does_not_repeat_the_request_that_it_carries(actions):
    stand_in, endpoint = actions
    stand_in.status, stand_in.body = 500, {"error": "x", "request_body": {"text": "ik heb schulden"}}
    with pytest.raises(RasaException) as caught:
        await run(endpoint)
    assert isinstance(caught.value.__cause__, ClientResponseError)
    assert "schulden" not in str(caught.value.__cause__)
    assert caught.value.__cause__.__suppress_context__


async def test_an_action_that_takes_too_long_is_a_failure(actions, monkeypatch):
    monkeypatch.setattr(lean_actions, "ACTION_SECONDS", 0.05)
    actions[0].delay = 0.5
    with pytest.raises(asyncio.TimeoutError):
        await run(actions[1])


async def test_nobody_listening_is_a_failure():
    endpoint = ActionServer.like(EndpointConfig(), url=f"http://127.0.0.1:{unused_port()}/webhook", token="")
    with pytest.raises(RasaException, match="connect"):
        await run(endpoint)
    await endpoint.close()


def test_events_are_found_by_name_without_looking_at_all_of_them():
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type.cache_info().hits > 0
    with pytest.raises(ValueError, match="Unknown event"):
        Event.resolve_by_type("never_heard_of")


@pytest.mark.parametrize("broken", ["version", "shape"])
def test_an_unknown_rasa_keeps_its_ways(broken, monkeypatch, caplog):
    if broken == "version":
        monkeypatch.setattr("rasa.__version__", "3.7.0")
    else:
        monkeypatch.setattr(RemoteAction, "_validate_action_result", lambda self: True)
    monkeypatch.setattr(RemoteAction, "_lean", False, raising=False)
    stock = RemoteAction._action_call_format
    assert lean_actions.install() is False
    assert RemoteAction._action_call_format is stock
    assert caplog.text.count("is left as it is") == 1
