"""Rows of real exports, repaired where that is safe and reported wherever something was not as HSDS 3.0 wants it.

An id that is no UUID becomes one (UUID 5 of table and id): 3.0 asks for UUIDs, and the same id gives the same one at
every import. What cannot be read is left out of the row, never guessed; a row goes only where nothing can be done with
it: no id to point to, no name, no number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bot.domain.recurrence import WEEKDAYS
from bot.hsds.model import BY_ENTITY, REFERENCES, TABLES, Column, Origin, Problem, Record, Row, Severity
from bot.hsds.schedules import BadSchedule, opening_of
from bot.hsds.values import (
    date_of,
    email_of,
    is_empty,
    moment_of,
    number_of,
    phone_of,
    plain,
    stable_id,
    time_of,
    uri_of,
    uuid_of,
    weekdays_of,
)

Report = Callable[[Problem], None]

SHOWN = 80
"""Letters of a wrong value that a report shows."""

STATUSES = {
    **dict.fromkeys(("active", "actief", "open", "published", "live", "current", "yes", "ja", "true", "1"), "active"),
    **dict.fromkeys(("inactive", "inactief", "closed", "gesloten", "no", "nee", "false", "0", "draft"), "inactive"),
    **dict.fromkeys(("defunct", "discontinued", "opgeheven", "deleted", "ended", "gestopt", "archived"), "defunct"),
    **dict.fromkeys(
        ("temporarily closed", "temporarily_closed", "temporarilyclosed", "temporary closed", "suspended", "paused",
         "tijdelijk gesloten", "on hold"), "temporarily closed",
    ),
}  # fmt: skip
PLACES = {
    **dict.fromkeys(("physical", "physical_address", "fysiek", "bezoekadres", "visit", "street"), "physical"),
    **dict.fromkeys(("postal", "postal_address", "post", "postadres", "mailing", "mail"), "postal"),
    **dict.fromkeys(("virtual", "online", "virtueel", "web"), "virtual"),
}
FREQUENCIES = {
    **dict.fromkeys(("weekly", "week", "wekelijks", "every week"), "WEEKLY"),
    **dict.fromkeys(("monthly", "month", "maandelijks", "every month"), "MONTHLY"),
}
CHOICES = {
    "status": STATUSES,
    "location_type": PLACES,
    "address_type": PLACES,
    "freq": FREQUENCIES,
}
"""Other people's words for the few that HSDS allows."""

LAST_RESORT = {"status": "inactive"}
"""What an unknown word is read as: a door of which nobody knows whether it is open is not named."""

DEFAULTS = {
    ("services", "status"): "active",
    ("locations", "location_type"): "physical",
    ("addresses", "address_type"): "physical",
    ("attributes", "link_entity"): "service",
}
"""What a missing word means: in HSDS 1.x and 2.0 a status was optional, and all places were buildings."""

SAME_AS = {
    ("organizations", "name"): ("alternate_name",),
    ("organizations", "description"): ("name",),
    ("programs", "description"): ("name",),
    ("services", "name"): ("alternate_name",),
    ("taxonomies", "description"): ("name",),
    ("taxonomy_terms", "name"): ("code",),
    ("taxonomy_terms", "description"): ("name",),
    ("organization_identifiers", "identifier_type"): ("identifier_scheme",),
}
"""Where a required text can come from."""

NEEDED = frozenset({"name", "number", "identifier"})
"""Without these, or without the row that it belongs to, a row says nothing."""

EXPECTED = {
    "uuid": "a UUID",
    "uri": "an address on the net, as https://example.org",
    "email": "an e-mail address",
    "number": "a number",
    "date": "a date that exists, as 2026-11-21",
    "datetime": "a moment, as 2026-11-21T09:00:00",
    "time": "a time, as 09:00",
}

CAN_BE_ALONE = frozenset({("services", "organization_id"), ("programs", "organization_id")})
"""References that tables want and JSON does not: a service whose organization nobody knows still helps people."""

LIMITS = {
    "minimum_age": (0, 130),
    "maximum_age": (0, 130),
    "year_incorporated": (1000, 2100),
    "interval": (1, 1000),
    "count": (1, 10000),
    "timezone": (-12, 14),
}
"""Numbers beyond these are typing errors."""


def repaired(
    records: Iterable[Record], report: Report, *, region: str = "NL", day_first: bool | None = None
) -> Iterator[Record]:
    """The rows of HSDS 3.0 that can be used, with what had to be done to each reported.

    `region` is the country (ISO 3166) of numbers and addresses that name none; `day_first` settles 01/02/2024.
    """
    repair = Repair(report, region, day_first)
    for table, row, origin in records:
        made = repair.row(table, row, origin)
        if made is not None:
            yield table, made, origin


