"""The HTTP API of the contract: conversations, needs, services, where a complaint stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.channels.base import as_json
from bot.channels.services_query import service_json, wish_in
from bot.clock import MovableClock
from bot.domain.address import Form
from bot.domain.complaint import Complaint
from bot.domain.conversation import Standing
from bot.domain.errors import BadInput, NotFound
from bot.domain.messages import Incoming
from bot.domain.needs import Need, danger_among
from bot.services import casefile
from bot.services.due import until
from bot.services.limits import Limiter
from bot.services.masking import clean, without_private_data
from bot.settings import LOCAL
from bot.talk.rendering import show
from bot.understanding.danger import find_danger, harmless
from bot.understanding.language import danger_abroad, guess
from bot.web.errors import language_of, plain_json
from bot.web.keys import CLOCK, DUE, ENGINE, HOUSE, INTAKE, OUTBOX, SENDING, SETTINGS, TEXTS, TURNS, UNITS
from bot.web.reading import address_of, moment, needed_text, read_json, text_in, whole
from bot.web.tokens import bearer, require_api_token

ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
CHANNEL = re.compile(r"[a-z][a-z0-9_-]{0,31}")
MESSAGE_ID = 200
"""Longest id that a client may give to a message."""

NEEDS = 5
"""How many are given where the caller names no limit."""

OPENINGS = (1200, 60)
MESSAGES = (120, 60)
WRONG_CODES = (5, 900)
"""How often, in how many seconds: new talks per address, messages per talk, wrong codes per reference and address."""

KEPT_COMPLAINT = "Deurwijzer-Complaint-Kept"
"""Header of the answer to an erasure: the reference of a complaint that stays on file."""


def register(app: web.Application) -> None:
    """Add all calls; the one that moves the clock only for tests."""
    api = WebApi(app)
    app.add_routes(
        [
            web.post("/api/conversations", api.open),
            web.get("/api/conversations/{id}", api.case_file),
            web.delete("/api/conversations/{id}", api.erase),
            web.post("/api/conversations/{id}/messages", api.receive),
            web.get("/api/conversations/{id}/messages", api.transcript),
            web.post("/api/needs", api.needs),
            web.get("/api/services", api.services),
            web.post("/api/complaints/status", api.complaint_status),
        ]
    )
    if app[SETTINGS].testing:
        app.router.add_post("/api/testing/clock", api.move_clock)


class WebApi:
    """Handlers with the limits that they count."""

    def __init__(self, app: web.Application) -> None:
        clock = app[CLOCK]
        self._openings, self._messages = Limiter(*OPENINGS, clock), Limiter(*MESSAGES, clock)
        self._wrong_codes = Limiter(*WRONG_CODES, clock)

    # Conversations

    async def open(self, request: web.Request) -> web.Response:
        """Begin a talk: `{"language"?, "channel"?}`."""
        self._openings.take(address_of(request))
        body = await read_json(request)
        channel = text_in(body, "channel") or "web"
        if not CHANNEL.fullmatch(channel) or channel in request.app[OUTBOX]:
            raise BadInput("channel", "no channel of this API")
        opened = await request.app[INTAKE].open(channel, (text_in(body, "language") or "nl").lower()[:2])
        messages = [as_json(message) for message in opened.messages]
        return answer({"id": opened.talk.id, "token": opened.token, "messages": messages}, status=201)

    async def receive(self, request: web.Request) -> web.Response:
        """One message: `{"text"}`, `{"payload"}` or `{"need"}`, with its `message_id` if it may be sent twice."""
        talk = await admitted(request)
        self._messages.take(talk.id)
        body = await read_json(request)
        came = chosen(talk, body, request.app[HOUSE].needs) if "need" in body else incoming(talk.id, body)
        said = await request.app[INTAKE].receive(came)
        return answer({"messages": [as_json(message) for message in said]})

    async def transcript(self, request: web.Request) -> web.Response:
        """Everything after `?after=SEQ`, also what staff and timers sent."""
        talk = await admitted(request)
        after = whole("after", request.query.get("after", "0"))
        found = await casefile.transcript(talk.id, after=after, uow=request.app[UNITS](reading=True))
        return answer({"messages": [as_json(message) for message in found]})

    async def case_file(self, request: web.Request) -> web.Response:
        """What is on record, as the person may see it."""
        talk = await admitted(request)
        return answer(file_json(await casefile.case_file(talk.id, uow=request.app[UNITS](reading=True))))

    async def erase(self, request: web.Request) -> web.Response:
        """Take the talk away everywhere; a filed complaint stays, and the answer names it."""
        talk = await admitted(request)
        kept = await casefile.erase(talk.id, uow=request.app[UNITS](), turns=request.app[TURNS])
        return web.Response(status=204, headers={KEPT_COMPLAINT: ", ".join(kept)} if kept else None)

    # For everyone, and for other systems

    async def needs(self, request: web.Request) -> web.Response:
        """What a text is about: `{"text", "limit"?}`. Nothing of it is kept."""
        require_api_token(request)
        body = await read_json(request)
        text, limit = needed_text(body, "text"), body.get("limit")
        most = NEEDS if limit is None else whole("limit", limit, least=1)
        clean(text)
        masked, spans = without_private_data(text)
        understood = await request.app[ENGINE].understand(clean(masked))
        needs = [{"code": code, "confidence": sure} for code, sure in list(understood.needs)[:most]]
        pii = [{"type": span.type, "start": span.start, "end": span.end} for span in spans]
        crisis = danger_in_all(text, understood.needs)
        return answer({"language": guess(text), "needs": needs, "crisis": crisis, "pii": pii})

    async def services(self, request: web.Request) -> web.Response:
        """Services for a need, best first."""
        house = request.app[HOUSE]
        zone = ZoneInfo(house.profile.timezone)
        wish = wish_in(request.query, zone, request.app[CLOCK].now().astimezone(zone))
        if wish.need not in house.needs:
            raise BadInput("need", "not in the catalogue")
        async with request.app[UNITS](reading=True) as uow:
            choices = await house.sure(partial(house.choose, wish), uow)
        return answer({"services": [service_json(choice) for choice in choices[: wish.limit]]})

    async def complaint_status(self, request: web.Request) -> web.Response:
        """Where a complaint stands, for who has its reference and code."""
        body = await read_json(request)
        reference, code = needed_text(body, "reference", 40), needed_text(body, "code", 40)
        keys = (f"reference {reference.strip().upper()}", f"address {address_of(request)}")
        for key in keys:
            self._wrong_codes.check(key)
        try:
            complaint = await casefile.look_up(reference, code, uow=request.app[UNITS](reading=True))
        except NotFound:
            for key in keys:
                self._wrong_codes.note(key)
            raise
        return answer(standing(complaint, request))

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the clock forward: `{"now"}`; what fell due in between has happened when this answers."""
        require_api_token(request)
        clock = request.app[CLOCK]
        wanted = moment("now", needed_text(await read_json(request), "now"))
        if not isinstance(clock, MovableClock):
            raise BadInput("now", "this clock cannot be moved")
        wanted = wanted if wanted.tzinfo else wanted.replace(tzinfo=LOCAL)
        if wanted < clock.now():
            raise BadInput("now", "the clock only moves forward")
        await until(wanted, clock, clock.move_to, (request.app[DUE], request.app[SENDING]))
        await request.app[INTAKE].resume()
        return web.Response(status=204)


