"""Several gateways on one database of each kind: an errand is done once, a letter leaves once."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from bot.channels.base import Outboxes
from bot.clock import MovableClock
from bot.domain.records import Delivery
from bot.services.due import Case, Due
from bot.services.outgoing import Sending
from bot.services.turns import LocalTurns
from bot.storage.unit_of_work import SqlUnits
from tests import factories
from tests.storage.making import NOW, delivery, errand, stored


def clock() -> MovableClock:
    return MovableClock(NOW, real=datetime(2026, 1, 1).timestamp)


async def test_four_gateways_do_five_errands_once_each(sql: SqlUnits) -> None:
    done: list[str] = []

    async def handle(case: Case) -> None:
        done.append(case.errand.id)
        await asyncio.sleep(0.01)

    wanted = [errand((await stored(sql)).id, at=NOW) for _ in range(5)]
    async with sql() as uow:
        for one in wanted:
            await uow.errands.add(one)
        await uow.commit()
    handlers: Any = {"promise_ask": handle}
    gateways = [
        Due(sql, clock(), factories.house(), outbox=Outboxes(), turns=LocalTurns(), handlers=handlers) for _ in range(4)
    ]
    await asyncio.gather(*(gateway.run() for gateway in gateways))
    assert sorted(done) == sorted(one.id for one in wanted)


async def test_four_gateways_send_a_letter_once(sql: SqlUnits) -> None:
    kept, sent = await stored(sql), []

    class Carrier:
        async def carry(self, one: Delivery) -> bool:
            sent.append(one.id)
            await asyncio.sleep(0.01)
            return False

    async def concluded(*_: Any) -> None:
        return None

    async with sql() as uow:
        letters = [delivery(kept.id) for _ in range(3)]
        for one in letters:
            await uow.deliveries.add(one)
        await uow.commit()
    await asyncio.gather(*(Sending(sql, clock(), {"mail": Carrier()}, concluded).run() for _ in range(4)))
    assert sorted(sent) == sorted(one.id for one in letters)
