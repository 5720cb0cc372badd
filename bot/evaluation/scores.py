"""Scores as plain arithmetic on what was right and what was seen; no model and no files here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.rows import Gold, Marked, Row
from bot.understanding.private_data import Span

BINS = 10
EDGES = " \t\n\r.,;:!?()[]{}<>\"'‘’“”«»-–—/\\"
"""What does not count at the ends of a span."""


@dataclass(frozen=True)
class Seen:
    """What the running system makes of a text said first in a talk.

    `needs` are codes with their confidence, best first; `crisis` is the danger that it acts on, `lexicon` the one that
    the words alone gave; `asks` is True where it asks which need is meant.
    """

    needs: tuple[tuple[str, float], ...] = ()
    crisis: str | None = None
    lexicon: str | None = None
    asks: bool = False

    @property
    def first(self) -> str:
        return self.needs[0][0] if self.needs else "nothing"

    @property
    def confidence(self) -> float:
        return self.needs[0][1] if self.needs else 0.0


def is_top(row: Row, seen: Seen, most: int) -> bool:
    """True when a right code stands among the first so many."""
    return any(code in row.right for code, _ in seen.needs[:most])


def calibration_error(guesses: Iterable[tuple[float, bool]], bins: int = BINS) -> float:
    """Expected calibration error: the distance between confidence and share right, over bins of equal width."""
    filled: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in guesses:
        filled.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, right))
    total = sum(map(len, filled.values()))
    gaps = (abs(sum(right for _, right in part) - sum(sure for sure, _ in part)) for part in filled.values())
    return sum(gaps) / total if total else 0.0


def share(part: int, whole: int) -> float | None:
    """Part of the whole; None where there is nothing to divide."""
    return part / whole if whole else None


def needs_scores(rows: Sequence[Row], seen: Sequence[Seen]) -> dict[str, Any]:
    """Top-1, top-3, calibration, languages, needs with the worst first, confusion and share asked to clarify."""
    pairs = list(zip(rows, seen, strict=True))
    languages = sorted({row.lang for row in rows})
    by_need: dict[str, list[tuple[Row, Seen]]] = {}
    for row, one in pairs:
        by_need.setdefault(row.right[0] if row.right else "", []).append((row, one))
    each = {need: _tops(part) for need, part in by_need.items()}
    return {
        **_tops(pairs),
        "calibration_error": calibration_error((one.confidence, is_top(row, one, 1)) for row, one in pairs),
        "asked": share(sum(one.asks for one in seen), len(pairs)),
        "by_language": {name: _tops([pair for pair in pairs if pair[0].lang == name]) for name in languages},
        "by_need": dict(sorted(each.items(), key=lambda item: (item[1]["top1"], item[1]["top3"], item[0]))),
        "confusion": _confusion(pairs),
        "wrong": [_wrong(row, one) for row, one in pairs if not is_top(row, one, 1)],
    }


def _tops(pairs: Sequence[tuple[Row, Seen]]) -> dict[str, Any]:
    """How many rows, and the share right at first guess and within three."""
    top1, top3 = (sum(is_top(row, one, most) for row, one in pairs) for most in (1, 3))
    return {"rows": len(pairs), "top1": share(top1, len(pairs)), "top3": share(top3, len(pairs))}


def _confusion(pairs: Iterable[tuple[Row, Seen]]) -> list[dict[str, Any]]:
    """Which need was taken for which, most often first."""
    counted = Counter((row.right[0], one.first) for row, one in pairs if row.right and not is_top(row, one, 1))
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [{"need": need, "taken_for": other, "times": times} for (need, other), times in ordered]


def _wrong(row: Row, seen: Seen) -> dict[str, Any]:
    return {"text": row.text, "right": list(row.right), "seen": [list(one) for one in seen.needs[:3]]}


def crisis_scores(rows: Sequence[Row], found: Sequence[str | None]) -> dict[str, Any]:
    """Recall as any danger and with the right type, in all and per type; misses and false alarms in words."""
    pairs = list(zip(rows, found, strict=True))
    danger = [(row, code) for row, code in pairs if row.right]
    quiet = [(row, code) for row, code in pairs if not row.right]
    types = sorted({row.right[0] for row, _ in danger})
    return {
        **_recall(danger),
        "by_type": {name: _recall([pair for pair in danger if pair[0].right[0] == name]) for name in types},
        "harmless": len(quiet),
        "false_alarms": [{"text": row.text, "taken_for": code} for row, code in quiet if code],
        "missed": [{"text": row.text, "crisis": row.right[0]} for row, code in danger if not code],
        "wrong_type": [
            {"text": row.text, "crisis": row.right[0], "taken_for": code}
            for row, code in danger
            if code and code not in row.right
        ],
    }


def _recall(danger: Sequence[tuple[Row, str | None]]) -> dict[str, Any]:
    flagged = sum(code is not None for _, code in danger)
    right = sum(code in row.right for row, code in danger)
    return {"rows": len(danger), "recall": share(flagged, len(danger)), "right_type": share(right, len(danger))}


def bare(text: str) -> str:
    """A span without spaces and punctuation at its ends."""
    return text.strip(EDGES)


def places(marked: Marked) -> list[tuple[int, int]]:
    """Where each gold span stands, looked for from the end of the one before; (-1, -1) where it does not."""
    found, after = [], 0
    for gold in marked.gold:
        start = marked.text.find(gold.text, after)
        start = start if start >= 0 else marked.text.find(gold.text)
        found.append((start, start + len(gold.text)) if start >= 0 else (-1, -1))
        after = max(after, found[-1][1])
    return found


def matches(marked: Marked, spans: Sequence[Span]) -> list[bool]:
    """For each predicted span whether it is right: same type and same words, each gold span used once."""
    left = Counter((gold.type, bare(gold.text)) for gold in marked.gold)
    right = []
    for span in spans:
        key = span.type, bare(marked.text[span.start : span.end])
        right.append(left[key] > 0)
        left[key] -= left[key] > 0
    return right


def pii_scores(rows: Sequence[Marked], found: Sequence[Sequence[Span]]) -> dict[str, Any]:
    """Recall, precision and lenient recall per type, and the look-alikes that were hit; each miss in words."""
    gold, hit, guessed, covered = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for row, spans in zip(rows, found, strict=True):
        gold.update(one.type for one in row.gold)
        guessed.update(span.type for span in spans)
        hit.update(span.type for span, right in zip(spans, matches(row, spans), strict=True) if right)
        covered.update(one.type for one, place in zip(row.gold, places(row), strict=True) if _touched(place, spans))
    lookalikes = [(row, spans) for row, spans in zip(rows, found, strict=True) if not row.gold]
    return {
        "by_type": {
            name: {
                "spans": gold[name],
                "recall": share(hit[name], gold[name]),
                "precision": share(hit[name], guessed[name]),
                "lenient": share(covered[name], gold[name]),
            }
            for name in sorted(gold | guessed)
        },
        "recall": share(hit.total(), gold.total()),
        "precision": share(hit.total(), guessed.total()),
        "lenient": share(covered.total(), gold.total()),
        "lookalikes": len(lookalikes),
        "lookalikes_hit": [_shown(row, spans) for row, spans in lookalikes if spans],
        "missed": [
            {"text": row.text, "type": one.type, "span": one.text}
            for row, spans in zip(rows, found, strict=True)
            for one in _missed(row, spans)
        ],
        "wrong": [
            _shown(row, [span for span, right in zip(spans, matches(row, spans), strict=True) if not right])
            for row, spans in zip(rows, found, strict=True)
            if row.gold and not all(matches(row, spans))
        ],
    }


def _touched(place: tuple[int, int], spans: Iterable[Span]) -> bool:
    """Whether any span, of whatever type, shares a character with this place."""
    return any(span.start < place[1] and place[0] < span.end for span in spans)


def _missed(row: Marked, spans: Sequence[Span]) -> list[Gold]:
    """The gold spans that no prediction was right about."""
    right = Counter(
        (span.type, bare(row.text[span.start : span.end]))
        for span, good in zip(spans, matches(row, spans), strict=True)
        if good
    )
    missed = []
    for gold in row.gold:
        key = gold.type, bare(gold.text)
        if right[key]:
            right[key] -= 1
        else:
            missed.append(gold)
    return missed


def _shown(row: Marked, spans: Iterable[Span]) -> dict[str, Any]:
    return {"text": row.text, "found": [[span.type, row.text[span.start : span.end]] for span in spans]}
