"""The mini bot, trained once and kept in pytest's cache, and its servers."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialogue.minibot import MINIBOT, QUIET, ROOT, Servers, lay_out, rasa

if importlib.util.find_spec("rasa") is None:  # where the gateway is tested alone
    collect_ignore = [
        *("test_rasa_channel.py", "test_rasa_live.py", "test_tracker_store.py", "test_lean_actions.py"),
        "test_quick_rules.py",
    ]


@pytest.fixture(scope="session")
def minibot_model(request: pytest.FixtureRequest) -> Path:
    """The trained mini bot; a change of its data trains it anew."""
    fingerprint = hashlib.sha256(json.dumps(MINIBOT).encode()).hexdigest()[:16]
    folder = Path(request.config.cache.mkdir(f"minibot-{fingerprint}"))
    model = folder / "models" / "minibot.tar.gz"
    if not model.exists():
        lay_out(folder)
        command = rasa("train", "--fixed-model-name", "minibot", "--quiet")
        subprocess.run(command, cwd=folder, env={**os.environ, **QUIET}, check=True, capture_output=True, timeout=120)
    return model


@pytest.fixture(scope="module")
def servers(minibot_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Servers for the mini bot with this repository's endpoints and credentials; a test module starts them."""
    folder = tmp_path_factory.mktemp("minibot")
    lay_out(folder)
    for name in ("endpoints.yml", "credentials.yml"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    running = Servers(folder, minibot_model)
    try:
        yield running
    finally:
        running.stop()
