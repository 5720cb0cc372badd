"""What was wrong in a package, for people: file, row, field, what was expected and what was there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from bot.hsds.model import Problem

SHOWN = 5
"""Rows that are shown of one kind of problem; of the others only the number is."""

WORDS = {"error": "left out", "warning": "look at", "repaired": "repaired"}


class Report:
    """Takes problems as they come up and keeps the first few of each kind."""

    def __init__(self, shown: int = SHOWN) -> None:
        self._shown = shown
        self._first: dict[tuple[str, str, str, str], list[Problem]] = defaultdict(list)
        self._count: Counter[tuple[str, str, str, str]] = Counter()

    def __call__(self, problem: Problem) -> None:
        kind = (problem.severity, problem.file, problem.field, problem.expected)
        self._count[kind] += 1
        if len(self._first[kind]) < self._shown:
            self._first[kind].append(problem)

    def count(self, severity: str) -> int:
        """How many problems of this severity."""
        return sum(count for kind, count in self._count.items() if kind[0] == severity)

    @property
    def problems(self) -> list[Problem]:
        """The first few of each kind, what was left out before what only deserves a look."""
        order = list(WORDS)
        kinds = sorted(self._first, key=lambda kind: (order.index(kind[0]), kind[1:]))
        return [problem for kind in kinds for problem in self._first[kind]]

    def lines(self) -> Iterator[str]:
        """Each problem on a line, and how many more of the kind there are."""
        order = list(WORDS)
        for kind in sorted(self._first, key=lambda kind: (order.index(kind[0]), kind[1:])):
            for problem in self._first[kind]:
                yield in_words(problem)
            if (more := self._count[kind] - len(self._first[kind])) > 0:
                yield f"  … and {more} more such rows in {kind[1]}"

    def summary(self) -> str:
        """The numbers in one line; empty where all is well."""
        return ", ".join(f"{self.count(kind)} {word}" for kind, word in WORDS.items() if self.count(kind))


def in_words(problem: Problem) -> str:
    """`services.csv row 12, status: expected active, inactive, …; found 'Open' (repaired)`."""
    place = f"{problem.file} row {problem.row}" if problem.row else problem.file
    field = f", {problem.field}" if problem.field else ""
    found = f"; found {problem.got!r}" if problem.got else ""
    return f"{place}{field}: expected {problem.expected}{found} ({WORDS[problem.severity]})"
