"""The dialogue engine over HTTP: Rasa behind its own channel (`rasa_channel.py`), and its action server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Container, Mapping
from typing import Any, TypeVar

import aiohttp

from bot.dialogue.inner import INNER_HEADER, TURN_SECONDS
from bot.domain.errors import EngineDown
from bot.domain.messages import Button, Reply
from bot.services.ports import Understanding, Utterance

log = logging.getLogger(__name__)

HEALTH_SECONDS = 1.5
"""Less than whoever asks for our health waits for the answer."""

Read = TypeVar("Read")

_DROPPED = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)


class RasaClient:
    """Asks Rasa for the answer to a message. Connections stay open between turns; `close()` ends them.

    `rasa_url` and `actions_url` are the roots of the two servers, such as `http://127.0.0.1:5005`. `needs` are the
    intents that count as needs; the others are dialogue acts.
    """

    def __init__(
        self, rasa_url: str, actions_url: str, *, token: str, needs: Container[str], seconds: float = TURN_SECONDS
    ) -> None:
        self._gateway = f"{rasa_url.rstrip('/')}/webhooks/gateway"
        self._actions = actions_url.rstrip("/")
        self._headers = {INNER_HEADER: token}
        self._needs, self._seconds = needs, seconds
        self._session: aiohttp.ClientSession | None = None

    async def answer(self, utterance: Utterance) -> list[Reply]:
        """The replies, in order; `EngineDown` where there is no answer in time, or no whole one."""
        said = {"text": utterance.text} if utterance.command is None else {"command": utterance.command}
        body = {"sender": utterance.conversation, "message_id": utterance.message_id}
        return await self._ask("webhook", {**body, **said, "metadata": dict(utterance.metadata)}, _replies)

    async def understand(self, text: str) -> Understanding:
        """The needs that Rasa sees in a text, best first; no turn of any talk. `EngineDown` as above."""
        ranked = await self._ask("parse", {"text": text, "metadata": {}}, _ranking)
        return Understanding([(name, confidence) for name, confidence in ranked if name in self._needs])

    async def health(self) -> Mapping[str, str]:
        """{"dialogue": "ok" or what is wrong, "actions": the same}; both are asked at once."""
        urls = (f"{self._gateway}/health", f"{self._actions}/health")
        dialogue, actions = await asyncio.gather(*(self._state(url) for url in urls))
        return {"dialogue": dialogue, "actions": actions}

    async def close(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            connections = aiohttp.TCPConnector(keepalive_timeout=60)  # Rasa lets go of an idle one after 120 s
            self._session = aiohttp.ClientSession(connector=connections, headers=self._headers)
        return self._session

    async def _ask(self, path: str, body: Mapping[str, Any], read: Callable[[Any], Read]) -> Read:
        """What our channel in Rasa answers; whatever goes wrong on the way becomes `EngineDown`."""
        try:
            return read(await asyncio.wait_for(self._post(f"{self._gateway}/{path}", body), self._seconds))
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, LookupError, TypeError) as error:
            reason = f"HTTP {error.status}" if isinstance(error, aiohttp.ClientResponseError) else type(error).__name__
            log.warning("no answer of the dialogue server path=%s reason=%s", path, reason)
            raise EngineDown(reason) from error

    async def _post(self, url: str, body: Mapping[str, Any]) -> Any:
        try:
            return await self._post_once(url, body)
        except aiohttp.ClientConnectorError:
            raise
        except _DROPPED:  # an idle connection that Rasa let go of as we took it; a message id counts once anyway
            return await self._post_once(url, body)

    async def _post_once(self, url: str, body: Mapping[str, Any]) -> Any:
        async with self._open().post(url, json=body, raise_for_status=True) as response:
            return await response.json()

    async def _state(self, url: str) -> str:
        try:
            limit = aiohttp.ClientTimeout(total=HEALTH_SECONDS)
            async with self._open().get(url, timeout=limit) as response:
                return await _own_words(response)
        except asyncio.TimeoutError:
            return "slow"
        except (aiohttp.ClientError, ValueError):
            return "down"


async def _own_words(response: aiohttp.ClientResponse) -> str:
    """What the server says of itself, or its status code."""
    if response.content_type != "application/json":
        return f"HTTP {response.status}"
    return str((await response.json()).get("status", f"HTTP {response.status}"))


def _replies(answer: Any) -> list[Reply]:
    return [_reply(message) for message in answer["messages"]]


def _reply(message: Mapping[str, Any]) -> Reply:
    buttons = tuple(Button(one["title"], "", one["payload"]) for one in message["buttons"])
    return Reply(message["text"], buttons, dict(message["custom"]))


def _ranking(answer: Any) -> list[tuple[str, float]]:
    return [(one["name"], float(one["confidence"])) for one in answer["intent_ranking"]]
