"""The guide (`/wegwijzer`): all needs and doors to browse, without a talk. What is looked at is kept nowhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.directory import Choice, Service, Wish
from bot.domain.errors import BotError, NotFound
from bot.domain.fitting import FRESH_DAYS
from bot.domain.hours import hours_at, hours_in_words
from bot.domain.needs import URGENT, Need, Road
from bot.domain.office_hours import OfficeHour, is_office, next_office_hours
from bot.domain.timetable import Day, coming_days, other_days
from bot.services import directory
from bot.services.doorkeeper import Doorkeeper
from bot.services.finding import NEEDS, NeedFinder, telling
from bot.services.masking import without_private_data
from bot.services.ports import DialogueEngine, UnitOfWork
from bot.understanding.danger import find_danger

log = logging.getLogger(__name__)

ALL = 60
"""More doors than any need has."""

STARTING = "unclear"
"""The one need without a road that is worth a page: who does not know where to begin."""

SENTENCE = 3
"""With so many words a question is a sentence, and the classifier may know what it is about."""

LIKELY = 0.25
"""How sure the classifier must be of a need to name it beside what the words find."""

PATIENCE = 0.6
"""Seconds that the classifier gets; without its answer the words alone decide."""

IN_CALENDAR = 10
"""How many sessions of one place go into a calendar."""

SERVICES = 10
"""How many services a search shows."""

SCOPE = 150
"""Among so many doors for a need the other places of a service are looked for."""

OMBUDSMEN = ("ombudsman", "youth_ombudsman")


@dataclass(frozen=True)
class Group:
    """Needs that belong together, under the name of `needs.csv`."""

    name: str
    needs: Sequence[Need]


@dataclass(frozen=True)
class DoorsOfNeed:
    """The doors for one need: the municipality's and its partners' own, and those of the whole country."""

    need: Need
    ours: Sequence[Choice]
    others: Sequence[Choice]


@dataclass(frozen=True)
class Door:
    """One service as its page shows it. `week` and `other_days` are empty where only a note on the hours is known."""

    service: Service
    hours: str
    open_now: bool | None
    week: Sequence[Day]
    other_days: Sequence[Day]
    office_hours: Sequence[OfficeHour]
    stale: bool


@dataclass(frozen=True)
class Answer:
    """What a search found, best first; `danger` is a danger in the words themselves."""

    needs: Sequence[Need] = ()
    services: Sequence[Service] = ()
    danger: str | None = None


def groups(house: Doorkeeper) -> list[Group]:
    """All needs that a door or a flow helps with, by group; danger first, the rest in the order of the catalogue."""
    found: dict[str, list[Need]] = {}
    for need in house.needs.values():
        if is_listed(need):
            found.setdefault(need.group, []).append(need)
    urgent = {house.needs[code].group for code in URGENT if code in house.needs}
    return [Group(name, found[name]) for name in sorted(found, key=lambda name: name not in urgent)]


def is_listed(need: Need) -> bool:
    """Whether people come with it: a greeting is no reason to look for a door."""
    return need.road is not Road.SMALLTALK or need.code == STARTING


def doors_of_need(code: str, language: str, *, now: datetime, house: Doorkeeper) -> DoorsOfNeed:
    """All doors for a need, in the order of the choice for somebody of whom nothing is known; `NotFound`."""
    need = house.needs.get(code)
    if need is None or not is_listed(need):
        raise NotFound("need", code)
    choices = house.choose(Wish(code, language=language, at=now, limit=ALL))
    ours = [choice for choice in choices if choice.service.local]
    return DoorsOfNeed(need, ours, [choice for choice in choices if not choice.service.local])


def danger_lines(*, now: datetime, house: Doorkeeper) -> list[tuple[Need, Service]]:
    """For each danger the line that comes first; what nobody can call is left out."""
    found = []
    for code in URGENT:
        choices = house.choose(Wish(code, at=now, limit=ALL)) if code in house.needs else ()
        line = next((choice.service for choice in choices if choice.service.phone), None)
        if line is not None:
            found.append((house.needs[code], line))
    return found


def shown(id: str, *, now: datetime, house: Doorkeeper) -> Service:
    """The service, unless it is not held, has ended or does not exist: then `NotFound`."""
    service = house.service(id)
    if service is None or not _stands(service, now.date()):
        raise NotFound("service", id)
    return service


def _stands(service: Service, today: date) -> bool:
    return service.status == "active" and (service.expires is None or service.expires >= today)


def door(id: str, language: str, *, now: datetime, house: Doorkeeper) -> Door:
    """Everything that the page of a service tells; `now` is local time."""
    service = shown(id, now=now, house=house)
    free = frozenset[date]() if service.open_on_holidays else house.holidays(now)
    hours = hours_at(service.openings, now, free)
    lines, today = service.openings or (), now.date()
    return Door(
        service,
        hours_in_words(hours, now, language),
        hours.open_now,
        coming_days(lines, today, free) if lines else (),
        other_days(lines, today, free),
        sessions_of(service, now=now, house=house) if is_office(service, today) else (),
        service.assured_date is not None and (today - service.assured_date).days > FRESH_DAYS,
    )


async def places_of(service: Service, *, now: datetime, uow: UnitOfWork) -> list[Service]:
    """The same service in other buildings."""
    if not service.family or not service.needs:
        return []
    async with uow:
        around = await uow.doors.whole(service.needs[0], SCOPE)
    family = [one for one in around or () if one.family == service.family and one.id != service.id]
    return [one for one in family if _stands(one, now.date())]


def office_hours(district: str, *, now: datetime, house: Doorkeeper) -> list[OfficeHour]:
    """The next three sessions of each ombudsman, those near the district where one is given."""
    found = [one for who in OMBUDSMEN for one in house.office_hours(who, district or None, now)]
    return sorted(found, key=lambda one: (one.starts, one.service.id))


def sessions_of(service: Service, *, now: datetime, house: Doorkeeper) -> list[OfficeHour]:
    """The next sessions at one place."""
    return next_office_hours([service], None, now, house.holidays(now), IN_CALENDAR)


async def search(
    text: str, language: str, *, house: Doorkeeper, finder: NeedFinder, engine: DialogueEngine, uow: UnitOfWork
) -> Answer:
    """What the words find, with what the classifier hears in a sentence; that one may be away."""
    if not text.strip():
        return Answer()
    danger = find_danger(text)
    likely = await _understood(text, engine) if len(text.split()) >= SENTENCE else []
    codes = list(dict.fromkeys([*likely, *finder.find(text, language)]))
    needs = [house.needs[code] for code in codes if code in house.needs and is_listed(house.needs[code])]
    found = await directory.search(telling(text), limit=3 * SERVICES, uow=uow)
    families = {one.family or one.id: one for one in reversed(found)}  # of a service in many buildings the best
    services = [one for one in found if one in families.values()]
    return Answer(needs[:NEEDS], services[:SERVICES], danger.code if danger else None)


async def _understood(text: str, engine: DialogueEngine) -> list[str]:
    """Needs that the classifier is sure enough of; nothing private reaches it."""
    masked, _ = without_private_data(text)
    try:
        understood = await asyncio.wait_for(engine.understand(masked), PATIENCE)
    except (BotError, asyncio.TimeoutError) as error:
        log.info("search without the classifier error=%s", type(error).__name__)
        return []
    return [code for code, confidence in understood.needs if confidence >= LIKELY]
