"""Gateway, action server and dialogue server on one database: each test opens it twice, as two processes do."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, text

from bot.domain.messages import Sender
from bot.storage.ciphers import Cipher
from bot.storage.engine import open_engine
from bot.storage.trackers import TrackerRows
from bot.storage.unit_of_work import SqlUnits, sql_units
from tests.storage.making import NOW, filed, handover, stored, tracker_rows


@pytest.fixture
async def other(database: str, cipher: Cipher) -> AsyncIterator[SqlUnits]:
    """The other process."""
    units = sql_units(database, cipher)
    yield units
    await units.dispose()


async def test_both_number_messages_without_gaps(sql: SqlUnits, other: SqlUnits) -> None:
    kept = await stored(sql)

    async def say(units: SqlUnits) -> None:
        async with units() as uow:
            await uow.messages.add(kept.id, Sender.PERSON, "een", at=NOW)
            await uow.messages.add(kept.id, Sender.BOT, "twee", at=NOW)
            await uow.commit()

    await asyncio.gather(*(say(units) for units in (sql, other) * 10))
    async with sql(reading=True) as uow:
        assert [message.seq for message in await uow.messages.after(kept.id)] == list(range(1, 41))


async def test_both_file_complaints_under_their_own_number(sql: SqlUnits, other: SqlUnits) -> None:
    async def file(units: SqlUnits) -> str:
        async with units() as uow:
            one = await filed("", uow)
            await uow.commit()
        return one.reference

    given = await asyncio.gather(*(file(units) for units in (sql, other) * 10))
    assert sorted(given) == [f"KL-2026-{number:06d}" for number in range(1, 21)]


async def test_who_got_a_talk_may_save_it_before_the_other_gets_it(sql: SqlUnits, other: SqlUnits) -> None:
    kept = await stored(sql, facts={"count": "0"})

    async def count(units: SqlUnits) -> None:
        async with units() as uow:
            found = await uow.conversations.get(kept.id)
            await uow.conversations.save(found.know(count=str(int(found.facts["count"]) + 1)))
            await uow.commit()

    await asyncio.gather(*(count(units) for units in (sql, other) * 6))
    async with sql(reading=True) as uow:
        assert (await uow.conversations.get(kept.id)).facts == {"count": "12"}


async def test_both_keep_private_data_under_one_placeholder(sql: SqlUnits, other: SqlUnits) -> None:
    kept = await stored(sql)

    async def keep(units: SqlUnits, value: str) -> str:
        async with units() as uow:
            placeholder = await uow.vault.keep(kept.id, "phone", value)
            await uow.commit()
        return placeholder

    values = ("06-24681357", "020-5550123")
    given = await asyncio.gather(*(keep(units, value) for units in (sql, other) * 4 for value in values))
    assert sorted(set(given)) == ["[telefoon 1]", "[telefoon 2]"]


async def test_a_complaint_filed_during_the_erasure_loses_its_link(sql: SqlUnits, other: SqlUnits) -> None:
    kept = await stored(sql)

    async def erase() -> None:
        async with other() as uow:
            await uow.conversations.erase(kept.id)
            await uow.commit()

    async with sql() as uow:
        found = await uow.conversations.get(kept.id)
        erasing = asyncio.create_task(erase())
        await asyncio.sleep(0.02)
        one = await filed(found.id, uow)
        await uow.commit()
    await erasing
    async with sql(reading=True) as uow:
        assert await uow.complaints.get(one.reference) == replace(one, conversation="")


async def test_staff_and_a_turn_at_once_do_not_wait_for_each_other(sql: SqlUnits, other: SqlUnits) -> None:
    """One begins with the request and one with the talk; both want both."""
    kept = await stored(sql)
    asked = handover(kept.id, phone="")
    async with sql() as uow:
        await uow.handovers.add(asked)
        await uow.commit()

    async def take() -> None:
        async with other() as uow:
            found = await uow.handovers.get(asked.id)
            await uow.handovers.save(replace(found, taken_by="Fatma"))
            await uow.conversations.save(await uow.conversations.get(kept.id))
            await uow.commit()

    async with sql() as uow:
        await uow.conversations.get(kept.id)
        taking = asyncio.create_task(take())
        await asyncio.sleep(0.05)
        await uow.handovers.save(replace(asked, phone="06-24681357"))
        await uow.commit()
    await taking
    async with sql(reading=True) as uow:
        assert await uow.handovers.get(asked.id) == replace(asked, phone="06-24681357", taken_by="Fatma")


async def test_a_turn_that_is_cancelled_leaves_nothing_behind(sql: SqlUnits, other: SqlUnits) -> None:
    kept = await stored(sql)
    begun = asyncio.Event()

    async def turn() -> None:
        async with sql() as uow:
            await uow.messages.add(kept.id, Sender.PERSON, "half", at=NOW)
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(turn())
    await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    for units in (other, sql):
        async with units() as uow:
            await uow.messages.add(kept.id, Sender.PERSON, "heel", at=NOW)
            await uow.commit()
    async with sql(reading=True) as uow:
        assert [message.text for message in await uow.messages.after(kept.id)] == ["heel", "heel"]


async def test_a_turn_that_is_cancelled_while_it_waits_lets_go_of_the_lock(sqlite: str, cipher: Cipher) -> None:
    """The thread of the connection gets the lock after nobody wants it any more, and must give it back."""
    units = sql_units(sqlite, cipher)
    kept = await stored(units)
    with closing(sqlite3.connect(sqlite.removeprefix("sqlite:///"), isolation_level=None)) as busy:
        busy.execute("begin immediate")
        waiting = asyncio.create_task(stored(units))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.sleep(0.05)
        busy.execute("rollback")
        await asyncio.gather(waiting, return_exceptions=True)
        busy.execute("pragma busy_timeout = 1000")
        busy.execute("begin immediate")
        busy.execute("rollback")
    async with units() as uow:
        assert (await uow.messages.add(kept.id, Sender.BOT, "hallo", at=NOW)).seq == 1
    await units.dispose()


async def test_a_writer_waits_for_another_process(sqlite: str, cipher: Cipher) -> None:
    units = sql_units(sqlite, cipher)
    kept = await stored(units)
    with closing(sqlite3.connect(sqlite.removeprefix("sqlite:///"), isolation_level=None)) as busy:
        busy.execute("begin immediate")
        asyncio.get_running_loop().call_later(0.2, busy.execute, "commit")
        async with units() as uow:
            await uow.messages.add(kept.id, Sender.BOT, "hallo", at=NOW)
            await uow.commit()
    await units.dispose()


async def test_sqlite_is_set_up_for_two_processes(sqlite: str) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 0, "secure_delete": 1}
    engine = open_engine(sqlite)
    async with engine.connect() as connection:
        found = {name: (await connection.exec_driver_sql(f"pragma {name}")).scalar() for name in wanted}
    await engine.dispose()
    assert found == wanted


async def test_ten_transactions_share_one_connection(database: str) -> None:
    engine, opened = open_engine(database), []
    event.listen(engine.sync_engine, "connect", lambda connection, record: opened.append(connection))
    for _ in range(10):
        async with engine.begin() as connection:
            await connection.execute(text("select count(*) from staff"))
    await engine.dispose()
    assert len(opened) == 1


def test_a_process_can_end_with_its_connections_open(sqlite: str) -> None:
    """A thread that outlives its work would keep `deurwijzer` from stopping."""
    code = f"""
