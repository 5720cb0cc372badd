"""The training rows as they stand in data/nlu, with the voice that each was written in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

NLU = ROOT / "data" / "nlu"
ACTS = "acts"
"""The voice of rows without one: dialogue acts, which everyone says alike. As in bot/nlu/needs_classifier.py."""


@dataclass(frozen=True)
class TrainingRow:
    """One example: its words, its intent, the voice of its block and the file it stands in."""

    text: str
    intent: str
    voice: str
    file: str


def read_rows(folder: Path = NLU) -> list[TrainingRow]:
    """All rows, in the order of the files."""
    return [row for path in sorted(folder.glob("*.yml")) for row in _rows(path)]


def _rows(path: Path) -> Iterator[TrainingRow]:
    for block in _load(path)["nlu"]:
        if "intent" in block:
            voice = (block.get("metadata") or {}).get("voice", ACTS)
            for line in block["examples"].splitlines():
                if line.strip():
                    yield TrainingRow(line.strip().removeprefix("- ").strip(), block["intent"], voice, path.name)


def _load(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as quick, where libyaml is there
    return yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506
