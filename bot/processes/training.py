"""Trains the model, when its sources are not the ones that it was trained from."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from bot.processes.children import MODEL, QUIET
from bot.processes.progress import run
from bot.settings import ROOT, Settings

SOURCES = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules",
    "data/stories",
    "data/reference/needs.csv",
    "data/reference/concepts.yml",
    "bot/nlu",
    "bot/understanding",
)
"""What the model is made of. The bot's texts and the services are not: they are read when they are needed."""

MAKERS = ("rasa", "scikit-learn", "spacy")
"""Packages whose objects are in the model."""

_STARTED = re.compile(r"Starting to train component '(\w+)'")


def train(*, force: bool = False) -> bool:
    """Train into `models/deurwijzer.tar.gz` where that is needed; says whether it was.

    Raises CalledProcessError where Rasa fails, after showing what it said.
    """
    wanted = fingerprint()
    if not force and is_trained(wanted):
        return False
    _kept().unlink(missing_ok=True)
    run("Training the model", _command(), env={**os.environ, **QUIET}, note=_component, cwd=ROOT)
    _kept().write_text(wanted, encoding="ascii")
    return True


def is_trained(wanted: str | None = None) -> bool:
    """True when there is a model and it was made of the present sources."""
    kept = _kept()
    return MODEL.exists() and kept.exists() and kept.read_text("ascii") == (wanted or fingerprint())


def fingerprint() -> str:
    """A hash of every source of the model, of the versions of what makes it and of the word vectors that it uses."""
    makers = [*((name, version(name)) for name in MAKERS), *((name, _state(name)) for name in Settings.read().vectors)]
    made = hashlib.sha256("".join(f"{name} {its}\n" for name, its in makers).encode())
    for path in _sources():
        made.update(f"{path.relative_to(ROOT)} {path.stat().st_size}\n".encode())
        made.update(path.read_bytes())
    return made.hexdigest()


def _state(vectors: str) -> str:
    """The version of these word vectors; spaCy and scikit-learn are read in only where any were named."""
    from bot.nlu.vectors import state

    return state(vectors)


def _sources() -> Iterator[Path]:
    """The files, in a fixed order."""
    for source in SOURCES:
        found = sorted((ROOT / source).rglob("*")) if (ROOT / source).is_dir() else [ROOT / source]
        yield from (path for path in found if path.is_file() and path.suffix != ".pyc")


def _kept() -> Path:
    return MODEL.with_name("deurwijzer.fingerprint")


def _command() -> list[str]:
    """`rasa train`, without the validation that `make test` does: it takes seconds each time."""
    options = ["--fixed-model-name", "deurwijzer", "--skip-validation"]
    return [sys.executable, "-m", "bot.processes.lean_rasa", "train", *options]


def _component(line: str) -> str:
    found = _STARTED.search(line)
    return found.group(1) if found else ""
