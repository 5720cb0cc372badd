"""A door of the domain as rows of HSDS, and doors out of such rows.

What the standard has a place for goes there. Everything else is an attribute of the service: a term for each field in
a taxonomy of ours, its value in JSON. The rows are read back at once, and each field that would come out otherwise
becomes an attribute too: so any field, also one that is added later, survives the way there and back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from bot.domain.directory import Opening, Service
from bot.domain.hours import week_in_words
from bot.domain.needs import Need
from bot.hsds.model import Row
from bot.hsds.plain import field_types, plain, typed
from bot.hsds.schedules import BadSchedule, opening_of, row_of
from bot.hsds.slice import Slice, made_id

NEEDS, FIELDS = made_id("taxonomy", "needs"), made_id("taxonomy", "fields")
"""The two taxonomies of ours: what people need, and what else is known of a door."""

NAMES = {one.name for one in fields(Service)}
FIELD_OF = {made_id("field", name): name for name in NAMES}
_ADDRESS = re.compile(r"(?P<street>.+), (?P<code>\d{4} ?[A-Z]{2}) (?P<city>.+)")

TableRow = tuple[str, Row]


@dataclass(frozen=True)
class Known:
    """What rows are read with: the codes of needs, and the districts of the municipality."""

    needs: frozenset[str]
    districts: frozenset[str] = frozenset()


def service_row_id(id: str) -> str:
    """The id of a door in HSDS, where every id is a UUID."""
    return id if is_uuid(id) else made_id("service", id)


def is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def need_term_id(code: str) -> str:
    """The id of the taxonomy term for a need: an attribute of a service with it makes that service a door."""
    return made_id("need", code)


def our_terms(needs: Iterable[str]) -> frozenset[str]:
    """The ids of the terms in our taxonomies, which every store has."""
    return frozenset(map(need_term_id, needs)) | FIELD_OF.keys()


def vocabulary(needs: Iterable[Need]) -> Iterator[TableRow]:
    """The taxonomies of ours with their terms; groups of needs are the terms above them."""
    yield "taxonomies", {"id": NEEDS, "name": "Deurwijzer: needs", "description": "Wat mensen nodig hebben"}
    yield "taxonomies", {"id": FIELDS, "name": "Deurwijzer: fields", "description": "Wat verder bekend is van een deur"}
    groups = set()
    for need in needs:
        if need.group not in groups:
            groups.add(need.group)
            yield "taxonomy_terms", _term(made_id("group", need.group), need.group, need.group, NEEDS)
        term = _term(need_term_id(need.code), need.code, need.name_nl, NEEDS)
        yield "taxonomy_terms", {**term, "language": "nl", "parent_id": made_id("group", need.group)}
    for id, name in FIELD_OF.items():
        yield "taxonomy_terms", _term(id, name, name, FIELDS)


def _term(id: str, code: str, name: str, taxonomy: str) -> Row:
    return {"id": id, "code": code, "name": name, "description": name, "taxonomy_id": taxonomy}


# From a door to rows


def rows_of(service: Service, known: Known) -> list[TableRow]:
    """All rows of this door; `doors_of` reads the same door from them."""
    rows = [*_standard_rows(service), *_need_rows(service)]
    read = doors_of(_own_row(rows), Slice(rows), known)[0]
    wrong = [name for name in field_types(Service) if getattr(read, name) != getattr(service, name)]
    return [*rows, *(_attribute(service, name) for name in wrong)]


def _own_row(rows: Sequence[TableRow]) -> Row:
    return next(row for table, row in rows if table == "services")


def _attribute(service: Service, name: str) -> TableRow:
    value = json.dumps(plain(getattr(service, name)), ensure_ascii=False)
    return _link(service, made_id("field", name), name, value=value)


def _need_rows(service: Service) -> list[TableRow]:
    return [_link(service, need_term_id(need), need) for need in service.needs]


def _link(service: Service, term: str, name: str, **more: Any) -> TableRow:
    owner = service_row_id(service.id)
    id = made_id("attribute", owner, term)
    link = {"link_id": owner, "link_entity": "service", "taxonomy_term_id": term}
    return "attributes", {"id": id, **link, **more}


def _standard_rows(service: Service) -> Iterator[TableRow]:
    id = service_row_id(service.id)
    organization = made_id("organization", service.organization)
    yield "organizations", {"id": organization, "name": service.organization, "description": service.organization}
    yield "services", _filled(_service_row(service, id, organization))
    for number, phone in enumerate(filter(None, (service.phone, *service.other_phones))):
        yield "phones", {"id": made_id("phone", id, str(number)), "service_id": id, "number": phone, "type": "voice"}
    yield from _schedule_rows(service, id)
    for code in service.languages:
        yield "languages", {"id": made_id("language", id, code), "service_id": id, "code": code}
    if service.district:
        area = {"service_id": id, "name": service.district, "extent_type": "text"}
        yield "service_areas", {"id": made_id("area", id), **area}
    if service.documents_nl:
        yield "required_documents", {"id": made_id("document", id), "service_id": id, "document": service.documents_nl}
    if service.location or service.address:
        yield from _place_rows(service, id)


def _service_row(service: Service, id: str, organization: str) -> Row:
    website = service.website
    return {
        "id": id,
        "organization_id": organization,
        "name": service.name,
        "description": service.description_nl,
        "url": website if "://" in website or not website else f"https://{website}",
        "email": service.email,
        "status": service.status,
        "fees_description": service.fees_nl,
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "assured_date": plain(service.assured_date),
        "alert": service.alert_nl,
    }


def _schedule_rows(service: Service, id: str) -> Iterator[TableRow]:
    lines = [row_of(line) for line in service.openings or ()] or ([{}] if service.hours_nl else [])
    for number, line in enumerate(lines):
        note = {"description": service.hours_nl} if number == 0 else {}
        yield "schedules", _filled({"id": made_id("schedule", id, str(number)), "service_id": id, **line, **note})


def _place_rows(service: Service, id: str) -> Iterator[TableRow]:
    place = made_id("location", service.location, service.address)
    where = {"latitude": service.latitude, "longitude": service.longitude}
    kind = {"location_type": "physical" if service.address else "virtual"}
    yield "locations", _filled({"id": place, **kind, "name": service.location, **where})
    at = {"id": made_id("at", id, place), "service_id": id, "location_id": place}
    yield "service_at_location", at
    parts = _ADDRESS.fullmatch(service.address)
    if parts:
        # The standard wants a province; of an entry in the directory only the town is known.
        town = {"city": parts["city"], "state_province": parts["city"], "postal_code": parts["code"], "country": "NL"}
        line = {"address_1": parts["street"], **town, "address_type": "physical"}
        yield "addresses", {"id": made_id("address", place), "location_id": place, **line}
    if service.accessibility_nl:
        about = {"location_id": place, "description": service.accessibility_nl}
        yield "accessibility", {"id": made_id("accessibility", place), **about}


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in (None, "")}


# From rows to doors


def doors_of(row: Row, around: Slice, known: Known) -> list[Service]:
    """The doors of one row of `services`: one, or one for each of its locations where it has several."""
    places = around.having("service_at_location", "service_id", row["id"])
    whole = _with_attributes(_door(row, places[0] if len(places) == 1 else None, around, known), row, around, known)
    if len(places) < 2:
        return [whole]
    return [_at(place, whole, row, around, known) for place in places]


def _at(place: Row, whole: Service, row: Row, around: Slice, known: Known) -> Service:
    """The door at one of several locations: what the location does not say comes from the service."""
    here = _door(row, place, around, known)
    names = ("phone", "other_phones", "openings", "hours_nl", "hours_en", "location", "address", "latitude")
    local = {name: getattr(here, name) or getattr(whole, name) for name in (*names, "longitude", "accessibility_nl")}
    return replace(whole, **local, id=place["id"], family=whole.family or whole.id, local=True)


def _door(row: Row, place: Row | None, around: Slice, known: Known) -> Service:
    """What the standard's own columns say."""
    organization = around.one("organizations", row.get("organization_id")) or {}
    owners = _owners(row, place)
    phones = [one["number"] for one in _nearest("phones", owners, around) if one.get("number")]
    areas = [one.get("name", "") for one in around.having("service_areas", "service_id", row["id"])]
    codes = [one["code"] for one in around.having("languages", "service_id", row["id"]) if one.get("code")]
    documents = [one.get("document", "") for one in around.having("required_documents", "service_id", row["id"])]
    location = around.one("locations", place.get("location_id")) if place else None
    return Service(
        id=row["id"],
        name=row.get("name", ""),
        organization=organization.get("name", ""),
        needs=(),
        local=bool(location or areas),
        description_nl=row.get("description", ""),
        phone=phones[0] if phones else "",
        other_phones=tuple(phones[1:]),
        email=row.get("email", ""),
        website=row.get("url", "").removeprefix("https://"),
        district=next((area for area in areas if area in known.districts), None),
        minimum_age=_years(row.get("minimum_age")),
        maximum_age=_years(row.get("maximum_age")),
        languages=tuple(code.lower() for code in codes) or ("nl",),
        assured_date=_day(row.get("assured_date")),
        status=row.get("status", "active"),
        alert_nl=row.get("alert", ""),
        fees_nl=row.get("fees_description", "") or row.get("fees", ""),
        documents_nl="; ".join(filter(None, documents)),
        **_hours(_nearest("schedules", owners, around)),
        **(_place(location, around) if location else {}),
    )


