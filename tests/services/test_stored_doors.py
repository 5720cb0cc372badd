"""The bot chooses from the store: the same doors as from the files, read when needed and as long as they are true."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import DutchCalendar
from bot.domain.directory import Service, Wish
from bot.hsds.words import folded
from bot.reference import load_directory, load_needs, load_profile
from bot.services import stored_doors
from bot.services.directory import Catalogue, load_town, search
from bot.services.doors import Doors
from bot.services.ports import Units
from bot.services.stored_doors import Missing, StoredDoors
from bot.settings import REFERENCE
from tests.storage.conftest import *  # noqa: F403  # the stores: memory, SQLite and PostgreSQL

PROFILE = Path(__file__).resolve().parents[2] / "profiles" / "voorbeeldstad"
TOWN = load_profile(PROFILE)
SERVICES, NEEDS = load_directory(PROFILE, REFERENCE), load_needs(REFERENCE)
CATALOGUE = Catalogue(NEEDS, TOWN.districts)
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
async def filled(units: Units) -> Units:
    assert await load_town(SERVICES, CATALOGUE, fingerprint="one", uow=units())
    return units


def files(services: list[Service] = SERVICES) -> Doors:
    return Doors(services, DutchCalendar(), districts=TOWN.coordinates)


def stored() -> StoredDoors:
    return StoredDoors(files([]), DutchCalendar(), districts=TOWN.coordinates)


async def test_every_need_gets_the_same_doors_as_from_the_files(filled: Units) -> None:
    doors, old = stored(), files()
    for need in NEEDS:
        for wish in (Wish(need, at=MONDAY), Wish(need, 16, TOWN.districts[0], "self", "en", MONDAY)):
            async with filled(reading=True) as uow:
                found = await doors.sure(lambda wish=wish: doors.choose(wish), uow)
            assert found == old.choose(wish)


async def test_where_there_are_many_the_choice_is_nearly_always_the_same(
    sql: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Narrowed down to a handful: the first door is the one that ranking all of them gives."""
    await load_town(SERVICES, CATALOGUE, fingerprint="one", uow=sql())
    monkeypatch.setattr(stored_doors, "WHOLE", 0)
    monkeypatch.setattr(stored_doors, "LOCAL", 8)
    monkeypatch.setattr(stored_doors, "NATIONAL", 6)
    doors, old, same = stored(), files(), 0
    for need in NEEDS:
        wish = Wish(need, 30, TOWN.districts[1], "self", "nl", MONDAY)
        async with sql(reading=True) as uow:
            found = await doors.sure(lambda wish=wish: doors.choose(wish), uow)
        assert found
        same += found[0].service == old.choose(wish)[0].service
    assert same >= 0.9 * len(NEEDS)


async def test_a_door_is_found_by_its_id(filled: Units) -> None:
    doors = stored()
    async with filled(reading=True) as uow:
        assert await doors.sure(lambda: doors.get(SERVICES[3].id), uow) == SERVICES[3]
        assert await doors.sure(lambda: doors.get("no-such-door"), uow) is None


async def test_what_was_not_read_yet_is_missing(filled: Units) -> None:
    doors = stored()
    async with filled(reading=True) as uow:
        await doors.fresh(uow)
    with pytest.raises(Missing):
        doors.choose(Wish("debt", at=MONDAY))


async def test_an_empty_store_gives_the_doors_of_the_files(units: Units) -> None:
    doors = StoredDoors(files(), DutchCalendar(), districts=TOWN.coordinates)
    async with units(reading=True) as uow:
        found = await doors.sure(lambda: doors.choose(Wish("debt", at=MONDAY)), uow)
        assert found == files().choose(Wish("debt", at=MONDAY)) != []
        assert await doors.sure(lambda: doors.get(SERVICES[0].id), uow) == SERVICES[0]


async def test_a_change_of_the_directory_is_seen_at_the_next_turn(filled: Units) -> None:
    doors = stored()
    debt = next(service for service in SERVICES if "debt" in service.needs and service.local)
    async with filled(reading=True) as uow:
        assert await doors.sure(lambda: doors.get(debt.id), uow) == debt
    changed = [replace(debt, phone="14 0999")] + [one for one in SERVICES if one is not debt]
    assert await load_town(changed, CATALOGUE, fingerprint="two", uow=filled())
    async with filled(reading=True) as uow:
        found = await doors.sure(lambda: doors.get(debt.id), uow)
        assert found is not None and found.phone == "14 0999"


async def test_the_same_files_are_read_once(filled: Units) -> None:
    async with filled(reading=True) as uow:
        before = await uow.doors.version()
    assert not await load_town([], CATALOGUE, fingerprint="one", uow=filled())
    async with filled(reading=True) as uow:
        assert await uow.doors.version() == before


async def test_an_entry_that_is_gone_from_the_files_is_gone_from_the_store(filled: Units) -> None:
    assert await load_town(SERVICES[1:], CATALOGUE, fingerprint="two", uow=filled())
    async with filled(reading=True) as uow:
        assert await uow.doors.get(SERVICES[0].id) is None
        assert await uow.hsds.count("services") == len(SERVICES) - 1


# The search box


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Café 't Hoekje, Eén", ["cafe", "t", "hoekje", "een"]),
        ("ĲSSEL-land", ["ijssel", "land"]),
        ("schuld schuld", ["schuld"]),
        ("  .,; ", []),
    ],
)
def test_words_are_compared_without_accents_capitals_and_signs(text: str, words: list[str]) -> None:
    assert folded(text) == words


async def test_half_a_word_finds_what_begins_with_it(filled: Units) -> None:
    door = SERVICES[0]
    whole = folded(door.name)
    for typed in (whole[0], whole[0][:3], door.name.upper(), f"{whole[-1][:4]} {folded(door.organization)[0]}"):
        async with filled(reading=True) as uow:
            found = await uow.doors.find(folded(typed), 50)
        assert door in found, typed
    assert await search("zzzzqq", uow=filled(reading=True)) == []
    assert await search("  ", uow=filled(reading=True)) == []


async def test_what_is_found_in_the_name_comes_before_what_is_found_elsewhere(units: Units) -> None:
    named = Service("b", "Schuldhulp", "Stad", ("debt",))
    housed = Service("a", "Balie", "Bureau Schuldhulp", ("debt",))
    await load_town([housed, named], CATALOGUE, fingerprint="one", uow=units())
    assert [door.id for door in await search("schuldh", uow=units(reading=True))] == ["b", "a"]
    assert len(await search("schuldh", limit=1, uow=units(reading=True))) == 1
    assert [door.id for door in await search("schuldh bal", uow=units(reading=True))] == ["a"]
