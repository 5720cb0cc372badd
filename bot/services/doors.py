"""The directory in memory: loaded once, indexed by need, asked for doors at every turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from bot.domain.directory import Choice, Service, Wish
from bot.domain.fitting import Map
from bot.domain.geography import Point, neighbours
from bot.domain.routing import choose
from bot.services.ports import Calendar, Clock

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")


class Doors:
    """All services, and the choice among them."""

    def __init__(
        self,
        services: Iterable[Service],
        calendar: Calendar,
        clock: Clock | None = None,
        zone: tzinfo = DUTCH_TIME,
        districts: Mapping[str, Point] | None = None,
    ) -> None:
        self._by_id = {service.id: service for service in services}
        self._calendar, self._clock, self._zone = calendar, clock, zone
        places = {name.casefold(): point for name, point in (districts or {}).items()}
        self._city = Map(places, neighbours(places))
        self._last = [service for service in self._by_id.values() if service.last_door]
        self._by_need: dict[str, list[Service]] = defaultdict(list)
        for service in self._by_id.values():
            for need in service.needs:
                self._by_need[need].append(service)

    def choose(self, wish: Wish) -> list[Choice]:
        """The doors for this wish at `wish.at`, or now; never empty while a last door was not named yet."""
        now = self._local(wish.at)
        days = self._calendar.holidays(now.year) | self._calendar.holidays(now.year + 1)
        last = [service for service in self._last if wish.need not in service.needs]
        return choose([*self._by_need.get(wish.need, []), *last], wish, now=now, holidays=days, city=self._city)

    def get(self, id: str) -> Service | None:
        """The service with this id."""
        return self._by_id.get(id)

    def _local(self, at: datetime | None) -> datetime:
        """The moment on the clocks of the municipality; one without a zone is taken to be local already."""
        if at is None:
            at = self._clock.now() if self._clock else datetime.now(self._zone)
        return at.astimezone(self._zone) if at.tzinfo else at.replace(tzinfo=self._zone)
