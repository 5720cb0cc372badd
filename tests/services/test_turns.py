"""One turn at a time per conversation."""

from __future__ import annotations

import asyncio

import pytest

from bot.services.turns import LocalTurns


async def test_turns_come_in_order_of_arrival_and_leave_nothing_behind():
    turns, order = LocalTurns(), []

    async def take(number: int) -> None:
        async with turns.of("talk"):
            order.append(number)
            await asyncio.sleep(0)
            order.append(number)

    await asyncio.gather(*(take(number) for number in range(4)))
    assert order == [0, 0, 1, 1, 2, 2, 3, 3]
    assert turns.running() == 0


async def test_another_talk_does_not_wait():
    turns = LocalTurns()
    async with turns.of("one"), turns.of("other"):
        assert turns.running() == 2


async def test_a_turn_that_fails_or_is_given_up_frees_the_next():
    turns = LocalTurns()

    async def fail() -> None:
        async with turns.of("talk"):
            waiting = asyncio.create_task(turns.of("talk").__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.sleep(0)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with turns.of("talk"):
        assert turns.running() == 1
