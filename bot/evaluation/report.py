"""Scores as text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Scores = Mapping[str, Any]
PAIRS = 20
"""Confusion pairs that are shown; all of them are in eval.json."""


def percent(value: float | None) -> str:
    """0.934 -> "93.4%"; "-" where there is nothing to divide."""
    return "-" if value is None else f"{100 * value:.1f}%"


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Columns as wide as they need to be, the first to the left and the others to the right."""
    cells = [list(map(str, row)) for row in (head, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
    for row in cells:
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join(["  " + row[0].ljust(widths[0]), *rest]).rstrip()


def needs_report(scores: Scores) -> Iterator[str]:
    """Needs: totals, languages, every need with the worst first, and who is taken for whom."""
    yield f"  top-1 {percent(scores['top1'])}   top-3 {percent(scores['top3'])}   rows {scores['rows']}"
    yield f"  expected calibration error {scores['calibration_error']:.3f} (10 bins)"
    yield f"  asked to clarify {percent(scores['asked'])}"
    for title, key in (("language", "by_language"), ("need, worst first", "by_need")):
        yield ""
        yield from table((title, "rows", "top-1", "top-3"), [_top(name, one) for name, one in scores[key].items()])
    yield ""
    pairs = [(one["need"], one["taken_for"], one["times"]) for one in scores["confusion"][:PAIRS]]
    yield from table(("need", "taken for", "times"), pairs)


def _top(name: str, one: Scores) -> tuple[str, int, str, str]:
    return name or "(none)", one["rows"], percent(one["top1"]), percent(one["top3"])


def crisis_report(scores: Scores) -> Iterator[str]:
    """Danger: recall per type, every miss and every false alarm in full."""
    alarms = scores["false_alarms"]
    yield f"  recall {percent(scores['recall'])} of {scores['rows']}   right type {percent(scores['right_type'])}"
    yield f"  false alarms {len(alarms)} of {scores['harmless']}"
    alone = scores.get("lexicon")
    if alone:
        yield f"  the lexicon alone: recall {percent(alone['recall'])}, false alarms {alone['false_alarms']}"
    yield ""
    lines = [
        (name, one["rows"], percent(one["recall"]), percent(one["right_type"]))
        for name, one in scores["by_type"].items()
    ]
    yield from table(("type", "rows", "recall", "right type"), lines)
    yield from _listed("MISSED", scores["missed"], lambda one: f"{one['crisis']}: {one['text']}")
    yield from _listed("False alarms", alarms, lambda one: f"{one['taken_for']}: {one['text']}")
    described: Callable[[Scores], str] = lambda one: f"{one['crisis']} taken for {one['taken_for']}: {one['text']}"  # noqa: E731
    yield from _listed("Wrong type", scores["wrong_type"], described)


def pii_report(scores: Scores) -> Iterator[str]:
    """Private data: recall, precision and lenient recall per type, look-alikes that were hit, every miss."""
    types = {**scores["by_type"], "all": scores}
    lines = [
        (name, one.get("spans", ""), percent(one["recall"]), percent(one["precision"]), percent(one["lenient"]))
        for name, one in types.items()
    ]
    yield from table(("type", "spans", "recall", "precision", "lenient recall"), lines)
    yield f"  look-alike rows with a false span: {len(scores['lookalikes_hit'])} of {scores['lookalikes']}"
    yield from _listed("Look-alikes hit", scores["lookalikes_hit"], lambda one: f"{one['found']} in: {one['text']}")
    yield from _listed("Missed", scores["missed"], lambda one: f"{one['type']} {one['span']} in: {one['text']}")
    yield from _listed("Wrong spans", scores["wrong"], lambda one: f"{one['found']} in: {one['text']}")


def _listed(title: str, items: Sequence[Scores], line: Callable[[Scores], str]) -> Iterator[str]:
    if items:
        yield ""
        yield f"  {title}:"
        yield from (f"  - {line(one)}" for one in items)
