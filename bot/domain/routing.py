"""Which of the doors that fit come first: small rules, each with its reason, and never a list without a human."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from bot.domain.directory import Choice, Service, Wish
from bot.domain.fitting import ADULT, NOWHERE, Case, Map, fits, is_stale, limited, made_for, misfit
from bot.domain.reasons import SHY, TIGHT, explained

Rule = Callable[[Service, Case], float]
"""Says where a door stands by one thing; lower comes first."""

AFTER_LINES = 99
"""The place of every door that is no help line with a place of its own."""

RIGHTS = frozenset(
    {"complaint", "complaint_status", "objection", "sent_around", "childrens_rights", "privacy_data", "participation"}
)
"""Needs with which the ombudsman is the last door; for all others it is the municipality's own desk."""

CROWDED = {"waiting_list": 1, "full": 2}
NEAR, FAR = 1_000, 3_000
"""Metres that anybody walks, and metres from which on a place is far away."""


def choose(
    services: Iterable[Service],
    wish: Wish,
    *,
    now: datetime,
    holidays: frozenset[date] = frozenset(),
    city: Map = NOWHERE,
) -> list[Choice]:
    """The doors for this wish, best first, at most `wish.limit`; `now` is local time.

    One of them has a human. Where nothing fits they are the municipality's own desk and the ombudsman; empty only
    when these were all named before.
    """
    services = list(services)
    case = Case(wish, now, holidays, named_families(services, wish), city)
    fitting = [service for service in services if fits(service, case)]
    chosen = one_of_each(in_order(fitting, case, rules_for(case)), wish.limit)
    doors = with_human(chosen, services, case) if chosen else no_door_fits(services, case)
    return [explained(service, case, in_line(service, case) < AFTER_LINES) for service in doors]


# In which order: lower comes first


def in_line(service: Service, case: Case) -> int:
    """Danger lines and children's lines come before all other doors, each at its own place.

    A line for the young does so only for a young person who asks, and whose age is known to be right.
    """
    place = service.first_for.get(case.wish.need, AFTER_LINES)
    if place == AFTER_LINES or not limited(service):
        return place
    return place if case.wish.for_whom in (None, "self") and made_for(service, case) else AFTER_LINES


def named_before(service: Service, case: Case) -> int:
    """The same service in another building is no new door."""
    return int(service.family in case.families)


def wrong_way(service: Service, case: Case) -> int:
    """Who cannot call, or only wants to, gets nowhere by another way."""
    return int(bool(case.wish.channels) and service.channels.isdisjoint(case.wish.channels))


def asks_name(service: Service, case: Case) -> int:
    """For who wants to give no name: needs none, then unknown, then asks for it."""
    return _known(service.anonymous) if case.wish.anonymous else 0


def asks_money(service: Service, case: Case) -> int:
    """For who can pay nothing: free, then unknown, then costs money."""
    return _known(service.free) if case.wish.free else 0


def _known(well: bool | None) -> int:
    return 1 if well is None else int(not well) * 2


def crowded(service: Service, case: Case) -> int:
    """With room or unknown, then with a waiting list, then full."""
    return CROWDED.get(service.capacity, 0)


def stale(service: Service, case: Case) -> int:
    """What nobody looked at for a year may be wrong."""
    return int(is_stale(service, case))


def second_door(service: Service, case: Case) -> int:
    """A desk that is made for the need knows more of it than one that helps with everything."""
    return int(case.wish.need in service.also)


def elsewhere(service: Service, case: Case) -> int:
    """A door in the city can look people in the eye."""
    return int(not service.local)


def for_others(service: Service, case: Case) -> int:
    """Made for this person, then open to all, then one of which it is not known whether the person may go there."""
    if not limited(service):
        return 1
    return 0 if made_for(service, case) else 2


def other_language(service: Service, case: Case) -> int:
    """A desk in the person's own language, then one where it is spoken too: who is not understood is not helped."""
    language = case.wish.language
    if service.languages[:1] == (language,):
        return 0
    return 1 if language in service.languages else 2


def dear(service: Service, case: Case) -> int:
    """With money troubles what costs money comes later."""
    return int(service.free is False and case.wish.need in TIGHT)


def far_away(service: Service, case: Case) -> int:
    """Around the corner or in the own district; then near, or wherever the person is; then far, or maybe not theirs."""
    if case.exact:
        return _steps_away(service, case)
    place = service.district or service.lies_in
    if place is None or not case.district:
        return 2 if service.district else 1
    if place.casefold() == case.district:
        return 0
    return 1 if not case.next_door or place.casefold() in case.next_door else 2