import asyncio
from cryptography.fernet import Fernet
from bot.storage.ciphers import Cipher
from bot.storage.unit_of_work import sql_units
async def main():
    async with sql_units({sqlite!r}, Cipher([Fernet.generate_key().decode()]))() as uow:
        print(await uow.staff.all())
asyncio.run(main())
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)
    assert (ended.returncode, ended.stdout) == (0, "[]\n"), ended.stderr


# The dialogue server's trackers


@pytest.fixture
def rows(database: str, cipher: Cipher) -> TrackerRows:
    return tracker_rows(database, cipher)


def test_a_tracker_is_kept_replaced_and_erased(rows: TrackerRows) -> None:
    assert rows.load("b") is None
    rows.save("b", "een")
    rows.save("a", "twee")
    rows.save("b", "drie")
    assert (rows.load("a"), rows.load("b"), rows.senders()) == ("twee", "drie", ["a", "b"])
    rows.erase("b")
    rows.erase("b")
    assert (rows.load("b"), rows.senders()) == (None, ["a"])
    rows.dispose()


async def test_erasing_a_talk_erases_its_tracker(sql: SqlUnits, rows: TrackerRows) -> None:
    kept = await stored(sql)
    rows.save(kept.id, "alles wat gezegd is")
    rows.save("other", "iets anders")
    async with sql() as uow:
        await uow.conversations.erase(kept.id)
        await uow.commit()
    assert rows.senders() == ["other"]
    rows.dispose()


def test_the_tracker_rows_find_the_key_of_the_installation(
    sqlite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEURWIJZER_VAR", str(tmp_path))
    for body in ("een", "twee"):
        rows = TrackerRows(sqlite)
        rows.save("a", body)
        assert rows.load("a") == body
        rows.dispose()
