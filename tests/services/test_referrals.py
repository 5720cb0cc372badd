"""Warm referral over a real mail server and a real webhook: it arrives once, is confirmed, or somebody is told."""

from __future__ import annotations

import asyncio
import hmac
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import Message as Letter
from email.policy import default
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiosmtpd.smtp import SMTP

from bot.domain.errors import NotFound
from bot.domain.records import DeliveryState, Referral, ReferralState
from bot.outside.mail import Mailer, read_server
from bot.outside.webhooks import Webhooks, key_for
from bot.services import due, referral_course, referrals
from bot.services.doorkeeper import world_of
from bot.services.followups import HANDLERS
from bot.services.outgoing import ChatCarrier, Sending, pause_after
from bot.services.ports import Units
from bot.services.post import Post
from bot.services.turns import LocalTurns
from tests import factories
from tests.services.test_due import Town, at

SENDER = "Deurwijzer <deurwijzer@voorbeeldstad.example>"
POST = Post(mail=True, webhooks=True, url="https://hulp.example.org", staff="team@example.org", lead="baas@example.org")


@dataclass
class MailServer:
    """A server on this machine that takes letters in, and fails as it is told."""

    letters: list[Letter] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    silent: bool = False
    to: list[str] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if "nobody" in address:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=default))
            self.to += envelope.rcpt_tos
        if self.silent:  # it has the letter, and nobody will ever know
            server.transport.abort()
        return answer


@pytest.fixture
def smtp() -> MailServer:
    return MailServer()


