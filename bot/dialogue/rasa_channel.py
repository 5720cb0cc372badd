"""Rasa's input channel for the gateway: inner, guarded by a token, and never silent about a failure.

Rasa answers nothing where something broke. What it swallows, and what becomes of it here:

| Rasa                                                                        | here                      |
|-----------------------------------------------------------------------------|---------------------------|
| an action that fails (exception, action server down or slow, answer that    | 502, nothing saved        |
| breaks the schema) is logged and counts as an action without events         |                           |
| more than ten actions in a turn: a warning, the turn just ends              | 500, nothing saved        |
| tracker store that fails to read: the talk begins anew; to write: it goes   | 500, nothing saved        |
| into a memory that nobody reads (`FailSafeTrackerStore`)                    |                           |
| no model loaded: messages are dropped (`Agent.handle_message`)              | 503                       |
| an exception in NLU or policies: the REST channel answers `200 []`          | 500, nothing saved        |

Because nothing is saved, the same message can be sent again as if it had not been tried.
"""

from __future__ import annotations

import functools
import json
import logging
import os
import re
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.dialogue import lean_actions, quick_rules
from bot.dialogue.inner import INNER_HEADER, INNER_VARIABLE, same_token
from bot.dialogue.tracker_store import answering

log = logging.getLogger(__name__)

NAME = "gateway"
ACTIONS_PORT = "DEURWIJZER_ACTIONS_PORT"

Handler = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]
_COMMAND_START = re.compile(r"^[\s/]+")
_RUN_ACTION = ["self", "action", "tracker", "output_channel", "nlg", "prediction"]


class BadRequest(ValueError):
    """The gateway sent something that is no message; the text says what."""


class NotReady(Exception):
    """Rasa runs, but has no model."""


class ActionFailed(Exception):
    """An action broke, so the turn is not whole; `action` is its name."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


class TurnStuck(Exception):
    """The rules went round in circles, or the tracker could not be read or written."""


class GatewayOutput(OutputChannel):
    """Collects the replies of one turn, each whole: text, buttons and custom in one message.

    Its name is the person's own channel, so that responses can differ per channel.
    """

    def __init__(self, channel: str = NAME) -> None:
        self.messages: list[dict[str, Any]] = []
        self._channel = channel

    def name(self) -> str:
        """The person's channel, as responses in `domain` name it."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a reply; one without any content is none."""
        buttons = [*(message.get("buttons") or ()), *(message.get("quick_replies") or ())]
        reply = {"text": message.get("text") or "", "buttons": buttons, "custom": message.get("custom") or {}}
        if any(reply.values()):
            self.messages.append(reply)


@dataclass(frozen=True)
class Turn:
    """What the gateway asks: a message of a person, or the command behind a button."""

    sender: str
    message: str
    message_id: str | None
    metadata: dict[str, Any]


class GatewayInput(InputChannel):
    """`POST webhook`, `POST parse` and `GET health` under `/webhooks/gateway`, each with the token in a header."""

    def __init__(self, token: str) -> None:
        self._token = token

    @classmethod
    def name(cls) -> str:
        """Part of the address, and of the credentials file's errors."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GatewayInput:
        """The channel with the token from the environment variable that `token_variable` names.

        Not `token: ${...}`, because Rasa stops at a variable that is not set, also for `rasa shell`. Without a token
        every call is refused.
        """
        variable = (credentials or {}).get("token_variable", INNER_VARIABLE)
        token = os.environ.get(variable, "")
        if not token:
            log.warning("%s is empty: the gateway channel refuses everything", variable)
        lean_actions.install()
        quick_rules.install()
        report_failures()
        return cls(token)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes; Rasa puts them under `/webhooks/gateway`."""
        blueprint = Blueprint("gateway_channel")

        async def webhook(request: Request) -> HTTPResponse:
            return response.json({"messages": await self._turn(request, on_new_message)})

        blueprint.add_route(self._guarded(webhook), "/webhook", methods=["POST"])
        blueprint.add_route(self._guarded(_parse), "/parse", methods=["POST"])
        blueprint.add_route(self._guarded(_health), "/health", methods=["GET"])
        blueprint.listener("before_server_stop")(_close)
        return blueprint

    async def _turn(self, request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> list[Any]:
        turn = read_turn(_body(request))
        _ready_agent(request)
        output = GatewayOutput(str(turn.metadata.get("channel") or NAME))
        answering.set(turn.message_id)
        await on_new_message(UserMessage(turn.message, output, turn.sender, None, NAME, turn.message_id, turn.metadata))
        return output.messages

    def _guarded(self, handler: Handler) -> Handler:
        """The handler behind the token, its failures as a status; nothing of what a person said gets into the log."""

        @functools.wraps(handler)
        async def guarded(request: Request) -> HTTPResponse:
            if not same_token(request.headers.get(INNER_HEADER), self._token):
                return _error(401, "unauthorized", "no or wrong token")
            try:
                return await handler(request)
            except BadRequest as error:
                return _error(400, "bad_input", str(error))
            except Exception as error:
                return _failure(handler, error)

        return guarded


def read_turn(body: dict[str, Any]) -> Turn:
    """The turn in `{sender, text? | command?, message_id?, metadata?}`; `BadRequest` where it is none."""
    body = {"metadata": {}, "message_id": None, **body}
    sender, metadata, message_id = body.get("sender"), body["metadata"], body["message_id"]
    if not isinstance(sender, str) or not sender:  # Rasa would put everyone into one talk, named "default"
        raise BadRequest("sender is missing")
    if not isinstance(metadata, dict) or not isinstance(message_id, (str, type(None))):
        raise BadRequest("metadata must be an object and message_id a text")
    if "command" not in body:
        return Turn(sender, plain(body.get("text")), message_id, metadata)
    if "text" in body or not isinstance(body["command"], str):
        raise BadRequest("either text or command, and it must be text")
    return Turn(sender, body["command"], message_id, metadata)


def plain(text: Any) -> str:
    """What a person typed, without the slashes in front that would make Rasa read it as a command."""
    if not isinstance(text, str):
        raise BadRequest("text must be text")
    return _COMMAND_START.sub("", text)


def report_failures() -> bool:
    """Let a failing action end the turn, for our channel only; False where Rasa is not as expected.

    The turn ends after Rasa has taken note of the failure, so its log says which action it was and why.
    """
    if getattr(MessageProcessor, "_reporting", False):
        return True
    if not lean_actions.looks_as_expected(MessageProcessor, {"_run_action": _RUN_ACTION}):
        return False
    MessageProcessor._run_action = _reporting(MessageProcessor._run_action)
    MessageProcessor._reporting = True
    return True


def _reporting(stock: Callable[..., Awaitable[bool]]) -> Callable[..., Awaitable[bool]]:
    @functools.wraps(stock)
    async def run_action(self: Any, action: Any, tracker: Any, output_channel: Any, nlg: Any, prediction: Any) -> bool:
        if not isinstance(output_channel, GatewayOutput):
            return await stock(self, action, tracker, output_channel, nlg, prediction)
        watched = _Watched(action)
        goes_on = await stock(self, watched, tracker, output_channel, nlg, prediction)
        if watched.error is not None:
            raise ActionFailed(action.name()) from watched.error
        return goes_on

    return run_action


class _Watched:
    """An action that remembers how it failed; a rejection is no failure but lets another policy choose."""

    def __init__(self, action: Action) -> None:
        self._action = action
        self.error: Exception | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._action, name)

    async def run(self, *args: Any) -> Any:
        try:
            return await self._action.run(*args)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            self.error = error
            raise