def _owners(row: Row, place: Row | None) -> list[tuple[str, str]]:
    """Whose phones and schedules count, the nearest first."""
    owners = [("service_id", row["id"])]
    if place:
        owners = [("service_at_location_id", place["id"]), *owners]
        owners += [("location_id", place["location_id"])] if "location_id" in place else []
    return [*owners, ("organization_id", row.get("organization_id", ""))]


def _nearest(table: str, owners: Sequence[tuple[str, str]], around: Slice) -> list[Row]:
    found = (around.having(table, column, id) for column, id in owners)
    return next(filter(None, found), [])


def _hours(rows: Sequence[Row]) -> dict[str, Any]:
    openings = tuple(line for line in map(_opening, rows) if line)
    note = next((row["description"] for row in rows if row.get("description")), "")
    if openings and not note:
        note = week_in_words(openings, "nl")
    english = week_in_words(openings, "en") if openings else ""
    return {"openings": openings or None, "hours_nl": note, "hours_en": english}


def _opening(row: Row) -> Opening | None:
    """Hours that make no sense are not known; the report of the import names them."""
    try:
        return opening_of(row)
    except BadSchedule:
        return None


def _place(location: Row, around: Slice) -> dict[str, Any]:
    addresses = around.having("addresses", "location_id", location["id"])
    notes = around.having("accessibility", "location_id", location["id"])
    first = next((one for one in addresses if one.get("address_type") != "postal"), None) or next(iter(addresses), {})
    town = " ".join(filter(None, (first.get("postal_code"), first.get("city"))))
    return {
        "location": location.get("name", ""),
        "address": ", ".join(filter(None, (first.get("address_1"), town))),
        "latitude": location.get("latitude"),
        "longitude": location.get("longitude"),
        "accessibility_nl": next((one["description"] for one in notes if one.get("description")), ""),
    }


