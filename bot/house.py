"""The municipality as a turn sees it: profile, needs, doors, calendar and texts, and its directory in the store."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.calendar import DutchCalendar
from bot.entries import WrongEntry
from bot.reference import load_directory, load_needs, load_profile
from bot.services.directory import TOWN, Catalogue, load_town
from bot.services.doorkeeper import Doorkeeper
from bot.services.doors import Doors
from bot.services.ports import Units
from bot.services.post import Post
from bot.services.stored_doors import StoredDoors
from bot.settings import Settings
from bot.texts import Texts

BOT = Path(__file__).resolve().parent
REFERENCE = BOT.parent / "data" / "reference"
READERS = (
    "reference.py",
    "entries.py",
    "domain/directory.py",
    "hsds/service_rows.py",
    "hsds/plain.py",
    "hsds/words.py",
)
"""Code of `bot` that decides what becomes of the files: where it changes they are read anew."""


@lru_cache(maxsize=4)
def doorkeeper(profile: str, retention_days: int | None = None) -> Doorkeeper:
    """Everything that is loaded at start, from the folder of a municipality; `retention_days` goes before its own."""
    folder = Path(profile)
    municipality = load_profile(folder)
    municipality = replace(municipality, retention_days=retention_days or municipality.retention_days)
    unsaid = sorted(municipality.texts.keys() - Texts().names())
    if unsaid:
        raise WrongEntry(folder / "profile.yml", "texts", unsaid[0], "is no text of data/texts")
    calendar = DutchCalendar(municipality.extra_holidays)
    zone, places = ZoneInfo(municipality.timezone), municipality.coordinates
    files = Doors(load_directory(folder, REFERENCE), calendar, zone=zone, districts=places)
    texts = Texts(own=municipality.texts)
    doors = StoredDoors(files, calendar, zone, places)
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
        directory=doors,
    )


def catalogue(folder: Path) -> Catalogue:
    """What entries of the directory are understood with."""
    return Catalogue(load_needs(REFERENCE), load_profile(folder).districts)


async def load_directory_once(folder: Path, units: Units) -> bool:
    """Bring the store up to date with the files of the municipality; False where it was already."""
    fingerprint = fingerprint_of(folder)
    async with units(reading=True) as uow:
        if await uow.doors.fingerprint(TOWN) == fingerprint:
            return False
    services = load_directory(folder, REFERENCE)
    return await load_town(services, catalogue(folder), fingerprint=fingerprint, uow=units())


def fingerprint_of(folder: Path) -> str:
    """Another one when a file of the municipality, a national fact, or the code that reads them changes."""
    code = [BOT / name for name in READERS]
    files = [*sorted(folder.rglob("*.yml")), *sorted(REFERENCE.glob("*.csv")), *sorted(REFERENCE.glob("*.yml")), *code]
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def post_of(settings: Settings) -> Post:
    """What this installation can send, and where it says that it can be found."""
    staff = settings.staff_mail
    url = (settings.public_url or settings.url).rstrip("/")
    return Post(bool(settings.smtp_url), bool(settings.webhook_secret), url, staff, settings.lead_mail or staff)
