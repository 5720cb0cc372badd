"""Office hours (spreekuren) of the ombudsman and the youth ombudsman, spread over the city: the next ones near you."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.directory import Opening, Service
from bot.domain.geography import Point, metres
from bot.domain.hours import SEASON_AHEAD, WEEK_AHEAD, lines_on


@dataclass(frozen=True)
class OfficeHour:
    """One session: where, and from when until when in local time; `distance` in metres where it is known."""

    service: Service
    starts: datetime
    ends: datetime
    distance: int | None = None

    @property
    def day(self) -> date:
        """The date of the session."""
        return self.starts.date()

    @property
    def place(self) -> str:
        """The building and its street."""
        street = self.service.address.partition(",")[0]
        return ", ".join(part for part in (self.service.location or self.service.name, street) if part)


def next_office_hours(
    services: Iterable[Service],
    near: Point | None,
    at: datetime,
    holidays: frozenset[date] = frozenset(),
    count: int = 3,
) -> list[OfficeHour]:
    """The next sessions near this point, in order of time, at most `count`; one that is on at `at` counts.

    Each place counts with its first session within two weeks (four months where its weeks differ), the nearest places
    first; without a point the soonest first. Only where there are fewer places than `count` their later sessions
    follow. `at` is local time.
    """
    sessions = [
        one for service in services if is_office(service, at.date()) for one in _of(service, near, at, holidays)
    ]
    sessions.sort(key=lambda one: (one.starts, one.service.id))
    seen: set[str] = set()
    first: list[OfficeHour] = []
    later: list[OfficeHour] = []
    for one in sessions:
        (later if one.service.id in seen else first).append(one)
        seen.add(one.service.id)
    first.sort(key=lambda one: (one.distance is None, one.distance or 0))
    return sorted([*first, *later][:count], key=lambda one: (one.starts, one.service.id))


def is_office(service: Service, today: date) -> bool:
    """Whether this entry is an office hour that is held."""
    ended = service.expires is not None and service.expires < today
    return bool(service.office_hours_of and service.openings) and service.status == "active" and not ended


def _of(service: Service, near: Point | None, at: datetime, holidays: frozenset[date]) -> Iterator[OfficeHour]:
    """The sessions of one place in the time ahead that have not ended."""
    openings, distance = service.openings or (), _distance(service, near)
    days = frozenset() if service.open_on_holidays else holidays
    ahead = WEEK_AHEAD if all(line.weekly for line in openings) else SEASON_AHEAD
    for day in (at.date() + timedelta(days=number) for number in range(ahead + 1)):
        if service.expires and service.expires < day:
            return
        for line in lines_on(openings, day, days):
            starts, ends = _stretch(line, day, at)
            if ends > at:
                yield OfficeHour(service, starts, ends, distance)


def _stretch(line: Opening, day: date, at: datetime) -> tuple[datetime, datetime]:
    starts = datetime.combine(day, line.opens, at.tzinfo)
    return starts, datetime.combine(day + timedelta(days=int(line.overnight)), line.closes, at.tzinfo)


def _distance(service: Service, near: Point | None) -> int | None:
    if near is None or service.latitude is None or service.longitude is None:
        return None
    return round(metres(near, (service.latitude, service.longitude)))
