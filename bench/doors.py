"""How long it takes to choose the doors, for every need, district and a range of ages and moments."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from bench.tables import print_table, timing
from bot.domain.directory import Wish
from bot.house import doorkeeper
from bot.settings import LOCAL, Settings

AGES = (None, 9, 16, 34, 78)
MOMENTS = tuple(datetime(2026, 11, 23, 3, 0, tzinfo=LOCAL) + timedelta(hours=31 * n) for n in range(4))
"""Night and day, weekend and not."""


def run() -> dict[str, Any]:
    """The directory of the demo municipality, in this process."""
    house = doorkeeper(str(Settings.read().profile))
    districts = (None, *house.profile.districts)
    wishes = [
        Wish(need, age, district, at=at, limit=2)
        for need, age, district, at in product(house.needs, AGES, districts, MOMENTS)
    ]
    house.choose(wishes[0])
    return timing([_seconds(house.choose, wish) for wish in wishes])


def _seconds(choose: Any, wish: Wish) -> float:
    began = time.perf_counter()
    choose(wish)
    return time.perf_counter() - began


def show(result: dict[str, Any]) -> None:
    """One line."""
    cells = (f"{result[name]:.2f} ms" for name in ("median_ms", "p95_ms", "max_ms"))
    print_table("Choice of doors", ("wishes", "median", "p95", "highest"), [(result["count"], *cells)])
