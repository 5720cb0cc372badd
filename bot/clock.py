"""The time. With `DEURWIJZER_TESTING=1` it can start elsewhere, move forward, and is the same in every process."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.errors import BadInput

if TYPE_CHECKING:
    from bot.services.ports import Clock
    from bot.settings import Settings

FILE = "clock.json"
"""In the folder for all state: how far the movable clock is ahead of the real one."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(timezone.utc)


class MovableClock:
    """A clock for tests: it starts where it is told, runs on from there and can be moved forward.

    With a `path` the shift is kept in that file, so that every process with the same file has the same time, also
    after a restart. `real` gives seconds since the epoch.
    """

    def __init__(
        self, start: datetime | None = None, *, path: Path | None = None, real: Callable[[], float] = time.time
    ):
        self._real, self._path = real, path
        self._start = start.isoformat() if start else ""
        self._ahead = start.timestamp() - real() if start else 0.0
        if path is not None:
            self._join(path)

    def now(self) -> datetime:
        """This moment on this clock, in UTC."""
        return datetime.fromtimestamp(self._real() + self._shift(), timezone.utc)

    def move_to(self, moment: datetime) -> None:
        """Jump forward to the moment; `BadInput` where it lies in the past of this clock."""
        if moment < self.now():
            raise BadInput("now", "the clock only moves forward")
        self._ahead = moment.timestamp() - self._real()
        if self._path is not None:
            self._write(self._path)

    def _join(self, path: Path) -> None:
        """Take over the shift of a process that began at the same moment; otherwise be the first."""
        kept = _read(path)
        if kept.get("start") != self._start:
            self._write(path)

    def _shift(self) -> float:
        kept = _read(self._path) if self._path is not None else {}
        return float(kept.get("ahead", self._ahead))

    def _write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.write_text(json.dumps({"start": self._start, "ahead": self._ahead}), "utf-8")
        fresh.replace(path)


def _read(path: Path) -> dict[str, str | float]:
    try:
        kept: dict[str, str | float] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept


def make_clock(settings: Settings) -> Clock:
    """The clock that these settings ask for; every process makes its own and they agree."""
    if not settings.testing:
        return SystemClock()
    return MovableClock(settings.now, path=settings.var / FILE)


def wind_back(settings: Settings) -> None:
    """Forget how far the test clock was moved, so that it begins at `DEURWIJZER_NOW` again.

    For whoever starts all processes, before the first of them runs.
    """
    (settings.var / FILE).unlink(missing_ok=True)
