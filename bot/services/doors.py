"""The directory in memory: loaded once, indexed by need, asked for doors at every turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from bot.domain.directory import Choice, Service, Wish
from bot.domain.fitting import Case, Map, misfit
from bot.domain.geography import Point, neighbours
from bot.domain.office_hours import OfficeHour, next_office_hours
from bot.domain.routing import choose
from bot.domain.tailored import Misfit
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
        self._offices = [service for service in self._by_id.values() if service.office_hours_of]
        self._providers = _by_name(service for service in self._by_id.values() if service.complaint_kind)
        self._by_need: dict[str, list[Service]] = defaultdict(list)
        for service in self._by_id.values():
            for need in service.needs:
                self._by_need[need].append(service)

    def choose(self, wish: Wish) -> list[Choice]:
        """The doors for this wish at `wish.at`, or now; never empty while a last door was not named yet."""
        now = self._local(wish.at)
        last = [service for service in self._last if wish.need not in service.needs]
        return choose(
            [*self._by_need.get(wish.need, []), *last], wish, now=now, holidays=self._days(now), city=self._city
        )

    def get(self, id: str) -> Service | None:
        """The service with this id."""
        return self._by_id.get(id)

    def misfits(self, wish: Wish) -> list[Misfit]:
        """The doors for this need that are none for this person, each with the word for why."""
        case = Case(wish, self._local(wish.at), city=self._city)
        found = ((service.name, misfit(service, case)) for service in self._by_need.get(wish.need, []))
        return [Misfit(name, why) for name, why in found if why]

    def office_hours(self, who: str, district: str | None, at: datetime, count: int = 3) -> list[OfficeHour]:
        """The next of the "ombudsman" or the "youth_ombudsman", near the middle of this district where it is known."""
        now = self._local(at)
        near = self._city.points.get((district or "").casefold())
        return next_office_hours(
            (one for one in self._offices if one.office_hours_of == who), near, now, self._days(now), count
        )

    def provider(self, words: str) -> Service | None:
        """The door of an organisation with complaint rules of its own that the words name; the longest name wins."""
        said = words.casefold()
        return next((service for name, service in self._providers if name in said), None)

    def _days(self, now: datetime) -> frozenset[date]:
        return self._calendar.holidays(now.year) | self._calendar.holidays(now.year + 1)

    def _local(self, at: datetime | None) -> datetime:
        """The moment on the clocks of the municipality; one without a zone is taken to be local already."""
        if at is None:
            at = self._clock.now() if self._clock else datetime.now(self._zone)
        return at.astimezone(self._zone) if at.tzinfo else at.replace(tzinfo=self._zone)


def _by_name(services: Iterable[Service]) -> list[tuple[str, Service]]:
    """Services by the names that people use for them, the longest name first."""
    names = {name.casefold(): service for service in services for name in (service.organization, service.name)}
    return sorted(names.items(), key=lambda pair: -len(pair[0]))
