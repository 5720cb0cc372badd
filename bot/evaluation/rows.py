"""Reads the files that a model is scored against; columns as their README says."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import BadInput

COLUMNS = {
    "needs": ("text", "need", "alt", "lang"),
    "crisis": ("text", "crisis", "lang"),
    "pii": ("text", "spans", "lang"),
}
"""What each kind of file must have; its name begins with the kind."""


@dataclass(frozen=True)
class Row:
    """One line: the text, its language, and the codes that are right (a need and its second, or a danger)."""

    text: str
    lang: str
    right: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gold:
    """Private data that stands in a text, by type and by its own words."""

    text: str
    type: str


@dataclass(frozen=True)
class Marked:
    """A text with the private data in it, in order of appearance."""

    text: str
    lang: str
    gold: tuple[Gold, ...]


class UnreadableRows(BadInput):
    """A folder or a file that cannot be scored, with a plain sentence about it."""


def files_in(folder: Path) -> dict[str, list[Path]]:
    """The CSV files of each kind, by name. Raises UnreadableRows where there are none at all."""
    if not folder.is_dir():
        raise UnreadableRows(str(folder), "this is no folder")
    found = {kind: sorted(folder.glob(f"{kind}*.csv")) for kind in COLUMNS}
    if not any(found.values()):
        raise UnreadableRows(str(folder), "there is no CSV file in it whose name begins with needs, crisis or pii")
    return found


def read_needs(path: Path) -> list[Row]:
    """Rows with the need and the second one that is right too."""
    return [
        Row(line["text"], line["lang"], tuple(code for code in (line["need"].strip(), line["alt"].strip()) if code))
        for line in _lines(path, "needs")
    ]


def read_crisis(path: Path) -> list[Row]:
    """Rows with the danger; an empty `right` where there is none."""
    codes = ((line, line["crisis"].strip()) for line in _lines(path, "crisis"))
    return [Row(line["text"], line["lang"], () if code in ("", "none") else (code,)) for line, code in codes]


def read_pii(path: Path) -> list[Marked]:
    """Texts with their spans; UnreadableRows where `spans` is no JSON list of text and type."""
    return [
        Marked(line["text"], line["lang"], _gold(line["spans"], path, number))
        for number, line in enumerate(_lines(path, "pii"), start=1)
    ]


def _gold(spans: str, path: Path, number: int) -> tuple[Gold, ...]:
    try:
        return tuple(Gold(str(span["text"]), str(span["type"])) for span in json.loads(spans or "[]"))
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableRows(path.name, f"in row {number}, spans is no JSON list of text and type") from error


def _lines(path: Path, kind: str) -> Iterator[Mapping[str, str]]:
    """Each row by column name; a row that is too short has empty fields."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            missing = [name for name in COLUMNS[kind] if name not in (reader.fieldnames or ())]
            if missing:
                raise UnreadableRows(path.name, f"these columns are missing: {', '.join(missing)}")
            yield from reader
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableRows(path.name, f"this cannot be read as CSV in UTF-8 ({error})") from error
