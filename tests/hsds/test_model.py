"""The declaration says what the official schemas say, no more and no less."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.hsds.model import BY_ENTITY, REFERENCES, TABLES, Column, Nest, Table

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "hsds" / "schema"
PLAIN = {"date": "date", "datetime": "datetime", "date-time": "datetime", "time": "time", "uri": "uri"}


def schema(table: Table) -> dict[str, Any]:
    return dict(json.loads((SCHEMAS / f"{table.entity}.json").read_text("utf-8")))


def kind(field: dict[str, Any]) -> str:
    if field["type"] == "number":
        return "number"
    named = field.get("datapackage_type") or field.get("format") or "text"
    return PLAIN.get(named, named)


def column(name: str, field: dict[str, Any], said: dict[str, Any]) -> Column:
    required, tabular = name in said.get("required", ()), name in said.get("tabular_required", ())
    return Column(name, kind(field), tuple(field.get("enum", ())), required, tabular)


def target(field: dict[str, Any]) -> str | None:
    """The entity that is nested here."""
    reference = field.get("$ref") or field.get("items", {}).get("$ref")
    return reference and reference.removesuffix(".json")


def test_all_tables_are_there_in_the_official_order():
    found = {}
    for file in SCHEMAS.glob("*.json"):
        said = json.loads(file.read_text("utf-8"))
        if "datapackage_metadata" in said and not file.stem.endswith("definitions"):
            found[said["datapackage_metadata"]["order"]] = (said["path"], said["name"])
    assert [(table.file, table.entity) for table in TABLES.values()] == [found[order] for order in sorted(found)]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_columns_are_those_of_the_schema(table: Table):
    said = schema(table)
    plain = {name: field for name, field in said["properties"].items() if not target(field)}
    assert list(table.columns) == [column(name, field, said) for name, field in plain.items()]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_nesting_is_that_of_the_schema(table: Table):
    def seen(nest: Nest) -> tuple[str, str, bool]:
        return nest.name, TABLES[nest.table].entity, nest.many

    fields = schema(table)["properties"].items()
    nested = [(name, target(field), "items" in field) for name, field in fields if target(field)]
    assert sorted(map(seen, filter(lambda nest: nest.official, table.nests))) == sorted(nested)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_keys_of_nested_rows_are_columns(table: Table):
    for nest in table.nests:
        holder = TABLES[nest.table] if nest.many else table
        assert nest.key in holder.column
        assert not nest.kind_key or nest.kind_key in holder.column


def test_every_column_that_ends_in_id_points_somewhere():
    names = {one.name for table in TABLES.values() for one in table.columns if one.kind == "uuid"}
    assert names - set(REFERENCES) == {"id", "link_id", "resource_id"}
    assert BY_ENTITY["address"].name == "addresses"
