"""Who gets in, for how long, and what a form must carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.tokens import hash_token
from tests.factories import NOW

PAGES = ["/console", "/console/talks/x", "/console/talks/x/messages", "/console/complaints", "/console/complaints/KL-1",
         "/console/promises"]  # fmt: skip
ACTIONS = [f"/console/talks/x/{what}" for what in ("take", "answer", "give-back", "close", "called", "contact")] + [
    "/console/complaints/KL-1/move",
    "/console/logout",
]


async def test_who_has_the_password_gets_in(door):
    response = await door.log_in()
    assert (response.status, response.headers["Location"]) == (303, "/console")
    assert "Wachtrij" in await door.page()


async def test_the_cookie_is_for_this_browser_and_our_own_pages_only(door, units):
    response = await door.log_in()
    (cookie,) = response.headers.getall("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/console" in cookie
    assert "Secure" not in cookie
    async with units(reading=True) as uow:
        key = response.cookies["deurwijzer_staff"].value
        assert await uow.staff.session(key) is None
        assert (await uow.staff.session(hash_token(key))).staff == "anna"


async def test_over_https_the_cookie_stays_there(door):
    fields = {"name": door.name, "password": door.password}
    response = await door.send("/console/login", {"X-Forwarded-Proto": "https"}, **fields)
    assert "Secure" in response.headers["Set-Cookie"]


@pytest.mark.parametrize("changed", [
    {"password": "wrong"},
    {"name": "nobody"},
    {"name": "", "password": ""},
    {"name": "anna\x00'--"},
    {"name": "a" * 5000},
])  # fmt: skip
async def test_everybody_else_hears_the_same(door, changed):
    response = await door.log_in(**changed)
    assert response.status == 401
    assert "Naam of wachtwoord klopt niet." in await response.text()
    assert "Set-Cookie" not in response.headers


async def test_what_was_typed_as_a_name_is_shown_as_text(door):
    response = await door.log_in(name='"><script>alert(1)</script>')
    assert "<script>alert" not in await response.text()


async def test_guessing_stops_after_five_tries_and_goes_on_later(door, clock):
    for _ in range(5):
        assert (await door.log_in(password="guess")).status == 401
    response = await door.log_in()
    assert response.status == 429
    assert 890 < int(response.headers["Retry-After"]) < 910
    assert "15 minuten" in await response.text()
    clock.move_to(NOW + timedelta(minutes=15, seconds=1))
    assert (await door.log_in()).status == 303


async def test_guesses_for_an_unknown_name_stop_too(door):
    answers = [(await door.log_in(name="nobody")).status for _ in range(6)]
    assert answers == [401] * 5 + [429]


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_without_a_login(door, path):
    response = await door.get(path)
    assert (response.status, response.headers["Location"]) == (303, "/console/login")


@pytest.mark.parametrize("path", ACTIONS)
async def test_nothing_can_be_done_without_a_login(door, path):
    response = await door.send(path, csrf="", text="hallo", outcome="service_given", to="acknowledged")
    assert (response.status, response.headers["Location"]) == (303, "/console/login")


async def test_a_page_that_refreshes_itself_goes_to_the_login_as_a_whole(door):
    response = await door.get("/console", **{"HX-Request": "true"})
    assert (response.status, response.headers["HX-Redirect"]) == (401, "/console/login")


async def test_a_made_up_cookie_opens_nothing(door):
    response = await door.get("/console", Cookie="deurwijzer_staff=made-up")
    assert response.status == 303


async def test_after_an_hour_without_a_sign_of_life_the_login_ends(anna, clock):
    clock.move_to(NOW + timedelta(minutes=59))
    assert (await anna.get("/console")).status == 200
    clock.move_to(NOW + timedelta(minutes=118))
    assert (await anna.get("/console")).status == 200
    clock.move_to(NOW + timedelta(minutes=179))
    assert (await anna.get("/console")).status == 303


async def test_a_page_that_refreshes_itself_is_no_sign_of_life(anna, clock):
    clock.move_to(NOW + timedelta(minutes=50))
    assert (await anna.get("/console", **{"HX-Request": "true"})).status == 200
    clock.move_to(NOW + timedelta(minutes=61))
    assert (await anna.get("/console")).status == 303


async def test_after_eight_hours_the_login_ends_whatever_happens(anna, clock):
    for hours in range(1, 17):
        clock.move_to(NOW + timedelta(minutes=29 * hours))
        assert (await anna.get("/console")).status == 200
    clock.move_to(NOW + timedelta(hours=8))
    assert (await anna.get("/console")).status == 303


async def test_after_logging_out_the_key_opens_nothing(door):
    key = (await door.log_in()).cookies["deurwijzer_staff"].value
    response = await door.press("/console/logout")
    assert response.headers["Location"] == "/console/login"
    assert (await door.get("/console", Cookie=f"deurwijzer_staff={key}")).status == 303


async def test_who_may_no_longer_be_here_is_out_at_once(anna, units):
    async with units() as uow:
        await uow.staff.save(replace(await uow.staff.find("anna"), active=False))
        await uow.commit()
    assert (await anna.get("/console")).status == 303


async def test_a_new_login_ends_the_old_one(door):
    old = (await door.log_in()).cookies["deurwijzer_staff"].value
    await door.log_in()
    assert (await door.get("/console")).status == 200
    elsewhere = await door.client.get("/console", headers={"Cookie": f"deurwijzer_staff={old}"}, allow_redirects=False)
    assert elsewhere.status == 303


@pytest.mark.parametrize("csrf", ["", "wrong", "é\ud800"])
async def test_a_form_without_the_token_of_this_login_does_nothing(anna, person, units, csrf):
    response = await anna.send(f"/console/talks/{person.id}/take", csrf=csrf.encode("utf-8", "replace").decode())
    assert response.status == 403
    assert (await person.file())["state"] == "bot"


async def test_the_token_of_a_colleague_is_not_ours(anna, bert, person):
    response = await anna.send(f"/console/talks/{person.id}/take", csrf=await bert.csrf())
    assert response.status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
async def test_a_form_on_another_site_does_nothing(anna, person, site):
    csrf = await anna.csrf()
    response = await anna.send(f"/console/talks/{person.id}/take", {"Sec-Fetch-Site": site}, csrf=csrf)
    assert response.status == 403
    assert "komt niet van deze site" in await response.text()
    assert (await person.file())["state"] == "bot"


async def test_another_site_cannot_log_somebody_in(door):
    fields = {"name": door.name, "password": door.password}
    response = await door.send("/console/login", {"Sec-Fetch-Site": "cross-site"}, **fields)
    assert response.status == 403
    assert "Set-Cookie" not in response.headers


async def test_a_form_that_is_no_text_is_refused_in_words(door):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    url = door.client.make_url("/console/login")
    response = await door.browser.post(url, data=b"name=\xff\xfe", headers=kind)
    assert response.status in (400, 401)


async def test_names_and_passwords_stay_out_of_the_log(door, log):
    await door.log_in(name="typed-name", password="typed-password")
    await door.log_in()
    assert "typed-" not in log.text
    assert door.password not in log.text


async def test_pages_run_nothing_that_stands_in_them(anna):
    page = await anna.page()
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == 1
    assert '<script src="/static/vendor/htmx.min.js" defer></script>' in page
