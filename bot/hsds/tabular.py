"""HSDS as tables, on the way out: CSV files, and the datapackage.json that describes them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, Any

from bot.hsds.model import TABLES, Row, Table

DESCRIPTOR = "datapackage.json"
TYPES = {"number": "number", "date": "date", "datetime": "datetime", "time": "time"}
FORMATS = {"uuid": "uuid", "uri": "uri", "email": "email"}


class TableFile:
    """One CSV file that is being written: all columns of its table, in the order of the standard."""

    def __init__(self, text: IO[str], table: Table) -> None:
        self._writer = csv.writer(text, lineterminator="\n")
        self._names = [column.name for column in table.columns]
        self._writer.writerow(self._names)

    def write(self, rows: Iterable[Row]) -> None:
        self._writer.writerows([row.get(name, "") for name in self._names] for row in rows)


def descriptor(names: Iterable[str]) -> dict[str, Any]:
    """The tabular data package (frictionless) that describes these tables."""
    resources = [_resource(TABLES[name]) for name in names]
    return {"name": "human_services_data", "profile": "tabular-data-package", "resources": resources}


def _resource(table: Table) -> dict[str, Any]:
    fields = [_field(column.name, column.kind, column.choices, column.required) for column in table.columns]
    keys = [{"fields": key, "reference": {"resource": other, "fields": "id"}} for key, other in table.references]
    schema = {"primaryKey": "id", "fields": fields, **({"foreignKeys": keys} if keys else {})}
    kind = {"format": "csv", "mediatype": "text/csv", "profile": "tabular-data-resource"}
    return {"name": table.name, "path": table.file, **kind, "schema": schema}


def _field(name: str, kind: str, choices: tuple[str, ...], required: bool) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if required else {}
    limits |= {"enum": list(choices)} if choices else {}
    shape = {"format": FORMATS[kind]} if kind in FORMATS else {}
    return {"name": name, "type": TYPES.get(kind, "string"), **shape, **({"constraints": limits} if limits else {})}
