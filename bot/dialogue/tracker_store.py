"""Rasa's memory of a talk: one row, with no more than the next turn needs.

A row holds the slots and the events of the last turns; older turns live on only in the slots that they set. Texts,
rankings and metadata are left out: rules look at intents, kinds of entities, slots and actions. So turn 200 costs what
turn 5 costs, and no row repeats what a person said. The row is written before the reply goes out.

The row remembers the ids of its messages. When the gateway sends one again, because Rasa was killed after it had saved
but before it had answered, the talk goes back to just before it, so that the rules choose the same action once more;
the action itself counts a message once.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from typing import Any, Protocol

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    Event,
    SlotSet,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

log = logging.getLogger(__name__)

DATABASE = "DEURWIJZER_DATABASE_URL"
TURNS = 3
"""Turns whose events are kept. Rules look at the last message; with one more the talk does not seem to begin there."""

answering: ContextVar[str | None] = ContextVar("answering", default=None)
"""The id of the message that is being answered."""


class Rows(Protocol):
    """One text per sender; `bot.storage.trackers.TrackerRows`."""

    def save(self, sender: str, body: str) -> None: ...
    def load(self, sender: str) -> str | None: ...
    def senders(self) -> list[str]: ...


class MemoryRows:
    """Rows that are gone when Rasa stops: for `rasa shell` and `rasa test` without a database."""

    def __init__(self) -> None:
        self._bodies: dict[str, str] = {}

    def save(self, sender: str, body: str) -> None:
        """Store the text in place of what was there."""
        self._bodies[sender] = body

    def load(self, sender: str) -> str | None:
        """The text, or None."""
        return self._bodies.get(sender)

    def senders(self) -> list[str]:
        """Everyone who has a text."""
        return list(self._bodies)


class LeanTrackerStore(TrackerStore):
    """Keeps trackers as rows of our database, or in memory where the environment names no database.

    `turns` and `url` (in place of DEURWIJZER_DATABASE_URL) may stand in the endpoints file.
    """

    def __init__(
        self,
        domain: Domain | None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        *,
        turns: int = TURNS,
        rows: Rows | None = None,
        **_: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._turns = turns
        self._rows = rows or _open_rows(host or os.environ.get(DATABASE, ""))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the row of this talk. A tracker to which nothing happened yet is not worth one."""
        await self.stream_events(tracker)
        if tracker.events:
            await asyncio.to_thread(self._rows.save, tracker.sender_id, pack(tracker, self._turns))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker as it was before the message that is being answered; None for a new talk."""
        body = self._rows.load(sender_id)  # a read waits for nobody; a thread would take longer than the row
        events = unpack(body or "", before=answering.get())
        if not events:
            return None
        tracker = self.init_tracker(sender_id)
        known = (event for event in events if not isinstance(event, SlotSet) or event.key in tracker.slots)
        for event in known:  # a slot may have left the domain since
            tracker.update(event, self.domain)
        return tracker

    async def keys(self) -> Iterable[str]:
        """Every conversation that has a row."""
        return await asyncio.to_thread(self._rows.senders)


def pack(tracker: DialogueStateTracker, turns: int = TURNS) -> str:
    """The tracker as JSON: what older turns left behind, then the lean events of the last ones."""
    events = list(tracker.events)
    start = _start_of_last(turns, events)
    older = tracker.init_copy()
    for event in events[:start]:
        older.update(event)
    kept = (event for event in events[start:] if not isinstance(event, BotUttered))
    return json.dumps({"events": [_lean(event) for event in (*_left_behind(older), *kept)]}, separators=(",", ":"))


def unpack(body: str, *, before: str | None = None) -> list[Event]:
    """The events in a row, up to the message with this id; none where the row cannot be read."""
    try:
        found = json.loads(body)["events"] if body else []
        ids = [event.get("message_id") for event in found]
        return list(deserialise_events(found[: ids.index(before)] if before and before in ids else found))
    except (ValueError, LookupError, TypeError, AttributeError):
        log.error("a tracker row cannot be read; the talk begins anew for the dialogue server")
        return []


def _start_of_last(turns: int, events: Sequence[Event]) -> int:
    """Where the last turns begin: at the `action_listen` before a message."""
    messages = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(messages) <= turns:
        return 0
    start = messages[-turns]
    return max((index for index in range(start) if isinstance(events[index], ActionExecuted)), default=start)


def _left_behind(older: DialogueStateTracker) -> Iterator[Event]:
    for slot in older.slots.values():
        if slot.has_been_set:
            yield SlotSet(slot.name, slot.value)
    if older.active_loop_name:
        yield ActiveLoop(older.active_loop_name)
    if older.is_paused():
        yield ConversationPaused()


def _lean(event: Event) -> dict[str, Any]:
    """The event without words; Rasa adds its own metadata to new events only, so nobody misses it."""
    if isinstance(event, UserUttered):
        return _lean_message(event)
    return {key: value for key, value in event.as_dict().items() if key != "metadata" and value is not None}


def _lean_message(event: UserUttered) -> dict[str, Any]:
    kinds = ("entity", "role", "group")
    entities = [{"value": None, **{kind: one[kind] for kind in kinds if kind in one}} for one in event.entities]
    intent = {key: event.intent[key] for key in ("name", "confidence") if key in event.intent}
    return {
        "event": event.type_name,
        "timestamp": event.timestamp,
        "message_id": event.message_id,
        "input_channel": event.input_channel,
        "parse_data": {"intent": intent, "entities": entities},
    }


def _open_rows(url: str) -> Rows:
    if not url:
        log.info("%s is empty: trackers stay in memory", DATABASE)
        return MemoryRows()
    try:
        from bot.storage.trackers import TrackerRows

        return TrackerRows(url)
    except ImportError as error:  # Rasa takes that for a store that does not exist, and goes on in memory
        raise RasaException(f"the tracker rows cannot be opened: {error}") from error
