"""Steps say what they do, quietly where nobody watches."""

import io
import subprocess
import sys

import pytest

from bot.processes.progress import Progress, run


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_two_plain_lines_where_there_is_no_terminal():
    out = io.StringIO()
    with Progress("Packages", out) as progress:
        progress.note("rasa")
        progress.turn()
    assert out.getvalue() == "· Packages …\n✓ Packages (0.0 s)\n"


def test_a_terminal_sees_what_is_going_on():
    out = Terminal()
    with Progress("Packages", out, alone=True) as progress:
        progress.note("rasa")
        progress.turn()
    assert "Packages (0 s) rasa" in out.getvalue()
    assert out.getvalue().endswith("✓ Packages (0.0 s)\n")


def test_a_step_that_fails_is_marked():
    out = io.StringIO()
    with pytest.raises(ZeroDivisionError), Progress("Sums", out):
        1 / 0  # noqa: B018
    assert "✗ Sums" in out.getvalue()


def test_output_is_shown_only_when_a_command_fails(capsys):
    run("Well", [sys.executable, "-c", "print('all fine')"])
    assert "all fine" not in capsys.readouterr().out
    with pytest.raises(subprocess.CalledProcessError):
        run("Wrong", [sys.executable, "-c", "print('the cause'); exit(3)"])
    assert "✗ Wrong" in (said := capsys.readouterr().out)
    assert "the cause" in said


def test_the_exit_code_is_the_commands():
    command = [sys.executable, "-m", "bot.processes.progress", "Exit", sys.executable, "-c", "exit(7)"]
    assert subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 7
