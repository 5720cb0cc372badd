"""HSDS as JSON: things that lie in each other become rows. The way back is `bot/services/hsds_reading.py`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.hsds.model import BY_ENTITY, TABLES, Nest, Origin, Problem, Record, Row, Table
from bot.hsds.slice import made_id

PAGE = "contents"
"""Where a page of a list keeps its things."""


class Unnester:
    """Takes things apart. Remembers, for one package, to whom each row belongs; `problems` are told as they come up."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._owners: dict[tuple[int, str], int] = {}

    def records(self, table: str, thing: Any, origin: Origin) -> Iterator[Record]:
        """The rows of one thing of this table: its own, and those of everything in it."""
        if not isinstance(thing, Mapping):
            self._tell(origin, "", f"an object ({TABLES[table].entity})", thing)
            return
        yield from self._taken_apart(TABLES[table], dict(thing), {}, origin)

    def _taken_apart(self, table: Table, thing: dict[str, Any], outer: Row, origin: Origin) -> Iterator[Record]:
        row = {name: value for name, value in thing.items() if name in table.column} | outer
        row.setdefault("id", made_id(table.name, json.dumps([outer, thing], sort_keys=True, default=str)))
        row["id"] = str(row["id"])
        inner = [nest for nest in table.nests if thing.get(nest.name)]
        for nest in inner:
            if not nest.many:
                yield from self._named(nest, thing[nest.name], row, origin)
        yield table.name, row, origin
        for nest in inner:
            if nest.many:
                yield from self._listed(nest, thing[nest.name], row, table, origin)
        for name in thing.keys() - table.column.keys() - {nest.name for nest in table.nests}:
            if thing[name] not in (None, "", [], {}):
                self._tell(origin, f"{table.entity}.{name}", "a field of HSDS 3.0", thing[name])

    def _named(self, nest: Nest, thing: Any, row: Row, origin: Origin) -> Iterator[Record]:
        """An object that the row points to; the row then holds its id."""
        if not isinstance(thing, Mapping):
            self._tell(origin, nest.name, "an object", thing)
            return
        known = {"id": row[nest.key]} if nest.key in row and "id" not in thing else {}
        if nest.table == "programs" and "organization_id" in row:  # the tables want it, the nested form leaves it out
            known = {"organization_id": row["organization_id"], **known}
        for table, inner, place in self._taken_apart(TABLES[nest.table], {**known, **thing}, {}, origin):
            if table == nest.table and nest.key not in row:
                row[nest.key] = inner["id"]
            yield table, inner, place

    def _listed(self, nest: Nest, things: Any, row: Row, table: Table, origin: Origin) -> Iterator[Record]:
        """Rows that point outward."""
        if not isinstance(things, list):
            self._tell(origin, nest.name, "a list", things)
            return
        for thing in things:
            if not isinstance(thing, Mapping):
                self._tell(origin, nest.name, "an object", thing)
                continue
            outer = {nest.key: row["id"]}
            if nest.kind_key and not thing.get(nest.kind_key):
                outer[nest.kind_key] = table.entity
            mine = dict(thing)
            if "id" in mine and self._is_of_another(nest, str(mine["id"]), row["id"]):
                mine["id"] = made_id(nest.table, str(mine["id"]), row["id"])
                expected = f"an id that no other {TABLES[nest.table].entity} has"
                self.problems.append(
                    Problem(origin.file, origin.row, f"{nest.name}.id", expected, str(thing["id"]), "repaired")
                )
            yield from self._taken_apart(TABLES[nest.table], mine, outer, origin)

    def _is_of_another(self, nest: Nest, id: str, owner: str) -> bool:
        """Whether this row was given to another owner of the same kind before: a column holds one of them only."""
        mine = hash(owner)
        return self._owners.setdefault((hash((nest.table, id)), nest.key), mine) != mine

    def _tell(self, origin: Origin, field: str, expected: str, got: Any) -> None:
        self.problems.append(Problem(origin.file, origin.row, field, expected, str(got)[:80], "warning"))


def table_of(thing: Any, hint: str = "") -> str | None:
    """What kind of thing this is: by the name that it came under, or by the fields that only one kind has most of."""
    if not isinstance(thing, Mapping):
        return None
    if named := named_table(hint):
        return named
    known = {table.name: {*table.column, *(nest.name for nest in table.nests)} for table in TABLES.values()}
    fits = {name: (len(thing.keys() & fields), -len(fields)) for name, fields in known.items() if "id" in thing}
    best = max(fits, key=lambda name: fits[name], default=None)
    return best if best and fits[best][0] > 1 else None


def named_table(name: str) -> str | None:
    """The table in a name such as `services`, `service_full`, `organization_list.json` or `phones.csv`."""
    stem = name.rpartition("/")[2].split(".")[0].lower()
    for ending in ("", "_list", "_full", "s"):
        word = stem.removesuffix(ending)
        if word in TABLES:
            return word
        if word in BY_ENTITY:
            return BY_ENTITY[word].name
    return None


def page_problems(page: Mapping[str, Any], origin: Origin) -> Iterator[Problem]:
    """Counts of a page that cannot be true."""
    things, size = page.get(PAGE), page.get("size")
    count = len(things) if isinstance(things, list) else 0
    if isinstance(size, int) and size != count:
        yield Problem(origin.file, origin.row, "size", f"{count}, as many as there are", str(size), "warning")
    total = page.get("total_items")
    if isinstance(total, int) and total < count:
        yield Problem(origin.file, origin.row, "total_items", f"at least {count}", str(total), "warning")
    if page.get("empty") is True and count:
        yield Problem(origin.file, origin.row, "empty", "false", "true", "warning")
