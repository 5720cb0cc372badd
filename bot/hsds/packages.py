"""Any package of HSDS as a stream of rows of 3.0: a folder, a zip, one CSV file, JSON, or JSON line by line."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, Any, cast
from zipfile import BadZipFile, ZipFile

from bot.domain.errors import BotError
from bot.hsds.decoding import delimiter_of, encoding_of
from bot.hsds.json_stream import BrokenJson, Pieces
from bot.hsds.model import Origin, Problem, Record, Row
from bot.hsds.nested import PAGE, Unnester, named_table, page_problems, table_of
from bot.hsds.older import modernised, reading_order
from bot.hsds.older import table_of as older_table
from bot.hsds.repair import Report, repaired
from bot.hsds.tabular import DESCRIPTOR
from bot.hsds.whole import without_orphans, without_repeats

JSON, LINES, TABLE = (".json",), (".ndjson", ".jsonl"), (".csv", ".tsv")
LARGEST = 4 << 30
"""Bytes that a package may be when unpacked: a zip of a few kilobytes can hold any number of zeros."""

MOST_IN_A_FIELD = 16 << 20
csv.field_size_limit(MOST_IN_A_FIELD)

Read = Callable[[int], None]
"""Hears how many bytes were read since it last heard."""


class BadPackage(BotError):
    """This is no package of HSDS, or a broken one; the message says what is wrong with it."""

    code = "bad_package"


@dataclass(frozen=True)
class Part:
    """One file of a package: its name there, its size in bytes, and how to open it."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]

    def ends(self, endings: tuple[str, ...]) -> bool:
        return self.name.lower().endswith(endings)


class Package:
    """A package that is open for reading."""

    def __init__(self, parts: list[Part], read: Read = lambda size: None) -> None:
        self._tables = [part for part in parts if part.ends(TABLE)]
        self._documents = [part for part in parts if part.ends(JSON + LINES) and not part.ends((DESCRIPTOR,))]
        self._read = read
        if not self._tables and not self._documents:
            raise BadPackage("there is no CSV or JSON file in it")

    @property
    def size(self) -> int:
        """Bytes that there are to read."""
        return sum(part.size for part in (*self._tables, *self._documents))

    def records(self, report: Report, *, region: str = "NL", known: Collection[str] = ()) -> Iterator[Record]:
        """Every row that can be used, with what was done to it or why it cannot told to `report`.

        `known` are ids that are in the store already: to point to them is no mistake.
        """
        if self._tables:
            rows = repaired(modernised(self._raw(report), report), report, region=region)
            yield from _as_they_are(without_repeats(rows, report), report, known)
        for part in self._documents:
            yield from repaired(self._nested(part, report), report, region=region)

    # Tables

    def _raw(self, report: Report) -> Iterator[Record]:
        columns = {part.name: _header(part) for part in self._tables}
        parts = {part.name: part for part in self._tables}
        for name in reading_order(columns):
            if older_table(name, columns[name]):
                yield from self._rows(parts[name], report)
            else:
                report(Problem(name, 0, "", "a table of HSDS", _stem(name), "warning"))

    def _rows(self, part: Part, report: Report) -> Iterator[Record]:
        """The rows of one file as they stand there; empty fields are left out. A row has the number of its line."""
        with _text(part) as text:
            first = text.readline()
            names = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter_of(first)), [])]
            reader = csv.reader(self._lines(text), delimiter=delimiter_of(first))
            for values in reader:
                line = reader.line_num + 1
                if len(values) > len(names):
                    report(Problem(part.name, line, "", f"{len(names)} fields", str(len(values)), "warning"))
                row = {name: value for name, value in zip(names, values, strict=False) if name and value.strip()}
                if row:
                    yield _stem(part.name), row, Origin(part.name, line)

    def _lines(self, text: IO[str]) -> Iterator[str]:
        for line in text:
            self._read(len(line))
            yield line.replace("\0", "")

    # Documents

    def _nested(self, part: Part, report: Report) -> Iterator[Record]:
        unnester, hint = Unnester(), named_table(part.name)
        for number, (name, thing) in enumerate(self._pieces(part), 1):
            origin = Origin(part.name, number)
            for table, one in _things(name, thing, hint, origin, report):
                yield from unnester.records(table, one, origin)
            while unnester.problems:
                report(unnester.problems.pop())

    def _pieces(self, part: Part) -> Iterator[tuple[str, Any]]:
        with _text(part) as text:
            try:
                yield from Pieces(_Counted(text, self._read)).all(
                    lambda name: name == PAGE or named_table(name) is not None
                )
            except BrokenJson as error:
                raise BadPackage(f"{part.name}: {error}") from error


