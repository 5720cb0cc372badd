"""Which doors fit a person at all, and what keeps the others from it: small rules, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.domain.directory import Service, Wish
from bot.domain.geography import Point, metres
from bot.domain.hours import is_open, next_opening
from bot.domain.week import seconds_until_open, week_of

ADULT = 18
YOUNG = 30
"""An upper age limit up to this one makes a door one for the young; a higher one says little."""

OLD = 60
FRESH_DAYS = 365
"""An entry that nobody looked at for longer sinks, and says so."""

CARERS = frozenset({"informal_care"})
"""Needs of someone who looks after another: who asks for "self" is a relative then."""


@dataclass(frozen=True)
class Map:
    """The city as the rules see it: a point for every district and which ones touch, names in small letters."""

    points: Mapping[str, Point] = field(default_factory=dict)
    neighbours: Mapping[str, frozenset[str]] = field(default_factory=dict)


NOWHERE = Map()


class Case:
    """What the rules look at beside the service, worked out once: the wish, the moment, and what was named already.

    `now` is local time. `point` is where the person is; it is `exact` where they said so themselves, and the middle of
    their district otherwise.
    """

    def __init__(
        self,
        wish: Wish,
        now: datetime,
        holidays: frozenset[date] = frozenset(),
        families: frozenset[str] = frozenset(),
        city: Map = NOWHERE,
    ) -> None:
        self.wish, self.now, self.today, self.holidays, self.families = wish, now, now.date(), holidays, families
        self.fresh_since = self.today - timedelta(days=FRESH_DAYS)
        self.district = (wish.district or "").casefold()
        self.exact = wish.latitude is not None and wish.longitude is not None
        self.point = (wish.latitude, wish.longitude) if self.exact else city.points.get(self.district)
        self.next_door = city.neighbours.get(self.district, frozenset())
        self.asking, self.sure = askers(wish), surely(wish)
        self._standing: dict[str, tuple[int, float]] = {}

    def metres_to(self, service: Service) -> float | None:
        """How far its building is as the crow flies; None where that is not known."""
        if self.point is None or service.latitude is None or service.longitude is None:
            return None
        return metres(self.point, (service.latitude, service.longitude))  # type: ignore[arg-type]

    def free_days(self, service: Service) -> frozenset[date]:
        """The holidays on which this door is closed."""
        return frozenset() if service.open_on_holidays else self.holidays

    def standing(self, service: Service) -> tuple[int, float]:
        """Open now (0), unknown (1) or closed (2); and for what is closed the seconds until it opens."""
        if service.openings is None:
            return 1, 0.0
        found = self._standing.get(service.id)
        if found is None:
            found = self._standing[service.id] = self._worked_out(service)
        return found

    def _worked_out(self, service: Service) -> tuple[int, float]:
        openings, days = service.openings or (), self.free_days(service)
        week = week_of(openings)
        if week is not None:
            wait = seconds_until_open(week, self.now, days)
            return (2, wait) if wait else (0, 0.0)
        if is_open(openings, self.now, days):
            return 0, 0.0
        opens = next_opening(openings, self.now, days)
        return 2, (opens - self.now).total_seconds() if opens else float("inf")


# Which doors fit


def misfit(service: Service, case: Case) -> str | None:
    """What keeps the person from this door, as a word of `data/texts/tailored.yml`; None where nothing does."""
    if service.status != "active" or (service.expires is not None and service.expires < case.today):
        return "ended"
    if service.id in case.wish.without:
        return "named"
    if service.district is not None and not serves_district(service, case):
        return "district"
    if service.for_whom and not takes_person(service, case):
        return "for_whom"
    return None if case.wish.age is None or takes_age(service, case) else "age"


def fits(service: Service, case: Case) -> bool:
    """Whether this door is one for the need and for the person."""
    return case.wish.need in service.needs and misfit(service, case) is None


def serves_district(service: Service, case: Case) -> bool:
    """A door that serves one district is a wrong door for people from another."""
    return service.district is None or not case.district or service.district.casefold() == case.district


def askers(wish: Wish) -> frozenset[str]:
    """The roles in which the person may be asking."""
    if wish.for_whom == "self":
        if wish.age is not None and wish.age < ADULT:
            return frozenset({"young_person"}) | ({"relative"} if wish.need in CARERS else set())
        return frozenset({"young_person", "parent"}) | ({"relative"} if wish.need in CARERS else set())
    if wish.for_whom == "child":
        return frozenset({"parent", "relative", "young_person"})
    if wish.for_whom == "other":
        return frozenset({"relative", "parent", "young_person"})
    return frozenset({"young_person", "parent", "relative", "professional"})


def surely(wish: Wish) -> frozenset[str]:
    """The roles that the person has beyond doubt."""
    if wish.for_whom == "self":
        return frozenset({"relative"}) if wish.need in CARERS else frozenset()
    sure = {"child": {"parent", "relative"}, "other": {"relative"}, "client": {"professional"}}
    return frozenset(sure.get(wish.for_whom or "", ()))


def takes_person(service: Service, case: Case) -> bool:
    """A line for parents is no door for a child who asks for itself, and so on; the role may be unknown."""
    return not service.for_whom or not case.asking.isdisjoint(service.for_whom)


def takes_age(service: Service, case: Case) -> bool:
    """The limits are those of the young person or client; a parent is welcome at any age where parents are."""
    age = case.wish.age
    return age is None or in_range(service, age) or is_parent(service, case)


def in_range(service: Service, age: int) -> bool:
    """Whether the age lies within the limits, both included."""
    return (service.minimum_age or 0) <= age <= (service.maximum_age if service.maximum_age is not None else age)


def is_parent(service: Service, case: Case) -> bool:
    """Whether the door is for parents too, and the age that is known is that of a grown-up."""
    age = case.wish.age
    return "parent" in service.for_whom and age is not None and age >= ADULT and "parent" in case.asking


# For whom a door is made


def limited(service: Service) -> bool:
    """Whether the door is for the young, the old, parents or relatives only."""
    young = service.maximum_age is not None and service.maximum_age <= YOUNG
    return young or (service.minimum_age or 0) >= OLD or bool(service.for_whom)


def made_for(service: Service, case: Case) -> bool:
    """Whether a limited door is surely one for this person."""
    wish = case.wish
    if wish.for_whom == "child" and service.for_whom == ("young_person",):
        return False  # the child can go there itself, the parent who asks cannot
    if service.minimum_age is None and service.maximum_age is None:
        return not case.sure.isdisjoint(service.for_whom)
    if wish.for_whom == "child" and "parent" in service.for_whom and (wish.age is None or wish.age >= ADULT):
        return True
    return wish.age is not None and in_range(service, wish.age)


def is_stale(service: Service, case: Case) -> bool:
    """Whether the entry was last looked at more than a year ago; without a date nobody knows."""
    return service.assured_date is not None and service.assured_date < case.fresh_since
