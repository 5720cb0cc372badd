"""How often a second need in a text is found, and how often one that is not there: `python -m bench.second`.

The texts are written for this and are in nobody's training: two needs each, or one need with words that announce
another; beside them the long rows of the evaluation files, which have one need.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from bench.nlu import EVAL
from bench.tables import percent, print_table
from bot.evaluation.listener import load_model
from bot.evaluation.rows import files_in, read_needs
from bot.nlu.needs_model import NeedsModel
from bot.nlu.second_need import second_need
from bot.processes.children import MODEL
from bot.settings import ROOT

TEXTS = ROOT / "tests" / "nlu" / "two_needs.csv"
LONG = 10
"""Words of an evaluation row that has room for two needs."""


def run(model: NeedsModel, folder: Path = EVAL) -> dict[str, Any]:
    """Recall and precision on texts with two needs; nuisances in texts with one."""
    with TEXTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    two = [(row["text"], {row["first"], row["second"]}) for row in rows if row["second"]]
    one = [(row["text"], {row["first"]}) for row in rows if not row["second"]]
    files = files_in(folder)["needs"] if folder.is_dir() else []
    long = [(row.text, set(row.right)) for path in files for row in read_needs(path) if len(row.text.split()) >= LONG]
    found = [(heard(text, model), gold) for text, gold in two]
    said = [(pair, gold) for pair, gold in found if len(pair) > 1]
    right = sum(pair == gold for pair, gold in said)
    return {
        "two": {"rows": len(two), "recall": right / len(two), "precision": right / max(len(said), 1)},
        "one_announced": {"rows": len(one), "nuisances": _nuisances(one, model)},
        "one_long": {"rows": len(long), "nuisances": _nuisances(long, model)},
    }


def heard(text: str, model: NeedsModel) -> set[str]:
    """The first need and, where one is found, the second."""
    first = model.rank(text)[0][0]
    second = second_need(text, first, model.rank)
    return {first, second[0]} if second else {first}


def _nuisances(rows: list[tuple[str, set[str]]], model: NeedsModel) -> int:
    """Rows in which a second need is found that is not right either."""
    pairs = [(heard(text, model), gold) for text, gold in rows]
    return sum(len(pair) > 1 and not pair <= gold for pair, gold in pairs)


def show(result: dict[str, Any]) -> None:
    """One line for each kind of text."""
    two = result["two"]
    lines = [("two needs", two["rows"], f"recall {percent(two['recall'])}, precision {percent(two['precision'])}")]
    for name, title in (("one_announced", "one need, with a word that announces"), ("one_long", "one need, long")):
        lines.append((title, result[name]["rows"], f"{result[name]['nuisances']} get a wrong second need"))
    print_table("A second need in one text", ("texts", "rows", "found"), lines)


if __name__ == "__main__":
    show(run(load_model(MODEL)))
