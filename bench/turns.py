"""Turn time in talks of 10 turns: ours through the gateway beside a stock Rasa, talk by talk in one run.

The stock one has the same training rows and the same classifier, but Rasa's own REST channel, tracker store and way
of calling an action; each turn runs one custom action that says one sentence. Ours stores, encrypts and thinks too.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import yaml

from bench.child import PATIENCE, running
from bench.child import run as run_child
from bench.tables import milliseconds, print_table, timing
from bot.settings import ROOT
from tests.live import Chat, House, free_ports

TALK = (
    "Ik wil een klacht indienen, de medewerker aan de balie heeft mij uitgelachen",
    "hij lachte hard toen ik het formulier niet snapte",
    "burgerzaken",
    "gisteren",
    "niks",
    "excuses",
    "bellen",
    "06-12345601",
    "Joke Bakhuis",
    "ja",
)
"""From the opening to a complaint on file: ten turns, each with one custom action."""

TALKS, WARMING = 20, 2
"""Talks that are measured, and those before them in which both load what they need."""
ACTION = '''\
"""One trivial action."""

from rasa_sdk import Action


class Answer(Action):
    def name(self):
        return "action_answer"

    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Dank je, dat is genoteerd.")
        return []
'''


def run(house: House, talks: int = TALKS) -> dict[str, Any]:
    """Both, alternating; `house` is a running Deurwijzer."""
    with tempfile.TemporaryDirectory(prefix="deurwijzer-stock-") as name, stock_rasa(Path(name)) as other:
        ours = [house.pid_on(port) for port in (house.port, house.rasa_port, house.actions_port)]
        asyncio.run(_talks(house.base, other.url, WARMING))
        before = cpu_seconds(ours), cpu_seconds(other.processes)
        seconds = asyncio.run(_talks(house.base, other.url, talks))
        spent = cpu_seconds(ours) - before[0], cpu_seconds(other.processes) - before[1]
    turns = talks * len(TALK)
    both = [_figures(one) | {"cpu_ms": 1000 * cpu / turns} for one, cpu in zip(seconds, spent, strict=True)]
    result: dict[str, Any] = {"talks": talks, "ours": both[0], "stock": both[1]}
    result["ratio"] = result["stock"]["median_ms"] / result["ours"]["median_ms"]
    return result


def cpu_seconds(processes: Iterable[int]) -> float:
    """Processor time that these have used so far; unlike the clock it hardly depends on who else is busy (Linux)."""
    fields = [Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split() for pid in processes]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Stock:
    """A running stock Rasa: the address of its REST channel and its processes."""

    url: str
    processes: tuple[int, ...]


@contextmanager
def stock_rasa(folder: Path) -> Iterator[Stock]:
    """A plain `rasa run` with a plain `rasa run actions`."""
    port, actions = free_ports(2)
    write_project(folder, actions)
    run_child(["-m", "rasa", "train", "--skip-validation", "--fixed-model-name", "stock"], folder, "train.log")
    serve = ["-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port), "--model", "models/stock.tar.gz"]
    act = ["-m", "rasa", "run", "actions", "--actions", "stock_actions", "-p", str(actions)]
    local = {"SANIC_HOST": "127.0.0.1"}
    with running(act, folder, "actions.log", local) as first, running(serve, folder, "rasa.log") as second:
        _wait(f"http://127.0.0.1:{actions}/health")
        _wait(f"http://127.0.0.1:{port}/webhooks/rest/")
        yield Stock(f"http://127.0.0.1:{port}/webhooks/rest/webhook", (first, second))


def write_project(folder: Path, actions_port: int) -> None:
    """Our rows and classifier in a project that has nothing else of ours."""
    shutil.copytree(ROOT / "data" / "nlu", folder / "data" / "nlu")
    config = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))
    config["policies"] = [{"name": "RulePolicy"}]
    intents = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))["intents"]
    domain = {"version": "3.1", "intents": intents, "actions": ["action_answer"]}
    rules = [{"rule": f"answer {name}", "steps": [{"intent": name}, {"action": "action_answer"}]} for name in intents]
    files: dict[str, Any] = {
        "config.yml": {**config, "assistant_id": "stock"},
        "domain.yml": domain,
        "data/rules.yml": {"version": "3.1", "rules": rules},
        "endpoints.yml": {"action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"}},
        "credentials.yml": {"rest": None},
    }
    for name, content in files.items():
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    (folder / "stock_actions.py").write_text(ACTION, encoding="utf-8")


def _wait(url: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError(f"nobody answers at {url}")


async def _talks(base: str, stock: str, talks: int) -> tuple[list[list[float]], list[list[float]]]:
    """Seconds per turn of each talk, ours and theirs."""
    async with aiohttp.ClientSession() as http:
        pairs = [(await talk_with_us(http, base), await talk_with_stock(http, stock)) for _ in range(talks)]
    return [ours for ours, _ in pairs], [theirs for _, theirs in pairs]


async def talk_with_us(http: aiohttp.ClientSession, base: str) -> list[float]:
    """One talk through the gateway; it must end in a complaint on file."""
    chat = await Chat(http, base).begin()
    for line in TALK:
        said = await chat.send(line)
    if not any((message.get("custom") or {}).get("complaint") for message in said):
        raise RuntimeError(f"the talk did not end in a complaint but in: {said}")
    return chat.seconds


async def talk_with_stock(http: aiohttp.ClientSession, url: str) -> list[float]:
    """The same words to Rasa's REST channel; it must say something at every turn."""
    sender, seconds = uuid4().hex, list[float]()
    for line in TALK:
        began = time.perf_counter()
        async with http.post(url, json={"sender": sender, "message": line}) as answer:
            said = await answer.json()
        seconds.append(time.perf_counter() - began)
        if not said:
            raise RuntimeError("the stock Rasa said nothing")
    return seconds


def _figures(talks: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Over all turns, and the median of each turn by its place in the talk."""
    per_turn = [timing(seconds)["median_ms"] for seconds in zip(*talks, strict=True)]
    return {**timing([one for talk in talks for one in talk]), "per_turn_ms": per_turn}


def show(result: dict[str, Any]) -> None:
    """Ours and stock, in all and turn by turn."""
    ours, stock = result["ours"], result["stock"]
    places = [
        (f"turn {place}", milliseconds(one), milliseconds(other))
        for place, (one, other) in enumerate(zip(ours["per_turn_ms"], stock["per_turn_ms"], strict=True), start=1)
    ]
    rows = [
        ("median", milliseconds(ours["median_ms"]), milliseconds(stock["median_ms"])),
        ("p95", milliseconds(ours["p95_ms"]), milliseconds(stock["p95_ms"])),
        ("processor time", milliseconds(ours["cpu_ms"]), milliseconds(stock["cpu_ms"])),
        *places,
    ]
    title = f"A turn, in {result['talks']} talks of {len(TALK)} turns; stock takes {result['ratio']:.1f} times as long"
    print_table(title, ("", "ours, through the gateway", "stock Rasa alone"), rows)