def _ready_agent(request: Request) -> Agent:
    """Rasa with its model, made to report what it would swallow; `NotReady` before that."""
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise NotReady
    if agent.processor.on_circuit_break is not _stuck:  # also true for a model that was loaded later
        _prepare(agent)
    return agent


def _prepare(agent: Agent) -> None:
    agent.processor.on_circuit_break = _stuck
    if isinstance(agent.tracker_store, FailSafeTrackerStore):
        agent.tracker_store._on_tracker_store_error = _no_tracker
    endpoint = agent.action_endpoint
    if endpoint is not None and not isinstance(endpoint, lean_actions.ActionServer):
        url, token = actions_url(endpoint.url), os.environ.get(INNER_VARIABLE, "")
        endpoint = lean_actions.ActionServer.like(endpoint, url=url, token=token)
    agent.action_endpoint = agent.processor.action_endpoint = endpoint


def actions_url(url: str, environ: Mapping[str, str] = os.environ) -> str:
    """The address in the endpoints file, with the port that the environment names where it does."""
    port, parts = environ.get(ACTIONS_PORT, ""), urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{parts.hostname}:{port}")) if port not in ("", "0") else url


def _stuck(tracker: DialogueStateTracker, *_: Any) -> NoReturn:
    raise TurnStuck(f"too many actions, the last one {tracker.latest_action_name}")


def _no_tracker(error: Exception) -> NoReturn:
    raise TurnStuck("the tracker could not be read or written") from error


async def _parse(request: Request) -> HTTPResponse:
    """What NLU makes of `{text, metadata?}`, outside of any talk."""
    body = _body(request)
    message = UserMessage(plain(body.get("text")), metadata=body.get("metadata"))
    parsed = await _ready_agent(request).processor.parse_message(message)
    return response.json({key: parsed.get(key) or [] for key in ("intent", "intent_ranking", "entities")})


async def _health(request: Request) -> HTTPResponse:
    return response.json({"status": "ok", "model": _ready_agent(request).processor.model_filename})


async def _close(app: Sanic, _: Any) -> None:
    endpoint = getattr(getattr(app.ctx, "agent", None), "action_endpoint", None)
    if isinstance(endpoint, lean_actions.ActionServer):
        await endpoint.close()


def _body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or nested without end
        raise BadRequest("the body is no JSON") from error
    if not isinstance(body, dict):
        raise BadRequest("the body is no JSON object")
    return body


def _failure(handler: Handler, error: Exception) -> HTTPResponse:
    if isinstance(error, NotReady):
        return _error(503, "no_model", "no model is loaded")
    log.error("%s failed: %s", handler.__name__, "; because of ".join(_places(error)))
    if isinstance(error, ActionFailed):
        return _error(502, "action_failed", error.action)
    return _error(500, "failed", type(error).__name__)


def _places(error: BaseException | None) -> Iterator[str]:
    """Kind and place of an error and of what caused it; not its message, which may repeat what a person said."""
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        yield f"{type(error).__name__}{where}"
        error = error.__cause__


def _error(status: int, code: str, message: str) -> HTTPResponse:
    return response.json({"status": code, "error": {"code": code, "message": message}}, status=status)
