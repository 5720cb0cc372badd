"""A need that was chosen in the guide: like a button, and no words of the person."""

from __future__ import annotations

import pytest


async def test_it_is_shown_by_its_name_and_reaches_the_engine_as_a_choice(person, engine):
    response = await person.post(need="debt", message_id="one")
    assert response.status == 200
    (utterance,) = engine.seen
    assert (utterance.text, utterance.command) == ("", "/debt")
    _, chosen, answer = await person.read()
    assert (chosen["from"], chosen["text"], chosen["custom"]) == ("person", "debt", {})
    assert answer["text"] == "You said: /debt"


async def test_the_same_choice_twice_counts_once(person, engine):
    for _ in range(2):
        await person.post(need="debt", message_id="one")
    assert len(engine.seen) == 1


async def test_after_an_outage_it_is_still_a_choice(person, engine):
    engine.down = True
    await person.post(need="debt", message_id="one")
    engine.down = False
    await person.post(need="debt", message_id="one")
    assert engine.seen[-1].command == "/debt"


@pytest.mark.parametrize("body", [
    {"need": "inform{}"}, {"need": ""}, {"need": 7}, {"need": "debt", "text": "hoi"}, {"need": "debt", "payload": "x"},
])  # fmt: skip
async def test_only_a_need_of_the_catalogue_and_nothing_beside_it(person, engine, body):
    response = await person.post(**body)
    assert response.status == 400 and engine.seen == []
