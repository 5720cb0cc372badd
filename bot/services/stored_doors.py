"""The choice among the doors of the store: what was read is kept for as long as the directory stays the same.

The talk is pure and cannot wait for a database. It asks here, and where nothing is in memory yet `Missing` is raised;
whoever holds the transaction then loads what is missing and runs the talk again, which has no effects of its own.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import TypeVar

from bot.domain.directory import Choice, Service, Wish
from bot.domain.geography import Point
from bot.domain.office_hours import OfficeHour
from bot.domain.tailored import Misfit
from bot.services.directory_ports import Near
from bot.services.doors import DUTCH_TIME, Doors
from bot.services.ports import Calendar, UnitOfWork

Result = TypeVar("Result")
Key = tuple[object, ...]

WHOLE = 150
"""So many doors for one need are ranked as they are; of more only the likeliest: so many here and in the country."""

LOCAL, NATIONAL = 60, 30
KEPT = 96
"""Choices of doors that are kept, and five times as many single doors."""

TRIES = 12
"""How often a talk may find something missing: it asks for a few needs, not for more."""


class Missing(Exception):
    """Not in memory: `load` it and ask again."""

    def __init__(self, wish: Wish | None = None, id: str = "") -> None:
        super().__init__(id or (wish and wish.need))
        self.wish, self.id = wish, id


class StoredDoors:
    """Doors of the store; `files` are those of the municipality's own files, for as long as the store is empty."""

    def __init__(
        self,
        files: Doors,
        calendar: Calendar,
        zone: tzinfo = DUTCH_TIME,
        districts: Mapping[str, Point] | None = None,
    ) -> None:
        self._files, self._calendar, self._zone = files, calendar, zone
        self._districts = {name.casefold(): point for name, point in (districts or {}).items()}
        self._forget("")

    def _forget(self, version: str) -> None:
        self._version = version
        self._pools: OrderedDict[Key, Doors] = OrderedDict()
        self._single: OrderedDict[str, Service | None] = OrderedDict()
        self._pinned: list[Service] = []
        self._always = self._files

    async def fresh(self, uow: UnitOfWork) -> None:
        """Look whether the directory changed; the first thing to do in a transaction that asks for doors."""
        version = await uow.doors.version()
        if version != self._version:
            self._forget(version)
            self._pinned = await uow.doors.pinned()
            self._always = self._among(self._pinned)

    async def sure(self, ask: Callable[[], Result], uow: UnitOfWork) -> Result:
        """What a pure question gives, asked again after each door that was missing."""
        await self.fresh(uow)
        for _ in range(TRIES):
            try:
                return ask()
            except Missing as missing:
                await self.load(missing, uow)
        return ask()

    def choose(self, wish: Wish) -> list[Choice]:
        """The doors for this wish; `Missing` where they have to be read first."""
        return self._pool(wish).choose(wish)

    def misfits(self, wish: Wish) -> list[Misfit]:
        """The doors for this need that are none for this person; `Missing` where they have to be read first."""
        return self._pool(wish).misfits(wish)

    def office_hours(self, who: str, district: str | None, at: datetime, count: int = 3) -> list[OfficeHour]:
        """The next of an ombudsman, as `Doors` has them."""
        return self._always.office_hours(who, district, at, count)

    def provider(self, words: str) -> Service | None:
        """The organisation with complaint rules of its own that the words name."""
        return self._always.provider(words)

    def _pool(self, wish: Wish) -> Doors:
        if not self._version:
            return self._files
        pool = self._pools.get((wish.need,)) or self._pools.get(self._key(wish))
        if pool is None:
            raise Missing(wish=wish)
        return pool

    def get(self, id: str) -> Service | None:
        """The service with this id; `Missing` where it has to be read first."""
        if not self._version:
            return self._files.get(id)
        if id not in self._single:
            raise Missing(id=id)
        return self._single[id]

    async def load(self, missing: Missing, uow: UnitOfWork) -> None:
        """Read what was missing; the oldest of what is kept makes room."""
        if missing.wish is None:
            self._single[missing.id] = await uow.doors.get(missing.id)
            _trim(self._single, 5 * KEPT)
            return
        wish = missing.wish
        doors = await uow.doors.whole(wish.need, WHOLE)
        key: Key = (wish.need,) if doors is not None else self._key(wish)
        if doors is None:
            doors = await uow.doors.nearest(wish.need, self._near(wish), local=LOCAL, national=NATIONAL)
        self._pools[key] = self._among([*doors, *self._pinned])
        _trim(self._pools, KEPT)

    def _among(self, services: list[Service]) -> Doors:
        return Doors(services, self._calendar, zone=self._zone, districts=self._districts)

    def _near(self, wish: Wish) -> Near:
        """From where the person asks: the place itself, or the middle of the district."""
        at = (wish.at or datetime.now(self._zone)).date() - timedelta(days=1)  # whatever the zone, not a day too late
        point = (wish.latitude, wish.longitude)
        if None in point:
            point = self._districts.get((wish.district or "").casefold(), (None, None))
        return Near(at, wish.age, wish.district, *point)

    def _key(self, wish: Wish) -> Key:
        near = self._near(wish)
        place = (near.latitude and round(near.latitude, 3), near.longitude and round(near.longitude, 3))
        return (wish.need, near.today, near.age, near.district, *place)


def _trim(kept: OrderedDict[Key, Doors] | OrderedDict[str, Service | None], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