async def admitted(request: web.Request) -> Standing:
    """The talk of this call, for who holds its token."""
    id = request.match_info["id"]
    if not ID.fullmatch(id):
        raise NotFound("conversation", "of this form")
    return await casefile.admit(id, bearer(request), uow=request.app[UNITS](reading=True))


def incoming(conversation: str, body: dict[str, Any]) -> Incoming:
    """A message out of a body that holds either a text or a payload."""
    text, payload = text_in(body, "text"), text_in(body, "payload")
    if text is not None and payload is not None:
        raise BadInput("body", "text and payload at once")
    if text is None and payload is None:
        raise BadInput("text", "missing")
    return Incoming(conversation, text or "", payload, text_in(body, "message_id", MESSAGE_ID))


def chosen(talk: Standing, body: dict[str, Any], needs: Mapping[str, Need]) -> Incoming:
    """A need that was chosen on a page instead of typed, by its code in the catalogue."""
    need = needs.get(needed_text(body, "need"))
    if need is None:
        raise BadInput("need", "not in the catalogue")
    if "text" in body or "payload" in body:
        raise BadInput("body", "a need and something else at once")
    return Incoming(talk.id, need.name(talk.language), None, text_in(body, "message_id", MESSAGE_ID), need.code)


def answer(body: dict[str, Any], status: int = 200) -> web.Response:
    """JSON with letters as they are."""
    return web.json_response(body, status=status, dumps=plain_json)


def file_json(file: casefile.CaseFile) -> dict[str, Any]:
    """A case file in the form of the contract."""
    talk = file.talk
    promises = [
        {"text": one.text, "due": one.due.isoformat(), "owner": one.owner, "kept": one.kept} for one in file.promises
    ]
    complaint = {"complaint": {"reference": file.complaints[0]}} if file.complaints else {}
    return {
        "state": talk.state.value,
        "language": talk.language,
        "need": talk.need,
        "facts": dict(file.facts),
        "outcome": talk.outcome and talk.outcome.value,
        **complaint,
        "promises": promises,
    }


def standing(complaint: Complaint, request: web.Request) -> dict[str, Any]:
    """A complaint as the person may see it; the words of its story stay inside."""
    language = language_of(request)
    due = show(complaint.due, language)
    form = Form.JE if complaint.filer == "young_person" else Form.U
    return {
        "reference": complaint.reference,
        "status": complaint.status.value,
        "received_at": complaint.received_at.isoformat(),
        "due": complaint.due.isoformat(),
        "history": [{"status": step.to.value, "at": step.at.isoformat()} for step in complaint.history],
        "next_step": request.app[TEXTS].say(f"next_step_{complaint.status.value}", language, form, due=due),
    }


def danger_in_all(text: str, needs: Sequence[tuple[str, float]]) -> str | None:
    """The danger that the lexicon or the classifier sees, as in a talk (bot/talk/dispatch.py)."""
    danger, abroad = find_danger(text), danger_abroad(text)
    if danger or abroad:
        return danger.code if danger else str(abroad and abroad[0])
    return None if harmless(text) else danger_among(needs)
