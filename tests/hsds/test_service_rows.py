"""A door becomes rows of the standard and the same door again, whatever stands in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.domain.directory import Opening, Service
from bot.hsds.model import TABLES
from bot.hsds.plain import field_types
from bot.hsds.service_rows import Known, doors_of, is_uuid, need_term_id, rows_of, vocabulary
from bot.hsds.slice import Slice
from bot.reference import load_directory, load_needs, load_profile
from bot.settings import REFERENCE

PROFILE = Path(__file__).resolve().parents[2] / "profiles" / "voorbeeldstad"
DOORS = load_directory(PROFILE, REFERENCE)
KNOWN = Known(frozenset(load_needs(REFERENCE)), frozenset(load_profile(PROFILE).districts))


def there_and_back(service: Service) -> list[Service]:
    rows = rows_of(service, KNOWN)
    own = next(row for table, row in rows if table == "services")
    return doors_of(own, Slice(rows), KNOWN)


@pytest.mark.parametrize("service", DOORS, ids=lambda service: service.id)
def test_every_door_of_the_demo_and_of_the_nation_survives(service: Service):
    assert there_and_back(service) == [service]


def test_all_of_them_in_one_heap_survive_too():
    around = Slice(row for service in DOORS for row in rows_of(service, KNOWN))
    found = [door for row in around.all("services") for door in doors_of(row, around, KNOWN)]
    assert found == DOORS


def values_for(name: str) -> st.SearchStrategy[tuple[str, object]]:
    """A field with anything of its type in it."""
    special = {"id": st.text(min_size=1, max_size=9), "openings": st.none()}
    return st.tuples(st.just(name), special[name] if name in special else st.from_type(field_types(Service)[name]))


st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(str, st.text(max_size=9))
SOME_FIELDS = st.lists(st.sampled_from(sorted(field_types(Service))).flatmap(values_for), min_size=1, max_size=3)


@given(st.sampled_from(DOORS), SOME_FIELDS)
@settings(max_examples=150, deadline=None, phases=(Phase.generate,))
def test_any_value_in_any_field_survives(service: Service, changes: list[tuple[str, object]]):
    changed = replace(service, **dict(changes))
    assert there_and_back(changed) == [changed]


def test_every_row_has_what_the_standard_asks_for():
    rows = [row for service in DOORS for row in rows_of(service, KNOWN)] + [*vocabulary(load_needs(REFERENCE).values())]
    for name, row in rows:
        required = {column.name for column in TABLES[name].columns if column.required or column.tabular_required}
        assert not required - row.keys(), (name, row)
        assert is_uuid(row["id"])
        assert row.keys() <= TABLES[name].column.keys()


def test_a_service_of_others_becomes_a_door_by_the_codes_of_its_terms():
    service = {"id": "a", "organization_id": "o", "name": "Counselling", "status": "active", "url": "https://x.nl/y"}
    rows = [
        ("organizations", {"id": "o", "name": "Example"}),
        ("taxonomy_terms", {"id": "t", "code": "debt", "taxonomy_id": "elsewhere"}),
        ("attributes", {"id": "l1", "link_id": "a", "taxonomy_term_id": "t"}),
        ("attributes", {"id": "l2", "link_id": "a", "taxonomy_term_id": need_term_id("loneliness")}),
        ("attributes", {"id": "l3", "link_id": "a", "taxonomy_term_id": "unknown", "value": "x"}),
        ("phones", {"id": "p", "organization_id": "o", "number": "0123"}),
    ]
    assert doors_of(service, Slice(rows), KNOWN) == [
        Service("a", "Counselling", "Example", ("debt", "loneliness"), phone="0123", website="x.nl/y")
    ]


def test_a_service_at_two_locations_is_two_doors_of_one_family():
    service = {"id": "a", "name": "Wijkteam", "status": "active"}
    weekly = {"freq": "WEEKLY", "opens_at": "09:00", "closes_at": "12:00:00"}
    rows = [
        ("locations", {"id": "l1", "name": "Noord", "latitude": 52.5, "longitude": 5}),
        ("locations", {"id": "l2", "name": "Zuid"}),
        ("addresses", {"id": "a1", "location_id": "l1", "address_1": "Dreef 1", "postal_code": "1234 AB", "city": "X"}),
        ("service_at_location", {"id": "s1", "service_id": "a", "location_id": "l1"}),
        ("service_at_location", {"id": "s2", "service_id": "a", "location_id": "l2"}),
        ("schedules", {"id": "h1", "service_at_location_id": "s1", "byday": "MO", **weekly}),
        ("schedules", {"id": "h2", "location_id": "l2", "byday": "TU", **weekly}),
        ("phones", {"id": "p", "service_id": "a", "number": "0123"}),
    ]
    north, south = doors_of(service, Slice(rows), KNOWN)
    assert (north.id, north.family, north.location, north.address) == ("s1", "a", "Noord", "Dreef 1, 1234 AB X")
    assert (south.id, south.family, south.location, south.phone) == ("s2", "a", "Zuid", "0123")
    assert north.openings == (Opening(frozenset({0}), time(9), time(12)),)
    assert south.openings == (Opening(frozenset({1}), time(9), time(12)),)


@pytest.mark.parametrize("value", ["no json", "[1", '{"a": 1}', "12", "null"])
def test_an_attribute_that_nobody_can_read_is_not_said(value: str):
    door = replace(DOORS[0], assured_date=date(2026, 1, 1))
    rows = rows_of(door, KNOWN)
    term = next(row["id"] for table, row in vocabulary(()) if row.get("code") == "openings")
    link = {"id": "x", "link_id": rows[1][1]["id"], "taxonomy_term_id": term, "value": value}
    own = next(row for table, row in rows if table == "services")
    assert doors_of(own, Slice([*rows, ("attributes", link)]), KNOWN)[0].id == door.id
