"""How long it takes to choose the doors: for every need of the demo municipality, and among 1,700 for one need."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from datetime import time as clock
from itertools import product
from typing import Any

from bench.tables import print_table, timing
from bot.domain.directory import Opening, Service, Wish
from bot.house import doorkeeper
from bot.services.doorkeeper import Doorkeeper
from bot.services.doors import Doors
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
    result = timing([_seconds(house.choose, wish) for wish in wishes])
    crowd = _crowded(house)
    return {**result, "crowd": timing([_seconds(crowd, wish) for wish in _wishes(house)])}


CROWD = 1700
"""So many doors can there be for one need in the biggest directories."""


def _crowded(house: Doorkeeper) -> Any:
    """The choice among doors for one need, all in the city, with hours, limits and places drawn by lot."""
    lot, points = random.Random(1), tuple(house.profile.coordinates.values())
    doors = Doors(
        [_door(number, lot, points) for number in range(CROWD)],
        house.calendar,
        zone=LOCAL,
        districts=house.profile.coordinates,
    )
    return doors.choose


def _door(number: int, lot: random.Random, points: Sequence[tuple[float, float]]) -> Service:
    latitude, longitude = lot.choice(points)
    days = frozenset(lot.sample(range(7), lot.randint(1, 5)))
    return Service(
        f"door-{number}", f"Door {number}", "Bench", ("debt",), local=lot.random() < 0.9, phone="14 0999",
        openings=(Opening(days, clock(lot.randint(8, 12)), clock(lot.randint(13, 20))),),
        minimum_age=lot.choice((None, 12, 18)), maximum_age=lot.choice((None, None, None, 27)),
        latitude=latitude + lot.uniform(-0.01, 0.01), longitude=longitude + lot.uniform(-0.01, 0.01),
    )  # fmt: skip


def _wishes(house: Doorkeeper) -> list[Wish]:
    """From a district, from a place on the map, or from nowhere."""
    spots = [(None, None, None), *((name, None, None) for name in house.profile.districts)]
    spots += [(None, *point) for point in house.profile.coordinates.values()]
    return [
        Wish("debt", age, district, at=at, limit=5, latitude=latitude, longitude=longitude)
        for age, (district, latitude, longitude), at in product(AGES, spots, MOMENTS)
    ]


def _seconds(choose: Any, wish: Wish) -> float:
    began = time.perf_counter()
    choose(wish)
    return time.perf_counter() - began


def show(result: dict[str, Any]) -> None:
    """Two lines."""
    rows = [("Voorbeeldstad", result), (f"{CROWD} for one need", result["crowd"])]
    cells = [
        (name, one["count"], *(f"{one[f'{part}_ms']:.2f} ms" for part in ("median", "p95", "max")))
        for name, one in rows
    ]
    print_table("Choice of doors", ("among", "wishes", "median", "p95", "highest"), cells)
