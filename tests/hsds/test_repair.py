"""Rows of real exports: what is repaired, what is left out, and what is told of it."""

from __future__ import annotations

import csv
import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.hsds.model import TABLES, Origin
from bot.hsds.older import modernised, reading_order
from bot.hsds.repair import Repair, repaired
from bot.hsds.values import stable_id, uuid_of
from bot.hsds.whole import sound, without_orphans, without_repeats

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "hsds" / "examples" / "csv"
A, B, C = (f"{digit * 8}-{digit * 4}-4{digit * 3}-8{digit * 3}-{digit * 12}" for digit in "abc")
NEEDS = {
    "organizations": {"id": A, "name": "Council", "description": "It governs"},
    "services": {"id": A, "organization_id": B, "name": "Desk", "status": "active"},
    "phones": {"id": A, "number": "+31 20 555 0121"},
    "locations": {"id": A, "location_type": "physical"},
    "schedules": {"id": A},
    "addresses": {
        "id": A, "address_1": "Main street 1", "city": "Town", "state_province": "Utrecht", "postal_code": "1234 AB",
        "country": "NL", "address_type": "physical",
    },
    "cost_options": {"id": A, "service_id": B},
    "attributes": {"id": A, "link_id": B, "link_entity": "service", "taxonomy_term_id": C},
    "metadata": {
        "id": A, "resource_id": B, "resource_type": "service", "last_action_date": "2024-05-01", "field_name": "name",
        "last_action_type": "update", "previous_value": "a", "replacement_value": "b", "updated_by": "Ann",
    },
    "taxonomy_terms": {"id": A, "name": "Food", "description": "Food"},
}  # fmt: skip
"""A row of each table with all that it needs."""


def repair(table, row, **how):
    """The repaired row without what was right already, and what was told: field and severity."""
    problems = []
    made = Repair(problems.append, **how).row(table, {**NEEDS[table], **row}, Origin("file.csv", 2))
    told = [(problem.field, problem.severity) for problem in problems]
    return made and {key: value for key, value in made.items() if NEEDS[table].get(key) != value}, told


