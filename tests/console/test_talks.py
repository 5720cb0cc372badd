"""The queue and a talk with staff in it, seen from both sides."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.conversation import Outcome
from bot.domain.messages import Reply
from bot.domain.records import HandoverStatus, Promise
from bot.web.keys import OUTBOX
from tests.conftest import meet
from tests.console.conftest import asks_for_a_human
from tests.factories import NOW


def taken(person):
    return f"/console/talks/{person.id}"


# The queue


async def test_nobody_waits(anna):
    assert "Er wacht nu niemand." in await anna.page()


async def test_who_asked_first_stands_first_and_danger_before_all(client, anna, units, clock):
    first, second, in_danger = [await meet(client) for _ in range(3)]
    await asks_for_a_human(first, units, asked_at=NOW - timedelta(minutes=30), reason="bot_failed")
    await asks_for_a_human(second, units, asked_at=NOW - timedelta(minutes=20))
    await in_danger.say("Ik wil dood")
    await asks_for_a_human(in_danger, units)
    page = await anna.page()
    places = [page.index(f"/console/talks/{person.id}") for person in (in_danger, first, second)]
    assert places == sorted(places)
    assert page.count("⚠") == 1
    assert "Gevaar: " in page
    assert "30 minuten" in page
    assert "De bot kwam er niet uit" in page


async def test_a_call_back_shows_when_and_where_to_call(anna, person, units):
    more = {"kind": "callback", "phone": "06-12345671", "slot": "2026-11-24T09:00:00+01:00"}
    await asks_for_a_human(person, units, **more)
    page = await anna.page()
    assert re.search(r"Terugbellen, vanaf di 24 nov[.,]* 09:00", page)
    assert "06-12345671" in page
    assert "Nog van niemand" in page


async def test_the_queue_says_who_took_a_talk(anna, bert, person, units):
    await asks_for_a_human(person, units)
    await anna.press(f"{taken(person)}/take")
    assert "Overgenomen door anna" in await bert.page()


async def test_htmx_gets_the_list_without_the_page_around_it(anna, person, units):
    await asks_for_a_human(person, units)
    fragment = await anna.page(**{"HX-Request": "true"})
    assert fragment.startswith('<section id="queue"')
    assert f"/console/talks/{person.id}" in fragment
    assert "<html" not in fragment


# A talk


async def test_staff_reads_the_talk_with_private_data_masked(anna, person, units):
    await person.say("Ik heb schulden, bel me op 06-12345671")
    async with units() as uow:
        talk = await uow.conversations.get(person.id)
        await uow.conversations.save(replace(talk, need="debt", facts={"for_whom": "self", "phone": "[telefoon 1]"}))
        await uow.commit()
    await asks_for_a_human(person, units, phone="06-12345671", name="Jan Vermeer")
    page = await anna.page(taken(person))
    assert "Ik heb schulden, bel me op [telefoon 1]" in page
    assert re.search(r"<dt>Voor wie</dt><dd>de persoon zelf</dd>", page)
    assert "06-12345671" not in page
    assert "Vermeer" not in page


async def test_the_secret_code_of_a_complaint_is_not_for_staff(anna, person, engine):
    custom = {"complaint": {"reference": "KL-2026-000001", "code": "ABCD-EFGH-JKLM"}}
    engine.replies = [[Reply("Je geheime code: **ABCD-EFGH-JKLM**", custom=custom), Reply("Bewaar ABCD-EFGH-JKLM.")]]
    await person.say("Ja, dien in")
    for path in (taken(person), f"{taken(person)}/messages?after=1"):
        page = await anna.page(path)
        assert "ABCD-EFGH-JKLM" not in page
        assert "Bewaar [code]." in page


async def test_looking_at_the_contact_data_is_noted_without_the_data(anna, person, units, log):
    await asks_for_a_human(person, units, phone="06-12345671", name="Jan Vermeer")
    response = await anna.press(f"{taken(person)}/contact")
    page = await response.text()
    assert "06-12345671" in page
    assert "Jan Vermeer" in page
    (line,) = [line for line in log.messages if "contact shown" in line]
    assert person.id in line
    assert "anna" in line
    assert "06-12345671" not in log.text
    assert "Vermeer" not in log.text


async def test_what_a_person_types_is_text_and_never_a_page(anna, person, units):
    await person.say('<img src=x onerror=alert(1)> **<b>vet</b>** "&')
    await asks_for_a_human(person, units)
    source = await (await anna.get(taken(person))).text()
    assert "<img" not in source
    assert "<b>" not in source
    assert "<strong>&lt;b&gt;vet&lt;/b&gt;</strong>" in source
    assert "&lt;img src=x onerror=alert(1)&gt;" in source


async def test_danger_is_marked_in_words(anna, person, units):
    await person.say("Ik wil dood")
    await asks_for_a_human(person, units)
    assert "Gevaar herkend: " in await anna.page(taken(person))


async def test_a_talk_that_is_gone_says_so(anna):
    response = await anna.get("/console/talks/gone")
    assert response.status == 404
    assert "Dit bestaat niet, of niet meer." in await response.text()


async def test_from_taking_over_to_giving_back(anna, person, units, engine):
    await asks_for_a_human(person, units)
    response = await anna.press(f"{taken(person)}/take")
    assert (response.status, response.headers["Location"]) == (303, f"{taken(person)}#answer")
    assert (await person.file())["state"] == "staff"
    assert "Jij praat met deze persoon. De bot is stil." in await anna.page(taken(person))

    await anna.press(f"{taken(person)}/answer", text="Hoi, ik ben er.\r\nWat is er?", message_id="staff-1")
    assert await person.say("Fijn!") == []
    assert engine.seen == []

    await anna.press(f"{taken(person)}/give-back")
    assert (await person.file())["state"] == "bot"
    assert [one["text"] for one in await person.say("En nu?")] == ["You said: En nu?"]
    said = [(one["from"], one["text"]) for one in await person.read(after=1)]
    assert said == [
        ("system", "Een medewerker heeft het gesprek overgenomen en leest nu mee."),
        ("staff", "Hoi, ik ben er.\nWat is er?"),
        ("person", "Fijn!"),
        ("system", "De medewerker is klaar. Ik ben er weer voor u."),
        ("person", "En nu?"),
        ("bot", "You said: En nu?"),
    ]
    assert "Er wacht nu niemand." in await anna.page()


async def test_an_english_talk_hears_english(anna, client, units):
    person = await meet(client, language="en")
    await anna.press(f"{taken(person)}/take")
    assert (await person.read(after=1))[0]["text"].startswith("A staff member has taken over")


async def test_pressing_twice_sends_once(anna, person):
    await anna.press(f"{taken(person)}/take")
    for _ in range(2):
        await anna.press(f"{taken(person)}/answer", text="Hoi", message_id="staff-1")
    assert [one["from"] for one in await person.read()] == ["bot", "system", "staff"]


async def test_new_messages_come_with_the_next_look(anna, person):
    await anna.press(f"{taken(person)}/take")
    nothing = await anna.get(f"{taken(person)}/messages?after=2", **{"HX-Request": "true"})
    assert nothing.status == 204
    await person.say("Ben je er nog?")
    news = await anna.page(f"{taken(person)}/messages?after=2", **{"HX-Request": "true"})
    assert "Ben je er nog?" in news
    assert "messages?after=3" in news
    assert 'hx-swap-oob="true"' in news
    assert "<html" not in news


async def test_closing_with_an_outcome_and_a_note(anna, person, units):
    request = await asks_for_a_human(person, units)
    await anna.press(f"{taken(person)}/take")
    await anna.press(f"{taken(person)}/close", outcome="referral_made", note="Gebeld met de wijk")
    file = await person.file()
    assert (file["state"], file["outcome"]) == ("closed", "referral_made")
    assert (await person.read())[-1]["text"].startswith("De medewerker heeft dit gesprek afgerond.")
    async with units(reading=True) as uow:
        done = await uow.handovers.get(request.id)
        talk = await uow.conversations.get(person.id)
    assert (done.status, done.outcome, done.taken_by) == (
        HandoverStatus.DONE, "referral_made: Gebeld met de wijk", "anna",
    )  # fmt: skip
    assert talk.closed_at == NOW
    assert "Gesprek" in await anna.page(taken(person))


@pytest.mark.parametrize("fields, status", [
    ({"outcome": "made_up"}, 400),
    ({}, 400),
    ({"outcome": Outcome.SERVICE_GIVEN.value, "note": "a" * 1001}, 413),
])  # fmt: skip
async def test_closing_in_another_way_is_refused(anna, person, fields, status):
    await anna.press(f"{taken(person)}/take")
    assert (await anna.press(f"{taken(person)}/close", **fields)).status == status
    assert (await person.file())["state"] == "staff"


@pytest.mark.parametrize("text, status", [("", 400), (" \n ", 400), ("a" * 10_001, 413)])
async def test_an_answer_that_nobody_can_read_is_refused(anna, person, text, status):
    await anna.press(f"{taken(person)}/take")
    response = await anna.press(f"{taken(person)}/answer", text=text)
    assert response.status == status
    assert "Ga terug" in await response.text() or "te lang" in await response.text()
    assert [one["from"] for one in await person.read()] == ["bot", "system"]


async def test_of_two_who_take_the_same_talk_one_hears_who_has_it(anna, bert, person, units):
    await asks_for_a_human(person, units)
    tokens = await anna.csrf(), await bert.csrf()
    answers = await asyncio.gather(
        anna.send(f"{taken(person)}/take", csrf=tokens[0]), bert.send(f"{taken(person)}/take", csrf=tokens[1])
    )
    assert sorted(answer.status for answer in answers) == [303, 409]
    (refused,) = [await answer.text() for answer in answers if answer.status == 409]
    assert "Dit gesprek is al van " in refused
    assert [one["from"] for one in await person.read()] == ["bot", "system"]


@pytest.mark.parametrize("what", ["answer", "give-back", "close", "take", "called"])
async def test_a_colleague_keeps_out(anna, bert, person, units, what):
    await asks_for_a_human(person, units, phone="06-12345671")
    await anna.press(f"{taken(person)}/take")
    response = await bert.press(f"{taken(person)}/{what}", text="Hoi", outcome="service_given")
    assert response.status == 409
    assert "Dit gesprek is al van anna." in await response.text()
    assert (await person.file())["state"] == "staff"


@pytest.mark.parametrize("what", ["answer", "give-back", "close"])
async def test_first_the_talk_has_to_be_taken(anna, person, what):
    response = await anna.press(f"{taken(person)}/{what}", text="Hoi", outcome="service_given")
    assert response.status == 409
    assert "Neem het gesprek eerst over." in await response.text()


async def test_a_call_was_made(anna, person, units):
    due = NOW + timedelta(hours=4)
    await asks_for_a_human(person, units, kind="callback", phone="06-12345671")
    async with units() as uow:
        await uow.promises.add(Promise("p1", person.id, "Een medewerker belt je.", "front_desk", due, NOW))
        await uow.commit()
    assert "Ik heb gebeld" in await anna.page(taken(person))
    await anna.press(f"{taken(person)}/called")
    file = await person.file()
    assert file["state"] == "bot"
    assert [one["kept"] for one in file["promises"]] == [True]
    assert "Er wacht nu niemand." in await anna.page()
    assert "Ik heb gebeld" not in await anna.page(taken(person))


async def test_staff_reaches_people_on_channels_that_do_not_fetch(client, anna, units):
    sent = []

    async def deliver(talk, messages):
        sent.extend((talk.id, one.text) for one in messages)

    client.app[OUTBOX].add("pigeon", deliver)
    person = await meet(client)
    async with units() as uow:
        talk = await uow.conversations.get(person.id)
        await uow.conversations.save(replace(talk, channel="pigeon"))
        await uow.commit()
    await anna.press(f"{taken(person)}/take")
    await anna.press(f"{taken(person)}/answer", text="Hoi", message_id="staff-1")
    assert [id for id, _ in sent] == [person.id, person.id]
    assert sent[1][1] == "Hoi"


async def test_words_of_staff_and_person_stay_out_of_the_log(anna, person, log):
    await anna.press(f"{taken(person)}/take")
    await anna.press(f"{taken(person)}/answer", text="geheim-van-staf")
    await anna.press(f"{taken(person)}/close", outcome="service_given", note="geheim-van-notitie")
    assert "geheim" not in log.text
