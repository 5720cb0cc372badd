"""`deurwijzer eval`: scores CSV files against the trained model; prints tables and writes eval.json."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.evaluation.report import crisis_report, needs_report, pii_report
from bot.evaluation.rows import Row, UnreadableRows, files_in, read_crisis, read_needs, read_pii
from bot.evaluation.scores import crisis_scores, needs_scores, pii_scores
from bot.processes.children import MODEL
from bot.settings import Settings
from bot.understanding.private_data import find_private_data

if TYPE_CHECKING:
    from bot.evaluation.listener import Listener

RESULT = Path("eval.json")
"""Where the numbers go: in the folder that one works in."""

REPORTS: dict[str, tuple[str, Callable[[Mapping[str, Any]], Iterator[str]]]] = {
    "needs": ("Needs", needs_report),
    "crisis": ("Danger", crisis_report),
    "pii": ("Private data", pii_report),
}


def main(folder: Path | str, model: Path = MODEL) -> int | None:
    """Score every needs*, crisis* and pii* file in the folder. 2 where there is nothing that can be scored.

    Raises NoModel where nothing is trained.
    """
    try:
        scored = score(Path(folder), model)
    except UnreadableRows as error:
        print(f"eval: {error}", file=sys.stderr)
        return 2
    for name, scores in scored.items():
        title, report = REPORTS[scores["kind"]]
        print(f"\n{title}: {name}", *report(scores), sep="\n")
    RESULT.write_text(json.dumps({"files": scored}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\nAll numbers, and every row that went wrong: {RESULT}")
    return None


def score(folder: Path, model: Path) -> dict[str, dict[str, Any]]:
    """The scores of each file by its name, with the kind of file under `kind`. Raises UnreadableRows and NoModel."""
    files = files_in(folder)
    needs = {path.name: read_needs(path) for path in files["needs"]}
    crisis = {path.name: read_crisis(path) for path in files["crisis"]}
    pii = {path.name: read_pii(path) for path in files["pii"]}
    from bot.evaluation.listener import Listener, load_model  # scikit-learn; a file that is wrong is told without it

    listener = Listener(load_model(model), Settings.read().profile)
    scored: dict[str, dict[str, Any]] = {}
    for name, rows in needs.items():
        scored[name] = {"kind": "needs", **needs_scores(rows, [listener.hear(row.text) for row in rows])}
    for name, rows in crisis.items():
        scored[name] = {"kind": "crisis", **_crisis(rows, listener)}
    for name, marked in pii.items():
        scored[name] = {"kind": "pii", **pii_scores(marked, [find_private_data(row.text) for row in marked])}
    return scored


def _crisis(rows: Sequence[Row], listener: Listener) -> dict[str, Any]:
    """As the whole system flags it, and beside it what the lexicon alone does."""
    seen = [listener.hear(row.text) for row in rows]
    alone = crisis_scores(rows, [one.lexicon for one in seen])
    lexicon = {"recall": alone["recall"], "right_type": alone["right_type"], "false_alarms": len(alone["false_alarms"])}
    return {**crisis_scores(rows, [one.crisis for one in seen]), "lexicon": lexicon}
