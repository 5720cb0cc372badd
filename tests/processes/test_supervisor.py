"""Processes are kept running, and nothing is left of them: with small stand-ins in place of the real three."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.processes import supervisor
from bot.processes.children import Recipe
from bot.processes.supervisor import STEADY, CannotStart, Watched, pause
from bot.settings import ROOT, Settings

SLEEPER = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPER
PARENT = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SLEEPER!r}]); " + SLEEPER
DRIVER = """
import sys
from pathlib import Path
from bot.processes import supervisor
from bot.processes.children import Recipe
supervisor.PATIENCE = 1.0
wanted = [Recipe(f"child{n}", (sys.executable, "-c", code)) for n, code in enumerate(sys.argv[2:])]
supervisor.Supervisor(wanted, Path(sys.argv[1])).run(lambda: print("ready", flush=True))
print("stopped", flush=True)
"""


class Copy:
    """A supervisor in a process of its own, over children that run this code."""

    def __init__(self, logs: Path, *codes: str) -> None:
        self.logs = logs
        command = [sys.executable, "-c", DRIVER, str(logs), *codes]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def pids(self, child: int = 0, *, at_least: int = 1) -> list[int]:
        """The process numbers that the child has written to its log, once there are so many."""
        log = self.logs / f"child{child}.log"
        assert until(lambda: log.exists() and len(log.read_text().split()) >= at_least, 10)
        return [int(word) for word in log.read_text().split()]

    def stop(self, number: int = signal.SIGTERM) -> float:
        """Seconds that it takes to stop."""
        since = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(15)
        return time.monotonic() - since


@pytest.fixture
def copy(tmp_path):
    copies = []

    def start(*codes):
        copies.append(Copy(tmp_path, *codes))
        return copies[-1]

    yield start
    for one in copies:
        one.process.kill()
        one.process.communicate()


def until(true, seconds):
    """Whether it becomes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def gone(pid):
    """True when there is no such process, or only its record."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_a_killed_child_runs_again_within_five_seconds(copy):
    one = copy(SLEEPER, SLEEPER)
    (first,), (other,) = one.pids(0), one.pids(1)
    os.kill(first, signal.SIGKILL)
    since = time.monotonic()
    assert one.pids(0, at_least=2)[1] != first
    assert time.monotonic() - since < 5
    assert not gone(other)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_at_once(copy, number):
    one = copy(SLEEPER, SLEEPER)
    pids = one.pids(0) + one.pids(1)
    assert one.stop(number) < 2
    assert one.process.returncode == 0
    assert all(gone(pid) for pid in pids)


def test_who_does_not_want_to_stop_is_made_to(copy):
    one = copy(STUBBORN)
    (pid,) = one.pids()
    assert 1 <= one.stop() < 3  # the patience of this copy is one second
    assert gone(pid)


def test_a_second_signal_ends_the_patience(tmp_path, monkeypatch):
    kept = supervisor.Supervisor([Recipe("child", (sys.executable, "-c", STUBBORN))], tmp_path)
    kept.children[0].start()
    pid = kept.children[0].pid
    assert until(lambda: (tmp_path / "child.log").read_text(), 5)
    kept._stop(signal.SIGINT, None)
    kept._stop(signal.SIGINT, None)
    since = time.monotonic()
    kept._end()
    assert time.monotonic() - since < 2
    assert gone(pid)


def test_no_orphan_is_left_when_we_are_killed(copy):
    one = copy(SLEEPER, STUBBORN)
    pids = one.pids(0) + one.pids(1)
    one.stop(signal.SIGKILL)
    assert until(lambda: all(gone(pid) for pid in pids), 2)


def test_what_a_child_started_goes_with_it(copy):
    one = copy(PARENT)
    pids = one.pids(at_least=2)
    for pid in pids:
        if os.getpgid(pid) == pid:
            os.kill(pid, signal.SIGKILL)  # the child itself, not what it started
    assert until(lambda: all(gone(pid) for pid in pids), 3)


def test_a_dying_child_is_left_alone_longer_and_longer(copy):
    one = copy("import os; print(os.getpid(), flush=True); exit(3)")
    one.pids(at_least=3)
    one.stop()
    said = one.process.stdout.read()
    assert "child0 stopped (code 3), starts again in 0.5 s" in said
    assert "starts again in 1 s" in said


def test_a_child_that_never_comes_up_ends_the_start(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "pause", lambda failures: 0.0)
    broken = Recipe("broken", (sys.executable, "-c", "exit('no such table')"), health="http://127.0.0.1:9/")
    kept = supervisor.Supervisor([broken], tmp_path)
    with pytest.raises(CannotStart, match="broken does not start: no such table"):
        kept._start()


def test_the_wait_doubles_up_to_half_a_minute():
    assert [pause(failures) for failures in (1, 2, 3, 6, 7, 8, 50)] == [0.5, 1, 2, 16, 30, 30, 30]


def test_a_child_that_ran_a_minute_has_a_clean_slate(tmp_path):
    child = Watched(Recipe("child", ()), tmp_path)
    child.failures, child.started = 5, 100.0
    assert child.died(100.0 + STEADY - 1) == pause(6)
    assert child.died(100.0 + STEADY) == pause(1)


def test_ready_is_said_when_every_health_page_answers(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = (sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(tmp_path))
    kept = supervisor.Supervisor([Recipe("page", server, health=f"http://127.0.0.1:{port}/")], tmp_path)
    kept._look()
    assert not kept.children[0].ready
    assert until(lambda: kept._look() or kept.children[0].ready, 10)
    kept._end()
    assert not kept.children[0].running


def test_a_long_log_is_put_aside(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.processes.children.LOG_LIMIT", 10)
    child = Watched(Recipe("child", ()), tmp_path)
    child.log.write_text("more than ten signs")
    child.trim_log()
    assert (child.log.read_text(), (tmp_path / "child.log.1").read_text()) == ("", "more than ten signs")


def test_two_copies_need_two_folders(tmp_path):
    first, second = supervisor._only_copy(tmp_path), supervisor._only_copy(tmp_path)
    with first, pytest.raises(CannotStart, match="DEURWIJZER_VAR"), second:
        pass


def test_a_port_in_use_is_said_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "MODEL", Path(__file__))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings.read({"DEURWIJZER_PORT": str(taken.getsockname()[1]), "DEURWIJZER_VAR": str(tmp_path)})
        with pytest.raises(CannotStart, match="DEURWIJZER_PORT"):
            supervisor._look_ahead(settings)


def test_without_a_model_it_says_how_to_make_one(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "MODEL", tmp_path / "none")
    with pytest.raises(CannotStart, match="deurwijzer train"):
        supervisor._look_ahead(Settings.read({}))
