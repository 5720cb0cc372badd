"""What is missing, stale or contradicts itself in the files of a municipality. Pure: the facts and today come in."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, time, timedelta
from itertools import combinations, islice

from bot.domain.directory import Opening, Profile, Service
from bot.domain.fitting import FRESH_DAYS
from bot.domain.hours import lines_on
from bot.domain.needs import Need, Road
from bot.hsds.values import phone_of
from bot.understanding.plain_language import problems

TO_FILL_IN = re.compile(r"\bVUL IN\b")
"""What the template writes wherever a municipality has to write something."""

SOON = timedelta(days=60)
"""How long before an entry expires somebody should know."""

AHEAD = 366
"""Days in which hours are looked at; what contradicts itself only later is told later."""


@dataclass(frozen=True)
class Finding:
    """One thing to do: where (an entry, or "profile"), and what. `grave` where people would meet a shut door."""

    where: str
    what: str
    grave: bool = True


@dataclass(frozen=True)
class Files:
    """What is looked at."""

    profile: Profile
    services: Sequence[Service]
    needs: Mapping[str, Need]
    today: date


def findings(files: Files) -> list[Finding]:
    """Everything there is to do, the grave things first."""
    found = [finding for check in CHECKS for finding in check(files)]
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.grave)


def to_fill_in(files: Files) -> Iterator[Finding]:
    """Places that the template left open."""
    for field in fields(Profile):
        if field.name != "coordinates" and TO_FILL_IN.search(str(getattr(files.profile, field.name))):
            yield Finding("profile", f"{field.name} has to be filled in")
    for service in files.services:
        for field in fields(Service):
            if TO_FILL_IN.search(str(getattr(service, field.name))):
                yield Finding(service.id, f"{field.name} has to be filled in")


def needs_without_a_door(files: Files) -> Iterator[Finding]:
    """Needs that no service is made for; who has one is sent to the desk."""
    named = {need for service in _named(files) for need in service.needs if need not in service.also}
    for code, need in files.needs.items():
        if need.road is not Road.SMALLTALK and code not in named:
            yield Finding("directory", f"no door is made for {code} ({need.name_nl})")


def numbers(files: Files) -> Iterator[Finding]:
    """Numbers that cannot be called: no library takes them for valid, and they are no known short number."""
    for phone in (files.profile.phone,):
        if not TO_FILL_IN.search(phone) and phone_of(phone, "NL") is None:
            yield Finding("profile", f"phone {phone} is no valid number")
    for service in files.services:
        for phone in (service.phone, *service.other_phones):
            if phone and not TO_FILL_IN.search(phone) and phone_of(phone, "NL") is None:
                yield Finding(_entry(service), f"phone {phone} is no valid number")


def nobody_there(files: Files) -> Iterator[Finding]:
    """Services of the municipality where no person can be reached in any way."""
    for service in _named(files):
        if service.local and not service.has_human:
            yield Finding(service.id, "has no phone, no chat and no address: nobody answers there")


def places(files: Files) -> Iterator[Finding]:
    """Districts and buildings that are nowhere on the map, so that nothing is near them."""
    for district in files.profile.districts:
        if not any(files.profile.coordinates.get(district, ())):
            yield Finding("profile", f"district {district} has no coordinates")
    for service in files.services:
        if service.local and service.address and None in (service.latitude, service.longitude):
            yield Finding(service.id, f"{service.location} has no coordinates", grave=False)


def age(files: Files) -> Iterator[Finding]:
    """Entries that nobody looked at for a year: they sink, and people are told."""
    fresh_since = files.today - timedelta(days=FRESH_DAYS)
    for service in _named(files):
        if service.assured_date and service.assured_date < fresh_since:
            yield Finding(_entry(service), f"was last checked on {service.assured_date}", grave=False)


def expiry(files: Files) -> Iterator[Finding]:
    """Entries that end soon, or did: those are no longer named."""
    for service in files.services:
        if service.expires is None or service.status != "active":
            continue
        if service.expires < files.today:
            yield Finding(_entry(service), f"expired on {service.expires} and is no longer named", grave=False)
        elif service.expires - files.today <= SOON:
            yield Finding(_entry(service), f"expires on {service.expires}", grave=False)


def hours(files: Files) -> Iterator[Finding]:
    """Lines of a schedule that contradict each other, or that never come again."""
    offices = ("profile", files.profile.office_hours)
    for where, openings in (offices, *((service.id, service.openings or ()) for service in _named(files))):
        yield from (Finding(where, what) for what in contradictions(openings, files.today))


def contradictions(openings: Sequence[Opening], today: date) -> Iterator[str]:
    """The first day on which two lines overlap, or on which it is both closed and open; and a season that is over."""
    ahead = 7 if all(line.weekly for line in openings) else AHEAD
    days = [today + timedelta(days=days) for days in range(ahead)]
    if openings and not any(lines_on(openings, day) for day in days):
        yield "never opens: every line of the schedule is over"
    overlapping = ((day, pair) for day in days for pair in combinations(lines_on(openings, day), 2) if _overlap(*pair))
    for day, (one, other) in islice(overlapping, 1):
        yield f"two lines overlap on {day}: {_in_short(one)} and {_in_short(other)}"
    both = (
        day
        for day in days
        if {line.closed for line in openings if line.special and line.counts_on(day)} == {True, False}
    )
    for day in islice(both, 1):
        yield f"is closed and has special hours on {day}; the hours count"


def _overlap(one: Opening, other: Opening) -> bool:
    return one.opens < _end(other) and other.opens < _end(one)


def _end(line: Opening) -> time:
    """Until when it is open on the day itself."""
    return time.max if line.overnight else line.closes


def _in_short(line: Opening) -> str:
    return f"{line.opens:%H:%M}-{line.closes:%H:%M}"


def hard_texts(files: Files) -> Iterator[Finding]:
    """Texts above B1, or English that is not plain."""
    for service in files.services:
        for name, language in ((name, language) for name in TEXTS for language in ("nl", "en")):
            text = _beside_names(getattr(service, f"{name}_{language}"), service) if service.local else ""
            if found := "; ".join(str(problem) for problem in problems(text, language)):
                yield Finding(_entry(service), f"{name} ({language}) is hard to read: {found}", grave=False)


def _beside_names(text: str, service: Service) -> str:
    """The text without the names of the service itself."""
    for name in (service.name, service.organization):
        text = text.replace(name, "X") if name else text
    return text


TEXTS = ("description", "say", "fees", "documents", "alert")
"""What a person reads of a service, in two languages."""

CHECKS: Collection[Callable[[Files], Iterator[Finding]]] = (
    to_fill_in,
    needs_without_a_door,
    numbers,
    nobody_there,
    places,
    hours,
    age,
    expiry,
    hard_texts,
)


def _entry(service: Service) -> str:
    """What the entry in the file is called: a service at several locations is written once."""
    return service.family or service.id


def _named(files: Files) -> Iterator[Service]:
    """The services that the bot may name today."""
    for service in files.services:
        if service.status == "active" and (service.expires is None or service.expires >= files.today):
            yield service
