"""Seconds from `kill -9` of a process until all parts answer again."""

from __future__ import annotations

import time
from typing import Any

from bench.tables import print_table, quantile
from tests.live import PATIENCE, House

TIMES = 2
"""Kills of each process; the first start of a process after a while is the slow one."""


def run(house: House, times: int = TIMES) -> dict[str, Any]:
    """Each of the three processes in turn; the median of a few kills."""
    ports = {"gateway": house.port, "dialogue": house.rasa_port, "actions": house.actions_port}
    return {name: _median([recover(house, port) for _ in range(times)]) for name, port in ports.items()}


def _median(seconds: list[float]) -> dict[str, Any]:
    return {"seconds": quantile(seconds, 0.5), "each": seconds}


def recover(house: House, port: int) -> float:
    """Kill whoever listens on this port, and wait for its successor and for all parts to be well."""
    before = house.pid_on(port)
    house.kill(port)
    began = time.perf_counter()
    while _listener(house, port) in (None, before) or not house.well():
        if time.perf_counter() - began > PATIENCE:
            raise RuntimeError(f"nobody came back on port {port}")
        time.sleep(0.05)
    return time.perf_counter() - began


def _listener(house: House, port: int) -> int | None:
    try:
        return house.pid_on(port)
    except (AssertionError, StopIteration):
        return None


def show(result: dict[str, Any]) -> None:
    """One line for each process."""
    rows = [
        (name, f"{one['seconds']:.1f} s", " ".join(f"{s:.1f}" for s in one["each"])) for name, one in result.items()
    ]
    print_table("Back after kill -9, all parts well", ("process", "median", "each"), rows)
