"""`deurwijzer directory`: packages in and out by command, and a kill -9 in the middle."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.hsds.model import TABLES

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "hsds" / "examples"
ROOT = Path(__file__).resolve().parents[2]

KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from bot.hsds.packages import opened
from bot.house import catalogue
from bot.processes.directory_commands import directory
from bot.services.directory_import import bring_in
from bot.settings import Settings

def at(what, count):
    if what == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

async def run():
    settings = Settings.read().prepare()
    async with directory(settings) as units:
        with opened(Path(sys.argv[1])) as package:
            records = package.records(print)
            await bring_in(records, source="them", catalogue=catalogue(settings.profile), uow=units(), tell=at)

asyncio.run(run())
"""


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEURWIJZER_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def stored(var: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything of the directory in the database."""
    file = next(file for file in var.iterdir() if file.suffix in (".db", ".sqlite", ".sqlite3"))
    connection = sqlite3.connect(file)
    tables = [*(f"hsds_{table}" for table in TABLES), "doors", "door_needs", "door_words", "directory_sources"]
    found = {table: sorted(map(repr, connection.execute(f"select * from {table}"))) for table in tables}  # noqa: S608
    connection.close()
    return found  # type: ignore[return-value]


def directory(*words: object) -> int:
    return main(["directory", *map(str, words)])


def test_a_package_comes_in_and_goes_out(var: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert directory("import", EXAMPLES / "csv") == 0
    said = capsys.readouterr()
    assert "1 services" in said.out and "attributes.csv row 2, link_entity: expected" in said.err
    for out, kind in (("all.zip", "zip"), ("folder", "csv"), ("all.json", "json")):
        assert directory("export", tmp_path / out, "--format", kind) == 0
    assert json.loads((tmp_path / "folder" / "datapackage.json").read_text("utf-8"))["resources"][0]["path"]
    before = stored(var)["hsds_phones"]
    assert directory("import", tmp_path / "all.zip", "--source", "csv") == 0
    assert len(stored(var)["hsds_phones"]) == len(before)
    assert directory("check", tmp_path / "all.json") == 0


def test_one_kind_of_thing_comes_out_nested(var: Path, tmp_path: Path) -> None:
    assert directory("import", EXAMPLES / "service_full.json") == 0
    assert directory("export", tmp_path / "services.json", "--of", "services") == 0
    services = {one["id"]: one for one in json.loads((tmp_path / "services.json").read_text("utf-8"))}
    said = json.loads((EXAMPLES / "service_full.json").read_text("utf-8"))
    mine = services[said["id"]]
    assert mine["organization"]["name"] == said["organization"]["name"]
    assert mine["service_at_locations"][0]["location"]["addresses"][0]["city"] == "MyCity"


def test_what_cannot_be_read_is_refused_in_a_sentence(
    var: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.json").write_text("[{", encoding="utf-8")
    assert directory("import", tmp_path / "broken.json") == 1
    assert "no complete JSON" in capsys.readouterr().err
    assert directory("export", tmp_path / "x.csv", "--of", "services") == 1


@pytest.mark.parametrize("moment", ["stored", "doors"])
def test_an_import_that_is_killed_leaves_everything_as_it_was(var: Path, tmp_path: Path, moment: str) -> None:
    assert directory("import", EXAMPLES / "csv", "--source", "them") == 0
    before = stored(var)
    services = [{"id": f"s{n}", "name": f"Dienst {n}", "status": "active"} for n in range(2000)]
    (tmp_path / "services.json").write_text(json.dumps(services), encoding="utf-8")
    command = [sys.executable, "-c", KILLED, str(tmp_path / "services.json"), moment]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL
    assert stored(var) == before
    assert directory("import", tmp_path / "services.json", "--source", "them") == 0
    assert len(stored(var)["hsds_services"]) == len(before["hsds_services"]) + 1999


def test_the_directory_itself_can_be_checked(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert directory("check") == 0
    assert "rows can be used" in capsys.readouterr().out
