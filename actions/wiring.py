"""Puts the use case behind the actions together, once for each process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import lru_cache

from bot.clock import make_clock
from bot.house import doorkeeper, load_directory_once, post_of
from bot.services.turn import Taken, take_turn
from bot.settings import Settings
from bot.storage.ciphers import cipher_of
from bot.storage.migrate import upgrade
from bot.storage.unit_of_work import sql_units
from bot.talk.model import Heard

Turns = Callable[[str, Heard, str], Awaitable[Taken]]


@lru_cache(maxsize=1)
def turns() -> Turns:
    """The use case, bound to this process's storage, clock and municipality."""
    settings = Settings.read().prepare()
    house, units, clock = (
        replace(doorkeeper(str(settings.profile), settings.retention_days), post=post_of(settings)),
        sql_units(settings.database_url, cipher_of(settings)),
        make_clock(settings),
    )

    migrated = False

    async def turn(conversation: str, heard: Heard, flow: str) -> Taken:
        nonlocal migrated
        if not migrated:  # `rasa run actions` by itself, without `deurwijzer serve` before it
            await upgrade(settings.database_url)
            await load_directory_once(settings.profile, units)
            migrated = True
        return await take_turn(conversation, heard, flow=flow, units=units, clock=clock, house=house)

    return turn