class Repair:
    """One package: what was told once of a file is not told of every row."""

    def __init__(self, report: Report, region: str = "NL", day_first: bool | None = None) -> None:
        self._report, self._region, self._day_first = report, region, day_first
        self._told: set[tuple[str, str, str]] = set()
        self._table, self._origin = "", Origin("")

    def row(self, table: str, row: Mapping[Any, Any], origin: Origin) -> Row | None:
        """The row as it can be used, or None."""
        self._table, self._origin = table, origin
        known = TABLES[table].column
        made = Row()
        if table == "schedules" and (changed := weekly(row)) is not row:
            self._tell("freq", "one of WEEKLY, MONTHLY", row.get("freq"), "repaired")
            row = changed
        for name, value in row.items():
            if name not in known:
                self._tell(str(name or ""), f"a column of {table}", value, "warning", once=True)
            elif (read := self._value(known[name], value)) not in (None, ""):
                made[name] = read
        for fix in FIXES.get(table, ()):
            fix(self, made)
        return self._complete(made, row)

    def _value(self, column: Column, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, (int, float)) and column.numeric and fits(column, value):
            return value
        if not isinstance(value, str):
            value = (
                json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else str(value)
            )
        text = self._text(column, value)
        if column.kind != "text" and is_empty(text):
            if text:
                self._tell(column.name, EXPECTED[column.kind], text, "repaired")
            return None
        read = self._read(column, text)
        if read is None and text:
            self._tell(column.name, f"{self._expected(column)}; it is left out", text, "warning")
        return read

    def _text(self, column: Column, value: str) -> str:
        text = plain(value)
        if text.strip() != value.strip():
            self._tell(column.name, "a text without markup or broken characters", value, "repaired")
        return "" if not text.strip() else text if column.kind == "text" and not column.choices else text.strip()

    def _read(self, column: Column, text: str) -> Any:
        """The value of a cell in the form that its column has; None where it cannot be read."""
        reader = READERS.get(column.kind)
        if column.name in REFERENCES or column.name == "id":
            return self._id(REFERENCES.get(column.name, self._table), column.name, text)
        if column.name in CHOICES or column.choices:
            return self._choice(column, text)
        if column.kind == "date":
            return self._date(column, text)
        if reader is None:
            return text
        read = reader(text)
        if read is not None and column.numeric:
            return read if fits(column, read) else None
        if read is not None and str(read) != text:
            self._tell(column.name, EXPECTED[column.kind], text, "repaired")
        return read

    def _expected(self, column: Column) -> str:
        if column.choices:
            return f"one of {', '.join(column.choices)}"
        least, most = LIMITS.get(column.name, (None, None))
        return EXPECTED.get(column.kind, "a text") if least is None else f"a number from {least} to {most}"

    def _id(self, table: str, field: str, text: str) -> str | None:
        if not text:
            return None
        found = uuid_of(text)
        if found is None:
            self._tell(
                field, "a UUID; one is made of this id, here and wherever it returns", text, "repaired", once=True
            )
            return stable_id(table, text)
        return found

    def _choice(self, column: Column, text: str) -> str | None:
        if not text or text in column.choices:
            return text or None
        said = text.casefold().strip()
        read = CHOICES.get(column.name, {}).get(said) or next(
            (one for one in column.choices if one.casefold() == said), ""
        )
        if read:
            self._tell(column.name, self._expected(column), text, "repaired")
            return read
        if column.name in LAST_RESORT:
            self._tell(column.name, f"{self._expected(column)}; taken for {LAST_RESORT[column.name]}", text, "warning")
            return LAST_RESORT[column.name]
        return None

    def _date(self, column: Column, text: str) -> str | None:
        read = date_of(text, day_first=self._day_first)
        if read is None:
            return None
        if read.isoformat() != text:
            self._tell(column.name, EXPECTED["date"], text, "repaired")
        return read.isoformat()

    def _complete(self, row: Row, came: Mapping[Any, Any]) -> Row | None:
        """The row with what it needs, or None where it says nothing without."""
        for column in TABLES[self._table].columns:
            if column.name in row or not (column.required or column.tabular_required):
                continue
            if not self._fill(column, row, came):
                return None
        return row

    def _fill(self, column: Column, row: Row, came: Mapping[Any, Any]) -> bool:
        """Whether the row can do with what is known for this column."""
        name, key = column.name, (self._table, column.name)
        if name == "id":
            content = json.dumps(row, sort_keys=True, default=str)
            row["id"] = stable_id(self._table, content)
        elif other := next((other for other in SAME_AS.get(key, ()) if other in row), ""):
            row[name] = row[other]
        elif key in DEFAULTS:
            row[name] = DEFAULTS[key]
        elif key == ("addresses", "country"):
            row[name] = self._region
        else:
            lost = name in NEEDED or (column.kind == "uuid" and key not in CAN_BE_ALONE)
            self._tell(name, "something: it is required", came.get(name), "error" if lost else "warning")
            return not lost
        self._tell(name, f"something: it is required; taken to be {str(row[name])[:SHOWN]}", came.get(name), "repaired")
        return True

    # One table at a time

    def _phone(self, row: Row) -> None:
        """A number with its country and without its extension."""
        said = row.get("number")
        if said is None:
            return
        read = phone_of(said, self._region)
        if read is None:
            self._tell(
                "number", f"a phone number that is valid in {self._region}, or one that begins with +", said, "warning"
            )
            return
        number, extension = read
        if extension and "extension" not in row:
            row["extension"] = int(extension)
        if number != said:
            expected = f"a number with its country; without one it is read as one of {self._region}"
            self._tell("number", expected, said, "repaired", once=not extension)
        row["number"] = number

    def _schedule(self, row: Row) -> None:
        """Days by their codes, and a rule that can be worked out."""
        self._days(row)
        try:
            opening_of({"opens_at": "09:00", "closes_at": "17:00", **row})
        except BadSchedule as error:
            self._tell(
                error.field,
                f"a schedule that can be worked out: {error.field} {error.why}",
                row.get(error.field),
                "warning",
            )

    def _days(self, row: Row) -> None:
        said = row.get("byday")
        if not said or set(said.upper()) <= set("0123456789+-, MOTUWEHFRSA"):
            try:
                opening_of({"byday": said, "dtstart": "2026-01-05"})
                return
            except BadSchedule:
                pass
        read = weekdays_of(str(said))
        if read:
            row["byday"] = read
            self._tell("byday", "days as MO,TU,WE,TH,FR,SA,SU", said, "repaired")

    def _ages(self, row: Row) -> None:
        """Limits that contradict each other say nothing."""
        least, most = row.get("minimum_age"), row.get("maximum_age")
        if least is not None and most is not None and least > most:
            self._tell("maximum_age", "an age above minimum_age; both are left out", f"{least} to {most}", "warning")
            del row["minimum_age"], row["maximum_age"]

    def _point(self, row: Row) -> None:
        """A place needs both numbers, and 0, 0 is in the ocean: somebody did not know."""
        point: tuple[Any, Any] = row.get("latitude"), row.get("longitude")
        if point == (None, None):
            return
        if None not in point and any(point):
            if abs(point[0]) > 90 or abs(point[1]) > 180:
                self._tell("latitude", "a place on earth: -90 to 90, and -180 to 180", point, "warning")
            return
        self._tell("latitude", "a latitude and a longitude; both are left out", point, "warning")
        row.pop("latitude", None)
        row.pop("longitude", None)

    def _link(self, row: Row, kind: str, id: str) -> None:
        """The id of whatever kind of row this one is about."""
        said = str(row.get(kind, DEFAULTS.get((self._table, kind), "")))
        entity = TABLES[said].entity if said in TABLES else said
        if entity != said and said:
            row[kind] = entity
        if id in row:
            row[id] = self._id(BY_ENTITY[entity].name if entity in BY_ENTITY else entity, id, str(row[id]))
        if entity and entity not in BY_ENTITY:
            self._tell(kind, f"one of {', '.join(BY_ENTITY)}", said, "warning")

    def _attribute(self, row: Row) -> None:
        self._link(row, "link_entity", "link_id")

    def _change(self, row: Row) -> None:
        self._link(row, "resource_type", "resource_id")

    def _tell(self, field: str, expected: str, got: Any, severity: Severity, *, once: bool = False) -> None:
        """Report; what is the same all through a file only once for each field."""
        key = (self._origin.file, field, expected)
        if once and key in self._told:
            return
        if once:
            self._told.add(key)
        text = "" if got is None else str(got)
        self._report(Problem(self._origin.file, self._origin.row, field, expected, text[:SHOWN], severity))


def fits(column: Column, value: int | float) -> bool:
    """Whether a number is one that the column can hold."""
    least, most = LIMITS.get(column.name, (-1e15, 1e15))
    return not isinstance(value, bool) and least <= value <= most


def weekly(row: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """A schedule that returns every day is, in 3.0, one for every weekday: there is no DAILY."""
    often, other = str(row.get("freq") or "").strip().upper(), str(row.get("interval") or "1").strip()
    if often != "DAILY" or other not in ("1", "1.0"):
        return row
    return {**row, "freq": "WEEKLY", "byday": row.get("byday") or ",".join(WEEKDAYS)}


READERS: Mapping[str, Callable[[str], Any]] = {
    "uri": uri_of,
    "email": email_of,
    "number": number_of,
    "datetime": moment_of,
    "time": time_of,
}
FIXES: Mapping[str, tuple[Callable[[Repair, Row], None], ...]] = {
    "phones": (Repair._phone,),
    "schedules": (Repair._schedule,),
    "services": (Repair._ages,),
    "locations": (Repair._point,),
    "attributes": (Repair._attribute,),
    "metadata": (Repair._change,),
}
