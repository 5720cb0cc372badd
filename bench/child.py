"""Runs a command and says what it took; kills what we started when a part of the benchmark fails."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.processes.children import QUIET
from bot.settings import ROOT

PATIENCE = 180.0
"""Seconds that a server may take to come up on a busy machine."""


@dataclass(frozen=True)
class Cost:
    """Wall time in seconds and the highest resident memory in MB of a process and those that it waited for."""

    seconds: float
    memory_mb: float


def environment(**more: str) -> dict[str, str]:
    """Ours, with this project on the path."""
    return {**os.environ, **QUIET, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **more}


def run(command: Sequence[str], folder: Path, log: str, extra: Mapping[str, str] | None = None) -> Cost:
    """Run `python COMMAND…` in the folder, its output in a log there; RuntimeError with the end of it on failure."""
    began = time.perf_counter()
    with (folder / log).open("wb") as file:
        made = environment(**(extra or {}))
        process = subprocess.Popen([sys.executable, *command], cwd=folder, env=made, stdout=file, stderr=file)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)  # it has been waited for; nobody shall do that again
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{(folder / log).read_text('utf-8', 'replace')[-2000:]}")
    return Cost(time.perf_counter() - began, usage.ru_maxrss / 1024)


@contextmanager
def running(command: Sequence[str], folder: Path, log: str, extra: Mapping[str, str] | None = None) -> Iterator[int]:
    """A server for as long as the block lasts; gives its process id."""
    with (folder / log).open("wb") as file:
        made = environment(**(extra or {}))
        process = subprocess.Popen([sys.executable, *command], cwd=folder, env=made, stdout=file, stderr=file)
        try:
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
