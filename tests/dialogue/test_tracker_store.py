"""Rows of trackers: what is kept, what it costs, and that Rasa's rules see no difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config

from bot.dialogue.tracker_store import DATABASE, TURNS, LeanTrackerStore, MemoryRows, answering, pack, unpack
from bot.storage.engine import sync_url
from bot.storage.tables import metadata
from bot.storage.trackers import TrackerRows
from tests.dialogue.minibot import ROOT

pytestmark = pytest.mark.rasa

WORDS = "ik heb schulden bij de energieleverancier"
DOMAIN = Domain.from_dict(
    {
        "intents": ["debt", "affirm"],
        "entities": ["age"],
        "actions": ["action_intake"],
        "slots": {
            "flow": {"type": "categorical", "values": ["intake", "complaint"], "mappings": [{"type": "custom"}]},
            "need": {"type": "text", "mappings": [{"type": "custom"}]},
            "language": {"type": "text", "initial_value": "nl", "mappings": [{"type": "custom"}]},
        },
        "forms": {"a_form": {"required_slots": []}},
    }
)


@pytest.fixture
def rows() -> MemoryRows:
    return MemoryRows()


@pytest.fixture
def store(rows: MemoryRows) -> LeanTrackerStore:
    return LeanTrackerStore(DOMAIN, rows=rows)


def start() -> list[Event]:
    return [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def turn(number: int, intent: str = "debt", **slots: Any) -> list[Event]:
    """One turn as Rasa records it, up to where it listens again."""
    ranking = [{"name": f"need_{index}", "confidence": 0.01} for index in range(10)]
    entity = {"entity": "age", "value": WORDS, "start": 0, "end": 4, "extractor": "x"}
    parsed = {"intent_ranking": ranking, "text": WORDS}
    message = UserUttered(
        WORDS, {"name": intent, "confidence": 0.9}, [entity], parsed, None, "gateway", f"m-{number}", {"words": WORDS}
    )
    replies: list[Event] = [ActionExecuted("action_intake", "RulePolicy", 1.0), BotUttered(WORDS, {"custom": {}})]
    set_slots = [SlotSet(name, value) for name, value in slots.items()]
    return [message, *replies, *set_slots, ActionExecuted("action_listen", "RulePolicy", 1.0)]


def tracker_of(*events: Event) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("talk-1", list(events), DOMAIN.slots)


def talk(turns: int) -> DialogueStateTracker:
    flows = ("intake", "complaint")
    return tracker_of(
        *start(), *(event for n in range(turns) for event in turn(n, flow=flows[n % 2], need=f"need_{n}"))
    )


def last_states(tracker: DialogueStateTracker, number: int = 4) -> list[Any]:
    """What rules look at: the last states of the talk, without the texts, which are for end-to-end policies only."""
    states = tracker.past_states(DOMAIN)[-number:]
    for state in states:
        state.get("user", {}).pop("text", None)
    return states


async def saved(store: LeanTrackerStore, tracker: DialogueStateTracker) -> DialogueStateTracker:
    await store.save(tracker)
    again = await store.retrieve(tracker.sender_id)
    assert again is not None
    return again


@pytest.mark.parametrize("turns", [1, TURNS, TURNS + 1, 20])
async def test_the_rules_see_the_same_talk(store, turns):
    before = talk(turns)
    after = await saved(store, before)
    assert after.current_slot_values() == before.current_slot_values()
    assert last_states(after) == last_states(before)
    assert after.latest_action_name == before.latest_action_name
    assert after.latest_message.intent_name == before.latest_message.intent_name


async def test_a_talk_of_200_turns_is_saved_as_short_as_one_of_5(store, rows):
    sizes, tracker = [], talk(1)
    for number in range(1, 200):
        tracker = await saved(store, tracker)
        for event in turn(number, flow="intake", need="debt"):
            tracker.update(event, DOMAIN)
        await store.save(tracker)
        sizes.append(len(rows.load("talk-1")))
    assert max(sizes[5:]) < 1.05 * sizes[4]
    assert len(tracker.events) < 40


async def test_what_the_person_and_the_bot_said_is_not_in_the_row(store, rows):
    await store.save(talk(5))
    assert WORDS not in rows.load("talk-1")
    assert "need_9" not in rows.load("talk-1")  # the ranking


async def test_slots_of_forgotten_turns_keep_their_value(store):
    early = [*start(), *turn(0, need="debt", language="en"), *(event for n in range(1, 9) for event in turn(n))]
    after = await saved(store, tracker_of(*early))
    assert after.current_slot_values() == {
        **after.current_slot_values(),
        "need": "debt",
        "language": "en",
        "flow": None,
    }


async def test_an_active_form_and_a_pause_outlive_their_turn(store):
    early = [*start(), ActiveLoop("a_form"), ConversationPaused()]
    after = await saved(store, tracker_of(*early, *(event for n in range(9) for event in turn(n))))
    assert after.active_loop_name == "a_form"
    assert after.is_paused()


async def test_a_restart_forgets_what_was_before_it(store):
    restarted = [*start(), *turn(0, need="debt"), Restarted(), ActionExecuted("action_listen")]
    after = await saved(store, tracker_of(*restarted, *turn(1)))
    assert after.get_slot("need") is None
    after = await saved(store, tracker_of(*restarted, *(event for n in range(1, 9) for event in turn(n))))
    assert after.get_slot("need") is None


async def test_who_never_wrote_has_no_tracker_and_gets_no_row(store, rows):
    assert await store.retrieve("nobody") is None
    fresh = await store.get_or_create_tracker("nobody", append_action_listen=False)
    assert list(fresh.events) == []
    assert rows.senders() == []


async def test_a_slot_that_left_the_domain_is_let_go_of(store, caplog):
    await store.save(talk(5))
    smaller = LeanTrackerStore(Domain.from_dict({"intents": ["debt"], "slots": {}}), rows=store._rows)
    after = await smaller.retrieve("talk-1")
    assert "flow" not in after.slots
    assert "non existent slot" not in caplog.text


@pytest.mark.parametrize(
    "body",
    ["{", "[]", "null", '{"old": 1}', '"x"', '{"events": null}', '{"events": [3]}', '{"events": [{"event": "new"}]}'],
)
async def test_a_row_that_cannot_be_read_starts_anew_and_says_so(store, rows, body, caplog):
    rows.save("talk-1", body)
    assert await store.retrieve("talk-1") is None
    assert "cannot be read" in caplog.text


async def test_a_message_that_comes_again_finds_the_talk_as_it_was_before(store):
    before = talk(6)
    await store.save(before)
    answering.set("m-5")  # each test runs in a context of its own
    again = await store.retrieve("talk-1")
    earlier = talk(5)
    assert again.current_slot_values() == earlier.current_slot_values()
    assert last_states(again, 2) == last_states(earlier, 2)


async def test_the_first_message_that_comes_again_finds_a_talk_that_has_just_begun(store):
    await store.save(talk(1))
    answering.set("m-0")
    again = await store.retrieve("talk-1")
    assert [event.type_name for event in again.events] == ["action", "session_started", "action"]


async def test_a_new_message_changes_nothing(store):
    await store.save(talk(2))
    answering.set("m-2")
    assert len((await store.retrieve("talk-1")).events) == len(talk(2).events) - 2  # but for what the bot said


def test_a_tracker_without_domain_can_be_packed():
    loose = DialogueStateTracker.from_events("talk-1", [*start(), *turn(0, anything=1)], None)
    assert [event.type_name for event in unpack(pack(loose))][-2:] == ["slot", "action"]


def test_events_that_are_kept_are_small():
    events = json.loads(pack(talk(9)))["events"]
    assert all(len(json.dumps(event)) < 300 for event in events)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DEURWIJZER_VAR", str(tmp_path))
    url = f"sqlite:///{tmp_path / 'talks.db'}"
    engine = sa.create_engine(sync_url(url))
    metadata.create_all(engine)
    engine.dispose()
    return url


async def test_another_process_reads_what_this_one_saved_and_erased(database, monkeypatch):
    monkeypatch.setenv(DATABASE, database)
    await LeanTrackerStore(DOMAIN).save(talk(3))
    other = LeanTrackerStore(DOMAIN)
    assert list(await other.keys()) == ["talk-1"]
    assert (await other.retrieve("talk-1")).get_slot("need") == "need_2"
    TrackerRows(database).erase("talk-1")
    assert await other.retrieve("talk-1") is None


async def test_rasa_makes_it_from_our_endpoints_file(database, monkeypatch):
    config = read_endpoint_config(str(ROOT / "endpoints.yml"), "tracker_store")
    monkeypatch.delenv(DATABASE, raising=False)
    assert isinstance(TrackerStore.create(config, DOMAIN)._rows, MemoryRows)
    monkeypatch.setenv(DATABASE, database)
    store = TrackerStore.create(config, DOMAIN)
    assert isinstance(store, LeanTrackerStore)
    assert isinstance(store._rows, TrackerRows)


def test_how_many_turns_are_kept_may_stand_in_the_endpoints_file(monkeypatch):
    monkeypatch.delenv(DATABASE, raising=False)
    config = EndpointConfig(type="bot.dialogue.tracker_store.LeanTrackerStore", turns=7)
    assert TrackerStore.create(config, DOMAIN)._turns == 7


def test_a_message_without_id_is_no_message_that_came_before():
    body = json.dumps({"events": [{"event": "action", "name": "action_listen"}, {"event": "user", "parse_data": {}}]})
    assert len(unpack(body, before=None)) == 2


def test_a_database_that_cannot_be_used_stops_rasa_instead_of_forgetting_talks(database, monkeypatch):
    monkeypatch.setenv(DATABASE, database)
    monkeypatch.setitem(__import__("sys").modules, "bot.storage.trackers", None)  # as when a driver is missing
    config = read_endpoint_config(str(ROOT / "endpoints.yml"), "tracker_store")
    with pytest.raises(RasaException, match="cannot be opened"):
        TrackerStore.create(config, DOMAIN)
