"""What only shows when rows lie beside each other: an id that comes twice, a row that points to nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.hsds.model import BY_ENTITY, REFERENCES, TABLES, Origin, Problem, Record, Row
from bot.hsds.repair import Report, repaired
from bot.hsds.values import stable_id

POINTED_AT = frozenset(REFERENCES.values())
"""Tables of which other rows name the id; a row of another table may get another one."""

ROOTS = frozenset({"organizations", "locations", "taxonomies", "taxonomy_terms"})
"""Tables whose rows mean something by themselves; all others say something of the row that they point to."""

LINKS = {"attributes": ("link_id", "link_entity"), "metadata": ("resource_id", "resource_type")}
"""Tables whose rows point to any kind of row: the column with the id, and the one with the kind."""


def sound(
    records: Iterable[Record], report: Report, *, region: str = "NL", day_first: bool | None = None
) -> Iterator[Record]:
    """A tabular package, each table one block and parents before children, as rows that can be stored as they are."""
    rows = repaired(records, report, region=region, day_first=day_first)
    return without_orphans(without_repeats(rows, report), report)


def without_repeats(records: Iterable[Record], report: Report) -> Iterator[Record]:
    """Each id once in a table, as far as that can be: the same row again goes.

    Different rows under one id stay both: with an id of its own where nobody points to it, else under the same one,
    and the store puts together what they say.
    """
    seen: dict[tuple[str, str], int] = {}
    for table, row, origin in records:
        key, content = (table, str(row["id"])), hash(json.dumps(row, sort_keys=True, default=str))
        if key not in seen:
            seen[key] = content
        elif seen[key] == content:
            report(
                Problem(origin.file, origin.row, "id", "an id of its own; the same row was there", key[1], "repaired")
            )
            continue
        elif table in POINTED_AT:
            expected = "an id of its own; what both rows say is put together"
            report(Problem(origin.file, origin.row, "id", expected, key[1], "warning"))
        else:
            report(Problem(origin.file, origin.row, "id", "an id of its own; it got one", key[1], "repaired"))
            row = {**row, "id": stable_id(table, json.dumps(row, sort_keys=True, default=str))}
        yield table, row, origin


def without_orphans(records: Iterable[Record], report: Report) -> Iterator[Record]:
    """Rows without references to rows that are not there; a row that cannot be without goes.

    A table is taken to be complete when another one begins. What points to a table that comes later, or to its own,
    stays and is told at the end if it never came.
    """
    family = _Family(report)
    for table, row, origin in records:
        if family.take(table, row, origin):
            yield table, row, origin
    family.close()


class _Family:
    """The ids that were seen, and those that are still awaited."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._complete: set[str] = set()
        self._now = ""
        self._awaited: dict[tuple[str, str], tuple[Origin, str]] = {}

    def take(self, table: str, row: Row, origin: Origin) -> bool:
        """Whether the row can stay; references to nothing are taken out of it."""
        if table != self._now:
            self._complete.add(self._now)
            self._now = table
        pointing = [(column, target) for column, target in _references(table, row) if column in row]
        lost = [(column, target) for column, target in pointing if not self._there(target, row[column], origin, column)]
        needed = {column.name for column in TABLES[table].columns if column.tabular_required or column.required}
        alone = bool(lost) and len(lost) == len(pointing) and table not in ROOTS
        for column, target in lost:
            gone = column in needed or alone
            expected = f"the id of a row in {target}"
            severity = "error" if gone else "repaired"
            self._report(Problem(origin.file, origin.row, column, expected, str(row[column]), severity))  # type: ignore[arg-type]
        if alone or any(column in needed for column, _ in lost):
            return False
        for column, _ in lost:
            del row[column]
        self._ids[table].add(str(row["id"]))
        return True

    def _there(self, table: str, id: str, origin: Origin, column: str) -> bool:
        """Whether the row is there, or may still come."""
        if id in self._ids[table]:
            return True
        if table in self._complete and table != self._now:
            return False
        self._awaited.setdefault((table, id), (origin, column))
        return True

    def close(self) -> None:
        """Tell what never came."""
        for (table, id), (origin, column) in self._awaited.items():
            if id not in self._ids[table]:
                expected = f"the id of a row in {table}, which is not in this package"
                self._report(Problem(origin.file, origin.row, column, expected, id, "warning"))


def _references(table: str, row: Row) -> list[tuple[str, str]]:
    """The columns of a row that hold an id of a row elsewhere, each with the table of that row."""
    found = list(TABLES[table].references)
    if table in LINKS:
        column, kind = LINKS[table]
        entity = str(row.get(kind, ""))
        return [*found, (column, BY_ENTITY[entity].name)] if entity in BY_ENTITY else found
    return found