@pytest.mark.parametrize(
    ("table", "row", "made", "told"),
    [
        ("services", {"status": "Actief"}, {}, [("status", "repaired")]),
        ("services", {"status": "TEMPORARILY CLOSED"}, {"status": "temporarily closed"}, [("status", "repaired")]),
        ("services", {"status": "mothballed"}, {"status": "inactive"}, [("status", "warning")]),  # not named then
        ("services", {"status": ""}, {}, [("status", "repaired")]),  # optional before 3.0
        ("services", {"name": "", "alternate_name": "Desk"}, {"alternate_name": "Desk"}, [("name", "repaired")]),
        ("services", {"name": ""}, None, [("name", "error")]),
        ("services", {"organization_id": ""}, {}, [("organization_id", "warning")]),
        ("services", {"assured_date": "2024-02-30"}, {}, [("assured_date", "warning")]),
        ("services", {"assured_date": "01/02/2024"}, {}, [("assured_date", "warning")]),
        ("services", {"assured_date": "n/a"}, {}, [("assured_date", "repaired")]),
        ("services", {"assured_date": "31-12-2024"}, {"assured_date": "2024-12-31"}, [("assured_date", "repaired")]),
        ("services", {"minimum_age": "18+"}, {"minimum_age": 18}, []),
        ("services", {"minimum_age": "young"}, {}, [("minimum_age", "warning")]),
        ("services", {"minimum_age": "1800"}, {}, [("minimum_age", "warning")]),
        ("services", {"minimum_age": 27, "maximum_age": 16}, {}, [("maximum_age", "warning")]),
        ("services", {"url": "www.example.org"}, {"url": "https://www.example.org"}, [("url", "repaired")]),
        ("services", {"url": "see below"}, {}, [("url", "warning")]),
        ("services", {"description": "<b>Hi</b>"}, {"description": "Hi"}, [("description", "repaired")]),
        ("services", {"fax": "1"}, {}, [("fax", "warning")]),
        ("services", {None: ["too", "many"]}, {}, [("", "warning")]),  # more cells than the first line has
        ("services", {"description": ["a", {"b": 1}]}, {"description": '["a", {"b": 1}]'}, []),
        ("organizations", {"description": ""}, {"description": "Council"}, [("description", "repaired")]),
        ("phones", {"number": "020-5550121"}, {}, [("number", "repaired")]),
        (
            "phones", {"number": "020 5550121 x 7"}, {"extension": 7}, [("number", "repaired")],
        ),
        ("phones", {"number": "ring the bell"}, {"number": "ring the bell"}, [("number", "warning")]),
        ("phones", {"number": ""}, None, [("number", "error")]),
        ("locations", {"location_type": "Online"}, {"location_type": "virtual"}, [("location_type", "repaired")]),
        ("locations", {"latitude": "52,1", "longitude": "5,1"}, {"latitude": 52.1, "longitude": 5.1}, []),
        ("locations", {"latitude": "52.1"}, {}, [("latitude", "warning")]),  # half a place
        ("locations", {"latitude": "95", "longitude": 5}, {"latitude": 95, "longitude": 5}, [("latitude", "warning")]),
        ("locations", {"latitude": "0", "longitude": "0"}, {}, [("latitude", "warning")]),  # in the ocean
        ("addresses", {"country": ""}, {}, [("country", "repaired")]),
        ("addresses", {"postal_code": ""}, {}, [("postal_code", "warning")]),
        ("schedules", {"byday": "Monday", "opens_at": "9am", "closes_at": "24:00"},
         {"byday": "MO", "opens_at": "09:00", "closes_at": "00:00"},
         [("opens_at", "repaired"), ("closes_at", "repaired"), ("byday", "repaired")]),
        ("schedules", {"byday": "2TU", "freq": "monthly"}, {"byday": "2TU", "freq": "MONTHLY"}, [("freq", "repaired")]),
        ("schedules", {"freq": "DAILY", "opens_at": "09:00", "closes_at": "17:00"},
         {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "09:00", "closes_at": "17:00"},
         [("freq", "repaired")]),  # 3.0 has no DAILY
        ("schedules", {"freq": "WEEKLY", "interval": 2, "byday": "MO"},
         {"freq": "WEEKLY", "interval": 2, "byday": "MO"}, [("dtstart", "warning")]),
        ("schedules", {"valid_from": "2024-05-01", "valid_to": "2023-05-01"},
         {"valid_from": "2024-05-01", "valid_to": "2023-05-01"}, [("valid_to", "warning")]),
        ("cost_options", {"amount": "€ 3,50"}, {"amount": 3.5}, []),
        ("attributes", {"link_entity": "services"}, {}, []),  # the name of the table, not of one thing in it
        ("attributes", {"link_id": ""}, None, [("link_id", "error")]),
        ("metadata", {"last_action_date": "2024-05-01T10:00:00"}, {}, [("last_action_date", "repaired")]),
        ("taxonomy_terms", {"description": ""}, {}, [("description", "repaired")]),
    ],
)  # fmt: skip
def test_a_row_is_repaired_where_that_is_safe(table, row, made, told):
    if "description" in (made or {}) and table == "taxonomy_terms":
        made = {}
    assert repair(table, row) == (made, told)


def test_the_day_can_be_said_to_come_first():
    assert repair("services", {"assured_date": "01/02/2024"}, day_first=True)[0] == {"assured_date": "2024-02-01"}


def test_the_country_decides_which_numbers_are_valid():
    assert repair("phones", {"number": "(202) 456-1111"}, region="US")[0] == {"number": "+1 202-456-1111"}
    assert repair("phones", {"number": "(202) 456-1111"}, region="NL")[1] == [("number", "warning")]


