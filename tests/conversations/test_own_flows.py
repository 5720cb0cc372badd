"""Flows of their own, through the real model and HTTP: erasing by words, adding to a complaint, a signal, one owner."""

from __future__ import annotations

import pytest

from tests.live import Chat

pytestmark = [pytest.mark.live, pytest.mark.rasa]


async def test_erasing_in_words_is_the_delete_of_the_contract(chat: Chat):
    await chat.send("mijn vuilnis wordt al weken niet opgehaald")
    said = await chat.send("ik wil dat je mijn gegevens en dit gesprek wist")
    assert said[-1]["custom"]["asks"] in ("erase", "my_data")
    if said[-1]["custom"]["asks"] == "my_data":
        await chat.send("dit gesprek wissen")
    assert "gewist" in (await chat.send("ja"))[-1]["text"]
    async with chat.http.get(chat.address, headers=chat.headers) as answer:
        assert answer.status in (401, 404)


async def test_from_opening_to_a_filed_complaint_in_ten_messages_and_words_added_later(chat: Chat):
    lines = [
        "ik wil een klacht indienen, de baliemedewerker lachte mij uit",
        "hij lachte hard toen ik het formulier niet snapte",
        "burgerzaken",
        "gisteren",
        "niks",
        "excuses",
        "geen contact",
        "ja",
    ]
    for line in lines:
        said = await chat.send(line)
    assert any(one["custom"].get("complaint") for one in said) and len(lines) <= 10
    said = await chat.send("hoe staat het met mijn klacht?")
    assert said[-1]["custom"]["asks"] == "addition"
    assert "er stond een rij" in (await chat.send("er stond een rij mensen bij te kijken"))[0]["text"]


async def test_who_is_sent_around_gets_every_desk_back_and_one_owner(chat: Chat):
    said = await chat.send("school stuurt me naar het wijkteam, het wijkteam naar de gemeente en die weer naar school")
    assert said[-1]["custom"]["asks"] == "organisation" and "wijkteam" in said[-1]["text"]
    assert any("1. " in one["text"] for one in await chat.send("en leerplicht"))
    for line in ("34", "Noord", "sinds maart", "dat iemand het oppakt", "bellen", "06-12345604", "Noor"):
        said = await chat.send(line)
    record = await chat.record()
    assert record["outcome"] == "human_handoff" and record["facts"]["desks"].count("wijkteam") == 1
    assert len(record["promises"]) >= 1
