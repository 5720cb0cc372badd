"""Which doors fit a person, and in which order: small rules, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.directory import Choice, Service, Wish
from bot.domain.hours import hours_at, hours_in_words, is_open

ADULT = 18
YOUNG = 30
"""An upper age limit up to this one makes a door one for the young; a higher one says little."""

OLD = 60
FRESH_DAYS = 365
"""An entry that nobody looked at for longer sinks, and says so."""

AFTER_LINES = 99
"""The place of every door that is no help line with a place of its own."""

RIGHTS = frozenset(
    {"complaint", "complaint_status", "objection", "sent_around", "childrens_rights", "privacy_data", "participation"}
)
"""Needs with which the ombudsman is the last door; for all others it is the municipality's own desk."""

CARERS = frozenset({"informal_care"})
"""Needs of someone who looks after another: who asks for "self" is a relative then."""


@dataclass(frozen=True)
class Case:
    """What the rules look at beside the service: the wish, the moment and what was named already."""

    wish: Wish
    now: datetime
    holidays: frozenset[date] = frozenset()
    families: frozenset[str] = frozenset()


def choose(
    services: Iterable[Service], wish: Wish, *, now: datetime, holidays: frozenset[date] = frozenset()
) -> list[Choice]:
    """The doors for this wish, best first, at most `wish.limit`; `now` is local time.

    One of them has a human, and there is always one, unless the last doors were all named before.
    """
    services = list(services)
    families = frozenset(service.family for service in services if service.id in wish.without and service.family)
    case = Case(wish, now, holidays, families)
    ranked = sorted((service for service in services if fits(service, wish)), key=lambda service: rank(service, case))
    chosen = with_human(one_of_each(ranked)[: wish.limit], last_doors(services, case), wish.limit)
    return [explained(service, case) for service in chosen]


# Which doors fit


def fits(service: Service, wish: Wish) -> bool:
    """Whether this door is one for the need and for the person."""
    return wish.need in service.needs and reachable(service, wish)


def reachable(service: Service, wish: Wish) -> bool:
    """Whether the person can go there at all, and was not sent there before."""
    return (
        service.status == "active"
        and service.id not in wish.without
        and serves_district(service, wish)
        and takes_person(service, wish)
        and takes_age(service, wish)
    )


def serves_district(service: Service, wish: Wish) -> bool:
    """A door that serves one district is a wrong door for people from another."""
    return service.district is None or wish.district is None or _same(service.district, wish.district)


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


def takes_person(service: Service, wish: Wish) -> bool:
    """A line for parents is no door for a child who asks for itself, and so on; the role may be unknown."""
    return not service.for_whom or bool(askers(wish).intersection(service.for_whom))


def takes_age(service: Service, wish: Wish) -> bool:
    """The limits are those of the young person or client; a parent is welcome at any age where parents are."""
    return wish.age is None or in_range(service, wish.age) or is_parent(service, wish)


def in_range(service: Service, age: int) -> bool:
    """Whether the age lies within the limits, both included."""
    return (service.minimum_age or 0) <= age <= (service.maximum_age if service.maximum_age is not None else age)


def is_parent(service: Service, wish: Wish) -> bool:
    """Whether the door is for parents too, and the age that is known is that of a grown-up."""
    return "parent" in service.for_whom and wish.age is not None and wish.age >= ADULT and "parent" in askers(wish)


# In which order: lower comes first


def in_line(service: Service, case: Case) -> int:
    """Danger lines and children's lines come before all other doors, each at its own place.

    A line for the young does so only for a young person who asks, and whose age is known to be right.
    """
    place, wish = service.first_for.get(case.wish.need, AFTER_LINES), case.wish
    mine = wish.for_whom in (None, "self") and made_for(service, wish)
    return place if mine or not limited(service) else AFTER_LINES


def named_before(service: Service, case: Case) -> int:
    """The same service in another building is no new door."""
    return int(service.family in case.families)