def _as_they_are(records: Iterator[Record], report: Report, known: Collection[str]) -> Iterator[Record]:
    """The same rows, with what points to nothing told but kept: the row that it points to may come another time."""
    waiting: deque[Record] = deque()

    def passing() -> Iterator[Record]:
        for record in records:
            waiting.append(record)
            yield record

    def told(problem: Problem) -> None:
        if problem.got not in known:
            report(replace(problem, severity="warning"))

    for _ in without_orphans(passing(), told):
        while waiting:
            yield waiting.popleft()
    yield from waiting


class _Counted:
    """Tells how much was read."""

    def __init__(self, text: IO[str], read: Read) -> None:
        self._text, self._tell = text, read

    def read(self, size: int) -> str:
        found = self._text.read(size)
        self._tell(len(found))
        return found


def _things(name: str, thing: Any, hint: str | None, origin: Origin, report: Report) -> Iterator[tuple[str, Row]]:
    """What there is in a piece: a thing, a page of things, or lists of them under the names of their tables."""
    if isinstance(thing, dict) and "id" not in thing:
        lists = {key: value for key, value in thing.items() if isinstance(value, list)}
        if PAGE in lists:
            for problem in page_problems(thing, origin):
                report(problem)
        found = False
        for key, things in lists.items():
            for one in things if key == PAGE or named_table(key) else ():
                found = True
                yield from _things(key, one, hint, origin, report)
        if found or lists or not thing:
            return
    table = table_of(thing, "" if name == PAGE else name) if name != PAGE and name else None
    table = table or hint or table_of(thing)
    if table and isinstance(thing, dict) and ("id" in thing or name):
        yield table, thing
    else:
        report(Problem(origin.file, origin.row, "", "a thing of HSDS with an id", str(thing)[:80], "warning"))


# Files


@contextmanager
def opened(path: Path, read: Read = lambda size: None) -> Iterator[Package]:
    """The package at this path; `BadPackage` where there is none."""
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file())
        yield Package([_part(file, str(file.relative_to(path))) for file in files], read)
    elif not path.is_file():
        raise BadPackage(f"{path} is not there")
    elif path.suffix.lower() == ".zip":
        try:
            with ZipFile(path) as archive:
                yield Package(_members(archive), read)
        except BadZipFile as error:
            raise BadPackage(f"{path.name} is no zip that can be read: {error}") from error
    else:
        yield Package([_part(path, path.name)], read)


def _part(file: Path, name: str) -> Part:
    return Part(name, file.stat().st_size, lambda: file.open("rb"))


def _members(archive: ZipFile) -> list[Part]:
    """The files in a zip, without what a Mac adds."""
    infos = [info for info in archive.infolist() if not info.is_dir() and "__MACOSX" not in info.filename]
    if sum(info.file_size for info in infos) > LARGEST:
        raise BadPackage(f"it is larger than {LARGEST >> 30} GB when unpacked")
    return [Part(info.filename, info.file_size, partial(archive.open, info)) for info in infos]


@contextmanager
def _text(part: Part) -> Iterator[IO[str]]:
    with part.open() as file:
        encoding = encoding_of(cast(Any, file))
    with part.open() as file, io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as text:
        yield text


def _header(part: Part) -> list[str]:
    with _text(part) as text:
        first = text.readline()
    return [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter_of(first)), [])]


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0]
