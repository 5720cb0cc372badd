"""What somebody with the database file or a backup can read: nothing that a person said, and no way to reach them."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
from cryptography.fernet import Fernet

from bot.domain.conversation import Memory
from bot.domain.messages import Button, Sender
from bot.domain.records import EntryReport
from bot.settings import Settings
from bot.storage.ciphers import Cipher, WrongKey, cipher_of
from bot.storage.rotation import rotate
from bot.storage.tables import metadata
from bot.storage.unit_of_work import SqlUnits, sql_units
from tests.storage.making import NOW, filed, handover, promise, referral, stored, talk, tracker_rows

SECRETS = ("06-24681357", "Verhoeven", "sanne@voorbeeld.nl", "chat-778899", "scheldwoord", "terugbellen", "gebeld!")


def new_key() -> str:
    return Fernet.generate_key().decode()


async def fill(units: SqlUnits, url: str, cipher: Cipher) -> str:
    """A talk in which every secret is said in every place that can hold it."""
    words = " ".join(SECRETS)
    memory = Memory(notes={"opening": words}, said=({"text": words},))
    kept = await stored(units, channel="telegram", address="chat-778899", facts={"tried_so_far": words}, memory=memory)
    async with units() as uow:
        button = Button("scheldwoord", "p1", "Verhoeven")
        await uow.messages.add(kept.id, Sender.PERSON, words, at=NOW, buttons=[button], custom={"note": words})
        await uow.vault.keep(kept.id, "phone", "06-24681357")
        await filed(kept.id, uow, story={"what_happened": words}, contact={"name": words})
        await uow.promises.add(promise(kept.id, text=words))
        await uow.referrals.add(replace(referral(kept.id), note=words, contact=words))
        await uow.reports.add(EntryReport("r1", "door", words, "web", NOW, kept.id, note=words))
        await uow.handovers.add(replace(handover(kept.id, phone=words), name=words, outcome=words))
        await uow.commit()
    save_tracker(url, cipher, kept.id, words)
    return kept.id


def save_tracker(url: str, cipher: Cipher, sender: str, body: str) -> None:
    rows = tracker_rows(url, cipher)
    rows.save(sender, body)
    rows.dispose()


def file_bytes(url: str) -> bytes:
    """The database file with what stands beside it (the write-ahead log)."""
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


async def dump(url: str) -> str:
    """Every row of every table of a PostgreSQL database as text."""
    connection = await asyncpg.connect(url)
    rows = [await connection.fetch(f"select t::text from {table.name} t") for table in metadata.sorted_tables]  # noqa: S608
    await connection.close()
    return "\n".join(row[0] for table in rows for row in table)


async def test_the_sqlite_file_tells_nothing(sqlite: str, cipher: Cipher) -> None:
    units = sql_units(sqlite, cipher)
    id = await fill(units, sqlite, cipher)
    raw = file_bytes(sqlite)
    await units.dispose()
    assert id.encode() in raw
    assert [word for word in SECRETS if word.encode() in raw] == []


async def test_a_postgresql_dump_tells_nothing(postgresql: str, cipher: Cipher) -> None:
    units = sql_units(postgresql, cipher)
    id = await fill(units, postgresql, cipher)
    text = await dump(postgresql)
    await units.dispose()
    assert id in text
    assert [word for word in SECRETS if word in text] == []


async def test_equal_values_do_not_look_equal(sqlite: str, cipher: Cipher) -> None:
    units = sql_units(sqlite, cipher)
    one, two = await stored(units), await stored(units)
    async with units() as uow:
        for kept in (one, two):
            await uow.vault.keep(kept.id, "phone", "06-24681357")
        await uow.commit()
    await units.dispose()
    assert not set(cipher.marks(one.id, "phone", "06-24681357")) & set(cipher.marks(two.id, "phone", "06-24681357"))
    assert cipher.seal("06-24681357") != cipher.seal("06-24681357")


async def test_after_erasing_not_even_the_name_of_the_talk_is_in_the_file(sqlite: str, cipher: Cipher) -> None:
    units = sql_units(sqlite, cipher)
    id = await fill(units, sqlite, cipher)
    async with units() as uow:
        await uow.conversations.erase(id)
        await uow.commit()
    await units.dispose()  # the last one out writes the log into the file
    assert id.encode() not in file_bytes(sqlite)


async def test_after_erasing_no_row_names_the_talk(postgresql: str, cipher: Cipher) -> None:
    units = sql_units(postgresql, cipher)
    id = await fill(units, postgresql, cipher)
    async with units() as uow:
        await uow.conversations.erase(id)
        await uow.commit()
    await units.dispose()
    assert id not in await dump(postgresql)


async def test_rotation_moves_everything_to_the_new_key(database: str) -> None:
    old, new = new_key(), new_key()
    before = sql_units(database, Cipher([old]))
    id = await fill(before, database, Cipher([old]))
    await before.dispose()

    assert await rotate(database, Cipher([new, old])) == 10

    after = sql_units(database, Cipher([new]))
    async with after() as uow:
        found = await uow.conversations.at_address("telegram", "chat-778899")
        assert found is not None
        assert "06-24681357" in found.facts["tried_so_far"]
        assert await uow.vault.keep(id, "phone", "0624681357") == "[telefoon 2]"
        assert await uow.vault.keep(id, "phone", "06-24681357") == "[telefoon 1]"
        assert "Verhoeven" in (await uow.messages.after(id))[0].text
        assert "Verhoeven" in (await uow.complaints.of_conversation(id))[0].contact["name"]
        assert "Verhoeven" in (await uow.referrals.of_conversation(id))[0].note
        assert "Verhoeven" in (await uow.promises.of_conversation(id))[0].text
        assert "Verhoeven" in (await uow.handovers.open())[0].name
    await after.dispose()
    rows = tracker_rows(database, Cipher([new]))
    assert "Verhoeven" in (rows.load(id) or "")
    rows.dispose()


async def test_between_a_new_key_and_the_rotation_all_is_found(database: str) -> None:
    old, new = new_key(), new_key()
    before = sql_units(database, Cipher([old]))
    id = await fill(before, database, Cipher([old]))
    await before.dispose()
    during = sql_units(database, Cipher([new, old]))
    async with during() as uow:
        assert await uow.conversations.at_address("telegram", "chat-778899") is not None
        assert await uow.vault.keep(id, "phone", "06-24681357") == "[telefoon 1]"
        assert await uow.vault.keep(id, "phone", "020-5550123") == "[telefoon 2]"
        assert await uow.vault.reveal(id, "[telefoon 1] [telefoon 2]") == "06-24681357 020-5550123"
    await during.dispose()


async def test_rotation_takes_more_than_one_batch(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = new_key(), new_key()
    before = sql_units(sqlite, Cipher([old]))
    one, two = await stored(before), await stored(before)
    async with before() as uow:
        for number in range(7):
            for kept in (one, two):
                await uow.messages.add(kept.id, Sender.PERSON, f"bericht {number}", at=NOW)
        await uow.commit()
    await before.dispose()
    monkeypatch.setattr("bot.storage.rotation.BATCH", 3)
    assert await rotate(sqlite, Cipher([new, old])) == 16
    after = sql_units(sqlite, Cipher([new]))
    async with after(reading=True) as uow:
        assert [one.text for one in await uow.messages.after(two.id)] == [f"bericht {number}" for number in range(7)]
    await after.dispose()


async def test_without_the_key_nothing_opens_and_the_error_says_what_to_do(database: str) -> None:
    units = sql_units(database, Cipher([new_key()]))
    kept = await stored(units, facts={"age": "12"})
    await units.dispose()
    stranger = sql_units(database, Cipher([new_key()]))
    with pytest.raises(WrongKey, match="DEURWIJZER_KEYS"):
        async with stranger(reading=True) as uow:
            await uow.conversations.get(kept.id)
    await stranger.dispose()


def settings(folder: Path, **more: str) -> Settings:
    return Settings.read({"DEURWIJZER_VAR": str(folder), **more})


def test_the_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    token = cipher_of(settings(folder)).seal("geheim")
    assert cipher_of(settings(folder)).open(token) == "geheim"
    assert stat.S_IMODE((folder / "keys").stat().st_mode) == 0o600
    assert [one.name for one in folder.iterdir()] == ["keys"]


def test_the_first_process_makes_the_key_and_the_second_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = cipher_of(settings(tmp_path))
    seen = iter([False])
    exists: Callable[[Path], bool] = Path.exists
    monkeypatch.setattr(Path, "exists", lambda path: next(seen, None) if path.name == "keys" else exists(path))
    second = cipher_of(settings(tmp_path))  # it saw no file, because the other one was just making it
    assert second.open(first.seal("geheim")) == "geheim"
    assert [one.name for one in tmp_path.iterdir()] == ["keys"]


def test_keys_in_the_settings_come_before_the_file(tmp_path: Path) -> None:
    old, new = new_key(), new_key()
    both = cipher_of(settings(tmp_path, DEURWIJZER_KEYS=f"{new}, {old}"))
    assert both.open(Cipher([old]).seal("geheim")) == "geheim"
    assert Cipher([new]).open(both.seal("geheim")) == "geheim"
    assert not (tmp_path / "keys").exists()


def test_a_key_file_may_hold_one_key_per_line(tmp_path: Path) -> None:
    old, new = new_key(), new_key()
    (tmp_path / "keys").write_text(f"{new}\n{old}\n")
    assert cipher_of(settings(tmp_path)).open(Cipher([old]).seal("geheim")) == "geheim"


@pytest.mark.parametrize("keys", [["kort"], ["é" * 44], [], ["$" * 44]])
def test_a_key_that_is_none_is_refused_without_showing_it(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="DEURWIJZER_KEYS") as refused:
        Cipher(keys)
    assert not any(key in str(refused.value) for key in keys)


def test_empty_text_stays_empty(cipher: Cipher) -> None:
    assert cipher.seal("") == ""
    assert cipher.open("") == ""


async def test_a_talk_on_the_web_has_no_address_to_find(sql: SqlUnits) -> None:
    async with sql() as uow:
        await uow.conversations.add(talk())
        await uow.conversations.add(talk())
        assert await uow.conversations.at_address("web", "") is None
