"""What the store takes of a turn: the gateway's transactions and the action's one; the engine costs nothing here."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from bench.tables import milliseconds, print_table, timing
from bench.turns import TALK
from bot.app import build_app
from bot.clock import make_clock
from bot.domain.messages import Incoming
from bot.house import doorkeeper
from bot.services.turn import take_turn
from bot.settings import Settings
from bot.storage.ciphers import Cipher
from bot.storage.migrate import upgrade
from bot.storage.unit_of_work import SqlUnits, sql_units
from bot.talk.model import Heard
from bot.web import keys
from tests.fake_engine import FakeEngine

TALKS = 20


def run(talks: int = TALKS) -> dict[str, Any]:
    """SQLite in a folder of its own, on disk as in production."""
    with tempfile.TemporaryDirectory(prefix="deurwijzer-store-") as name:
        return asyncio.run(_run(f"sqlite:///{Path(name) / 'bench.db'}", talks))


async def _run(url: str, talks: int) -> dict[str, Any]:
    await upgrade(url)
    units = sql_units(url, Cipher([Fernet.generate_key().decode()]))
    gateway, action = list[float](), list[float]()
    try:
        for _ in range(talks):
            more = await _talk(units)
            gateway += more[0]
            action += more[1]
    finally:
        await units.dispose()
    return {"gateway": timing(gateway), "action": timing(action)}


async def _talk(units: SqlUnits) -> tuple[list[float], list[float]]:
    """Seconds of each turn in the gateway, and in the action that loads, thinks and saves."""
    settings = Settings.read()
    house, clock = doorkeeper(str(settings.profile)), make_clock(settings)
    intake = build_app(settings, engine=FakeEngine(), units=units, clock=clock, house=house)[keys.INTAKE]
    talk = (await intake.open("web")).talk
    gateway, action = list[float](), list[float]()
    for number, line in enumerate(TALK):
        began = time.perf_counter()
        await intake.receive(Incoming(talk.id, line, message_id=f"m{number}"))
        stored = time.perf_counter()
        heard = Heard(line, "inform" if number else "complaint", 0.9, message_id=f"m{number}")
        await take_turn(talk.id, heard, flow="complaint", units=units, clock=clock, house=house)
        gateway.append(stored - began)
        action.append(time.perf_counter() - stored)
    return gateway, action


def show(result: dict[str, Any]) -> None:
    """The two halves of a turn."""
    rows = [(name, milliseconds(one["median_ms"]), milliseconds(one["p95_ms"])) for name, one in result.items()]
    print_table(
        "A turn without Rasa: receive and store (gateway), load, think and save (action)", ("", "median", "p95"), rows
    )
