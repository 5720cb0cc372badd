"""Looks whether this copy can do its work, before people find out."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from bot.domain.errors import BotError
from bot.processes.training import is_trained
from bot.settings import REFERENCE, ROOT, Settings, unknown


class NotRight(Exception):
    """What a check found, as a sentence."""


def checkup(settings: Settings) -> bool:
    """Print a line for each check; True when all is well."""
    passed = [_passes(name, check, settings) for name, check in CHECKS.items()]
    return all(passed)


def _passes(name: str, check: Callable[[Settings], str], settings: Settings) -> bool:
    """A check may fail in any way that its subject can: that is what it is for."""
    try:
        said, well = check(settings), True
    except (BotError, NotRight) as error:
        said, well = str(error), False
    except Exception as error:
        said, well = f"{type(error).__name__} {error}".splitlines()[0], False
    print(f"{'✓' if well else '✗'} {name}: {said}")
    return well


def _variables(settings: Settings) -> str:
    if wrong := unknown():
        raise NotRight("; ".join(wrong))
    return "every variable is known"


def _folder(settings: Settings) -> str:
    if settings.var.exists() and not os.access(settings.var, os.W_OK | os.X_OK):
        raise NotRight(f"{settings.var} cannot be written to")
    return str(settings.var)


def _database(settings: Settings) -> str:
    if not settings.var.exists():
        raise NotRight("not made yet; `deurwijzer migrate` makes it")
    from bot.storage.ciphers import cipher_of
    from bot.storage.unit_of_work import sql_units

    async def staff() -> int:
        units = sql_units(settings.database_url, cipher_of(settings))
        try:
            async with units(reading=True) as uow:
                return len(await uow.staff.all())
        finally:
            await units.dispose()

    return f"can be read, {asyncio.run(staff())} staff"


def _municipality(settings: Settings) -> str:
    from bot.reference import load_directory, load_profile

    profile = load_profile(settings.profile)
    return f"{profile.name}, {len(load_directory(settings.profile, REFERENCE))} services"


def _model(settings: Settings) -> str:
    if not is_trained():
        raise NotRight("none, or older than its sources; `deurwijzer train` makes it")
    return "trained from the present sources"


def _pages(settings: Settings) -> str:
    if not (ROOT / "bot/web/static/vendor").is_dir():
        raise NotRight("front-end packages are missing; `make run` fetches them")
    return "front-end packages are there"


def _directory(settings: Settings) -> str:
    """What there is to do in the files of the municipality; a shut door counts, the rest is told."""
    from zoneinfo import ZoneInfo

    from bot.clock import make_clock
    from bot.reference import load_directory, load_needs, load_profile
    from bot.upkeep import Files, findings

    profile = load_profile(settings.profile)
    today = make_clock(settings).now().astimezone(ZoneInfo(profile.timezone)).date()
    found = findings(Files(profile, load_directory(settings.profile, REFERENCE), load_needs(), today))
    lines = [f"\n  {'✗' if one.grave else '·'} {one.where}: {one.what}" for one in found]
    said = f"{len(found)} things to do{''.join(lines)}" if found else "nothing is missing or stale"
    if any(one.grave for one in found):
        raise NotRight(said)
    return said


CHECKS: dict[str, Callable[[Settings], str]] = {
    "settings": _variables,
    "folder": _folder,
    "database": _database,
    "municipality": _municipality,
    "directory": _directory,
    "model": _model,
    "pages": _pages,
}
