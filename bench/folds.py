"""Held-out folds by voice: trained on all other voices, how well does the model read this one? `python -m bench.folds`.

People who write in a way that nobody trained on are the real judge; a voice left out is the nearest thing to them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from bench.tables import percent, print_table
from bench.training_rows import ACTS, TrainingRow, read_rows
from bot.evaluation.rows import Row
from bot.evaluation.scores import Seen, calibration_error, is_top
from bot.nlu.needs_model import NeedsModel
from bot.reference import load_needs
from bot.settings import REFERENCE
from bot.understanding.language import guess

Pairs = Sequence[tuple[Row, Seen]]


def run() -> dict[str, Any]:
    """Top-1 and top-3 per voice, in all and per language. One training for each voice."""
    rows, needs = read_rows(), frozenset(load_needs(REFERENCE))
    voices = sorted({row.voice for row in rows if row.intent in needs} - {ACTS})
    began, folds = time.perf_counter(), dict[str, Any]()
    everything: list[tuple[Row, Seen]] = []
    for voice in voices:
        pairs = _judge(voice, rows, needs)
        everything += pairs
        folds[voice] = tops(pairs)
    return {
        "voices": folds,
        "all": tops(everything),
        "by_language": {name: tops(part) for name, part in _by_language(everything).items()},
        "seconds": time.perf_counter() - began,
    }


def _judge(voice: str, rows: Sequence[TrainingRow], needs: frozenset[str]) -> list[tuple[Row, Seen]]:
    """What a model that never read this voice makes of its rows."""
    kept = [row for row in rows if row.voice != voice]
    model = NeedsModel.fit([row.text for row in kept], [row.intent for row in kept], [row.voice for row in kept])
    pairs = []
    for row in rows:
        if row.voice == voice and row.intent in needs:
            ranking = tuple((code, sure) for code, sure in model.rank(row.text) if code in needs)
            pairs.append((Row(row.text, guess(row.text), (row.intent,)), Seen(ranking)))
    return pairs


def _by_language(pairs: Pairs) -> Mapping[str, Pairs]:
    """Dutch and English as the bot itself tells them apart; the rest counts as "other"."""
    kinds = [row.lang if row.lang in ("nl", "en") else "other" for row, _ in pairs]
    return {
        name: [pair for pair, kind in zip(pairs, kinds, strict=True) if kind == name] for name in sorted(set(kinds))
    }


def tops(pairs: Pairs) -> dict[str, Any]:
    """How many rows, the share right at first guess and within three, and the calibration error."""
    top1, top3 = (sum(is_top(row, seen, most) for row, seen in pairs) / max(len(pairs), 1) for most in (1, 3))
    error = calibration_error((seen.confidence, is_top(row, seen, 1)) for row, seen in pairs)
    return {"rows": len(pairs), "top1": top1, "top3": top3, "calibration_error": error}


def show(result: dict[str, Any]) -> None:
    """The figures as a table."""
    lines = {**result["voices"], "all": result["all"]}
    lines |= {f"all, {name}": one for name, one in result["by_language"].items()}
    print_table(
        "Voices left out of the training",
        ("voice", "rows", "top-1", "top-3", "calibration error"),
        [
            (name, one["rows"], percent(one["top1"]), percent(one["top3"]), f"{one['calibration_error']:.3f}")
            for name, one in lines.items()
        ],
    )


if __name__ == "__main__":
    show(run())
    sys.exit(0)