def stale(service: Service, case: Case) -> int:
    """What nobody looked at for a year may be wrong."""
    return int(is_stale(service, case.now.date()))


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
    return 0 if made_for(service, case.wish) else 2


def far_away(service: Service, case: Case) -> int:
    """In the person's own district, then for the whole city, then for a district that may be another one."""
    place, own = service.district or service.lies_in, case.wish.district
    if place and own and _same(place, own):
        return 0
    return 2 if service.district else 1


def other_language(service: Service, case: Case) -> int:
    """A desk in the person's own language, then one where it is spoken too: who is not understood is not helped."""
    language = case.wish.language
    if service.languages[:1] == (language,):
        return 0
    return 1 if language in service.languages else 2


def closed(service: Service, case: Case) -> int:
    """Open now, then unknown, then closed."""
    if service.openings is None:
        return 1
    return 0 if is_open(service.openings, case.now, _holidays(service, case)) else 2


def unsure(service: Service, case: Case) -> int:
    """Facts that were read in a source come before those that are known by heart."""
    return int(service.confidence == "by_heart")


ORDER = (
    in_line,
    named_before,
    stale,
    second_door,
    elsewhere,
    for_others,
    other_language,
    far_away,
    closed,
    unsure,
)
"""The rules, the weightiest first."""


def rank(service: Service, case: Case) -> tuple[int, ...]:
    """Sorts doors by every rule in turn; where all are equal the order of the directory stays."""
    return tuple(rule(service, case) for rule in ORDER)


def limited(service: Service) -> bool:
    """Whether the door is for the young, the old, parents or relatives only."""
    young = service.maximum_age is not None and service.maximum_age <= YOUNG
    return young or (service.minimum_age or 0) >= OLD or bool(service.for_whom)


def made_for(service: Service, wish: Wish) -> bool:
    """Whether a limited door is surely one for this person."""
    if wish.for_whom == "child" and service.for_whom == ("young_person",):
        return False  # the child can go there itself, the parent who asks cannot
    if service.minimum_age is None and service.maximum_age is None:
        return bool(surely(wish).intersection(service.for_whom))
    if wish.for_whom == "child" and "parent" in service.for_whom and (wish.age is None or wish.age >= ADULT):
        return True
    return wish.age is not None and in_range(service, wish.age)


def surely(wish: Wish) -> frozenset[str]:
    """The roles that the person has beyond doubt."""
    if wish.for_whom == "self":
        return frozenset({"relative"}) if wish.need in CARERS else frozenset()
    sure = {"child": {"parent", "relative"}, "other": {"relative"}, "client": {"professional"}}
    return frozenset(sure.get(wish.for_whom or "", ()))


def is_stale(service: Service, today: date) -> bool:
    """Whether the entry was last looked at more than a year ago; without a date nobody knows."""
    return service.assured_date is not None and (today - service.assured_date).days > FRESH_DAYS


# How many


def one_of_each(ranked: Sequence[Service]) -> list[Service]:
    """The nearest of each service that has several locations."""
    best: dict[str, Service] = {}
    for service in ranked:
        best.setdefault(service.family or service.id, service)
    return list(best.values())


def last_doors(services: Iterable[Service], case: Case) -> list[Service]:
    """Where a human always is: the ombudsman first for rights, the municipality's own desk for all else."""
    order = ("ombudsman", "desk") if case.wish.need in RIGHTS else ("desk", "ombudsman")
    found = [service for service in services if service.last_door and reachable(service, case.wish)]
    return sorted(found, key=lambda service: (order.index(service.last_door), rank(service, case)))


def with_human(chosen: Sequence[Service], last: Sequence[Service], limit: int) -> list[Service]:
    """The same doors, the last one replaced where nobody would answer at any of them."""
    if any(service.has_human for service in chosen) or not last:
        return list(chosen)
    return [*chosen[: max(limit - 1, 0)], last[0]]


# Why


