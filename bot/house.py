"""The municipality as a turn sees it: profile, needs, doors, calendar and texts, read once from files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.calendar import DutchCalendar
from bot.entries import WrongEntry
from bot.reference import load_directory, load_needs, load_profile
from bot.services.doorkeeper import Doorkeeper
from bot.services.doors import Doors
from bot.texts import Texts

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"


@lru_cache(maxsize=4)
def doorkeeper(profile: str) -> Doorkeeper:
    """Everything that is loaded at start, from the folder of a municipality."""
    folder = Path(profile)
    municipality = load_profile(folder)
    unsaid = sorted(municipality.texts.keys() - Texts().names())
    if unsaid:
        raise WrongEntry(folder / "profile.yml", "texts", unsaid[0], "is no text of data/texts")
    calendar = DutchCalendar(municipality.extra_holidays)
    doors = Doors(
        load_directory(folder, REFERENCE),
        calendar,
        zone=ZoneInfo(municipality.timezone),
        districts=municipality.coordinates,
    )
    texts = Texts(own=municipality.texts)
    return Doorkeeper(
        municipality,
        load_needs(REFERENCE),
        doors.choose,
        doors.get,
        calendar,
        texts,
        office_hours=doors.office_hours,
        misfits=doors.misfits,
        provider=doors.provider,
    )
