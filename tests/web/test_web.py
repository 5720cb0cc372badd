"""What all calls share: errors, health, numbers, headers and logs."""

from __future__ import annotations

import logging
import re
import sys

import pytest
from aiohttp import web

from bot.domain.errors import Conflict
from bot.web.access import Discreet
from bot.web.pages import secure
from tests.factories import TOKEN

API = {"Authorization": f"Bearer {TOKEN}"}
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
async def fragile(gateway, monkeypatch):
    """A gateway of which a part breaks, with the person's words in the error."""

    async def broken(*args, **more):
        raise RuntimeError("zilverpapier")

    client = await gateway()
    monkeypatch.setattr("bot.services.casefile.transcript", broken)
    return client


async def test_a_failure_gives_a_number_to_quote_and_logs_no_words(fragile, log):
    begun = await (await fragile.post("/api/conversations")).json()
    path, headers = f"/api/conversations/{begun['id']}/messages", {"Authorization": f"Bearer {begun['token']}"}
    response = await fragile.get(path, headers=headers)
    error = (await response.json())["error"]
    assert (response.status, error["code"]) == (500, "internal")
    assert error["incident"] in error["message"]
    assert error["incident"] in log.text
    assert "RuntimeError" in log.text
    assert "zilverpapier" not in log.text


async def test_an_unknown_call_is_refused_in_the_form_that_the_caller_reads(client):
    program, browser = await client.get("/api/nothing"), await client.get("/nothing", headers=BROWSER)
    assert program.status == browser.status == 404
    assert (await program.json())["error"]["code"] == "not_found"
    assert browser.content_type == "text/html"
    assert "<script" not in await browser.text()


async def test_a_wrong_method_says_which_ones_there_are(client):
    response = await client.put("/api/conversations")
    assert response.status == 405
    assert response.headers["Allow"] == "POST"
    assert (await response.json())["error"]["code"] == "method_not_allowed"


async def test_a_conflict_of_the_domain_is_409(client, monkeypatch):
    async def taken(*args, **more):
        raise Conflict("taken")

    monkeypatch.setattr("bot.services.casefile.look_up", taken)
    response = await client.post("/api/complaints/status", json={"reference": "x", "code": "y"})
    assert response.status == 409


async def test_health_when_all_is_well(client):
    response = await client.get("/healthz")
    assert response.status == 200
    assert await response.json() == {
        "status": "ok", "components": {"dialogue": "ok", "actions": "ok", "database": "ok"},
    }  # fmt: skip


async def test_a_broken_part_says_so_and_people_can_still_write(client, engine):
    engine.states = {"dialogue": "ok", "actions": "HTTP 500"}
    response = await client.get("/healthz")
    assert response.status == 200
    assert await response.json() == {
        "status": "degraded", "components": {"dialogue": "ok", "actions": "HTTP 500", "database": "ok"},
    }  # fmt: skip


async def test_an_engine_without_any_answer_is_down(client, engine, monkeypatch):
    async def broken():
        raise OSError

    monkeypatch.setattr(engine, "health", broken)
    assert (await (await client.get("/healthz")).json())["components"]["dialogue"] == "down"


async def test_without_a_database_nothing_can_be_taken_in(gateway):
    def broken(*, reading=False):
        raise OSError("disk")

    client = await gateway(units=broken)
    response = await client.get("/healthz")
    assert response.status == 503
    assert (await response.json())["components"]["database"] == "down"


async def test_numbers_are_for_who_has_a_token_and_name_nobody(person, engine):
    assert (await person.client.get("/metrics")).status == 401
    await person.say("ik wil dood")
    engine.down = True
    await person.say("zilverpapier")
    await person.client.get("/zilverpapier")
    text = await (await person.client.get("/metrics", headers=API)).text()
    assert 'deurwijzer_turns_total{channel="web",result="answered"} 1.0' in text
    assert re.search(r'deurwijzer_turns_total\{channel="web",result="failed"\} [1-9]', text)
    assert 'deurwijzer_crises_total{code="suicide_risk"} 1.0' in text
    assert 'route="/api/conversations/{id}/messages",status="200"' in text
    assert person.id not in text
    assert "zilverpapier" not in text


async def test_a_client_cannot_put_words_into_the_numbers(client):
    begun = await (await client.post("/api/conversations", json={"channel": "zilverpapier"})).json()
    path = f"/api/conversations/{begun['id']}/messages"
    await client.post(path, json={"text": "hoi"}, headers={"Authorization": f"Bearer {begun['token']}"})
    assert "zilverpapier" not in await (await client.get("/metrics", headers=API)).text()


@pytest.mark.parametrize("path", ["/healthz", "/api/nothing", "/nothing"])
async def test_every_answer_keeps_browsers_safe(client, path):
    headers = (await client.get(path, headers=BROWSER)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


async def test_a_page_may_choose_its_own_policy_and_styles_may_be_kept():
    page = web.Response(headers={"Content-Security-Policy": "frame-ancestors *"})
    style = web.Response(text="", content_type="text/css")
    for response in (page, style):
        await secure(None, response)
    assert page.headers["Content-Security-Policy"] == "frame-ancestors *"
    assert "Cache-Control" not in style.headers


async def test_the_access_log_has_no_path_query_or_words(person, log):
    await person.say("zilverpapier")
    await person.client.get(f"/api/conversations/{person.id}/zilverpapier?q=zilverpapier")
    assert "zilverpapier" not in log.text
    assert person.token not in log.text


def test_a_logged_error_shows_its_place_and_kind_but_not_its_words():
    try:
        try:
            raise ValueError("zilverpapier")
        except ValueError as cause:
            raise RuntimeError("zilverpapier") from cause
    except RuntimeError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "broke", (), sys.exc_info())
    text = Discreet("%(message)s").format(record)
    assert "ValueError" in text
    assert "RuntimeError" in text
    assert "test_web.py" in text
    assert "zilverpapier" not in text