def explained(service: Service, case: Case) -> Choice:
    """The door with its reasons and its hours at this moment."""
    language = case.wish.language
    hours = hours_at(service.openings, case.now, _holidays(service, case))
    in_words = hours_in_words(hours, case.now, language)
    reasons = reasons_for(service, case)
    why = _sentence([*reasons, in_words]) + _warning(service, case)
    return Choice(
        service, why, hours.open_now, hours.next, hours.until, _sentence(reasons) + _warning(service, case), in_words
    )


def reasons_for(service: Service, case: Case) -> list[str]:
    """Why this door: each reason a few words that follow on each other."""
    english = case.wish.language == "en"
    reasons = [opening_reason(service, case), for_whom_in_words(service, case.wish.language)]
    if service.walk_in:
        reasons.append("without an appointment" if english else "zonder afspraak")
    if english and "en" in service.languages and service.local:
        reasons.append("English spoken")
    return [reason for reason in reasons if reason]


def opening_reason(service: Service, case: Case) -> str:
    """What weighs most: made for this need, a human at last, or where it is."""
    english = case.wish.language == "en"
    if in_line(service, case) < AFTER_LINES:
        nameless = (", je naam hoeft niet", ", no name needed")[english] if service.anonymous else ""
        return f"{'made for this' if english else 'speciaal hiervoor'}{nameless}"
    if case.wish.need not in service.needs:
        return "someone here helps you further" if english else "hier helpt een mens je verder"
    return place_in_words(service, case)


def place_in_words(service: Service, case: Case) -> str:
    """Where, seen from the person."""
    english = case.wish.language == "en"
    if not service.local:
        return "for all of the Netherlands" if english else "voor heel Nederland"
    place = service.district or service.lies_in
    if place is None:
        return "for the whole city" if english else "voor de hele stad"
    if case.wish.district and _same(place, case.wish.district):
        return "in your district" if english else "in jouw wijk"
    return f"in {place}"


def for_whom_in_words(service: Service, language: str) -> str:
    """The limits, where there are any: "voor jongeren van 16 tot en met 27 jaar"."""
    english, least, most = language == "en", service.minimum_age, service.maximum_age
    if most is None:
        return _from_age_in_words(least, english) or _role_in_words(service, english)
    young = _young_in_words(least or 0, most, english)
    if english:
        also = " and parents" if "parent" in service.for_whom else ""
        return f"for {young} {f'from {least} to' if least else 'up to'} {most}{also}"
    also = " en ouders" if "parent" in service.for_whom else ""
    return f"voor {young} {f'van {least} ' if least else ''}tot en met {most} jaar{also}"


def _from_age_in_words(least: int | None, english: bool) -> str:
    if not least:
        return ""
    return f"from age {least}" if english else f"vanaf {least} jaar"


ROLES = {
    "parent": ("voor ouders", "for parents"),
    "relative": ("voor naasten", "for relatives"),
    "young_person": ("voor jongeren", "for young people"),
    "professional": ("voor beroepskrachten", "for professionals"),
}
"""For whom a door is, in Dutch and in English."""


def _role_in_words(service: Service, english: bool) -> str:
    return ROLES[service.for_whom[0]][english] if service.for_whom else ""


def _young_in_words(least: int, most: int, english: bool) -> str:
    if most <= ADULT and least < 12:
        return "children" if english else "kinderen"
    if most <= YOUNG:
        return "young people" if english else "jongeren"
    return "people" if english else "mensen"


def _warning(service: Service, case: Case) -> str:
    if not is_stale(service, case.now.date()):
        return ""
    if case.wish.language == "en":
        return " Note: nobody checked this for over a year."
    return " Let op: dit is langer dan een jaar niet nagekeken."


def _sentence(parts: Sequence[str]) -> str:
    text = ", ".join(part for part in parts if part)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _holidays(service: Service, case: Case) -> frozenset[date]:
    return frozenset() if service.open_on_holidays else case.holidays
