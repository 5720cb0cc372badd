"""Older data packages as rows of HSDS 3.0."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.hsds.model import TABLES, Origin
from bot.hsds.older import OLDER, modernised, reading_order, table_of, version_of
from bot.hsds.schedules import opening_of
from bot.hsds.whole import sound
from tests.hsds.packages import HSDS_11, HSDS_20, UK_10, columns_of, records, rows_of

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "hsds" / "examples" / "csv"


def read(files):
    """The package as 3.0, and what was reported."""
    problems = []
    return list(modernised(records(files), problems.append)), problems


@pytest.mark.parametrize(("files", "version"), [(HSDS_11, "1.1"), (HSDS_20, "2.0"), (UK_10, "uk")])
def test_a_version_is_known_by_its_columns(files, version):
    assert version_of(columns_of(files)) == version


def test_the_first_version_filed_fees_apart():
    assert version_of({"fees": ["id", "service_id", "fee"], "services": ["id", "name"]}) == "1.0"
    assert version_of({"services.csv": ["id", "location_id", "name"]}) == "1.0"


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the shared examples are not beside this checkout")
def test_the_official_example_of_3_0_is_not_old():
    columns = {file.name: file.read_text("utf-8").splitlines()[0].split(",") for file in EXAMPLES.glob("*.csv")}
    assert version_of(columns) == "3.0"


@pytest.mark.parametrize(
    ("name", "columns", "table"),
    [
        ("services_at_location.csv", (), "service_at_location"),
        ("export/2024/Regular-Schedules.CSV", (), "regular_schedule"),
        ("accessibility_for_disabilities", (), "accessibility_for_disabilities"),
        ("organization", (), "organizations"),  # by the name of one thing
        ("taxonomy", ("id", "name", "parent_id"), "taxonomy"),  # a list of terms
        ("taxonomies", ("id", "name", "description", "uri", "version"), "taxonomies"),
        ("intepretation_services", (), "interpretation_services"),  # as HSDS 1.0 spelled it
        ("reviews", (), ""),
    ],
)
def test_a_table_is_known_by_its_file(name, columns, table):
    assert table_of(name, columns) == table


@pytest.mark.parametrize("files", [HSDS_11, HSDS_20, UK_10])
def test_what_comes_out_is_3_0_and_nothing_else(files):
    made, _ = read(files)
    for table, row, _ in made:
        assert row.keys() <= TABLES[table].column.keys()
        assert None not in row.values() and "" not in row.values()


def test_parents_come_before_what_points_to_them():
    order = reading_order(columns_of(HSDS_11))
    for earlier, later in (
        ("eligibility", "services"), ("organizations", "services"), ("services", "services_at_location"),
        ("locations", "phones"), ("taxonomy", "services_taxonomy"), ("services_at_location", "regular_schedules"),
    ):  # fmt: skip
        assert order.index(earlier) < order.index(later)


def test_an_organization_and_its_service():
    made, _ = read(HSDS_11)
    (organization,) = rows_of(made, "organizations")
    assert organization["website"] == "http://food.example.org"
    pantry = rows_of(made, "services")[0]
    assert pantry["fees_description"] == "Free"
    assert pantry["accreditations"] == "ISO 9001"  # 1.1 spelled it accrediations
    assert pantry["eligibility_description"] == "adult; family"


def test_two_tables_of_addresses_become_one_without_mixing_their_ids():
    made, _ = read(HSDS_11)
    physical, postal = sorted(rows_of(made, "addresses"), key=lambda row: row["address_type"])
    assert (physical["address_type"], postal["address_type"]) == ("physical", "postal")
    assert physical["id"] != postal["id"]
    assert physical["address_2"] == "Building B, Floor 2, Room 3"


def test_weekdays_become_rules_and_holidays_dates():
    made, _ = read(HSDS_11)
    schedules = rows_of(made, "schedules")
    assert len({row["id"] for row in schedules}) == 5
    assert [row["byday"] for row in schedules if "byday" in row] == ["MO", "TU", "SU"]
    closed, shorter = (row for row in schedules if "byday" not in row)
    assert opening_of(closed).closed
    assert (closed["valid_from"], closed["valid_to"]) == ("2026-12-24", "2026-12-26")
    assert opening_of(shorter).special
    assert not opening_of(shorter).closed


def test_the_languages_of_a_phone_and_of_a_service_are_rows():
    made, _ = read(HSDS_11)
    languages = rows_of(made, "languages")
    assert [(row.get("phone_id"), row.get("code"), row["name"]) for row in languages] == [
        ("40", "nl", "Dutch"), ("40", "es", "Spanish"), (None, "nl", "Dutch"), (None, "fr", "French"),
        (None, None, "Berber"),
    ]  # fmt: skip
    assert len({row["id"] for row in languages}) == 5
    assert rows_of(made, "phones")[0]["description"] == "Mornings only; Front desk"


def test_terms_know_their_taxonomy_and_services_their_terms():
    made, _ = read(HSDS_11)
    taxonomies = {row["name"]: row["id"] for row in rows_of(made, "taxonomies")}
    food, meals = rows_of(made, "taxonomy_terms")[:2]
    assert food["taxonomy_id"] == taxonomies["Open Eligibility"]
    assert (food["description"], meals["parent_id"]) == ("Food", "T1")
    links = {(row["link_entity"], row["link_id"], row["taxonomy_term_id"]) for row in rows_of(made, "attributes")}
    assert {("service", "10", "T1"), ("service", "11", "T1"), ("service", "11", "T2")} <= links  # also `taxonomy_ids`
    assert [row["value"] for row in rows_of(made, "attributes") if "value" in row] == ["T1*T2"]


def test_ways_to_pay_are_terms_each_once():
    made, _ = read(HSDS_11)
    ways = {row["id"]: row["name"] for row in rows_of(made, "taxonomy_terms") if row["id"] not in ("T1", "T2")}
    assert sorted(ways.values()) == ["cash", "credit card"]
    paid = [
        (row["link_id"], ways[row["taxonomy_term_id"]]) for row in rows_of(made, "attributes") if "link_type" in row
    ]
    assert paid == [("10", "cash"), ("10", "credit card"), ("11", "cash")]


def test_codes_for_access_become_words():
    made, _ = read(HSDS_11)
    assert rows_of(made, "accessibility") == [
        {"id": "80", "location_id": "20", "description": "Accessible by wheelchair", "details": "At the back door"}
    ]


def test_attributes_of_2_0_point_to_what_they_describe():
    made, _ = read(HSDS_20)
    address = rows_of(made, "addresses")[0]["id"]
    links = [(row["link_entity"], row["link_id"], row["taxonomy_term_id"]) for row in rows_of(made, "attributes")]
    assert sorted(links) == [
        ("address", address, "T2"), ("location", "20", "T2"), ("service", "10", "T1"), ("service", "10", "T1"),
    ]  # fmt: skip
    assert len({row["id"] for row in rows_of(made, "attributes")}) == 4
    changes = [(row["resource_type"], row["resource_id"]) for row in rows_of(made, "metadata")]
    assert changes == [("address", address), ("service", "10")]
    assert rows_of(made, "taxonomy_terms")[0]["name"] == "Food"


def test_schedules_of_2_0_are_those_of_3_0():
    made, _ = read(HSDS_20)
    assert opening_of(rows_of(made, "schedules")[0]).rule.interval == 2


def test_the_ages_of_the_united_kingdom_belong_to_the_service():
    made, problems = read(UK_10)
    (service,) = rows_of(made, "services")
    assert (service["minimum_age"], service["maximum_age"]) == ("65", "120")
    assert service["eligibility_description"] == "Older people"
    assert [(row["link_type"], row["link_id"]) for row in rows_of(made, "attributes") if "link_type" in row] == [
        ("eligibility", "10")
    ]
    told = {(problem.file, problem.field) for problem in problems}
    assert ("review.csv", "") in told  # HSDS has no such table
    assert ("service.csv", "deliverable_type") in told  # nor such a column
    assert len(told) == len(problems)  # each once


def test_a_column_that_nobody_knows_is_told_once():
    files = {**HSDS_11, "languages": "id,service_id,language,dialect\n1,10,nl,Gronings\n2,10,fr,Walloon"}
    _, problems = read(files)
    assert [(problem.file, problem.row, problem.field, problem.got) for problem in problems] == [
        ("languages.csv", 2, "dialect", "Gronings")
    ]


@pytest.mark.parametrize("files", [HSDS_11, HSDS_20, UK_10])
def test_an_old_package_is_whole_after_repair(files):
    """Ids are UUIDs, every reference finds its row, and the same package gives the same rows again."""
    problems = []
    made = [(table, row) for table, row, _ in sound(read(files)[0], problems.append)]
    ids = {row["id"] for _, row in made}
    assert len(ids) == len(made)
    for table, row in made:
        for column, _ in TABLES[table].references:
            assert row.get(column) in {None, *ids}
        assert row.get("link_id") in {None, *ids}
    lost = [problem for problem in problems if problem.severity == "error"]
    assert not lost or files is not HSDS_20
    assert made == [(table, row) for table, row, _ in sound(read(files)[0], problems.append)]


def test_every_old_table_of_the_specification_has_a_place():
    """`datapackage.json` of 1.0, v1.1.0 and v2.0.1: the file of each table."""
    files = (
        "organizations programs services services_taxonomy services_at_location locations phones contacts"
        " physical_addresses postal_addresses regular_schedules holiday_schedules funding eligibility service_areas"
        " required_documents payments_accepted languages accessibility_for_disabilities metadata fees"
        " interpretation_services meta_table_descriptions service_attributes other_attributes schedules taxonomy_terms"
    )
    assert all(table_of(file) in {*TABLES, *OLDER} for file in files.split())


def test_rows_of_3_0_pass_as_they_are():
    row = {"id": "1", "organization_id": "2", "name": "Desk", "status": "active", "fees_description": "Free"}
    assert list(modernised([("services", row, Origin("services.csv", 2))], print)) == [
        ("services", row, Origin("services.csv", 2))
    ]