def _steps_away(service: Service, case: Case) -> int:
    away = case.metres_to(service)
    if away is None:
        return 2 if service.district and service.district.casefold() != case.district else 1
    return 0 if away <= NEAR else 1 if away <= FAR else 2


def unshy(service: Service, case: Case) -> int:
    """The young tell what weighs on them sooner where their name is not asked."""
    young = case.wish.age is not None and case.wish.age < ADULT
    return int(young and case.wish.need in SHY and not service.anonymous)


def closed(service: Service, case: Case) -> int:
    """Open now, then unknown, then closed."""
    return case.standing(service)[0]


def later(service: Service, case: Case) -> float:
    """Of what is closed the one that opens first, in seconds from now."""
    return case.standing(service)[1]


def distance(service: Service, case: Case) -> int:
    """The nearest place, in steps of a hundred metres; what is no place is as near as can be."""
    away = case.metres_to(service)
    return 0 if away is None else round(away / 100)


def unsure(service: Service, case: Case) -> int:
    """Facts that were read in a source come before those that are known by heart."""
    return int(service.confidence == "by_heart")


ORDER: tuple[Rule, ...] = (
    in_line,
    named_before,
    wrong_way,
    asks_name,
    crowded,
    stale,
    second_door,
    asks_money,
    elsewhere,
    for_others,
    other_language,
    dear,
    far_away,
    unshy,
    closed,
    later,
    distance,
    unsure,
)
"""The rules, the weightiest first; those that have to reckon come last, when few doors are left to compare."""


def rank(service: Service, case: Case) -> tuple[float, ...]:
    """What every rule in turn says of this door: who has the lowest comes first."""
    return tuple(rule(service, case) for rule in ORDER)


def rules_for(case: Case) -> tuple[Rule, ...]:
    """The rules that can tell doors apart in this case."""
    wish = case.wish
    idle: dict[Rule, bool] = {
        named_before: not case.families,
        wrong_way: not wish.channels,
        asks_name: not wish.anonymous,
        asks_money: not wish.free,
        dear: wish.need not in TIGHT,
        unshy: wish.need not in SHY,
        distance: case.point is None,
    }
    return tuple(rule for rule in ORDER if not idle.get(rule))


def in_order(services: Sequence[Service], case: Case, rules: Sequence[Rule]) -> Iterator[Service]:
    """The doors by rank, one after the other; where all rules find them equal the order of the directory stays.

    The next rule only looks at doors that all earlier ones found equal, and only when these are wanted: who asks for
    two of a thousand reckons with few.
    """
    for number, rule in enumerate(rules, 1):
        places = [rule(service, case) for service in services]
        if len(set(places)) > 1:
            for group in _by_place(services, places):
                yield from in_order(group, case, rules[number:]) if len(group) > 1 else group
            return
    yield from services


def _by_place(services: Sequence[Service], places: Sequence[float]) -> list[list[Service]]:
    """The doors that one rule finds equal, together; the best first."""
    groups: dict[float, list[Service]] = {place: [] for place in sorted(set(places))}
    for service, place in zip(services, places, strict=True):
        groups[place].append(service)
    return list(groups.values())


# How many


def named_families(services: Iterable[Service], wish: Wish) -> frozenset[str]:
    """Services with several locations of which one was named before."""
    if not wish.without:
        return frozenset()
    return frozenset(service.family for service in services if service.id in wish.without and service.family)


def one_of_each(ranked: Iterable[Service], limit: int) -> list[Service]:
    """The first ones, and of each service that has several locations the best."""
    best: dict[str, Service] = {}
    for service in ranked:
        if len(best) >= limit:
            break
        best.setdefault(service.family or service.id, service)
    return list(best.values())


def last_doors(services: Iterable[Service], case: Case) -> list[Service]:
    """Where a human always is: the ombudsman first for rights, the municipality's own desk for all else."""
    order = ("ombudsman", "desk") if case.wish.need in RIGHTS else ("desk", "ombudsman")
    found = [service for service in services if service.last_door and misfit(service, case) is None]
    return sorted(found, key=lambda service: (order.index(service.last_door), rank(service, case)))


def no_door_fits(services: Iterable[Service], case: Case) -> list[Service]:
    """The best desk and the best ombudsman: they look together with the person at what would fit."""
    best: dict[str, Service] = {}
    for service in last_doors(services, case):
        best.setdefault(service.last_door, service)
    return list(best.values())[: case.wish.limit]


def with_human(chosen: Sequence[Service], services: Iterable[Service], case: Case) -> list[Service]:
    """The same doors, the last one replaced where nobody would answer at any of them."""
    if any(service.has_human for service in chosen):
        return list(chosen)
    last = last_doors(services, case)
    return [*chosen[: max(case.wish.limit - 1, 0)], *last[:1]] if last else list(chosen)
