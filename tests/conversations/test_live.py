"""The real trained model, the real action server and the real gateway, through the HTTP API."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from datetime import date
from pathlib import Path

import aiohttp
import pytest

from tests.conversations.personas import judge, load, play
from tests.live import TOKEN, Chat, House

pytestmark = [pytest.mark.live, pytest.mark.rasa]

SHARED = Path(__file__).resolve().parents[3] / "shared" / "eval" / "personas.yml"
OWN = Path(__file__).with_name("personas.yml")
TODAY = date(2026, 11, 23)
STORY = [
    "Ik wil een klacht indienen, de medewerker aan de balie heeft mij uitgelachen",
    "hij lachte hard toen ik het formulier niet snapte",
    "burgerzaken",
    "gisteren",
    "niks",
]
REST = ["excuses", "bellen", "06-12345601", "Joke Bakhuis"]


async def test_from_the_opening_to_a_complaint_on_file(chat: Chat):
    """Item 6: nothing asked twice, read back, stored once, with reference, code, copy and the last day."""
    for line in [*STORY, *REST]:
        said = await chat.send(line)
    assert said[-1]["custom"]["asks"] == "confirm" and "06-12345601" in said[-1]["text"]
    filed = (await chat.send("ja"))[0]["custom"]["complaint"]
    assert filed["reference"].startswith("KL-2026-") and filed["due"] == "2027-01-04"
    record = await chat.record()
    assert record["outcome"] == "complaint_filed" and record["complaint"]["reference"] == filed["reference"]
    status = {"reference": filed["reference"], "code": filed["code"]}
    async with chat.http.post(f"{chat.base}/api/complaints/status", json=status) as answer:
        assert answer.status == 200 and filed["due"] in await answer.text()


async def test_the_same_message_twice_is_one_turn(chat: Chat):
    first = await chat.send(STORY[0], message_id="m-1")
    assert await chat.send(STORY[0], message_id="m-1") == first
    assert len([one for one in await chat.messages() if one["from"] == "person"]) == 1


async def test_two_messages_at_once_are_answered_one_after_the_other(chat: Chat):
    await asyncio.gather(chat.send("heb geen slaapplek meer vanaf vanavond"), chat.send("ik ben 18"))
    numbers = [one["seq"] for one in await chat.messages()]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_a_typed_command_is_text(chat: Chat):
    said = await chat.send('/inform{"need": "waste"}')
    assert (await chat.record())["need"] != "waste" and said


async def test_danger_in_the_middle_gets_the_numbers_and_the_talk_waits(chat: Chat):
    await chat.send("duo wil 6000 euro terug en dat heb ik niet")
    said = await chat.send("maakt niet uit, ik wil toch niet meer leven")
    assert said[0]["custom"]["crisis"] == "suicide_risk" and "113" in said[0]["text"]
    assert (await chat.record())["outcome"] == "crisis_numbers"


async def test_a_bsn_is_nowhere(house: House, chat: Chat):
    """Item 4: not in the store, not in the tracker, not in a log; and the phone number not in the clear."""
    await chat.send("mijn bsn is 999990019 en mijn nummer is 06-12345602, ik heb schulden")
    await chat.send("ik ben Wilhelmina Dwarsbalk")
    for path in house.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"999990019" not in content and b"06-12345602" not in content, path
            assert b"Dwarsbalk" not in content, path


async def test_erasing_leaves_nothing(house: House, chat: Chat):
    await chat.send("mijn vuilnis wordt al weken niet opgehaald")
    async with chat.http.delete(chat.address, headers=chat.headers) as answer:
        assert answer.status == 204
    async with chat.http.get(chat.address, headers=chat.headers) as answer:
        assert answer.status in (401, 404)
    tables = ("conversations", "messages", "facts", "private_data", "trackers")
    with sqlite3.connect(next(house.folder.glob("*.db"))) as database:
        for table in tables:
            column = "id" if table == "conversations" else "sender_id" if table == "trackers" else "conversation"
            names = {row[1] for row in database.execute(f"pragma table_info({table})")}
            column = column if column in names else next(name for name in names if name.startswith("conversation"))
            found = database.execute(f"select count(*) from {table} where {column} = ?", [chat.id])  # noqa: S608
            assert found.fetchone() == (0,), table


async def test_needs_without_a_talk(house: House, http: aiohttp.ClientSession):
    """POST /api/needs: guarded, with the need, danger and spans of private data."""
    body = {"text": "mijn huisbaas geeft de borg niet terug, bel 06-12345603", "limit": 3}
    async with http.post(f"{house.base}/api/needs", json=body) as answer:
        assert answer.status == 401
    async with http.post(f"{house.base}/api/needs", json=body, headers={"Authorization": f"Bearer {TOKEN}"}) as answer:
        found = await answer.json()
    assert found["needs"][0]["code"] == "landlord_dispute" and len(found["needs"]) == 3
    assert [one["type"] for one in found["pii"]] == ["phone"] and found["crisis"] is None


async def test_english_is_answered_in_english(chat: Chat):
    said = await chat.send("my landlord keeps my deposit")
    assert "landlord" in said[0]["text"] and (await chat.record())["language"] == "en"


@pytest.mark.parametrize("victim", ["rasa_port", "actions_port", "port"])
async def test_kill_9_in_the_middle_of_a_complaint(house: House, http: aiohttp.ClientSession, victim: str):
    """After the process is back the person goes on where they were, and exactly one complaint exists."""
    chat = await Chat(http, house.base).begin()
    for line in STORY:
        await chat.send(line, message_id=f"{victim}-{line[:9]}")
    house.kill(getattr(house, victim))
    if victim == "port":
        await asyncio.to_thread(house.wait)
    said = await chat.send("excuses", message_id=f"{victim}-after")
    if victim != "port" and not (said and said[-1]["custom"].get("asks")):
        assert any("112" in one["text"] for one in said)  # the apology carries the emergency numbers
        await asyncio.to_thread(house.wait)
        said = await _until(chat, "contact_preference")
    assert said[-1]["custom"]["asks"] == "contact_preference"
    await chat.send("geen contact")
    await chat.send("ja", message_id=f"{victim}-yes")
    await chat.send("ja", message_id=f"{victim}-yes")
    filed = {one["custom"]["complaint"]["reference"] for one in await chat.messages() if "complaint" in one["custom"]}
    assert len(filed) == 1 and (await chat.record())["outcome"] == "complaint_filed"


async def _until(chat: Chat, asks: str, tries: int = 240) -> list[dict[str, object]]:
    """Wait until the bot takes the thread up by itself."""
    for _ in range(tries):
        found = [one for one in await chat.messages() if one["custom"].get("asks") == asks]
        if found:
            return found
        await asyncio.sleep(0.25)
    raise AssertionError(f"the bot never asked {asks}")


def personas() -> list[dict[str, object]]:
    """Our own persons, and the shared ones where they are at hand."""
    return [*(load(SHARED) if SHARED.exists() else []), *(load(OWN) if OWN.exists() else [])]


async def test_personas(house: House, http: aiohttp.ClientSession):
    """The shared personas: at least 8 of 12 right (issue 2); ours all."""
    verdicts = []
    for persona in personas():
        chat = await Chat(http, house.base).begin()
        one = await play(persona, chat, TODAY)
        verdicts.append((judge(one, await chat.record()), one))
    for verdict, one in verdicts:
        print(verdict.id, "right" if verdict.passed else f"wrong: {verdict.wrong}")
        if not verdict.passed and os.environ.get("SHOW"):
            print("\n".join(one.lines))
    right = sum(verdict.passed for verdict, _ in verdicts)
    assert right >= 2 * len(verdicts) / 3, f"{right} of {len(verdicts)}"
