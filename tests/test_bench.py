"""The benchmarks' own arithmetic, and the stock project that we are compared with; the measuring is `make bench`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml

from bench.tables import quantile, timing
from bench.training_rows import TrainingRow, read_rows
from bot.settings import ROOT

pytest.importorskip("sklearn", reason="the benchmarks measure what comes with the Rasa extra")

from bench import __main__ as bench
from bench import nlu, turns
from bench.child import run as run_child
from bot.evaluation.rows import Row


@pytest.mark.parametrize(
    ("values", "part", "expected"),
    [([3.0], 0.5, 3.0), ([3, 1, 2], 0.5, 2), ([1, 2, 3, 4], 0.5, 2), (range(1, 101), 0.95, 95), ([1, 2], 1.0, 2)],
)
def test_quantile(values, part, expected):
    assert quantile(list(values), part) == expected


def test_timing_is_in_milliseconds():
    assert timing([0.001, 0.002, 0.009]) == pytest.approx({"median_ms": 2, "p95_ms": 9, "max_ms": 9, "count": 3})


def test_rows_carry_the_voice_of_their_block(tmp_path: Path):
    blocks = [
        {"intent": "debt", "metadata": {"voice": "young"}, "examples": "- ik heb schulden\n-  brief - incasso\n"},
        {"intent": "affirm", "examples": "- ja\n"},
    ]
    (tmp_path / "a.yml").write_text(yaml.safe_dump({"nlu": blocks}), encoding="utf-8")
    assert read_rows(tmp_path) == [
        TrainingRow("ik heb schulden", "debt", "young", "a.yml"),
        TrainingRow("brief - incasso", "debt", "young", "a.yml"),
        TrainingRow("ja", "affirm", "acts", "a.yml"),
    ]


def test_danger_counts_as_an_intent_and_acts_are_no_needs():
    texts = {
        "needs": [Row("a", "nl", ("debt",)), Row("b", "nl", ("waste",))],
        "crisis": [Row("c", "nl", ("emergency",)), Row("d", "nl")],
    }
    said = {
        "needs": [
            {"ranking": [("inform", 0.5), ("debt", 0.4)]},
            {"ranking": [("nlu_fallback", 0.3), ("debt", 0.2), ("waste", 0.1)]},
        ],
        "crisis": [{"first": "suicide_risk"}, {"first": "nlu_fallback"}],
    }
    figures = nlu.accuracy(texts, said)
    assert (figures["needs"]["top1"], figures["needs"]["top3"]) == (0.5, 1.0)
    assert figures["crisis"] == {"rows": 1, "recall": 1.0, "right_type": 0.0, "harmless": 1, "false_alarms": 0}


def test_the_stock_project_differs_in_its_surroundings_only(tmp_path: Path):
    turns.write_project(tmp_path, 5099)
    config, ours = (yaml.safe_load((folder / "config.yml").read_text("utf-8")) for folder in (tmp_path, ROOT))
    assert config["pipeline"] == ours["pipeline"] and config["policies"] == [{"name": "RulePolicy"}]
    assert read_rows(tmp_path / "data" / "nlu") == read_rows()
    intents = yaml.safe_load((tmp_path / "domain.yml").read_text("utf-8"))["intents"]
    rules = yaml.safe_load((tmp_path / "data" / "rules.yml").read_text("utf-8"))["rules"]
    assert [rule["steps"][0]["intent"] for rule in rules] == intents
    assert "tracker_store" not in yaml.safe_load((tmp_path / "endpoints.yml").read_text("utf-8"))


def test_processor_time_only_grows():
    before = turns.cpu_seconds([os.getpid()])
    sum(range(3_000_000))
    assert 0 < before < turns.cpu_seconds([os.getpid()])


def test_what_a_child_took(tmp_path: Path):
    cost = run_child(["-c", "x = bytearray(60_000_000)"], tmp_path, "log")
    assert cost.memory_mb > 57 and cost.seconds > 0
    with pytest.raises(RuntimeError, match="no such thing"):
        run_child(["-c", "raise SystemExit('no such thing')"], tmp_path, "log")


def test_parts_that_were_not_run_keep_their_figures(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "results.json")
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    (tmp_path / "results.json").write_text('{"nlu": {"rows": 7}}', encoding="utf-8")
    assert bench.main(["doors"]) == 0
    kept = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert kept["nlu"] == {"rows": 7} and kept["doors"]["count"] > 1000 and kept["machine"]["cores"]


@pytest.mark.parametrize(("words", "code"), [(["--help"], 0), (["nonsense"], 2)])
def test_the_command_line(words: list[str], code: int, capsys):
    with pytest.raises(SystemExit) as stopped:
        bench.main(words)
    assert stopped.value.code == code
    shown = capsys.readouterr()
    assert "usage: python -m bench" in shown.out + shown.err
