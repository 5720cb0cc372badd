"""Loads one model into Rasa's own Agent and parses texts with it: `python -m bench.parse MODEL TEXTS RESULT [--lean]`.

A process of its own, so that its memory is that of one model.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

WARMING = 5


def main(model: Path, texts: Path, result: Path, *, lean: bool) -> None:
    """`texts` is a JSON object of lists; `result` gets for each text its ranking and the seconds that it took."""
    if lean:
        from bot.processes.lean_rasa import leave_out_tensorflow

        leave_out_tensorflow()
    from rasa.core.agent import Agent

    began = time.perf_counter()
    agent = Agent.load(str(model))
    loaded = time.perf_counter() - began
    parsed = asyncio.run(_parse(agent, json.loads(texts.read_text("utf-8"))))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result.write_text(json.dumps({"load_seconds": loaded, "memory_mb": memory, **parsed}), encoding="utf-8")


async def _parse(agent: Any, groups: dict[str, list[str]]) -> dict[str, list[Any]]:
    for text in [text for texts in groups.values() for text in texts][:WARMING]:
        await agent.parse_message(text)
    parsed = {}
    for name, texts in groups.items():
        parsed[name] = [await _one(agent, text) for text in texts]
    return parsed


async def _one(agent: Any, text: str) -> dict[str, Any]:
    began = time.perf_counter()
    parsed = await agent.parse_message(text)
    took = time.perf_counter() - began
    ranking = [(one["name"], one["confidence"]) for one in parsed.get("intent_ranking") or [parsed["intent"]]]
    return {"seconds": took, "first": parsed["intent"]["name"], "ranking": ranking}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), lean="--lean" in sys.argv)
