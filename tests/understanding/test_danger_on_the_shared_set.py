"""The lexicon on the open evaluation set: no cry for help missed, hardly a false alarm."""

from __future__ import annotations

import csv

import pytest

from bot.settings import ROOT
from bot.understanding.danger import find_danger, harmless

FILE = ROOT.parent / "shared" / "eval" / "crisis_dev.csv"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    if not FILE.exists():
        pytest.skip("the evaluation set lies beside the repository, and is not here")
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_no_cry_for_help_is_missed(rows):
    cries = [row for row in rows if row["crisis"] != "none"]
    missed = [row["text"] for row in cries if find_danger(row["text"]) is None]
    assert len(missed) <= 0.02 * len(cries), missed


def test_hardly_a_false_alarm(rows):
    calm = [row["text"] for row in rows if row["crisis"] == "none"]
    assert len([text for text in calm if find_danger(text)]) <= 2


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("ik schaam me dood voor die foto", True),  # a saying
        ("voor mijn scriptie zoek ik cijfers over huiselijk geweld", True),  # a study
        ("ik ben bang voor mijn vriend", False),  # nothing that calms
    ],
)
def test_what_calms_a_classifier(text, calm):
    assert harmless(text) is calm
