"""Files that people edit, read field by field: whatever is wrong is told with its file, entry and field."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

import yaml

from bot.domain.directory import Opening, closed_from
from bot.domain.errors import BotError
from bot.domain.recurrence import WEEKDAYS
from bot.hsds.schedules import BadSchedule, opening_of

SCHEDULE_FIELDS = (
    *("byday", "opens_at", "closes_at", "valid_from", "valid_to"),
    *("freq", "interval", "bymonthday", "dtstart", "until", "count"),
)
"""What a line of `schedules` may hold, as HSDS calls it."""

SPECIAL_FIELDS = ("on", "opens_at", "closes_at")

PLAIN = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads texts, lists and mappings only; ten times faster where PyYAML was built with its C part."""


class WrongEntry(BotError):
    """A file with facts holds something that cannot be right."""

    code = "wrong_entry"

    def __init__(self, file: Path, entry: str, field: str, why: str) -> None:
        super().__init__(f"{file}: entry {entry or '-'}, field {field or '-'}: {why}")
        self.file, self.entry, self.field, self.why = file, entry, field, why


class Entry:
    """One block of a file, read field by field; whatever is wrong is told with its place."""

    def __init__(self, values: Any, file: Path, name: str, allowed: Collection[str] = ()) -> None:
        self.file, self.name = file, name
        if not isinstance(values, Mapping):
            self.wrong("", "is not a list of fields")
        self.values: Mapping[str, Any] = values
        for field in self.values:
            if allowed and field not in allowed:
                near = get_close_matches(field, allowed, 1)
                self.wrong(field, f"no such field{f', did you mean {near[0]}?' if near else ''}")

    def wrong(self, field: str, why: str) -> NoReturn:
        """Refuse this field of this entry."""
        raise WrongEntry(self.file, self.name, field, why)

    def text(self, field: str, default: str | None = None) -> str:
        """A text; without a default it may not be missing or empty."""
        value = self.values.get(field, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.wrong(field, "is missing" if value is None or value == "" else "has to be a text")
        return value.strip()

    def texts(self, field: str, *, required: bool = False) -> tuple[str, str]:
        """The same text in Dutch and English, both or none."""
        if field not in self.values and not required:
            return "", ""
        both = Entry(self.values.get(field, {}), self.file, f"{self.name}.{field}", ("nl", "en"))
        return both.text("nl"), both.text("en")

    def items(self, field: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of texts, each one of `allowed`."""
        value = self.values.get(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.wrong(field, "has to be a list, as in [one, two]")
        for item in value:
            if allowed is not None and item not in allowed:
                near = get_close_matches(item, allowed, 1)
                self.wrong(field, f"{item} is unknown{f', did you mean {near[0]}?' if near else ''}")
        return tuple(value)

    def one_of(self, field: str, allowed: Collection[str], default: str | None = None) -> str:
        """One of a few words; without a default it may not be missing."""
        value = self.text(field, default)
        if value != default and value not in allowed:
            self.wrong(field, f"{value} is unknown; one of {', '.join(sorted(allowed))}")
        return value

    def number(self, field: str) -> int | None:
        """A whole number of zero or more, or None where there is none."""
        value = self.text(field, "")
        if value and not value.isdecimal():
            self.wrong(field, f"{value} is not a whole number")
        return int(value) if value else None

    def decimal(self, field: str) -> float | None:
        """A number with a point in it."""
        value = self.text(field, "")
        try:
            return float(value) if value else None
        except ValueError:
            self.wrong(field, f"{value} is not a number")

    def flag(self, field: str) -> bool | None:
        """yes or no; None where nothing is said."""
        value = self.text(field, "").lower()
        if value not in ("yes", "no", "true", "false", ""):
            self.wrong(field, f"{value} is not yes or no")
        return value in ("yes", "true") if value else None

    def day(self, field: str) -> date | None:
        """A date such as 2026-11-21."""
        value = self.text(field, "")
        return to_day(value, self, field) if value else None

    def blocks(self, field: str, allowed: Collection[str] = ()) -> list[Entry]:
        """A list of blocks within this one."""
        value = self.values.get(field, [])
        if not isinstance(value, list):
            self.wrong(field, "has to be a list of blocks")
        names = [self._name_of(item, f"{field}[{place}]") for place, item in enumerate(value, 1)]
        return [Entry(item, self.file, name, allowed) for name, item in zip(names, value, strict=True)]

    def _name_of(self, item: Any, place: str) -> str:
        """The id of a block within this one, or its place where it has none."""
        own = item.get("id") if isinstance(item, Mapping) else None
        return own if isinstance(own, str) and own else f"{self.name}.{place}".lstrip(".")

    def named_blocks(self, field: str, allowed: Collection[str] = ()) -> dict[str, Entry]:
        """Blocks by name within this one."""
        return {name: Entry(item, self.file, name, allowed) for name, item in self.mapping(field).items()}

    def mapping(self, field: str) -> Mapping[str, Any]:
        """Names with a value of any kind."""
        value = self.values.get(field, {})
        return value if isinstance(value, Mapping) else self.wrong(field, "has to be a list of names with a value")

    def words(self, field: str) -> dict[str, str]:
        """Names with a text."""
        block = Entry(self.mapping(field), self.file, f"{self.name}.{field}")
        return {name: block.text(name) for name in block.values}

    def openings(self, field: str) -> tuple[Opening, ...] | None:
        """The lines of a schedule; None where there are none."""
        return tuple(_opening(line) for line in self.blocks(field, SCHEDULE_FIELDS)) or None

    def exceptions(self) -> tuple[Opening, ...]:
        """What stands instead of the usual hours: the days in `closed_on`, and the other hours in `special_hours`."""
        closed = [closed_from(*self.span_of(part, "closed_on")) for part in self.items("closed_on")]
        return (*closed, *map(_special, self.blocks("special_hours", SPECIAL_FIELDS)))

    def span_of(self, part: str, field: str) -> tuple[date, date]:
        """The days in "2026-12-24" or "2026-12-24..2027-01-01"."""
        first, _, last = part.partition("..")
        days = to_day(first, self, field), to_day(last or first, self, field)
        return days if days[0] <= days[1] else self.wrong(field, f"{last} is before {first}")


def _opening(line: Entry) -> Opening:
    for field in ("opens_at", "closes_at"):
        line.text(field)  # refuses what is missing
    try:
        opening = opening_of(line.values)
    except BadSchedule as error:
        line.wrong(error.field, error.why)
    return opening or line.wrong("byday", f"is missing; use {', '.join(WEEKDAYS)}, or freq with bymonthday")


def _special(line: Entry) -> Opening:
    first, last = line.span_of(line.text("on"), "on")
    times = {field: line.text(field) for field in ("opens_at", "closes_at")}
    return _opening(Entry({**times, "valid_from": str(first), "valid_to": str(last)}, line.file, line.name))


def to_day(value: str, entry: Entry, field: str) -> date:
    """The date that a text stands for, or a refusal of the field."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        entry.wrong(field, f"{value} is no date such as 2026-11-21")


def read_yaml(file: Path) -> Any:
    """The content of the file with every value as the text that stands there.

    YAML by itself makes 1020 of the time 17:00, False of the word "no" and a date of 2026-11-21; here each field says
    what it wants.
    """
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=PLAIN)  # noqa: S506 - makes only texts
    except (OSError, UnicodeDecodeError) as error:
        raise WrongEntry(file, "", "", f"cannot be read: {error}") from error
    except yaml.YAMLError as error:
        raise WrongEntry(file, "", "", f"is no YAML: {' '.join(str(error).split())}") from error


def read_rows(file: Path, columns: Collection[str]) -> list[dict[str, str]]:
    """The rows of a CSV file that has at least these columns."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise WrongEntry(file, "", "", f"cannot be read: {error}") from error
    missing = set(columns) - set(rows[0] if rows else ())
    if missing:
        raise WrongEntry(file, "first line", sorted(missing)[0], "this column is missing")
    return rows
