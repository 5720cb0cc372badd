"""Talks at random: whatever people do, an answer comes that leads on, asks nothing twice and shows no inner word.

`make walk N=20000` takes many more.
"""

from __future__ import annotations

import asyncio
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.walk.walker import KINDS, Step, Talk

TALKS = int(os.environ.get("WALKS", "400"))
TURNS = 30

steps = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 10_000)), min_size=3, max_size=TURNS)


@pytest.mark.rasa
@pytest.mark.timeout(0)
@settings(
    max_examples=TALKS, deadline=None, derandomize=TALKS <= 400, print_blob=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(steps=steps)
def test_a_talk_at_random(steps: list[Step]) -> None:
    asyncio.run(_walk(steps))


async def _walk(steps: list[Step]) -> None:
    talk = await Talk().begin()
    for step in steps:
        await talk.take(step)
        assert not talk.wrong, "\n".join([*talk.wrong, "", *talk.lines])
    assert await talk.reaches_a_person(), "\n".join(["nobody to be reached", "", *talk.lines])
