"""Packages of HSDS come in and go out with the same content, once or ten times, or not at all."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.directory import Wish
from bot.hsds.model import REFERENCES, TABLES, Origin, Record, Row
from bot.hsds.packages import BadPackage, opened
from bot.hsds.report import Report
from bot.hsds.service_rows import need_term_id, our_terms
from bot.reference import load_needs
from bot.services import directory_export
from bot.services.directory import Catalogue
from bot.services.directory_import import NothingInIt, bring_in
from bot.services.ports import Units
from bot.settings import REFERENCE
from tests.fakes import MemoryUnits
from tests.storage.conftest import *  # noqa: F403  # the stores: memory, SQLite and PostgreSQL

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "hsds" / "examples"
CATALOGUE = Catalogue(load_needs(REFERENCE))
FILES = sorted(file for file in EXAMPLES.glob("*.json") if file.name != "base.json")


async def imported(path: Path, units: Units, *, source: str = "them") -> Report:
    report = Report(shown=1000)
    with opened(path) as package:
        await bring_in(package.records(report), source=source, catalogue=CATALOGUE, uow=units())
    return report


async def rows_in(units: Units) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    async with units(reading=True) as uow:
        for table in TABLES:
            found[table] = [row async for batch in uow.hsds.all(table) for row in batch]
    return {table: sorted(rows, key=lambda row: row["id"]) for table, rows in found.items() if rows}


async def out_of(units: Units) -> dict[str, Any]:
    async with units(reading=True) as uow:
        return dict(json.loads("".join([piece async for piece in directory_export.whole(uow)])))


def said_in(file: Path) -> Any:
    said = json.loads(file.read_text("utf-8"))
    return said.get("contents", said)


def leaves(thing: Any, id: str = "") -> Iterator[tuple[str, str, str]]:
    """Every value in a document, with the id of the thing that it belongs to and its name there."""
    if isinstance(thing, list):
        for one in thing:
            yield from leaves(one, id)
    elif isinstance(thing, dict):
        id = str(thing.get("id", id))
        for name, value in thing.items():
            if isinstance(value, (dict, list)):
                yield from leaves(value, id)
            elif value not in (None, ""):
                yield id, name, str(value)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
async def test_all_that_an_example_says_comes_out_again(file: Path) -> None:
    units = MemoryUnits()
    report = await imported(file, units)
    changed = {(problem.field, problem.got) for problem in report.problems}
    lost = set(leaves(said_in(file))) - set(leaves(await out_of(units)))
    pointing = set(REFERENCES) | {"link_id", "resource_id"}  # which thing lies in which is the next test
    assert {(name, value) for _, name, value in lost if name not in pointing} <= changed


@pytest.mark.parametrize("file", [*FILES, EXAMPLES / "csv"], ids=lambda file: file.name)
async def test_what_went_out_comes_in_as_the_same_rows(file: Path, tmp_path: Path, units: Units) -> None:
    await imported(file, units)
    (tmp_path / "all.json").write_text(json.dumps(await out_of(units)), encoding="utf-8")
    again = MemoryUnits()
    await imported(tmp_path / "all.json", again)
    assert await rows_in(again) == await rows_in(units) != {}


async def test_the_tables_of_the_example_come_out_as_they_went_in() -> None:
    units = MemoryUnits()
    report = await imported(EXAMPLES / "csv", units)
    changed = {(problem.file, problem.field) for problem in report.problems}
    found = await rows_in(units)
    for file in EXAMPLES.glob("csv/*.csv"):
        with file.open(encoding="utf-8", newline="") as text:
            said = [{name: value for name, value in row.items() if value} for row in csv.DictReader(text)]
        mine = [{name: str(value) for name, value in row.items()} for row in found[file.stem]]
        for old, new in zip(said, mine, strict=True):
            different = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
            assert {(file.name, name) for name in different} <= changed


async def test_an_example_is_told_apart_from_what_holds_no_rows() -> None:
    with pytest.raises(NothingInIt):
        await imported(EXAMPLES / "base.json", MemoryUnits())


# Ten times, or not at all


async def test_a_second_import_changes_nothing(units: Units) -> None:
    await imported(EXAMPLES / "csv", units)
    before = await rows_in(units)
    await imported(EXAMPLES / "csv", units)
    assert await rows_in(units) == before


async def test_what_the_source_no_longer_has_goes_and_what_others_have_stays(units: Units) -> None:
    await imported(EXAMPLES / "csv", units)
    await imported(EXAMPLES / "taxonomy.json", units, source="others")
    await imported(EXAMPLES / "taxonomy_term.json", units)
    assert {table: len(rows) for table, rows in (await rows_in(units)).items()} == {
        "taxonomy_terms": 1,
        "taxonomies": 1,
    }


async def test_an_import_that_breaks_off_leaves_everything_as_it_was(units: Units) -> None:
    await imported(EXAMPLES / "csv", units)
    before = await rows_in(units)

    def breaking() -> Iterator[Record]:
        yield "services", {"id": "x", "name": "Half", "status": "active"}, Origin("x.csv", 2)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await bring_in(breaking(), source="them", catalogue=CATALOGUE, uow=units())
    assert await rows_in(units) == before


@pytest.mark.parametrize("text", ['[{"id": "a"', '{"services": [{"id": "a", "name": ', "<html>", '[{"id": "a"}'])
async def test_a_file_that_is_cut_off_is_refused_as_a_whole(text: str, tmp_path: Path, units: Units) -> None:
    (tmp_path / "services.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadPackage):
        await imported(tmp_path / "services.json", units)
    assert await rows_in(units) == {}


# Every kind of package


async def test_a_zip_a_folder_and_lines_of_json_hold_the_same(tmp_path: Path) -> None:
    folder = MemoryUnits()
    await imported(EXAMPLES / "csv", folder)
    shutil.make_archive(str(tmp_path / "deep"), "zip", EXAMPLES.parent, "examples/csv")
    archive = MemoryUnits()
    await imported(tmp_path / "deep.zip", archive)
    assert await rows_in(archive) == await rows_in(folder)
    tables = json.loads((EXAMPLES / "tabular.json").read_text("utf-8"))
    services = [json.dumps(row) for row in tables["services.csv"]]
    (tmp_path / "services.ndjson").write_text("\n".join(services) + "\n", encoding="utf-8")
    lines = MemoryUnits()
    await imported(tmp_path / "services.ndjson", lines)
    assert (await rows_in(lines))["services"] == (await rows_in(folder))["services"]


@pytest.mark.parametrize("name", ["nothing.zip", "no.zip", "empty", "missing.json"])
def test_what_is_no_package_is_refused_in_words(name: str, tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK but not really")
    (tmp_path / "empty").mkdir()
    with zipfile.ZipFile(tmp_path / "nothing.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(BadPackage), opened(tmp_path / name):
        pass


async def test_rows_that_cannot_be_used_are_named_and_the_others_come_in(tmp_path: Path) -> None:
    (tmp_path / "services.csv").write_text(
        "id,organization_id,name,status,minimum_age\n"
        "11111111-1111-4111-8111-111111111111,,Balie,active,twaalf\n"
        ",,,,\n"
        "22222222-2222-4222-8222-222222222222,,Inloop,active,12,te veel\n",
        encoding="utf-8",
    )
    units = MemoryUnits()
    report = await imported(tmp_path, units)
    assert [row["name"] for row in (await rows_in(units))["services"]] == ["Balie", "Inloop"]
    told = {(problem.file, problem.row, problem.field) for problem in report.problems}
    assert ("services.csv", 2, "minimum_age") in told and ("services.csv", 4, "") in told
    assert any("services.csv row 2, minimum_age: expected" in line for line in report.lines())


async def test_one_phone_under_two_services_stays_with_both(tmp_path: Path) -> None:
    services = [
        {"id": f"s{n}", "name": "x", "status": "active", "phones": [{"id": "p", "number": "0"}]} for n in (1, 2)
    ]
    (tmp_path / "services.json").write_text(json.dumps(services), encoding="utf-8")
    units = MemoryUnits()
    report = await imported(tmp_path / "services.json", units)
    found = await rows_in(units)
    assert {row["service_id"] for row in found["phones"]} == {row["id"] for row in found["services"]}
    assert report.count("repaired")


async def test_an_imported_service_becomes_a_door_for_its_need(units: Units, tmp_path: Path) -> None:
    service = {
        "id": "33333333-3333-4333-8333-333333333333",
        "name": "Schuldenlab",
        "status": "active",
        "phones": [{"number": "020-5550199"}],
        "attributes": [{"taxonomy_term_id": need_term_id("debt"), "link_entity": "service"}],
    }
    (tmp_path / "services.json").write_text(json.dumps([service]), encoding="utf-8")
    await imported(tmp_path / "services.json", units)
    async with units(reading=True) as uow:
        doors = await uow.doors.whole(Wish("debt").need, 10)
        assert doors is not None and [door.name for door in doors] == ["Schuldenlab"]
        assert doors[0].phone
        assert [door.name for door in await uow.doors.find(["schul"], 5)] == ["Schuldenlab"]


def test_terms_of_ours_need_not_be_in_a_package(tmp_path: Path) -> None:
    ids = ["44444444-4444-4444-8444-444444444444", "55555555-5555-4555-8555-555555555555"]
    (tmp_path / "services.csv").write_text(f"id,name,status\n{ids[0]},Balie,active\n", encoding="utf-8")
    (tmp_path / "attributes.csv").write_text(
        f"id,link_id,link_entity,taxonomy_term_id\n{ids[1]},{ids[0]},service,{need_term_id('debt')}\n", encoding="utf-8"
    )

    def told(known: frozenset[str]) -> set[str]:
        report = Report()
        with opened(tmp_path) as package:
            assert len(list(package.records(report, known=known))) == 2
        return {problem.field for problem in report.problems}

    assert "taxonomy_term_id" in told(frozenset())
    assert "taxonomy_term_id" not in told(our_terms(["debt"]))