@pytest.fixture
async def port(smtp: MailServer) -> AsyncIterator[int]:
    def talk() -> SMTP:
        return SMTP(smtp, hostname="localhost", timeout=20)

    server = await asyncio.get_running_loop().create_server(talk, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()


class Place(Town):
    """A municipality with a mail server, one service, and somebody who wants its help."""

    def __init__(self, units: Units, port: int = 9, service: Any = None, post: Post = POST, hook: str = "") -> None:
        super().__init__(units, "2026-11-23T10:00", post)
        self.service = service or factories.service(email="schuldhulp@voorbeeldstad.example")
        profile = replace(self.house.profile, webhooks={self.service.id: hook} if hook else {})
        self.house = replace(self.house, service={self.service.id: self.service}.get, profile=profile)
        self.mailer = Mailer(read_server(f"smtp://127.0.0.1:{port}"), SENDER, "info@voorbeeldstad.example", 5)
        self.carriers: dict[str, Any] = {"mail": self.mailer, "chat": ChatCarrier(units, self.outbox)}
        self.sending = self.sender()
        handlers = {**HANDLERS, **referral_course.HANDLERS}
        self.gateway = due.Due(units, self.clock, self.house, outbox=self.outbox, turns=LocalTurns(), handlers=handlers)

    def sender(self) -> Sending:
        aftermath = referral_course.Aftermath(self.clock, self.house)
        return Sending(self.units, self.clock, self.carriers, aftermath)

    async def until(self, moment: str) -> None:
        await due.until(at(moment), self.clock, self.clock.move_to, (self.gateway, self.sending))

    async def refer(self, language: str = "nl", **facts: str) -> list[str]:
        """The person said yes; gives the names of what is said then."""
        async with self.units() as uow:
            talk = factories.talk(created_at=self.clock.now(), updated_at=self.clock.now(), language=language)
            await uow.conversations.add(talk)
            phone = await uow.vault.keep(talk.id, "phone", "06-24681357")
            known = {"what_happened": "Ik kan de huur niet betalen", "phone": phone, "for_whom": "self", **facts}
            if "email" in known:
                known["email"] = await uow.vault.keep(talk.id, "email", known["email"])
            talk = talk.know(**known)
            await uow.conversations.save(talk)
            world = await world_of(talk, self.clock.now(), uow, self.house)
            says = await referrals.refer(
                self.service.id, talk, world=world, now=self.clock.now(), uow=uow, house=self.house
            )
            await uow.commit()
        return [say.response for say in says]

    async def referral(self) -> Referral:
        async with self.units(reading=True) as uow:
            (made,) = await uow.referrals.of_conversation("talk")
        return made

    async def states(self) -> list[DeliveryState]:
        async with self.units(reading=True) as uow:
            return [one.state for one in await uow.deliveries.of_conversation("talk")]

    async def texts(self) -> list[str]:
        return [message.text for message in await self.said()]

    async def confirm(self, letter: Letter) -> Referral:
        found = re.search(r"/referrals/(\w+)/(\S+)", letter.get_content())
        assert found
        return await referral_course.confirm(*found.groups(), uow=self.units(), clock=self.clock, house=self.house)


@pytest.fixture
def place(units: Units, port: int) -> Place:
    return Place(units, port)


async def test_the_service_gets_one_letter_that_says_it_all(place, smtp):
    assert await place.refer() == ["utter_referral_sending", "utter_referral_copy"]
    await place.sending.run()
    await place.sending.run()
    (letter,) = smtp.letters
    made, text = await place.referral(), letter.get_content()
    assert smtp.to == ["schuldhulp@voorbeeldstad.example"] and letter["From"] == SENDER
    assert "Ik kan de huur niet betalen" in text and "06-24681357" in text and "de inwoner zelf" in text
    assert referrals.reference(made) in letter["Subject"] and "woensdag 25 november 2026" in text
    assert letter["Message-ID"].endswith("@voorbeeldstad.example>") and letter["Reply-To"] == place.house.profile.email
    assert made.state is ReferralState.SENT and "resident" not in text


async def test_who_speaks_english_is_written_about_in_both_languages(place, smtp):
    await place.refer("en")
    await place.sending.run()
    assert "Een inwoner" in smtp.letters[0].get_content() and "A resident" in smtp.letters[0].get_content()


async def test_the_person_gets_a_copy_by_mail_without_the_link_of_the_service(place, smtp):
    assert await place.refer(email="sanne@example.org") == [
        "utter_referral_sending", "utter_referral_copy", "utter_referral_copy_mailed",
    ]  # fmt: skip
    await place.sending.run()
    copy = next(one for one in smtp.letters if one["To"] == "sanne@example.org").get_content()
    assert "/referrals/" not in copy and "donderdag 26 november 2026" in copy


async def test_a_server_that_fails_is_tried_again_with_patience_and_the_letter_comes_once(place, smtp):
    smtp.answers = ["451 busy", "421 later", "250 taken"]
    await place.refer()
    await place.until("2026-11-23T12:00")
    (letter,) = smtp.letters
    made = await place.referral()
    assert made.state is ReferralState.SENT and await place.states() == [DeliveryState.SENT]
    async with place.units(reading=True) as uow:
        (delivery,) = await uow.deliveries.of_conversation("talk")
    assert delivery.tries == 3 and letter["Message-ID"].startswith(f"<{delivery.id}@")


def test_patience_grows_and_ends():
    minutes = [pause_after(tries).total_seconds() / 60 for tries in range(1, 11)]
    assert minutes[:4] == [1, 2, 4, 8] and minutes[-1] == 240


async def test_a_server_that_stays_away_leads_to_staff_and_the_person_hears(units):
    place = Place(units)  # nobody listens on that port
    await place.refer()
    await place.until("2026-11-24T10:00")
    made = await place.referral()
    assert made.state is ReferralState.STAFF and await place.states() == [DeliveryState.FAILED]
    assert any("Een medewerker neemt het nu over" in text for text in await place.texts())
    async with place.units(reading=True) as uow:
        assert [one.reason for one in await uow.handovers.open()] == ["referral_stuck"]


async def test_a_mailbox_that_does_not_exist_is_not_tried_again(units, port, smtp):
    place = Place(units, port, factories.service(email="nobody@voorbeeldstad.example"))
    await place.refer()
    await place.sending.run()
    assert await place.states() == [DeliveryState.FAILED] and (await place.referral()).state is ReferralState.STAFF


async def test_a_lost_answer_is_in_doubt_and_no_second_letter_leaves_without_staff(place, smtp):
    smtp.silent = True
    await place.refer()
    await place.until("2026-11-23T20:00")
    assert len(smtp.letters) == 1 and await place.states() == [DeliveryState.DOUBT]
    made = await place.referral()
    assert made.state is ReferralState.STAFF
    smtp.silent = False
    await referral_course.send_again(made.id, by="anna", uow=place.units(), clock=place.clock, house=place.house)
    await place.sending.run()
    assert len(smtp.letters) == 2 and smtp.letters[0]["Message-ID"] == smtp.letters[1]["Message-ID"]
    assert (await place.referral()).state is ReferralState.SENT


async def test_a_gateway_that_is_killed_while_sending_leaves_a_doubt_and_no_second_letter(place, smtp):
    await place.refer()
    async with place.units() as uow:
        (delivery,) = await uow.deliveries.of_conversation("talk")
        await uow.deliveries.claim(delivery.id, place.clock.now())
        await uow.commit()  # and then the power went
    await place.sender().run()
    assert smtp.letters == [] and await place.states() == [DeliveryState.SENDING]
    place.clock.move_to(at("2026-11-23T10:11"))
    await place.sender().run()
    assert smtp.letters == [] and await place.states() == [DeliveryState.DOUBT]
    assert (await place.referral()).state is ReferralState.STAFF


async def test_four_gateways_send_one_letter(place, smtp):
    await place.refer()
    await asyncio.gather(*(place.sender().run() for _ in range(4)))
    assert len(smtp.letters) == 1


async def test_the_service_confirms_by_the_link_and_the_person_hears(place, smtp):
    await place.refer()
    await place.sending.run()
    assert (await place.confirm(smtp.letters[0])).state is ReferralState.CONFIRMED
    assert (await place.confirm(smtp.letters[0])).settled_by == "service"  # twice is no error
    await place.until("2026-11-26T12:00")
    texts = await place.texts()
    assert len(texts) == 1 and "Goed nieuws" in texts[0] and not (await place.referral()).late


async def test_a_service_that_says_nothing_is_seen_by_staff_and_told_to_the_person(place, smtp):
    await place.refer()
    await place.until("2026-11-25T23:00")
    assert not (await place.referral()).late and await place.texts() == []
    await place.until("2026-11-26T09:01")
    assert (await place.referral()).late and "nog niet laten weten" in (await place.texts())[0]
    await place.until("2026-11-26T17:01")
    assert "Is het gelukt?" in (await place.texts())[1]


async def test_a_wrong_link_opens_nothing(place):
    await place.refer()
    made = await place.referral()
    for id, token in ((made.id, "guess"), ("unknown", "guess"), (made.id, "")):
        with pytest.raises(NotFound):
            await referral_course.confirm(id, token, uow=place.units(), clock=place.clock, house=place.house)


@pytest.mark.parametrize(
    ("post", "email", "hook"),
    [
        (Post(), "a@example.org", ""),
        (POST, "", ""),
        (replace(POST, webhooks=False), "", "https://example.org/hook"),
    ],
)
async def test_where_nothing_can_be_sent_staff_passes_it_on_and_nothing_else_is_said(units, post, email, hook):
    place = Place(units, 9, factories.service(email=email), post, hook)
    assert (await place.refer())[0] == "utter_referral_made"
    assert await place.states() == [] and (await place.referral()).state is ReferralState.STAFF


async def test_staff_that_passed_it_on_by_phone_settles_it(units):
    place = Place(units, 9, post=Post())
    await place.refer()
    made = await place.referral()
    await referral_course.arrived(made.id, by="anna", uow=place.units(), clock=place.clock, house=place.house)
    await place.until("2026-11-23T12:00")
    assert (await place.referral()).state is ReferralState.DONE and "Goed nieuws" in (await place.texts())[0]


async def test_an_erased_talk_sends_nothing_any_more(place, smtp):
    await place.refer()
    async with place.units() as uow:
        await uow.conversations.erase("talk")
        await uow.commit()
    await place.sending.run()
    assert smtp.letters == []


async def test_nothing_private_is_in_the_log(place, smtp, log):
    smtp.answers = ["451 06-24681357"]
    await place.refer(email="sanne@example.org")
    await place.until("2026-11-23T12:00")
    logged = "\n".join(line for line in log.text.splitlines() if "bot." in line or "WARNING" in line)
    assert "huur" not in logged and "06-2468" not in logged and "example.org" not in logged


# Webhooks


@dataclass
class System:
    """The system of a service: checks who calls, and answers as it is told."""

    key: str
    calls: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    answer: dict[str, str] = field(default_factory=dict)

    async def hook(self, request: web.Request) -> web.Response:
        body, headers = await request.read(), request.headers
        stamped = headers["Deurwijzer-Timestamp"].encode() + b"." + body
        wanted = "sha256=" + hmac.new(self.key.encode(), stamped, "sha256").hexdigest()
        assert hmac.compare_digest(wanted, headers["Deurwijzer-Signature"])
        self.calls.append({"key": headers["Idempotency-Key"], **json.loads(body)})
        status = self.statuses.pop(0) if self.statuses else 202
        location = {"Location": "http://127.0.0.1:9/inside"} if status == 302 else None
        return web.json_response(self.answer, status=status, headers=location)


@pytest.fixture
def system() -> System:
    return System(key_for("geheim", "debt-desk"))


@pytest.fixture
async def hooked(units: Units, system: System) -> AsyncIterator[Place]:
    app = web.Application()
    app.router.add_post("/hook", system.hook)
    server = TestServer(app)
    await server.start_server()
    place = Place(units, 9, hook=f"http://127.0.0.1:{server.port}/hook")
    place.carriers["webhook"] = Webhooks("geheim", patience=5)
    yield place
    await server.close()


async def test_a_webhook_is_signed_and_tried_again_under_the_same_key(hooked, system):
    system.statuses = [503, 429, 202]
    await hooked.refer()
    await hooked.until("2026-11-23T12:00")
    assert len(system.calls) == 3 and len({call["key"] for call in system.calls}) == 1
    call = system.calls[0]
    assert call["facts"]["what_happened"] == "Ik kan de huur niet betalen" and call["confirm_url"].startswith(
        "https://"
    )
    assert (await hooked.referral()).state is ReferralState.SENT


async def test_a_webhook_can_confirm_at_once(hooked, system):
    system.answer = {"status": "confirmed"}
    await hooked.refer()
    await hooked.until("2026-11-23T12:00")
    assert (await hooked.referral()).state is ReferralState.CONFIRMED
    assert "Goed nieuws" in (await hooked.texts())[0]


@pytest.mark.parametrize("status", [302, 400, 404])
async def test_a_redirect_or_a_refusal_goes_to_staff(hooked, system, status):
    system.statuses = [status]
    await hooked.refer()
    await hooked.sending.run()
    assert len(system.calls) == 1 and (await hooked.referral()).state is ReferralState.STAFF


@pytest.mark.parametrize(
    "url", ["http://example.org/hook", "http://10.0.0.1/hook", "http://127.0.0.1.example.org/", "ftp://127.0.0.1/"]
)
async def test_nothing_goes_over_a_network_in_the_clear(units, url):
    place = Place(units, 9, hook=url)
    place.carriers["webhook"] = Webhooks("geheim", patience=5)
    await place.refer()
    await place.sending.run()
    assert await place.states() == [DeliveryState.FAILED]


@pytest.mark.parametrize(
    ("url", "starts_tls", "tls"),
    [
        ("smtp://mail.example.org", True, False),
        ("smtps://u:p%40ss@mail.example.org", False, True),
        ("smtp://127.0.0.1:2525", False, False),
    ],
)
def test_mail_is_encrypted_on_the_way(url, starts_tls, tls):
    server = read_server(url)
    assert (server.start_tls, server.tls) == (starts_tls, tls)
    assert server.port == {True: 465, False: 2525 if "2525" in url else 587}[tls]


@pytest.mark.parametrize("url", ["http://mail.example.org", "smtp://", "smtp://host/path", "smtp://host?tls=no"])
def test_what_is_no_mail_server_is_refused(url):
    with pytest.raises(ValueError, match="smtp"):
        read_server(url)


# The person's own channel


async def test_a_chat_that_is_away_gets_the_question_later(units):
    place, sent, away = Place(units), [], [True, True]

    async def deliver(talk, messages):
        if away and away.pop():
            raise ConnectionError
        sent.extend(message.text for message in messages)

    place.outbox.add("telegram", deliver)
    await place.talk(channel="telegram", address="77")
    await place.promise("2026-11-26T12:00")
    await place.until("2026-11-26T13:00")
    assert len(sent) == 1 and "Is het gelukt?" in sent[0]
