"""The toolchain: locks, front-end packages and commands are what the README and the contract say."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from bot.settings import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PIN = re.compile(r"^([a-z0-9._-]+)==([^\s;]+)[^\n]*\n?((?:    [^\n]*\n?)*)", re.M)
LOCKS = ["rasa.txt", "gateway.txt", "uv.txt"]
COMMANDS = ["serve", "train", "staff", "directory", "purge", "check", "eval", "migrate", "rotate", "gateway"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def pins(lock):
    """Name to version and what follows it, its hashes; the newest where a lock has one for each kind of machine."""
    found = PIN.findall((ROOT / "lock" / lock).read_text("utf-8"))
    return {name: (Version(version), rest) for name, version, rest in sorted(found, key=lambda pin: Version(pin[1]))}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_its_hashes(lock):
    assert pins(lock)
    assert [name for name, (_, rest) in pins(lock).items() if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("path", [*(f"lock/{lock}" for lock in LOCKS), "lock/overrides.txt", "package-lock.json"])
def test_no_lock_says_where_packages_come_from(path):
    assert not re.search(r"://|resolved|index|find-links", (ROOT / path).read_text("utf-8"))


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("rasa.txt", [*PROJECT["dependencies"], *EXTRAS["rasa"], *EXTRAS["dev"]]),
        ("gateway.txt", [*PROJECT["dependencies"], *EXTRAS["dev"]]),
    ],
)
def test_locks_keep_to_the_ranges(lock, wanted):
    locked = pins(lock)
    asked = [Requirement(one) for one in wanted]
    missed = [str(one) for one in asked if not one.specifier.contains(locked[one.name.lower()][0])]
    assert missed == []


def test_the_gateway_has_no_rasa_and_the_newer_sqlalchemy():
    locked = pins("gateway.txt")
    assert not {"rasa", "rasa-sdk", "tensorflow", "sanic"} & set(locked)
    assert locked["sqlalchemy"][0].major == 2


def test_front_end_packages_are_pinned_exactly():
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(one["integrity"].startswith("sha512-") for path, one in locked.items() if path)


@pytest.mark.parametrize("script", [".ci/run", "scripts/find-python", "scripts/browser", "scripts/lock"])
def test_scripts_can_be_run(script):
    assert os.access(ROOT / script, os.X_OK)
    assert subprocess.run(["sh", "-n", script], cwd=ROOT, check=False).returncode == 0


def planned(target):
    """What make would do for this word; also when make itself runs us."""
    outer = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--dry-run", "--no-print-directory", target, "DIR=x"]
    done = subprocess.run(command, cwd=ROOT, env=outer, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()


@pytest.mark.parametrize("target", ["run", "test", "bench", "eval", "lint", "lock", "clean", "gateway-test"])
def test_make_knows_the_word(target):
    assert planned(target)


def test_make_test_ends_with_pytest():
    """Its closing line is what people look for."""
    assert "-m pytest" in planned("test")[-1]


def test_find_python_finds_the_one_that_is_asked_for():
    ours = f"{sys.version_info[0]}.{sys.version_info[1]}"
    found = subprocess.run(["scripts/find-python", "3.99", ours], cwd=ROOT, capture_output=True, text=True, check=True)
    version = [found.stdout.strip(), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    assert subprocess.run(version, capture_output=True, text=True, check=True).stdout.strip() == ours


def test_find_python_says_what_is_missing():
    done = subprocess.run(["scripts/find-python", "3.99"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no usable Python 3.99" in done.stderr


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_missing_browser_is_a_failure_in_ci_only(tmp_path, ci, code):
    """On a machine where nothing can be installed: a PATH with hardly anything on it."""
    for tool in ("id", "dirname", "sh"):
        (tmp_path / tool).symlink_to(shutil.which(tool))
    done = subprocess.run(
        ["sh", "scripts/browser"], cwd=ROOT, env={"PATH": str(tmp_path), "CI": ci}, capture_output=True, check=False
    )
    assert (done.returncode, b"Chromium is missing" in done.stdout) == (code, True)


@pytest.mark.parametrize("words", [[], *([command] for command in COMMANDS), ["staff", "add"], ["staff", "renew"]])
def test_every_command_has_help(words):
    """At once: what a command needs is imported only when it runs."""
    command = [sys.executable, "-X", "importtime", "-m", "bot", *words, "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"usage: {' '.join(['deurwijzer', *words])}")
    assert not re.search(r"\| +(sqlalchemy|aiohttp|rasa|yaml)$", done.stderr, re.M)
