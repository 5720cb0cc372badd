"""The three processes, and what it takes to start one that never outlives us."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings import ROOT, Settings

MODEL = ROOT / "models" / "deurwijzer.tar.gz"
LOG_LIMIT = 10_000_000
"""Bytes; a longer log moves to `<name>.log.1`, over the one before."""

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",  # deprecations in Rasa's own imports, hundreds of lines
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}
INNER = {
    **QUIET,
    "SANIC_HOST": "127.0.0.1",  # the action server has no option for it and would listen to everyone
    "SANIC_WORKERS": "1",
    "ACTION_SERVER_SANIC_WORKERS": "1",
    "OMP_NUM_THREADS": "1",  # one sentence at a time is too little to share out
    "OPENBLAS_NUM_THREADS": "1",
}
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # this machine needs no proxy to itself


@dataclass(frozen=True)
class Recipe:
    """How to start one process. `health` is asked until it answers; empty means ready at once."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    health: str = ""


def recipes(settings: Settings) -> list[Recipe]:
    """The gateway first: it is up in a moment and says that the bot is starting."""
    environment = settings.environment()
    inner = environment | INNER
    return [
        Recipe("gateway", _python("bot", "gateway"), environment, f"{settings.url}/healthz"),
        Recipe("dialogue", _dialogue(settings), inner, f"{settings.rasa_url}/"),
        Recipe("actions", _actions(settings), inner, f"{settings.actions_url}/health"),
    ]


def _dialogue(settings: Settings) -> tuple[str, ...]:
    """`rasa run`; only warnings, because what Rasa logs below that holds what people say."""
    options = {
        "--interface": "127.0.0.1",
        "--port": str(settings.rasa_port),
        "--model": str(MODEL),
        "--endpoints": str(ROOT / "endpoints.yml"),
        "--credentials": str(ROOT / "credentials.yml"),
    }
    return (*_python("bot.processes.lean_rasa", "run", "--quiet"), *(word for pair in options.items() for word in pair))


def _actions(settings: Settings) -> tuple[str, ...]:
    """What `rasa run actions` starts, without loading Rasa first: half a second instead of six."""
    return _python("rasa_sdk", "--quiet", "--actions", "actions", "--port", str(settings.actions_port))


def _python(module: str, *words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", module, *words)


class Child:
    """One process under watch, in a process group of its own, with its log in a file."""

    def __init__(self, recipe: Recipe, logs: Path) -> None:
        self.recipe, self.log = recipe, logs / f"{recipe.name}.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.started = 0.0

    def start(self) -> None:
        """Start it; it dies with us, whatever happens to us."""
        self.trim_log()
        us = os.getpid()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.recipe.command,
                cwd=ROOT,
                env={**os.environ, **self.recipe.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=lambda: _die_with(us),  # safe: whoever calls this runs a single thread
            )
        self.started = time.monotonic()

    @property
    def running(self) -> bool:
        return self._process is not None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def ended(self) -> int | None:
        """The exit code, once, when it has ended by itself; what it left behind in its group goes too."""
        if self._process is None or not _has_ended(self._process.pid):
            return None
        self.signal(signal.SIGKILL)  # before its number is given back, so that nobody else can have it yet
        code, self._process = self._process.wait(), None
        return code

    def signal(self, number: int) -> None:
        """Send a signal to the process and all that it started."""
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):  # the latter where only the dead are left in it
                os.killpg(self._process.pid, number)

    def answers(self) -> bool:
        """True when it does its work: its health page answers, whatever the answer."""
        if not self.recipe.health:
            return self.running
        try:
            _DIRECT.open(self.recipe.health, timeout=0.5).close()
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False
        return True

    def trim_log(self) -> None:
        """Put a long log aside. It is copied and emptied: the process goes on writing to the same file."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)

    def last_words(self) -> str:
        """The last line in its log."""
        lines = self.log.read_text("utf-8", errors="replace").rstrip().splitlines() if self.log.exists() else []
        return lines[-1] if lines else "it said nothing"


def _has_ended(pid: int) -> bool:
    """True when the process has stopped; it stays there to be waited for."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _die_with(parent: int) -> None:
    """Runs in the new process: the kernel kills it when its parent is gone, also after `kill -9` (Linux only)."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # too late to be told
            os._exit(1)
