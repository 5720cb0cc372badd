"""Shows what is being done, and for how long. Standard library only: the first installation uses it too."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from shutil import get_terminal_size
from types import TracebackType
from typing import TextIO

FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
SHOWN = 100
"""Lines that are shown of a command that failed."""

CLEAR = "\r\033[K"


class Progress:
    """A step with a title: a spinner on a terminal, one line at the start and one at the end elsewhere.

    `alone=True` leaves the turning to the caller, who calls `turn` a few times a second: no thread is started then.
    """

    def __init__(self, title: str, out: TextIO | None = None, *, alone: bool = False) -> None:
        self.title, self._out = title, out or sys.stdout
        self._lively, self._alone = self._out.isatty(), alone
        self._note, self._frames, self._done = "", cycle(FRAMES), threading.Event()

    def __enter__(self) -> Progress:
        self._since = time.monotonic()
        if not self._lively:
            self.say(f"· {self.title} …")
        elif not self._alone:
            self._spinner = threading.Thread(target=self._spin, daemon=True)
            self._spinner.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        if self._lively and not self._alone:
            self._spinner.join()
        self.say(f"{'✗' if kind else '✓'} {self.title} ({time.monotonic() - self._since:.1f} s)")

    def note(self, text: str) -> None:
        """What is going on within the step; only a terminal shows it."""
        self._note = text

    def say(self, text: str) -> None:
        """A line that stays."""
        self._out.write(f"{CLEAR if self._lively else ''}{text}\n")
        self._out.flush()

    def turn(self) -> None:
        """Draw the spinner, where there is a terminal to draw it on."""
        if self._lively:
            took = time.monotonic() - self._since
            line = f"{next(self._frames)} {self.title} ({took:.0f} s) {self._note}"
            self._out.write(CLEAR + line[: get_terminal_size().columns - 1])
            self._out.flush()

    def _spin(self) -> None:
        while not self._done.wait(0.15):
            self.turn()


def run(
    title: str,
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    note: Callable[[str], str] = str.strip,
) -> None:
    """Run a command as one step. `note` makes a remark of a line of its output; an empty one changes nothing.

    Raises CalledProcessError, after showing the end of what the command said, where it fails.
    """
    said: deque[str] = deque(maxlen=SHOWN)
    try:
        with Progress(title) as progress, _started(command, env, cwd) as process:
            for line in process.stdout or ():
                if "it/s" not in line:  # a progress bar of its own, once for each move
                    said.append(line)
                if remark := note(line):
                    progress.note(remark)
            if process.wait():
                raise subprocess.CalledProcessError(process.returncode, list(command))
    except subprocess.CalledProcessError:
        sys.stdout.writelines(said)
        raise


def _started(command: Sequence[str], env: Mapping[str, str] | None, cwd: Path | None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )


def main() -> int:
    """`python -m bot.processes.progress TITLE COMMAND…`: the exit code is the command's."""
    try:
        run(sys.argv[1], sys.argv[2:])
    except subprocess.CalledProcessError as error:
        return error.returncode if error.returncode > 0 else 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
