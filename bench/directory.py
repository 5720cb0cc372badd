"""The directory at a thousand, ten thousand and a hundred thousand services: choice, page, search box, import."""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from math import log
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp.test_utils import TestClient, TestServer

from bench.child import run as run_child
from bench.many_services import KINDS, NAMES, TODAY, TOWNS, rows, write_package
from bench.tables import milliseconds, print_table, timing
from bot.app import build_app
from bot.clock import make_clock
from bot.domain.directory import Wish
from bot.house import doorkeeper, load_directory_once
from bot.hsds.model import Row
from bot.services.directory import Catalogue, project, search
from bot.services.doorkeeper import Doorkeeper
from bot.settings import LOCAL, Settings
from bot.storage.ciphers import Cipher
from bot.storage.migrate import upgrade
from bot.storage.unit_of_work import SqlUnits, sql_units
from tests.fake_engine import FakeEngine

SIZES = (1_000, 10_000, 100_000)
IMPORTED = 5_000
ASKED = 200
"""How often each question is asked, each time about something else."""

TARGETS = {"choice": 20.0, "page": 50.0, "search": 50.0}
"""Milliseconds at p95 with a hundred thousand services."""

IMPORT_SECONDS, IMPORT_MB = 20.0, 500.0
SOURCE = "bench"


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Each size in a store of its own, and the import in a process of its own."""
    sizes = SIZES[:2] if options.quick else SIZES
    return {"sizes": {str(size): asyncio.run(_measure(size)) for size in sizes}, "import": measure_import()}


async def _measure(size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="deurwijzer-directory-") as name:
        url = f"sqlite:///{Path(name) / 'bench.db'}"
        await upgrade(url)
        units = sql_units(url, Cipher(["A" * 43 + "="]))
        house = doorkeeper.__wrapped__(str(Settings.read().profile))  # it keeps what this store holds; nobody else's
        await load_directory_once(Settings.read().profile, units)
        try:
            began = time.perf_counter()
            await fill(units, rows(size), Catalogue(house.needs, house.profile.districts))
            filled = time.perf_counter() - began
            return {"fill_seconds": filled, **await _questions(units, house, size)}
        finally:
            await units.dispose()


async def fill(units: SqlUnits, made: Iterator[tuple[str, Row]], catalogue: Catalogue) -> None:
    """Rows as an import stores them, and the doors that come out of them."""
    async with units() as uow:
        run = uuid4().hex
        while some := list(islice(made, 5_000)):
            tables: dict[str, list[Row]] = {}
            for table, row in some:
                tables.setdefault(table, []).append(row)
            for table, batch in tables.items():
                await uow.hsds.write(table, batch, source=SOURCE, run=run)
        await project(SOURCE, catalogue, uow=uow)
        await uow.commit()


async def _questions(units: SqlUnits, house: Doorkeeper, size: int) -> dict[str, Any]:
    dice = random.Random(size)
    settings = Settings.read()
    app = build_app(settings, engine=FakeEngine(), units=units, clock=make_clock(settings), house=house)
    async with TestClient(TestServer(app)) as client:
        pages = dice.choices(range(1, max(2, size // 50)), k=ASKED)

        async def page(number: int) -> None:
            async with client.get("/hsds/services", params={"page": str(number), "per_page": "50"}) as response:
                assert response.status == 200, await response.text()
                await response.read()

        async def choose(wish: Wish) -> None:
            async with units(reading=True) as uow:
                assert house.directory
                assert await house.directory.sure(lambda: house.choose(wish), uow)

        async def find(text: str) -> None:
            await search(text, uow=units(reading=True))

        return {
            "choice": await _timed(choose, [_wish(dice, list(house.needs)) for _ in range(ASKED)]),
            "page": await _timed(page, pages),
            "search": await _timed(find, [text for _ in range(ASKED // 5) for text in _typed(dice)]),
        }


def _wish(dice: random.Random, needs: Sequence[str]) -> Wish:
    """Somebody somewhere in the country."""
    _, latitude, longitude, _ = dice.choice(TOWNS)
    place = (round(dice.gauss(latitude, 0.05), 4), round(dice.gauss(longitude, 0.08), 4))
    age = dice.choice((None, 9, 16, 34, 78))
    return Wish(dice.choice(needs), age, at=_moment(dice), latitude=place[0], longitude=place[1])


def _moment(dice: random.Random) -> datetime:
    """An hour of the week, by day or by night."""
    return datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=LOCAL) + timedelta(hours=dice.randrange(168))


def _typed(dice: random.Random) -> list[str]:
    """What stands in a search box while somebody types the name of a door."""
    text = f"{dice.choice(KINDS)} {dice.choice(NAMES)}".lower()
    return [text[:length] for length in (1, 2, 4, 7, len(text))]


async def _timed(ask: Callable[[Any], Awaitable[None]], questions: Sequence[Any]) -> dict[str, float]:
    """Each question once, after one that warms up."""
    await ask(questions[0])
    taken = []
    for question in questions[1:]:
        began = time.perf_counter()
        await ask(question)
        taken.append(time.perf_counter() - began)
    return timing(taken)


def measure_import(count: int = IMPORTED) -> dict[str, float]:
    """`deurwijzer directory import` of a package as a person would do it: time and highest memory of the process."""
    with tempfile.TemporaryDirectory(prefix="deurwijzer-import-") as name:
        folder = Path(name)
        made = write_package(folder / "services.zip", count)
        extra = {"DEURWIJZER_VAR": str(folder / "var")}
        run_child(["-m", "bot", "migrate"], folder, "migrate.log", extra)
        cost = run_child(["-m", "bot", "directory", "import", "services.zip"], folder, "import.log", extra)
    return {"services": count, "rows": made, "seconds": cost.seconds, "memory_mb": cost.memory_mb}


def growth(sizes: dict[str, dict[str, Any]], of: Callable[[dict[str, Any]], float]) -> float:
    """How much more the largest took than n log n of the smallest allows; 1 or less is no worse than n log n."""
    first, last = min(map(int, sizes)), max(map(int, sizes))
    allowed = (last * log(last)) / (first * log(first))
    return of(sizes[str(last)]) / (of(sizes[str(first)]) * allowed)


def show(result: dict[str, Any]) -> None:
    """The curve, the import, and how both stand beside their aims."""
    lines = [
        (f"{int(size):,}", f"{one['fill_seconds']:.1f} s", *(milliseconds(one[name]["p95_ms"]) for name in TARGETS))
        for size, one in result["sizes"].items()
    ]
    aims = ("aim", "", *(f"≤ {milliseconds(most)}" for most in TARGETS.values()))
    print_table("Directory by size (p95)", ("services", "fill", *TARGETS), [*lines, aims])
    factor = growth(result["sizes"], lambda one: float(one["fill_seconds"]))
    print(f"Filling grows by {factor:.2f} of what n log n allows")
    done = result["import"]
    cells = (f"{done['services']:,}", f"{done['rows']:,}", f"{done['seconds']:.1f} s", f"{done['memory_mb']:.0f} MB")
    aims = ("aim", "", f"≤ {IMPORT_SECONDS:.0f} s", f"≤ {IMPORT_MB:.0f} MB")
    print_table("Import in a process of its own", ("services", "rows", "time", "memory"), [cells, aims])
