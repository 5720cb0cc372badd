"""Whether the parts work, and whether messages can still be taken in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from bot.services.ports import DialogueEngine, Units

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds that a part has for its answer."""


@dataclass(frozen=True)
class Health:
    """`components` says "ok" or in a few words what is wrong, for dialogue, actions and database."""

    components: Mapping[str, str]

    @property
    def takes_messages(self) -> bool:
        """Messages can be kept; answers may come later."""
        return self.components["database"] == "ok"

    @property
    def status(self) -> str:
        """`ok`, `degraded` where people still can write, else `down`."""
        if not self.takes_messages:
            return "down"
        return "ok" if all(state == "ok" for state in self.components.values()) else "degraded"


async def check(engine: DialogueEngine, units: Units) -> Health:
    """Ask all parts at once."""
    inner, database = await asyncio.gather(_engine(engine), _database(units))
    return Health({"dialogue": "down", "actions": "down", **inner, "database": database})


async def _engine(engine: DialogueEngine) -> Mapping[str, str]:
    try:
        return await asyncio.wait_for(engine.health(), PATIENCE)
    except Exception as error:  # whatever breaks there, this call must answer
        log.warning("no health of the dialogue engine error=%s", type(error).__name__)
        return {}


async def _database(units: Units) -> str:
    try:
        await asyncio.wait_for(_read(units), PATIENCE)
    except Exception as error:  # as above
        log.error("database does not answer error=%s", type(error).__name__)
        return "down"
    return "ok"


async def _read(units: Units) -> None:
    async with units(reading=True) as uow:
        await uow.conversations.find("health")