def test_a_report_names_file_row_field_and_what_was_expected():
    problems = []
    row = {**NEEDS["services"], "assured_date": "2024-02-30"}
    list(repaired([("services", row, Origin("services.csv", 7))], problems.append))
    (problem,) = problems
    assert (problem.file, problem.row, problem.field, problem.got) == ("services.csv", 7, "assured_date", "2024-02-30")
    assert "a date that exists" in problem.expected


def test_what_is_the_same_in_all_rows_is_told_once():
    problems = []
    rows = [
        ("phones", {"id": str(number), "number": f"020-55501{number}"}, Origin("phones.csv", number))
        for number in range(10, 30)
    ]
    made = list(repaired(rows, problems.append))
    assert len({row["id"] for _, row, _ in made}) == 20
    assert [problem.field for problem in problems] == ["id", "number"]


def test_ids_that_are_no_uuid_still_find_each_other():
    rows = [
        ("organizations", {"id": "1", "name": "Council", "description": "x"}, Origin("organizations.csv", 2)),
        ("services", {"id": "1", "organization_id": "1", "name": "Desk"}, Origin("services.csv", 2)),
        (
            "attributes",
            {"id": "1", "link_id": "1", "link_entity": "services", "taxonomy_term_id": "9"},
            Origin("a.csv", 2),
        ),
    ]
    organization, service, attribute = (row for _, row, _ in repaired(rows, lambda problem: None))
    assert service["organization_id"] == organization["id"] == stable_id("organizations", "1")
    assert attribute["link_id"] == service["id"] != organization["id"]


def test_a_row_without_an_id_gets_the_same_one_every_time():
    (first,), (again,) = (
        [row["id"] for _, row, _ in repaired([("phones", {"number": "112"}, Origin("p.csv", 2))], lambda problem: None)]
        for _ in range(2)
    )
    assert first == again == uuid_of(first)


# Rows beside each other


def family(*rows, check=without_orphans):
    """The rows that stay, by table and id, and what was told."""
    problems = []
    records = [
        (table, {"id": id, **more}, Origin(f"{table}.csv", line)) for line, (table, id, more) in enumerate(rows, 2)
    ]
    return list(check(records, problems.append)), problems


def test_a_row_that_comes_twice_is_there_once():
    made, problems = family(("services", A, {"name": "Desk"}), ("services", A, {"name": "Desk"}), check=without_repeats)
    assert len(made) == 1
    assert [(problem.row, problem.field, problem.severity) for problem in problems] == [(3, "id", "repaired")]


def test_two_services_under_one_id_are_put_together_and_told():
    made, problems = family(
        ("services", A, {"name": "Desk"}), ("services", A, {"name": "Counter"}), check=without_repeats
    )
    assert [row["name"] for _, row, _ in made] == ["Desk", "Counter"]
    assert problems[0].severity == "warning"


def test_two_phones_under_one_id_with_other_numbers_are_two_schedules_too():
    made, _ = family(
        ("schedules", A, {"byday": "MO"}), ("schedules", A, {"byday": "TU"}), ("schedules", A, {"byday": "TU"}),
        check=without_repeats,
    )  # fmt: skip
    assert len({row["id"] for _, row, _ in made}) == 2
    assert [row["byday"] for _, row, _ in made][:2] == ["MO", "TU"]


def test_a_service_of_an_organization_that_is_not_there_goes_and_what_hangs_on_it_too():
    made, problems = family(
        ("organizations", A, {}),
        ("services", B, {"organization_id": C}),
        ("phones", C, {"service_id": B}),
    )
    assert [table for table, _, _ in made] == ["organizations"]
    assert [(problem.file, problem.field, problem.severity) for problem in problems] == [
        ("services.csv", "organization_id", "error"), ("phones.csv", "service_id", "error"),
    ]  # fmt: skip


