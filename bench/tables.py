"""What the benchmarks share: quantiles and tables."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from bot.evaluation.report import percent, table

__all__ = ["milliseconds", "percent", "print_table", "quantile", "timing"]


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which this part of the values lies: the nearest rank, so always one that was measured."""
    ordered = sorted(values)
    return ordered[max(0, ceil(part * len(ordered)) - 1)]


def timing(seconds: Sequence[float]) -> dict[str, float]:
    """Median, p95 and highest in milliseconds, and how many."""
    return {
        "median_ms": 1000 * quantile(seconds, 0.5),
        "p95_ms": 1000 * quantile(seconds, 0.95),
        "max_ms": 1000 * max(seconds),
        "count": len(seconds),
    }


def milliseconds(value: float) -> str:
    """12.345 -> "12.3 ms"."""
    return f"{value:.1f} ms"


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A title and its table."""
    print(f"\n{title}", *table(head, rows), sep="\n", flush=True)
