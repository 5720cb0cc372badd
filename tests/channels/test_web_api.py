"""The HTTP API through the real gateway: shapes, codes and refusals of the contract."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import pytest

from bot.channels.services_query import wish_in
from bot.domain.complaint import Status
from bot.domain.messages import Button, Reply
from bot.domain.records import Promise
from tests import factories
from tests.conftest import meet
from tests.factories import CODE, NOW, TOKEN

API = {"Authorization": f"Bearer {TOKEN}"}
ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}


# --- Conversations


async def test_a_talk_begins_with_the_question_what_the_person_needs(client):
    response = await client.post("/api/conversations", json={"language": "nl", "channel": "web"})
    begun = await response.json()
    assert response.status == 201
    assert set(begun) == {"id", "token", "messages"}
    (greeting,) = begun["messages"]
    assert set(greeting) == {"seq", "from", "text", "buttons", "custom", "at"}
    assert (greeting["seq"], greeting["from"], greeting["custom"]["asks"]) == (1, "bot", "need")
    assert "Wat heb je nodig?" in greeting["text"]
    assert "Voorbeeldstad" in greeting["text"]
    assert greeting["at"] == NOW.isoformat()


async def test_a_talk_can_begin_in_english_and_without_a_body(client):
    english = await (await client.post("/api/conversations", json={"language": "en"})).json()
    empty = await client.post("/api/conversations")
    assert "What do you need?" in english["messages"][0]["text"]
    assert empty.status == 201


@pytest.mark.parametrize("body", [
    {"channel": 1},              # no text
    {"channel": "My site!"},     # no name of a channel
    {"language": ["nl"]},        # no text
    ["nl"],                      # no object
])  # fmt: skip
async def test_a_talk_does_not_begin_with_nonsense(client, body):
    response = await client.post("/api/conversations", json=body)
    assert response.status == 400
    assert (await response.json())["error"]["code"] == "bad_input"


async def test_what_the_person_says_is_answered_and_on_record(person, engine):
    said = await person.say("Ik heb schulden")
    assert [(one["seq"], one["from"], one["text"]) for one in said] == [(3, "bot", "You said: Ik heb schulden")]
    assert [one["from"] for one in await person.read()] == ["bot", "person", "bot"]
    assert await person.read(after=2) == said
    assert engine.seen[0].metadata == {
        "message_id": engine.seen[0].message_id, "asks": None, "flow": None, "language": "nl", "crisis": None,
        "abroad": None, "channel": "web",
    }  # fmt: skip


async def test_a_button_goes_out_as_a_riddle_and_comes_back_as_what_it_means(person, engine):
    engine.replies = [[Reply("Voor wie?", (Button("Voor mij", "", '/inform{"for_whom": "self"}'),))]]
    (question,) = await person.say("Ik heb schulden")
    (button,) = question["buttons"]
    assert button["title"] == "Voor mij"
    assert set(button) == {"title", "payload"}
    assert "inform" not in json.dumps(question)
    await person.press(button["payload"])
    assert (engine.seen[1].command, engine.seen[1].text) == ('/inform{"for_whom": "self"}', "")
    assert (await person.read(after=3))[0]["text"] == "Voor mij"


async def test_a_button_means_nothing_in_another_talk(person, engine):
    engine.replies = [[Reply("Voor wie?", (Button("Voor mij", "", "/inform"),))]]
    (question,) = await person.say("Ik heb schulden")
    stranger = await meet(person.client)
    response = await stranger.post(payload=question["buttons"][0]["payload"])
    assert response.status == 400
    assert (await response.json())["error"]["about"] == "payload"


async def test_a_typed_command_is_text(person, engine):
    await person.say('/inform{"age": "9"}')
    assert (engine.seen[0].text, engine.seen[0].command) == ('/inform{"age": "9"}', None)


@pytest.mark.parametrize("text", [
    "😀",                        # emoji only
    "👩‍👩‍👧",                       # a family, joined by invisible signs
    "?",
    "a" * 10_000,                # as long as it may be
    "hallo\x00\x07daar",         # signs that no database takes
])  # fmt: skip
async def test_odd_but_readable_messages_are_answered(person, text):
    assert len(await person.say(text)) == 1


@pytest.mark.parametrize(("body", "status", "code"), [
    (b"", 400, "bad_input"),                                             # nothing
    (b"{", 400, "bad_input"),                                            # half of it
    (b'{"text": "\xff\xfe"}', 400, "bad_input"),                         # invalid UTF-8
    (b"[]", 400, "bad_input"),                                           # JSON of the wrong shape
    (b'"hallo"', 400, "bad_input"),
    (b"[" * 100_000, 400, "bad_input"),                                  # nested without end
    (b'{"text": 5}', 400, "bad_input"),                                  # wrong type
    (b'{"text": null}', 400, "bad_input"),
    (b'{"text": ""}', 400, "bad_input"),                                 # empty
    (b'{"text": " \\n\\t "}', 400, "bad_input"),                         # only space
    (b'{"text": "\\u200b\\u2060\\ufeff"}', 400, "bad_input"),            # only what cannot be seen
    (b'{"text": "\\ud800"}', 400, "bad_input"),                          # half a character
    (b'{"text": "hallo", "payload": "x"}', 400, "bad_input"),            # two at once
    (b'{"payload": "unknown"}', 400, "bad_input"),
    (b'{"text": "hallo", "message_id": 7}', 400, "bad_input"),
    (b'{"text": "hallo", "message_id": ""}', 400, "bad_input"),
    (b'{"text": "' + b"a" * 10_001 + b'"}', 413, "too_large"),           # longer than anyone can read
    (b'{"text": "' + b"a" * 1_100_000 + b'"}', 413, "too_large"),        # over a megabyte
])  # fmt: skip
async def test_bad_input_is_refused_in_plain_words_and_leaves_the_talk_as_it_was(person, engine, body, status, code):
    path = f"/api/conversations/{person.id}/messages"
    response = await person.client.post(path, data=body, headers=person.headers)
    error = (await response.json())["error"]
    assert (response.status, error["code"]) == (status, code)
    assert error["message"].endswith(".")
    assert engine.seen == []
    assert len(await person.read()) == 1
    assert (await person.say("Ik heb schulden"))[0]["text"] == "You said: Ik heb schulden"


async def test_refusals_speak_the_language_of_the_browser(person):
    path = f"/api/conversations/{person.id}/messages"
    dutch = await person.client.post(path, json={"text": " "}, headers=person.headers)
    english = await person.client.post(path, json={"text": " "}, headers={**person.headers, **ENGLISH})
    assert "Typ wat er nodig is" in (await dutch.json())["error"]["message"]
    assert "Type what you need" in (await english.json())["error"]["message"]


@pytest.mark.parametrize(("path", "method"), [
    ("messages", "post"), ("messages", "get"), ("", "get"), ("", "delete"),
])  # fmt: skip
async def test_only_who_holds_the_token_gets_in(person, path, method):
    url = f"/api/conversations/{person.id}/{path}".rstrip("/")
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer \xff"},
        {"Authorization": person.token},
    ):
        response = await getattr(person.client, method)(url, headers=headers)
        assert response.status == 401
        assert (await response.json())["error"]["code"] == "unauthorized"
    assert len(await person.read()) == 1


@pytest.mark.parametrize("id", ["0" * 32, "x", "a b", "%00", "'; drop table conversations; --", "é"])
async def test_an_unknown_talk_is_not_found(person, id):
    response = await person.client.get(f"/api/conversations/{id}", headers=person.headers)
    assert response.status == 404
    assert (await response.json())["error"]["code"] == "not_found"


@pytest.mark.parametrize("after", ["-1", "x", "1.5", str(2**40), ""])
async def test_after_must_be_a_number(person, after):
    path = f"/api/conversations/{person.id}/messages?after={after}"
    assert (await person.client.get(path, headers=person.headers)).status == 400


async def test_the_case_file_shows_what_is_on_record(person, units):
    async with units() as uow:
        phone = await uow.vault.keep(person.id, "phone", "06-12345671")
        talk = (await uow.conversations.get(person.id)).know(phone=phone, age="18")
        await uow.conversations.save(replace(talk, need="debt"))
        await uow.promises.add(Promise("p1", person.id, f"We bellen {phone}.", "front_desk", NOW, NOW))
        await uow.complaints.add(factories.complaint(conversation=person.id))
        await uow.commit()
    assert await person.file() == {
        "state": "bot", "language": "nl", "need": "debt", "facts": {"phone": "06-12345671", "age": "18"},
        "outcome": None, "complaint": {"reference": "KL-2026-000001"},
        "promises": [{"text": "We bellen 06-12345671.", "due": NOW.isoformat(), "owner": "front_desk", "kept": None}],
    }  # fmt: skip


async def test_without_a_complaint_the_case_file_names_none(person):
    assert "complaint" not in await person.file()


async def test_what_was_erased_is_gone(person, units):
    await person.say("Bel me op 06-12345671")
    response = await person.client.delete(f"/api/conversations/{person.id}", headers=person.headers)
    assert response.status == 204
    assert "Deurwijzer-Complaint-Kept" not in response.headers
    gone = await person.client.get(f"/api/conversations/{person.id}/messages", headers=person.headers)
    assert gone.status == 404
    async with units(reading=True) as uow:
        assert await uow.conversations.find(person.id) is None
        assert await uow.messages.after(person.id) == []
        assert await uow.vault.reveal(person.id, "[telefoon 1]") == "[telefoon 1]"


async def test_a_filed_complaint_stays_when_its_talk_is_erased(person, units):
    async with units() as uow:
        await uow.complaints.add(factories.complaint(conversation=person.id))
        await uow.commit()
    response = await person.client.delete(f"/api/conversations/{person.id}", headers=person.headers)
    assert response.headers["Deurwijzer-Complaint-Kept"] == "KL-2026-000001"
    async with units(reading=True) as uow:
        assert await uow.complaints.find("KL-2026-000001")


async def test_a_flood_of_messages_is_slowed_down(person, clock):
    statuses = [(await person.post(text="hoi", message_id="same")).status for _ in range(121)]
    assert statuses == [200] * 120 + [429]
    refused = await person.post(text="hoi")
    assert int(refused.headers["Retry-After"]) <= 61
    clock.move_to(NOW + timedelta(seconds=61))
    assert (await person.post(text="hoi")).status == 200


# --- Needs


async def test_needs_of_a_text(client, engine):
    text = "Mijn bsn is 999990019, help me met mijn schulden, bel 06-12345671"
    response = await client.post("/api/needs", json={"text": text, "limit": 2}, headers=API)
    answer = await response.json()
    assert answer["language"] == "nl"
    assert answer["needs"] == [{"code": "debt", "confidence": 0.8}, {"code": "complaint", "confidence": 0.1}]
    assert answer["crisis"] is None
    assert [(one["type"], text[one["start"] : one["end"]]) for one in answer["pii"]] == [
        ("bsn", "999990019"), ("phone", "06-12345671"),
    ]  # fmt: skip
    assert "999990019" not in engine.understood[0]
    assert "06-12345671" not in engine.understood[0]


async def test_needs_name_danger_and_the_language(client):
    response = await client.post("/api/needs", json={"text": "I want to kill myself"}, headers=API)
    answer = await response.json()
    assert (answer["language"], answer["crisis"]) == ("en", "suicide_risk")


async def test_a_text_that_is_only_asked_about_is_neither_kept_nor_logged(client, units, log):
    await client.post("/api/needs", json={"text": "zilverpapier in de brievenbus"}, headers=API)
    assert "zilverpapier" not in log.text
    async with units(reading=True) as uow:
        assert await uow.messages.waiting() == []
        assert await uow.conversations.ended_before(NOW + timedelta(days=1)) == []


@pytest.mark.parametrize(("body", "status"), [
    ({}, 400), ({"text": ""}, 400), ({"text": 3}, 400), ({"text": "hoi", "limit": 0}, 400),
    ({"text": "hoi", "limit": "many"}, 400), ({"text": "a" * 10_001}, 413),
])  # fmt: skip
async def test_needs_refuse_bad_input(client, body, status):
    assert (await client.post("/api/needs", json=body, headers=API)).status == status


async def test_needs_say_so_when_the_engine_is_down(client, engine):
    engine.down = True
    response = await client.post("/api/needs", json={"text": "hoi"}, headers=API)
    assert response.status == 503
    assert (await response.json())["error"]["code"] == "dialogue_down"


@pytest.mark.parametrize("path", ["/api/needs", "/api/testing/clock", "/webhooks/rest/webhook"])
async def test_guarded_calls_want_an_api_token(client, path):
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        assert (await client.post(path, json={}, headers=headers)).status == 401


async def test_with_no_tokens_set_the_guarded_calls_are_shut(gateway, settings):
    client = await gateway(settings=replace(settings, api_tokens=()))
    for token in ("", "None", TOKEN):
        response = await client.post("/api/needs", json={"text": "hoi"}, headers={"Authorization": f"Bearer {token}"})
        assert response.status == 401


# --- Services


async def test_services_for_a_need(gateway):
    desk = factories.service(assured_date=date(2026, 11, 1))
    client = await gateway(house=factories.house((desk, factories.service("other"))))
    response = await client.get("/api/services?need=debt&limit=1&language=en&open_at=2026-11-24T10:00")
    (found,) = (await response.json())["services"]
    wanted = {
        "id": "debt-desk", "name": "Schuldhulp", "organization": "Voorbeeldstad", "why": "debt en",
        "phone": "14 0999", "address": "Raadhuisplein 1", "open_now": True,
        "next_opening": "2026-11-24T10:00:00+01:00", "assured_date": "2026-11-01",
    }  # fmt: skip
    assert wanted.items() <= found.items()


async def test_services_are_for_now_on_the_clocks_of_the_municipality(client):
    response = await client.get("/api/services?need=debt&age=16&district=Noord")
    assert (await response.json())["services"][0]["next_opening"] == "2026-11-23T10:30:00+01:00"


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("lat=52.75&lon=5.35", "latitude", 52.75),
        ("lat=-33.9&lon=18.4", "longitude", 18.4),
        ("channel=chat,online", "channels", {"chat", "online"}),
        ("", "channels", set()),
        ("anonymous=1", "anonymous", True),
        ("anonymous=0", "anonymous", False),
        ("free=yes", "free", True),
        ("for_whom=child", "for_whom", "child"),
        ("language=EN-gb", "language", "en"),
        ("language=tr", "language", "tr"),
    ],
)
def test_a_query_becomes_a_wish(query, field, value):
    wish = wish_in(dict(parse_qsl(f"need=debt&{query}")), ZoneInfo("Europe/Amsterdam"), NOW)
    assert getattr(wish, field) == value


@pytest.mark.parametrize("query", [
    "", "need=unheard_of", "need=debt&age=old", "need=debt&age=-1", "need=debt&limit=0", "need=debt&limit=51",
    "need=debt&open_at=tomorrow", "need=debt&open_at=0001-01-01", "need=debt&channel=fax", "need=debt&anonymous=maybe",
    "need=debt&free=2", "need=debt&lat=52.75", "need=debt&lat=north&lon=5", "need=debt&lat=91&lon=5",
    "need=debt&lat=nan&lon=5", "need=debt&for_whom=nobody", "need=debt&for_whom=self,child", "need=debt&language=!!",
])  # fmt: skip
async def test_services_refuse_bad_questions(client, query):
    assert (await client.get(f"/api/services?{query}")).status == 400


# --- Where a complaint stands


@pytest.fixture
async def filed(units):
    async with units() as uow:
        await uow.complaints.add(factories.complaint().move(Status.ACKNOWLEDGED, at=NOW, by="jan"))
        await uow.commit()


async def ask(client, reference="KL-2026-000001", code=CODE, **headers):
    return await client.post("/api/complaints/status", json={"reference": reference, "code": code}, headers=headers)


@pytest.mark.usefixtures("filed")
async def test_where_a_complaint_stands(client):
    for reference, code in (("KL-2026-000001", CODE), (" kl-2026-000001 ", "abcd efgh jklm")):
        answer = await (await ask(client, reference, code)).json()
        assert answer["status"] == "acknowledged"
        assert answer["received_at"] == NOW.isoformat()
        assert answer["due"] == "2027-01-04"
        assert [step["status"] for step in answer["history"]] == ["received", "acknowledged"]
        assert "4 januari" in answer["next_step"]
        assert "jan" not in [step.get("by") for step in answer["history"]]


@pytest.mark.usefixtures("filed")
async def test_an_unknown_reference_and_a_wrong_code_get_the_same_answer(client):
    unknown, wrong = await ask(client, "KL-2026-999999"), await ask(client, code="AAAA-AAAA-AAAA")
    assert unknown.status == wrong.status == 404
    assert await unknown.json() == await wrong.json()


@pytest.mark.usefixtures("filed")
async def test_codes_cannot_be_tried_out(client, clock):
    for _ in range(5):
        assert (await ask(client, code="AAAA-AAAA-AAAA")).status == 404
    refused = await ask(client)
    assert refused.status == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 901
    assert (await ask(client, "KL-2026-000002")).status == 429  # the same address, another reference
    clock.move_to(NOW + timedelta(minutes=15, seconds=1))
    assert (await ask(client)).status == 200


@pytest.mark.usefixtures("filed")
async def test_people_behind_a_proxy_of_ours_are_counted_apart(client):
    for number in range(5):
        await ask(client, f"KL-2026-{number}", "AAAA", **{"X-Forwarded-For": "made.up, 192.0.2.1"})
    assert (await ask(client, **{"X-Forwarded-For": "made.up.too, 192.0.2.1"})).status == 429
    assert (await ask(client, **{"X-Forwarded-For": "made.up, 192.0.2.2"})).status == 200


@pytest.mark.parametrize("body", [{}, {"reference": "KL-2026-000001"}, {"reference": 1, "code": "x"},
                                  {"reference": "x" * 41, "code": CODE}])  # fmt: skip
async def test_a_complaint_needs_reference_and_code(client, body):
    assert (await client.post("/api/complaints/status", json=body)).status == 400


# --- The clock


async def test_the_clock_moves_forward_for_tests(client, clock):
    response = await client.post("/api/testing/clock", json={"now": "2026-12-24T12:00:00"}, headers=API)
    assert response.status == 204
    assert clock.now() == datetime(2026, 12, 24, 11, tzinfo=timezone.utc)  # a Dutch clock, in winter


async def test_when_the_clock_moves_what_waits_is_answered(person, engine):
    engine.down = True
    await person.say("Ik heb schulden")
    engine.down = False
    await person.client.post("/api/testing/clock", json={"now": "2026-12-24T12:00:00Z"}, headers=API)
    assert (await person.read())[-1]["text"] == "You said: Ik heb schulden"


@pytest.mark.parametrize(
    "body", [{}, {"now": "noon"}, {"now": 5}, {"now": "2025-01-01T00:00:00Z"}, {"now": "9999-01-01"}]
)
async def test_the_clock_goes_nowhere_else(client, clock, body):
    assert (await client.post("/api/testing/clock", json=body, headers=API)).status == 400
    assert clock.now() == NOW


async def test_where_people_use_it_the_clock_cannot_be_moved(gateway, settings):
    client = await gateway(settings=replace(settings, testing=False))
    assert (await client.post("/api/testing/clock", json={"now": "2027-01-01"}, headers=API)).status == 404
