"""Starts the processes, watches them, starts again what stops, and stops them all."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from bot.clock import wind_back
from bot.domain.errors import BotError
from bot.processes.children import MODEL, Child, Recipe, recipes
from bot.processes.progress import Progress, run
from bot.settings import ROOT, Settings, unknown

TICK = 0.2
PATIENCE = 8.0
"""Seconds that the processes get to stop by themselves."""

STEADY = 60.0
"""A process that ran this long starts with a clean slate."""

LONGEST = 30.0
BOT = (sys.executable, "-m", "bot")
HOPELESS = 5
"""A process that died so often without ever having answered will not come up: better say so than go on."""


def pause(failures: int) -> float:
    """Seconds to wait before the next start: 0.5, 1, 2, 4 … 30 as it keeps dying."""
    return float(min(LONGEST, 2.0 ** (failures - 2)))


class Watched(Child):
    """A child with its record: how often it died in a row, when it may start again, whether it has answered."""

    def __init__(self, recipe: Recipe, logs: Path) -> None:
        super().__init__(recipe, logs)
        self.failures, self.due, self.ready = 0, 0.0, False

    def __str__(self) -> str:
        return f"{self.recipe.name} {'✓' if self.ready else '…'}"

    def died(self, now: float) -> float:
        """Note it and say how long to wait."""
        self.failures = 1 if now - self.started >= STEADY else self.failures + 1
        self.due, self.ready = now + pause(self.failures), False
        return self.due - now


class CannotStart(BotError):
    """Something is missing or in the way; the message is a sentence for whoever starts us."""


class Supervisor:
    """Keeps the processes of the recipes running until it is told to stop. Runs in the main thread, without others."""

    def __init__(self, wanted: Sequence[Recipe], logs: Path) -> None:
        logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.children = [Watched(recipe, logs) for recipe in wanted]
        self._say: Callable[[str], None] = _say
        self._stops = 0

    def run(self, when_ready: Callable[[], None] = lambda: None) -> None:
        """Until SIGINT, SIGTERM or SIGHUP; a second one stops without patience. All children are gone at the end."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            self._start()
            if not self._stops:
                when_ready()
            while not self._stops:
                self._look()
                time.sleep(TICK)
        finally:
            self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stops += 1

    def _start(self) -> None:
        """Start all and look after them until all of them have answered."""
        with Progress("Starting", alone=True) as progress:
            self._say = progress.say
            while not self._stops and not all(child.ready for child in self.children):
                self._look()
                progress.note(
                    " · ".join(f"{child.recipe.name} {'✓' if child.ready else '…'}" for child in self.children)
                )
                progress.turn()
                self._give_up()
                time.sleep(TICK)
        self._say = _say

    def _give_up(self) -> None:
        """At the start a process that keeps dying is a mistake in the installation, not bad luck."""
        for child in self.children:
            if child.failures >= HOPELESS:
                raise CannotStart(f"{child.recipe.name} does not start: {child.last_words()}; see {child.log}")

    def _look(self) -> None:
        """One round: who died, who may start again, who has come up."""
        now = time.monotonic()
        for child in self.children:
            child.trim_log()
            code = child.ended()
            if code is not None:
                wait = child.died(now)
                self._say(f"{child.recipe.name} stopped ({_reason(code)}), starts again in {wait:g} s; see {child.log}")
            elif not child.running and now >= child.due:
                child.start()
            elif child.running and not child.ready and child.answers():
                child.ready = True
                if child.failures:
                    self._say(f"{child.recipe.name} is back")

    def _end(self) -> None:
        """Ask all to stop, then make them."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        self._wait(PATIENCE, lambda: self._stops > 1)
        for child in self.children:
            child.signal(signal.SIGKILL)
        self._wait(1.0)

    def _wait(self, seconds: float, cut_short: Callable[[], bool] = lambda: False) -> None:
        """Until all children have ended, for so long at most."""
        until = time.monotonic() + seconds
        while any(child.running and child.ended() is None for child in self.children):
            if time.monotonic() > until or cut_short():
                return
            time.sleep(0.05)


def serve(settings: Settings, *, first_login: bool = False) -> None:
    """Migrate the database and keep everything running until a signal. Raises CannotStart."""
    settings = settings.prepare()
    with _only_copy(settings.var):
        _look_ahead(settings)
        for sentence in unknown():
            _say(f"Take care: {sentence}")
        if settings.testing:
            wind_back(settings)
        environment = {**os.environ, **settings.environment()}
        run("Database", [*BOT, "migrate"], env=environment, cwd=ROOT)
        if first_login:
            subprocess.run([*BOT, "staff", "first"], env=environment, cwd=ROOT, check=True)
        Supervisor(recipes(settings), settings.var / "log").run(lambda: _announce(settings))
    _say("Everything has stopped.")


@contextmanager
def _only_copy(var: Path) -> Iterator[None]:
    """Holds the folder: two copies on one state would work against each other."""
    with (var / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotStart(f"another copy runs on {var}; give this one its own DEURWIJZER_VAR") from error
        yield


def _look_ahead(settings: Settings) -> None:
    """Say at once what would only show in a log file."""
    if not MODEL.exists():
        raise CannotStart("there is no trained model yet; `deurwijzer train` makes it")
    inner = "127.0.0.1"
    wanted = ((settings.host, settings.port), (inner, settings.rasa_port), (inner, settings.actions_port))
    for host, port in wanted:
        if not _is_free(host, port):
            raise CannotStart(f"port {port} on {host} is not free; choose another one with DEURWIJZER_PORT")


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def _announce(settings: Settings) -> None:
    _say(f"Chat     {settings.url}/\nStaff    {settings.url}/console\nLogs     {settings.var / 'log'}")
    _say("Ctrl-C stops everything.")


def _reason(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"


def _say(text: str) -> None:
    """To whoever started us; if nobody listens any more, the work goes on."""
    with suppress(OSError):
        print(text, flush=True)
