"""`deurwijzer directory import | export | check`: packages of HSDS in and out, with progress and a readable report."""

from __future__ import annotations

import asyncio
import io
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from bot.house import catalogue, load_directory_once
from bot.hsds.model import TABLES
from bot.hsds.packages import BadPackage, opened
from bot.hsds.report import Report
from bot.hsds.service_rows import our_terms
from bot.hsds.tabular import DESCRIPTOR, TableFile, descriptor
from bot.processes.progress import Progress
from bot.services import directory_export
from bot.services.directory import TOWN
from bot.services.directory_import import Imported, bring_in
from bot.services.ports import UnitOfWork
from bot.settings import Settings
from bot.storage.ciphers import cipher_of
from bot.storage.migrate import upgrade
from bot.storage.unit_of_work import SqlUnits, sql_units

BAR = 20


def import_package(path: Path, settings: Settings, *, source: str = "") -> None:
    """Bring a package in; `BadPackage` or `NothingInIt` where that cannot be, and then nothing has changed."""
    source = source or path.resolve().stem
    if source == TOWN:
        raise BadPackage(f"{TOWN} is the name of the municipality's own files; give this another one with --source")
    report = Report()
    with Progress(f"Import of {path.name}") as progress:
        done = asyncio.run(_bring_in(path, source, settings, report, progress))
    _tell(report)
    print(f"{_counted(done)}; {done.gone} rows of before are gone; {done.doors} doors from {source}")


async def _bring_in(path: Path, source: str, settings: Settings, report: Report, progress: Progress) -> Imported:
    async with directory(settings) as units:
        bar = Bar(progress)
        with opened(path, bar.read) as package:
            bar.size = max(package.size, 1)
            house = catalogue(settings.profile)
            return await bring_in(
                package.records(report, known=our_terms(house.needs)),
                source=source,
                catalogue=house,
                uow=units(),
                tell=lambda what, count: progress.note(f"{what} {count}"),
            )


class Bar:
    """How much of a package was read, drawn beside the spinner."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._done, self.size = progress, 0, 1

    def read(self, size: int) -> None:
        """So many bytes more."""
        self._done += size
        share = min(self._done / self.size, 1.0)
        filled = round(share * BAR)
        self._progress.note(f"[{'█' * filled}{'·' * (BAR - filled)}] {share:.0%} read")


def check(path: Path | None, settings: Settings) -> int:
    """Say what is wrong in a package, or in the directory as it is stored; 1 where rows cannot be used."""
    report = Report()
    if path is None:
        asyncio.run(_check_stored(settings, report))
    else:
        _count_rows(path, report, f"Check of {path.name}", our_terms(catalogue(settings.profile).needs))
    _tell(report)
    return 1 if report.count("error") else 0


def _count_rows(path: Path, report: Report, title: str, known: frozenset[str] = frozenset()) -> None:
    with Progress(title) as progress:
        bar = Bar(progress)
        with opened(path, bar.read) as package:
            bar.size = max(package.size, 1)
            count = sum(1 for _ in package.records(report, known=known))
    print(f"{count} rows can be used")


async def _check_stored(settings: Settings, report: Report) -> None:
    """The stored rows are judged as those of any other package, and each need has to have a door."""
    async with directory(settings) as units, units(reading=True) as uow:
        with TemporaryDirectory() as folder:
            await _to_folder(Path(folder), uow)
            _count_rows(Path(folder), report, "Check of the directory")
        for code in catalogue(settings.profile).needs:
            if await uow.doors.whole(code, 0) == []:
                print(f"no door is made for {code}")


def export(out: Path, settings: Settings, *, form: str = "", kind: str = "") -> None:
    """Write the whole directory to a file or a folder; with `kind` all things of one kind, nested, as one JSON list."""
    form = form or ("zip" if out.suffix == ".zip" else "json" if out.suffix == ".json" else "csv")
    if kind and (form != "json" or kind not in TABLES):
        raise BadPackage(f"--of goes with JSON and one of {', '.join(TABLES)}")
    with Progress(f"Export to {out.name}"):
        asyncio.run(_write(out, settings, form, kind))


async def _write(out: Path, settings: Settings, form: str, kind: str) -> None:
    async with directory(settings) as units, units(reading=True) as uow:
        if form == "csv":
            await _to_folder(out, uow)
        elif form == "zip":
            await _to_zip(out, uow)
        else:
            await _to_json(out, uow, kind)


async def _to_folder(folder: Path, uow: UnitOfWork) -> None:
    """A file for each table, empty ones too, and the descriptor."""
    os.makedirs(folder, exist_ok=True)
    for name, table in TABLES.items():
        with (folder / table.file).open("w", encoding="utf-8", newline="") as text:
            file = TableFile(text, table)
            async for rows in directory_export.rows(uow, name):
                file.write(rows)
    (folder / DESCRIPTOR).write_text(_descriptor(), encoding="utf-8")


async def _to_zip(out: Path, uow: UnitOfWork) -> None:
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, table in TABLES.items():
            with archive.open(table.file, "w", force_zip64=True) as raw:
                text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
                file = TableFile(text, table)
                async for rows in directory_export.rows(uow, name):
                    file.write(rows)
                text.flush()
                text.detach()
        archive.writestr(DESCRIPTOR, _descriptor())


async def _to_json(out: Path, uow: UnitOfWork, kind: str) -> None:
    with out.open("w", encoding="utf-8") as text:
        if not kind:
            async for piece in directory_export.whole(uow):
                text.write(piece)
            return
        between = "["
        async for thing in directory_export.nested(uow, kind):
            text.write(f"{between}\n{json.dumps(thing, ensure_ascii=False)}")
            between = ","
        text.write("\n]\n" if between == "," else "[]\n")


def _descriptor() -> str:
    return json.dumps(descriptor(TABLES), ensure_ascii=False, indent=2) + "\n"


@asynccontextmanager
async def directory(settings: Settings) -> AsyncIterator[SqlUnits]:
    """The store, up to date and with the municipality's own entries in it."""
    settings = settings.prepare()
    await upgrade(settings.database_url)
    units = sql_units(settings.database_url, cipher_of(settings))
    try:
        await load_directory_once(settings.profile, units)
        yield units
    finally:
        await units.dispose()


def _counted(done: Imported) -> str:
    return ", ".join(f"{count} {table}" for table, count in done.rows.items())


def _tell(report: Report) -> None:
    for line in report.lines():
        print(line, file=sys.stderr)
    if summary := report.summary():
        print(summary)
