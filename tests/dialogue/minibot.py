"""A bot of five intents, and real servers for it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-for-tests"
MINIBOT = {
    "config.yml": """
        recipe: default.v1
        assistant_id: minibot
        language: nl
        pipeline:
        - name: WhitespaceTokenizer
        - name: CountVectorsFeaturizer
        - name: LogisticRegressionClassifier
        policies:
        - name: RulePolicy
        """,
    "domain.yml": """
        version: "3.1"
        intents: [greet, debt, affirm, deny, break_it]
        entities: [how]
        slots:
          flow: {type: categorical, values: [intake, complaint], mappings: [{type: custom}]}
          counted: {type: any, mappings: [{type: custom}]}
        responses:
          utter_greet:
          - text: Hallo.
            buttons: [{title: Schulden, payload: /debt}]
          - {channel: telegram, text: Hallo Telegram.}
        actions: [action_count, action_flow, action_break]
        session_config: {session_expiration_time: 0, carry_over_slots_to_new_session: true}
        """,
    "data/nlu.yml": """
        version: "3.1"
        nlu:
        - intent: greet
          examples: |
            - hallo
            - goedemorgen
            - hoi daar
        - intent: debt
          examples: |
            - ik heb schulden
            - ik kan mijn rekeningen niet betalen
            - de deurwaarder komt
        - intent: affirm
          examples: |
            - ja
            - klopt
            - dat is goed
        - intent: deny
          examples: |
            - nee
            - dat klopt niet
            - toch niet
        - intent: break_it
          examples: |
            - maak kapot
            - breek het maar
        """,
    "data/rules.yml": """
        version: "3.1"
        rules:
        - rule: greet
          steps: [{intent: greet}, {action: utter_greet}]
        - rule: count
          steps: [{intent: debt}, {action: action_count}]
        - rule: yes takes the talk to the other flow
          condition: [{slot_was_set: [{flow: intake}]}]
          steps: [{intent: affirm}, {action: action_flow}]
        - rule: yes in the other flow
          condition: [{slot_was_set: [{flow: complaint}]}]
          steps: [{intent: affirm}, {action: action_count}]
        - rule: after the flow changed the person speaks
          steps: [{action: action_flow}, {action: action_listen}]
        - rule: break
          steps: [{intent: break_it}, {action: action_break}]
        """,
}
MINIACTIONS = """
import asyncio

import actions.guard
from rasa_sdk import Action
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection


class ActionCount(Action):
    def name(self):
        return "action_count"

    async def run(self, dispatcher, tracker, domain):
        counted = (tracker.get_slot("counted") or 0) + 1
        message = tracker.latest_message
        seen = {"action": self.name(), "counted": counted, "sender": tracker.sender_id, "text": message["text"],
                "intent": message["intent"]["name"], "entities": message["entities"],
                "ranked": len(message["intent_ranking"]),
                "metadata": message["metadata"], "message_id": message["message_id"], "loop": tracker.active_loop,
                "events": len(tracker.events), "domain": sorted(domain), "latest": tracker.latest_action_name}
        buttons = [{"title": "Ja", "payload": "/affirm"}, {"title": "Nee", "payload": "/deny"}]
        dispatcher.utter_message(text="Eerste alinea.\\n\\nTweede.", buttons=buttons, json_message=seen)
        dispatcher.utter_message(text="Nog iets.")
        return [SlotSet("counted", counted), SlotSet("flow", self.flow(tracker))]

    def flow(self, tracker):
        return tracker.get_slot("flow") or "intake"


class ActionFlow(ActionCount):
    def name(self):
        return "action_flow"

    def flow(self, tracker):
        return "complaint"


class ActionBreak(Action):
    def name(self):
        return "action_break"

    async def run(self, dispatcher, tracker, domain):
        how = next(tracker.get_latest_entity_values("how"), "raise")
        if how == "raise":
            raise ValueError(f"cannot do {tracker.latest_message['text']}")
        if how == "invalid":
            return [{"event": "slot", "value": "a secret of the person"}]
        if how == "circle":
            return [FollowupAction("action_break")]
        if how == "reject":
            raise ActionExecutionRejection(self.name(), "not now")
        if how == "slow":
            await asyncio.sleep(30)
        return []
"""


@dataclass
class Servers:
    """Rasa and the action server for a bot in a folder; what is given as environment goes to both."""

    folder: Path
    model: Path
    environment: dict[str, str] = field(default_factory=dict)
    rasa_options: tuple[str, ...] = ()
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rasa_port, self.actions_port = free_port(), free_port()

    @property
    def rasa(self) -> str:
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions(self) -> str:
        return f"http://127.0.0.1:{self.actions_port}"

    def start_rasa(self) -> None:
        where = ("-i", "127.0.0.1", "-p", str(self.rasa_port), "-m", str(self.model))
        self._start("rasa", "run", *where, *self.rasa_options)

    def start_actions(self) -> None:
        self._start("actions", "run", "actions", "--actions", "miniactions", "-p", str(self.actions_port))

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(timeout=20)
        self.processes.clear()

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")

    def _start(self, name: str, *command: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                rasa(*command), cwd=self.folder, env=self._environment(), stdout=log, stderr=subprocess.STDOUT
            )

    def _environment(self) -> dict[str, str]:
        path = os.pathsep.join((str(self.folder), str(ROOT)))
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("DEURWIJZER_", "SANIC_"))}
        port = {"DEURWIJZER_ACTIONS_PORT": str(self.actions_port)}
        return {**ours, **QUIET, "PYTHONPATH": path, **port, **self.environment}


QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}


def rasa(*arguments: str) -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", "rasa", *arguments]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, headers: dict[str, str] | None = None, seconds: float = 90) -> None:
    """Come back when the address answers 200; a test that waits longer than this fails."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise TimeoutError(url)


def lay_out(folder: Path) -> None:
    """Write the bot into the folder."""
    for name, text in MINIBOT.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), "utf-8")
    (folder / "miniactions.py").write_text(MINIACTIONS, "utf-8")
