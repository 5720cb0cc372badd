"""The walker needs the trained classifier."""

from __future__ import annotations

import importlib.util

if importlib.util.find_spec("sklearn") is None:  # where the gateway is tested alone
    collect_ignore = ["test_walk.py"]
