"""The generator of services for the benchmark, and the directory part of it on a small scale."""

from __future__ import annotations

import argparse
import csv
import io
import re
from collections import Counter
from itertools import islice
from zipfile import ZipFile

import pytest

from bench import directory
from bench.many_services import TOWNS, rows, write_package
from bot.domain.needs import Road
from bot.hsds.model import TABLES, Origin
from bot.hsds.schedules import opening_of
from bot.hsds.service_rows import need_term_id
from bot.hsds.whole import sound
from bot.reference import load_needs

MADE = list(rows(300))


def of(table):
    return [row for name, row in MADE if name == table]


def test_the_same_seed_makes_the_same_services():
    assert list(rows(300)) == MADE
    assert list(rows(300, seed=2)) != MADE


def test_a_longer_directory_begins_like_a_shorter_one():
    assert list(islice(rows(10_000_000), len(MADE))) == MADE  # and nothing is made before it is asked for


def test_rows_are_whole_and_as_the_standard_wants_them():
    problems = []
    records = [(table, dict(row), Origin(table, number)) for number, (table, row) in enumerate(MADE)]
    by_table = sorted(records, key=lambda record: ORDER.index(record[0]))
    assert len(list(sound(by_table, problems.append))) == len(MADE)
    assert problems == []
    for table, row in MADE:
        assert row.keys() <= TABLES[table].column.keys()


ORDER = ["taxonomies", "taxonomy_terms", "organizations", "services", "locations", "service_at_location", *TABLES]


def test_services_are_like_real_ones():
    assert len(of("services")) == 300
    assert all(re.fullmatch(r"\+31 20 555 01\d\d", row["number"]) for row in of("phones"))
    assert all(50.5 < row["latitude"] < 53.8 and 3.0 < row["longitude"] < 7.5 for row in of("locations"))
    assert all(opening_of(row) for row in of("schedules"))
    needs = Counter(row["taxonomy_term_id"] for row in of("attributes"))
    known = {need_term_id(code) for code, need in load_needs().items() if need.road is not Road.SMALLTALK}
    assert needs.keys() <= known and len(needs) > 30
    assert {row["status"] for row in of("services")} >= {"active", "inactive"}
    assert len({row["name"] for row in of("locations")}) > len(TOWNS)


def test_a_package_is_written_row_by_row(tmp_path):
    assert write_package(tmp_path / "made.zip", 300) == len(MADE)
    with ZipFile(tmp_path / "made.zip") as package:
        lines = csv.DictReader(io.TextIOWrapper(package.open("services.csv"), "utf-8"))
        assert [line["id"] for line in lines] == [row["id"] for row in of("services")]


def test_growth_is_told_beside_n_log_n():
    sizes = {"1000": {"s": 1.0}, "100000": {"s": 1000 / 6}}
    assert directory.growth(sizes, lambda one: one["s"]) == pytest.approx(1.0)  # log 100,000 is 5/3 of log 1,000


def test_a_small_directory_is_measured_and_shown(monkeypatch, capsys):
    monkeypatch.setattr(directory, "ASKED", 10)
    monkeypatch.setattr(directory, "SIZES", (20, 40, 80))
    monkeypatch.setattr(
        directory, "measure_import", lambda: {"services": 5, "rows": 9, "seconds": 1.0, "memory_mb": 90.0}
    )
    result = directory.run(argparse.Namespace(quick=True))
    assert list(result["sizes"]) == ["20", "40"]
    assert all(one[name]["count"] >= 9 for one in result["sizes"].values() for name in directory.TARGETS)
    directory.show(result)
    assert "n log n" in capsys.readouterr().out