def test_one_reference_too_many_is_taken_out():
    made, problems = family(
        ("organizations", A, {}),
        ("services", B, {"organization_id": A, "program_id": C}),
        ("phones", C, {"service_id": B, "organization_id": C}),
    )
    assert [row for _, row, _ in made][1:] == [
        {"id": B, "organization_id": A, "program_id": C},  # programs may come in another package
        {"id": C, "service_id": B},
    ]
    assert [(problem.field, problem.severity) for problem in problems] == [
        ("organization_id", "repaired"), ("program_id", "warning"),
    ]  # fmt: skip


def test_a_term_may_come_before_its_parent():
    _, problems = family(("taxonomy_terms", A, {"parent_id": B}), ("taxonomy_terms", B, {}))
    assert problems == []


def test_an_attribute_of_nothing_goes():
    made, _ = family(
        ("services", A, {"organization_id": B}),
        ("taxonomy_terms", B, {}),
        ("attributes", C, {"link_id": C, "link_entity": "service", "taxonomy_term_id": B}),
    )
    assert [table for table, _, _ in made] == ["services", "taxonomy_terms"]


# The official example, and anything at all


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the shared examples are not beside this checkout")
def test_the_official_example_stays_as_it_is():
    files = {
        file.stem: list(csv.DictReader(file.open(encoding="utf-8", newline=""))) for file in EXAMPLES.glob("*.csv")
    }
    for table, rows in files.items():
        for row in rows:
            (made,) = (made for _, made, _ in repaired([(table, row, Origin(table, 2))], lambda problem: None))
            assert {key: str(value) for key, value in made.items()} == {
                key: value for key, value in row.items() if value
            }


words = st.sampled_from(
    ["", "n/a", "1", "42", A, "2024-02-30", "01/02/2024", "9am", "Monday", "<p>x", "\u00e9", "caf\u00c3\u00a9", "-1",
     "+31 20", "MO", "WEEKLY", "active", "service", "https://x", "a@b.nl", "1e309", "\x00"]
)  # fmt: skip
values = st.none() | words | st.text(string.printable, max_size=15) | st.integers() | st.floats() | st.booleans()


@st.composite
def odd_records(draw):
    table = draw(st.sampled_from([*TABLES]))
    names = st.sampled_from([*TABLES[table].column, "strange"])
    return table, draw(st.dictionaries(names, values, max_size=8)), Origin("odd.csv", draw(st.integers(0, 99)))


@settings(max_examples=150, deadline=None)
@given(st.lists(odd_records(), max_size=8))
def test_nothing_makes_the_import_fail_and_what_comes_out_keeps_the_form(records):
    problems = []
    for table, row, _ in sound(records, problems.append):
        columns = TABLES[table].column
        assert uuid_of(row["id"]) == row["id"]
        for name, value in row.items():
            assert value is not None and value != ""
            if columns[name].numeric:
                assert isinstance(value, (int, float)) and value == value
            elif columns[name].kind == "date":
                date.fromisoformat(value)
            elif columns[name].choices:
                assert value in columns[name].choices
            else:
                assert isinstance(value, str)
    assert all(problem.expected for problem in problems)


@settings(max_examples=60, deadline=None)
@given(st.lists(odd_records(), max_size=8))
def test_what_was_repaired_once_needs_no_repair(records):
    once = list(sound(records, lambda problem: None))
    again = list(repaired(once, lambda problem: None))
    assert [row for _, row, _ in again] == [row for _, row, _ in once]


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ("services", "phones", "physical_addresses", "regular_schedules", "taxonomy", "odd", "other_attributes")
        ),
        st.lists(
            st.dictionaries(
                st.sampled_from(("id", "service_id", "weekday", "name", "link_id", "link_type", "x")), words
            ),
            max_size=3,
        ),
    )
)
def test_an_old_package_with_anything_in_it_is_read(files):
    columns = {name: {column for row in rows for column in row} for name, rows in files.items()}
    records = [
        (name, row, Origin(name, line)) for name in reading_order(columns) for line, row in enumerate(files[name], 2)
    ]
    for table, row, _ in sound(modernised(records, lambda problem: None), lambda problem: None):
        assert row["id"] and table in TABLES
