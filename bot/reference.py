"""Facts that people keep in files: the profile of a municipality, its doors, the national ones and the needs.

A mistake in one of them is told with the file, the entry and the field, and stops the start: better no bot than one
that names a wrong number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.complaint_route import Kind
from bot.domain.directory import Norm, Opening, Profile, Service
from bot.domain.hours import ALL_WEEK, NIGHT_AND_DAY, week_in_words
from bot.domain.needs import Need, Road
from bot.entries import Entry, WrongEntry, read_rows, read_yaml, to_day
from bot.settings import REFERENCE

SHOWN = ("confirmed", "by_heart")
"""How sure a national fact has to be before the bot tells it."""

ROLES = frozenset({"young_person", "parent", "relative", "professional"})
STATUSES = frozenset({"active", "inactive", "defunct", "temporarily closed"})
COMPLAINT_KINDS = frozenset(kind.value for kind in Kind)
CAPACITIES = frozenset({"open", "waiting_list", "full"})
RESPONSIBLE = frozenset({"municipality", "school_board", "landlord", "care_provider", "police", "national_body"})
OMBUDSMEN = frozenset({"ombudsman", "youth_ombudsman"})
LAST_DOORS = frozenset({"desk", "ombudsman"})
LANGUAGE_CODES = {"Dutch": "nl", "English": "en"}
# fmt: off
ASKS = frozenset((
    "for_whom", "role", "age", "district", "since_when", "organisation", "what_happened", "tried_so_far",
    "treated_badly", "wanted_outcome", "income", "decision_about", "decision_date", "deadline",
    "contact_preference", "phone", "email", "name", "consent", "has_address", "right",
))
"""Facts that a need may ask for."""

PLACE_FIELDS = ("name", "address_1", "postal_code", "city", "district", "latitude", "longitude", "accessibility")
AT_LOCATION = ("id", "name", "location", "service_areas", "phones", "schedules", "hours", "closed_on", "special_hours")
SERVICE_FIELDS = (
    *AT_LOCATION, "organization", "taxonomy_terms", "also", "description", "say", "email", "url",
    "service_at_locations", "open_on_holidays", "languages", "minimum_age", "maximum_age", "for_whom", "walk_in",
    "anonymous", "fees_description", "required_documents", "alert", "status", "assured_date", "last_door", "first_for",
    "expires", "capacity", "free", "responsible", "contracted", "complaint_kind", "office_hours_of",
)
NATIONAL_FIELDS = (
    "id", "name", "organization", "description", "say", "first_for", "also", "needs", "for_whom", "replaced_by",
    "responsible",
)
PROFILE_TEXTS = ("name", "phone", "address", "email", "website", "ombudsman", "youth_ombudsman")
PROFILE_FIELDS = (
    *PROFILE_TEXTS, "timezone", "districts", "office_hours", "complaint_committee", "retention_days", "waiting_norms",
    "extra_holidays", "webhooks", "colours", "texts", "closed_on", "special_hours",
)
CSV_COLUMNS = (
    "name", "needs", "age_range", "phone", "phone_cost", "chat_website", "opening_hours", "languages", "anonymous",
    "last_checked_source", "confidence",
)
# fmt: on

Fields = dict[str, Any]
"""Fields of a service, by name."""


# The profile


def load_profile(folder: Path) -> Profile:
    """The municipality in `profile.yml` of this folder; `WrongEntry` where something is missing or wrong."""
    file = folder / "profile.yml"
    entry = Entry(read_yaml(file), file, "profile", PROFILE_FIELDS)
    places = {name: _point(name, value, entry) for name, value in entry.mapping("districts").items()}
    committee = bool(entry.flag("complaint_committee"))
    return Profile(
        **{name: entry.text(name) for name in PROFILE_TEXTS},
        timezone=_zone(entry),
        districts=tuple(places) or entry.wrong("districts", "is missing"),
        office_hours=_office_hours(entry),
        complaint_weeks=10 if committee else 6,
        complaint_committee=committee,
        retention_days=entry.number("retention_days") or 365,
        texts=_own_texts(entry),
        coordinates=places,
        colours=entry.words("colours"),
        waiting_norms={need: _norm(norm) for need, norm in entry.named_blocks("waiting_norms").items()},
        webhooks=_webhooks(entry),
        extra_holidays=frozenset(to_day(item, entry, "extra_holidays") for item in entry.items("extra_holidays")),
    )


def _own_texts(entry: Entry) -> dict[str, dict[str, str]]:
    block = Entry(entry.mapping("texts"), entry.file, "texts")
    return {name: dict(zip(("nl", "en"), block.texts(name), strict=True)) for name in block.values}


def _office_hours(entry: Entry) -> tuple[Opening, ...]:
    return (*(entry.openings("office_hours") or entry.wrong("office_hours", "is missing")), *entry.exceptions())


def _webhooks(entry: Entry) -> dict[str, str]:
    """Where referrals go by themselves, by service: over TLS, or to this machine."""
    found = entry.words("webhooks")
    for id, url in found.items():
        if not re.match(r"https://[^/\s]+|http://127\.0\.0\.1[:/]", url):
            entry.wrong("webhooks", f"{id} has to begin with https:// (http:// only for 127.0.0.1)")
    return found


def _zone(entry: Entry) -> str:
    name = entry.text("timezone")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        entry.wrong("timezone", f"{name} is no time zone such as Europe/Amsterdam")
    return name


def _norm(entry: Entry) -> Norm:
    intake, help_ = entry.number("intake_weeks"), entry.number("help_weeks")
    if intake is None or help_ is None:
        entry.wrong("waiting_norms", "needs intake_weeks and help_weeks")
    return Norm(intake, help_)


def _point(name: str, value: Any, entry: Entry) -> tuple[float, float]:
    try:
        latitude, longitude = map(float, value)
    except (TypeError, ValueError):
        entry.wrong("districts", f"{name} needs a latitude and a longitude, as in [52.75, 5.35]")
    return latitude, longitude


# The needs


def load_needs(reference: Path = REFERENCE) -> dict[str, Need]:
    """The catalogue of needs: names and borders from `needs.csv`, roads and questions from `routes.yml`."""
    file = reference / "routes.yml"
    allowed = ("road", "asks", "nl", "en", "involves")
    written = Entry(read_yaml(file), file, "").values
    routes = {code: Entry(values, file, code, allowed) for code, values in written.items()}
    rows = read_rows(reference / "needs.csv", ("code", "group", "name_nl", "name_en"))
    needs = {row["code"]: _need(row, routes.pop(row["code"], None), file) for row in rows}
    for code in routes:
        raise WrongEntry(file, code, "", "is no need of needs.csv")
    return needs


def _need(row: Mapping[str, str], route: Entry | None, file: Path) -> Need:
    if route is None:
        raise WrongEntry(file, row["code"], "", "is missing")
    road = Road(route.one_of("road", [road.value for road in Road]))
    asks = route.items("asks", ASKS)
    if len(asks) > 3:
        route.wrong("asks", "has more than three questions")
    quiet = "" if road is Road.SMALLTALK else None
    return Need(
        code=row["code"],
        group=row["group"],
        name_nl=row["name_nl"],
        name_en=row["name_en"],
        road=road,
        asks=asks,
        heard_nl=route.text("nl", quiet),
        heard_en=route.text("en", quiet),
        involves=bool(route.flag("involves")),
        words=row.get("belongs_here", ""),
    )


# The doors


def load_directory(folder: Path, reference: Path = REFERENCE) -> list[Service]:
    """All doors: those in `directory/` of the profile's folder, then the national ones that are sure enough.

    `WrongEntry` for a wrong entry, an id that is used twice, or a directory without a desk where a human is.
    """
    needs = frozenset(load_needs(reference))
    local, national = load_local(folder, needs), load_national(reference, needs)
    for id, times in Counter(service.id for service in (*local, *national)).items():
        if times > 1:
            raise WrongEntry(folder / "directory", id, "id", f"is used {times} times")
    if not any(_is_always_there(service) for service in local):
        raise WrongEntry(folder / "directory", "", "last_door", "no service with a phone is the desk where a human is")
    return [*local, *national]


def _is_always_there(service: Service) -> bool:
    """Whether this is a desk that people can call, today and later."""
    lasting = service.status == "active" and service.expires is None
    return bool(service.last_door == "desk" and service.phone and lasting)


# The doors of the municipality


@dataclass(frozen=True)
class Town:
    """What an entry of the directory may refer to; `body` is the name of the municipality as an organisation."""

    body: str
    needs: Collection[str]
    districts: Collection[str]
    places: Mapping[str, Fields]


def load_local(folder: Path, needs: Collection[str]) -> list[Service]:
    """The doors in the folder of one municipality, one for every location of a service."""
    profile, directory = load_profile(folder), folder / "directory"
    town = Town(f"Gemeente {profile.name}", needs, profile.districts, _places(directory / "locations.yml", profile))
    files = [file for file in sorted(directory.glob("*.yml")) if file.name != "locations.yml"]
    return [service for file in files for entry in _entries(file) for service in _expand(entry, town)]


def _places(file: Path, profile: Profile) -> dict[str, Fields]:
    """The buildings, as the fields of a service that come from them."""
    entries = Entry(read_yaml(file), file, "", ("locations",)).named_blocks("locations", PLACE_FIELDS)
    return {id: _place(entry, profile) for id, entry in entries.items()}


def _place(entry: Entry, profile: Profile) -> Fields:
    return {
        "location": entry.text("name"),
        "address": f"{entry.text('address_1')}, {entry.text('postal_code')} {entry.text('city', profile.name)}",
        "lies_in": entry.one_of("district", profile.districts),
        "latitude": entry.decimal("latitude"),
        "longitude": entry.decimal("longitude"),
        **_both("accessibility", entry.texts("accessibility")),
    }


def _entries(file: Path) -> Iterator[Entry]:
    for entry in Entry(read_yaml(file), file, "", ("services",)).blocks("services", SERVICE_FIELDS):
        entry.name = entry.text("id")
        yield entry


def _expand(entry: Entry, town: Town) -> list[Service]:
    """One service for each of its locations; what the location does not say comes from the service."""
    blocks = entry.blocks("service_at_locations", AT_LOCATION)
    if not blocks:
        return [_local(entry, town)]
    shared = {field: value for field, value in entry.values.items() if field != "service_at_locations"}
    family = []
    for block in blocks:
        id = block.text("id", "") or f"{entry.name}-{block.text('location')}"
        at_location = Entry({**shared, **block.values, "id": id}, entry.file, id)
        family.append(replace(_local(at_location, town), family=entry.name))
    return family


def _local(entry: Entry, town: Town) -> Service:
    main, also = entry.items("taxonomy_terms", town.needs), entry.items("also", town.needs)
    if not main and not also:
        entry.wrong("taxonomy_terms", "names no need")
    phones = (*entry.items("phones"), "")
    place = entry.one_of("location", town.places, "")
    return Service(
        id=entry.text("id"),
        name=entry.text("name"),
        organization=entry.text("organization"),
        needs=(*main, *also),
        also=also,
        local=True,
        phone=phones[0],
        other_phones=phones[1:-1],
        email=entry.text("email", ""),
        website=entry.text("url", ""),
        district=_area(entry, town),
        assured_date=entry.day("assured_date") or entry.wrong("assured_date", "is missing"),
        status=entry.one_of("status", STATUSES, "active"),
        last_door=entry.one_of("last_door", LAST_DOORS, ""),
        first_for=_places_in_line(entry, town.needs),
        **_answers_for(entry, "municipality" if entry.text("organization") == town.body else ""),
        **_for_whom(entry),
        **_hours(entry),
        **_texts(entry),
        **town.places.get(place, {}),
    )


def _area(entry: Entry, town: Town) -> str | None:
    areas = entry.items("service_areas", town.districts)
    if len(areas) > 1:
        entry.wrong("service_areas", "can be one district; leave it out for the whole city")
    return areas[0] if areas else None


def _answers_for(entry: Entry, responsible: str) -> Fields:
    """How long and how far the door is open, and who answers for it where the entry does not say."""
    return {
        "expires": entry.day("expires"),
        "capacity": entry.one_of("capacity", CAPACITIES, ""),
        "free": entry.flag("free"),
        "responsible": entry.one_of("responsible", RESPONSIBLE, responsible),
        "contracted": bool(entry.flag("contracted")),
        "complaint_kind": entry.one_of("complaint_kind", COMPLAINT_KINDS, ""),
        "office_hours_of": entry.one_of("office_hours_of", OMBUDSMEN, ""),
    }


def _for_whom(entry: Entry) -> Fields:
    least, most = entry.number("minimum_age"), entry.number("maximum_age")
    if least is not None and most is not None and least > most:
        entry.wrong("maximum_age", "is below minimum_age")
    return {
        "minimum_age": least,
        "maximum_age": most,
        "for_whom": entry.items("for_whom", ROLES),
        "languages": entry.items("languages") or ("nl",),
        "anonymous": entry.flag("anonymous"),
        "walk_in": bool(entry.flag("walk_in")),
    }


def _hours(entry: Entry) -> Fields:
    """The schedule, and the same in words where there is no note."""
    openings, note = entry.openings("schedules"), entry.texts("hours")
    if openings is None and not note[0]:
        entry.wrong("schedules", "is missing; give schedules, or a note in hours")
    if openings and not note[0]:
        note = (week_in_words(openings, "nl"), week_in_words(openings, "en"))
    return {
        "openings": openings and (*openings, *entry.exceptions()),
        "open_on_holidays": bool(entry.flag("open_on_holidays")),
        **_both("hours", note),
    }


def _texts(entry: Entry) -> Fields:
    return {
        **_both("description", entry.texts("description", required=True)),
        **_both("say", entry.texts("say", required=True)),
        **_both("fees", entry.texts("fees_description")),
        **_both("documents", entry.texts("required_documents")),
        **_both("alert", entry.texts("alert")),
    }


def _both(name: str, texts: tuple[str, str]) -> Fields:
    return {f"{name}_nl": texts[0], f"{name}_en": texts[1]}


def _places_in_line(entry: Entry, needs: Collection[str]) -> dict[str, int]:
    block = Entry(entry.mapping("first_for"), entry.file, f"{entry.name}.first_for", needs)
    return {need: block.number(need) or block.wrong(need, "needs a place of 1 or more") for need in block.values}


# The national doors


@dataclass(frozen=True)
class Words:
    """What is said about the facts of `services.csv`: per name, and for hours and costs that are no numbers."""

    entries: Mapping[str, Entry]
    hours: Mapping[str, str]
    costs: Mapping[str, str]


def load_national(reference: Path, needs: Collection[str]) -> list[Service]:
    """The national doors of `services.csv` that are sure enough, with their words from `services_nl.yml`."""
    file, facts = reference / "services_nl.yml", reference / "services.csv"
    content = Entry(read_yaml(file), file, "", ("hours", "costs", "services"))
    words = Words(content.named_blocks("services", NATIONAL_FIELDS), content.words("hours"), content.words("costs"))
    rows = [Entry(row, facts, row["name"]) for row in read_rows(facts, CSV_COLUMNS)]
    shown = [row for row in rows if row.text("confidence") in SHOWN]
    for name in words.entries.keys() - {row.name for row in shown}:
        raise WrongEntry(file, name, "", "is no name of services.csv that may be shown")
    return [_national(row, words, needs) for row in shown if "replaced_by" not in _words_of(row, words).values]


def _words_of(row: Entry, words: Words) -> Entry:
    return words.entries.get(row.name) or row.wrong("name", "has no words in services_nl.yml")


def _national(row: Entry, words: Words, needs: Collection[str]) -> Service:
    said = _words_of(row, words)
    also = said.items("also", needs)
    all_needs = said.items("needs", needs) or tuple(row.text("needs").split(";"))
    for need in {*all_needs} - {*needs}:
        row.wrong("needs", f"{need} is unknown")
    for need in {*also, *said.mapping("first_for")} - {*all_needs}:
        said.wrong("also" if need in also else "first_for", f"{need} is none of its needs")
    name = said.text("name", row.name)
    phones = (*(phone.strip() for phone in row.text("phone", "").split(" or ")), "")
    website, chat = online(row.text("chat_website", ""))
    return Service(
        id=said.text("id"),
        name=name,
        organization=said.text("organization", name),
        needs=all_needs,
        also=also,
        phone=phones[0],
        other_phones=phones[1:-1],
        phone_cost=row.text("phone_cost", ""),
        phone_cost_nl=_in_dutch(row, "phone_cost", words.costs),
        website=website,
        chat=chat,
        minimum_age=age_limits(row.text("age_range"))[0],
        maximum_age=age_limits(row.text("age_range"))[1],
        for_whom=said.items("for_whom", ROLES),
        languages=tuple(LANGUAGE_CODES[part] for part in row.text("languages").split("; ") if part in LANGUAGE_CODES),
        anonymous=row.flag("anonymous"),
        confidence=row.text("confidence"),
        responsible=said.one_of("responsible", RESPONSIBLE, ""),
        assured_date=last_checked(row.text("last_checked_source", "")),
        first_for=_places_in_line(said, needs),
        **_national_hours(row, words),
        **_both("description", said.texts("description", required=True)),
        **_both("say", said.texts("say", required=True)),
    )


def _in_dutch(row: Entry, field: str, table: Mapping[str, str]) -> str:
    value = row.text(field, "")
    if value and value not in table:
        row.wrong(field, f"{value} is not translated in services_nl.yml")
    return table[value] if value else ""


def _national_hours(row: Entry, words: Words) -> Fields:
    """Hours that are clear become a schedule; of the others only the note is known. Every day is every day."""
    text = row.text("opening_hours")
    openings = parse_hours(text)
    if openings is None:
        return {"openings": None, **_both("hours", (_in_dutch(row, "opening_hours", words.hours), text.split(" (")[0]))}
    every_day = all(line.weekdays == ALL_WEEK for line in openings)
    note = (week_in_words(openings, "nl"), week_in_words(openings, "en"))
    return {"openings": openings, "open_on_holidays": every_day, **_both("hours", note)}


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOURS = re.compile(rf"(daily|weekdays|(?:{'|'.join(_DAYS)})(?:, (?:{'|'.join(_DAYS)}))*) (\d\d:\d\d)-(\d\d:\d\d)")


def parse_hours(text: str) -> tuple[Opening, ...] | None:
    """The schedule in "24/7", "daily 11:00-21:00", "weekdays 09:00-17:00" or "Mon, Tue 10:00-16:00"; else None."""
    if text == "24/7":
        return NIGHT_AND_DAY
    found = _HOURS.fullmatch(text)
    if not found:
        return None
    stretches = {"daily": ALL_WEEK, "weekdays": frozenset(range(5))}
    days = stretches.get(found[1]) or frozenset(map(_DAYS.index, found[1].split(", ")))
    return (Opening(days, time.fromisoformat(found[2]), time.fromisoformat(found[3])),)


def age_limits(text: str) -> tuple[int | None, int | None]:
    """The limits in "8-18", "16+", "0-23 and parents"; none in "all", "parents" and "relatives"."""
    found = re.match(r"(\d+)(?:-(\d+)|\+)", text)
    if not found:
        return None, None
    return int(found[1]) or None, int(found[2]) if found[2] else None


def online(text: str) -> tuple[str, bool]:
    """The first website in "kindertelefoon.nl (chat)" or "112.nl; 112NL app", and whether one can chat there."""
    found = re.match(r"[\w.-]+\.[a-z]{2,}", text)
    return (found[0] if found else ""), "(chat)" in text


def last_checked(text: str) -> date | None:
    """The latest whole date in the note on the source; None where there is only a year or nothing."""
    days = [date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", text)]
    return max(days, default=None)