def _years(value: Any) -> int | None:
    return int(value) if isinstance(value, (int, float)) else None


def _day(value: Any) -> Any:
    try:
        return typed(field_types(Service)["assured_date"], value and str(value)[:10])
    except ValueError:
        return None


def _with_attributes(door: Service, row: Row, around: Slice, known: Known) -> Service:
    """The needs and the fields of ours that are linked to the service."""
    needs, own = [], {}
    for link in around.having("attributes", "link_id", row["id"]):
        term = link.get("taxonomy_term_id", "")
        if term in FIELD_OF and "value" in link:
            own[FIELD_OF[term]] = link["value"]
        elif code := _need(term, around, known):
            needs.append(code)
    return replace(door, **{"needs": tuple(dict.fromkeys(needs)), **_typed(own)})


def _need(term: str, around: Slice, known: Known) -> str | None:
    """The need that a term stands for: one of ours, or any whose code is that of a need."""
    ours = _ours(known.needs).get(term)
    code = (around.one("taxonomy_terms", term) or {}).get("code")
    return ours or (code if code in known.needs else None)


_OURS: dict[frozenset[str], dict[str, str]] = {}


def _ours(codes: frozenset[str]) -> dict[str, str]:
    """Codes by the id of their term; the same few catalogues over and over."""
    if codes not in _OURS:
        _OURS[codes] = {need_term_id(code): code for code in codes}
    return _OURS[codes]


def _typed(own: dict[str, str]) -> dict[str, Any]:
    """Values from their JSON; what others wrote there and we cannot read counts as not said."""
    values = {}
    for name, text in own.items():
        try:
            values[name] = typed(field_types(Service)[name], json.loads(text))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
    return values
