"""The pages of staff at `/console`: each handler reads, calls a use case and renders."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.console import auth, promise_pages, views
from bot.console.auth import COOKIE, Login, read_form
from bot.domain.complaint import Status
from bot.domain.conversation import Outcome
from bot.domain.errors import BadInput, BotError, Forbidden, TooMany
from bot.domain.tokens import new_token
from bot.services import casework, entry_reports, extension, handover, overviews, staff
from bot.services.handover import Done
from bot.services.limits import Limiter
from bot.services.tailored import note_of
from bot.web.keys import CLOCK, HOUSE, OUTBOX, TEXTS, TURNS, UNITS
from bot.web.reading import whole

HOME, LOGIN = "/console", "/console/login"
TRIES, TRIES_PER_ADDRESS = (5, 900), (50, 900)
"""How often, in how many seconds: logins of one name from one address, and all logins from one address."""

LONGEST_NAME, LONGEST_PASSWORD = 100, 200
MESSAGE_ID = 100

log = logging.getLogger(__name__)


def register(app: web.Application) -> None:
    """Add the pages, and the guard that stands before each of them."""
    door = Door(app)
    app.middlewares.append(guard)
    app.add_routes(
        [
            web.get(LOGIN, login_page),
            web.post(LOGIN, door.log_in),
            web.post("/console/logout", log_out),
            web.get(HOME, queue),
            web.get("/console/talks/{id}", talk),
            web.get("/console/talks/{id}/messages", messages),
            web.post("/console/talks/{id}/contact", contact),
            web.post("/console/talks/{id}/take", take),
            web.post("/console/talks/{id}/answer", answer),
            web.post("/console/talks/{id}/give-back", give_back),
            web.post("/console/talks/{id}/close", close),
            web.post("/console/talks/{id}/called", called),
            web.get("/console/complaints", complaints),
            web.get("/console/complaints/{reference}", complaint),
            web.post("/console/complaints/{reference}/move", move),
            web.get("/console/reports", reports),
            web.post("/console/reports/{id}/solve", solve),
        ]
    )
    promise_pages.add(app)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Nobody sees a page without a login; what is refused becomes a page that staff can read."""
    resource = request.match_info.route.resource
    if resource is None or not resource.canonical.startswith(HOME):
        return await handler(request)
    try:
        auth.require_same_origin(request)
        return await (handler(request) if resource.canonical == LOGIN else _inside(request, handler))
    except BotError as error:
        return views.refused(request, error)


async def _inside(request: web.Request, handler: Handler) -> web.StreamResponse:
    login = await _login(request)
    if login is None:
        return _to_login(request)
    request[views.LOGIN] = login
    await auth.require_own_form(request, login)
    if not is_htmx(request):  # a page that refreshes itself is no sign of a person
        await auth.stay(login, units=request.app[UNITS], clock=request.app[CLOCK])
    return await handler(request)


async def _login(request: web.Request) -> Login | None:
    key = request.cookies.get(COOKIE, "")
    return await auth.find(key, uow=request.app[UNITS](reading=True), clock=request.app[CLOCK])


def _to_login(request: web.Request) -> web.Response:
    """A browser goes there by itself; htmx would put the login page into the middle of another one."""
    if is_htmx(request):
        return web.Response(status=401, headers={"HX-Redirect": LOGIN})
    return web.Response(status=303, headers={"Location": LOGIN})


def is_htmx(request: web.Request) -> bool:
    """Whether a part of a page is asked for."""
    return request.headers.get("HX-Request") == "true"


def by(request: web.Request) -> str:
    """The name of who is doing this."""
    return request[views.LOGIN].member.name


# Login


async def login_page(request: web.Request) -> web.Response:
    """The form; who is in already goes to the queue."""
    if await _login(request):
        raise web.HTTPSeeOther(HOME)
    return views.render(request, "login.html", problem="", name="")


class Door:
    """Logging in, and how often that may be tried. Every try counts, so that many at once are stopped too."""

    def __init__(self, app: web.Application) -> None:
        self._by_name, self._by_address = Limiter(*TRIES, app[CLOCK]), Limiter(*TRIES_PER_ADDRESS, app[CLOCK])

    async def log_in(self, request: web.Request) -> web.Response:
        """A cookie, or the form again; an unknown name and a wrong password look the same and take as long."""
        fields = await read_form(request)
        name, password = printable(fields.get("name", "")), fields.get("password", "")[:LONGEST_PASSWORD]
        try:
            self._count(request.remote or "unknown", name)
            member = await staff.check(name, password, uow=request.app[UNITS](reading=True))
        except Forbidden:
            log.warning("login refused")
            return views.render(request, "login.html", 401, problem="Naam of wachtwoord klopt niet.", name=name)
        except TooMany as error:
            return _wait(request, name, error)
        await auth.end(request.cookies.get(COOKIE, ""), uow=request.app[UNITS]())
        key = await auth.begin(member, uow=request.app[UNITS](), clock=request.app[CLOCK])
        log.info("login staff=%s", member.name)
        response = web.Response(status=303, headers={"Location": HOME})
        auth.set_cookie(response, key, request)
        return response

    def _count(self, address: str, name: str) -> None:
        self._by_address.take(address)
        self._by_name.take(f"{address} {name.casefold()}")


def _wait(request: web.Request, name: str, error: TooMany) -> web.Response:
    minutes = max(1, round(error.retry_after / 60))
    problem = f"Dat ging te vaak mis. Wacht {minutes} {'minuut' if minutes == 1 else 'minuten'} en probeer het opnieuw."
    response = views.render(request, "login.html", 429, problem=problem, name=name)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def printable(name: str) -> str:
    """A name without what no database takes."""
    return "".join(sign for sign in name.strip()[:LONGEST_NAME] if sign.isprintable())


async def log_out(request: web.Request) -> web.Response:
    """End the login here and in the browser."""
    await auth.end(request.cookies.get(COOKIE, ""), uow=request.app[UNITS]())
    response = web.Response(status=303, headers={"Location": LOGIN})
    response.del_cookie(COOKIE, path=HOME)
    return response


# Talks


async def queue(request: web.Request) -> web.Response:
    """Everybody who wants a human; htmx gets the list alone."""
    app = request.app
    waiting = await overviews.queue(uow=app[UNITS](reading=True))
    soon = await overviews.nearly_late_promises(uow=app[UNITS](reading=True), clock=app[CLOCK], house=app[HOUSE])
    return views.render(request, "_queue.html" if is_htmx(request) else "queue.html", waiting=waiting, soon=soon)


async def talk(request: web.Request) -> web.Response:
    """One talk, with what can be done in it."""
    return await _talk_page(request)


async def _talk_page(request: web.Request, *, contact_shown: bool = False) -> web.Response:
    app = request.app
    file = await overviews.talk_file(request.match_info["id"], uow=app[UNITS](reading=True), house=app[HOUSE])
    values: dict[str, Any] = {"file": file, "talk": file.talk, "messages": file.messages, "fresh": new_message_id()}
    house = request.app[HOUSE]
    values["tailored"] = note_of(file.talk, house.needs, house.texts)
    return views.render(request, "talk.html", contact_shown=contact_shown, outcomes=Outcome, me=by(request), **values)


def new_message_id() -> str:
    """Goes along with the form of an answer, so that pressing twice sends once."""
    return f"staff-{new_token()}"


async def messages(request: web.Request) -> web.Response:
    """What was said after `?after=SEQ`, and where the talk stands now; 204 where nothing was."""
    after = whole("after", request.query.get("after", "0"))
    id = request.match_info["id"]
    now, found = await overviews.news(id, after, uow=request.app[UNITS](reading=True))
    if not found:
        return web.Response(status=204)
    return views.render(request, "_news.html", talk=now, messages=found, me=by(request))


async def contact(request: web.Request) -> web.Response:
    """The page with name and number of the request; who looked is noted, what was seen is not."""
    log.info("contact shown conversation=%s staff=%s", request.match_info["id"], by(request))
    return await _talk_page(request, contact_shown=True)


async def take(request: web.Request) -> web.Response:
    """Take the talk over from the bot."""
    return await _changed(request, handover.take, answer_next=True)


async def give_back(request: web.Request) -> web.Response:
    """Let the bot go on."""
    return await _changed(request, handover.give_back)


async def called(request: web.Request) -> web.Response:
    """The person was called."""
    return await _changed(request, handover.called)


async def close(request: web.Request) -> web.Response:
    """End the talk with an outcome and a note."""
    fields = await read_form(request)
    try:
        outcome = Outcome(fields.get("outcome", ""))
    except ValueError:
        raise BadInput("outcome", "none of the contract") from None
    return await _changed(request, handover.close, outcome, fields.get("note", ""))


async def _changed(
    request: web.Request, use_case: Callable[..., Awaitable[Done]], *more: Any, answer_next: bool = False
) -> web.Response:
    """Do it, tell the person on their own channel, and show the talk as it is now."""
    app, id = request.app, request.match_info["id"]
    given = {"clock": app[CLOCK], "texts": app[TEXTS], "turns": app[TURNS]}
    done = await use_case(id, *more, by=by(request), uow=app[UNITS](), **given)
    await app[OUTBOX].deliver(done.talk, done.said)
    return _back_to(id, "#answer" if answer_next else "")


async def answer(request: web.Request) -> web.Response:
    """A message to the person."""
    app, id, fields = request.app, request.match_info["id"], await read_form(request)
    message_id = fields.get("message_id", "")[:MESSAGE_ID] or None
    done = await handover.answer(
        id, fields.get("text", ""), by=by(request), message_id=message_id, uow=app[UNITS](), clock=app[CLOCK]
    )
    await app[OUTBOX].deliver(done.talk, done.said)
    return _back_to(id, "#answer")


def _back_to(id: str, part: str = "") -> web.Response:
    return web.Response(status=303, headers={"Location": f"/console/talks/{id}{part}"})


# Complaints


SIGNALS_OF = timedelta(days=90)
"""How long back signals are shown beside the complaints."""


async def complaints(request: web.Request) -> web.Response:
    """Complaints that still need work."""
    found = await overviews.open_complaints(uow=request.app[UNITS](reading=True))
    since = request.app[CLOCK].now() - SIGNALS_OF
    signals = await overviews.signals(since, uow=request.app[UNITS](reading=True))
    return views.render(request, "complaints.html", complaints=found, signals=signals, days=SIGNALS_OF.days)


async def complaint(request: web.Request) -> web.Response:
    """One complaint with its next step; who read it is noted."""
    found = await overviews.complaint(request.match_info["reference"], uow=request.app[UNITS](reading=True))
    log.info("complaint shown reference=%s staff=%s", found.reference, by(request))
    more_time = extension.can_be_extended(found, request.app[CLOCK].now(), request.app[HOUSE])
    next_step = casework.WAY.get(found.status)
    return views.render(request, "complaint.html", complaint=found, next=next_step, more_time=more_time)


async def move(request: web.Request) -> web.Response:
    """The next step of a complaint."""
    reference, wanted = request.match_info["reference"], (await read_form(request)).get("to", "")
    if wanted not in [status.value for status in Status]:
        raise BadInput("to", "no status")
    uow, clock = request.app[UNITS](), request.app[CLOCK]
    moved = await casework.move(reference, Status(wanted), by=by(request), uow=uow, clock=clock)
    return web.Response(status=303, headers={"Location": f"/console/complaints/{moved.reference}"})


# What is wrong in the directory


async def reports(request: web.Request) -> web.Response:
    """What people say is wrong in the directory, the open ones first."""
    app, house = request.app, request.app[HOUSE]
    found = await entry_reports.listed(uow=app[UNITS](reading=True))
    ids = {one.service for one in (*found.open, *found.solved)}
    async with app[UNITS](reading=True) as uow:
        services = {id: await house.sure(partial(house.service, id), uow) for id in ids}
    return views.render(request, "reports.html", reports=found, services=services)


async def solve(request: web.Request) -> web.Response:
    """One of them was dealt with, and how."""
    id, note = request.match_info["id"], (await read_form(request)).get("note", "")
    await entry_reports.solve(id, note, by=by(request), uow=request.app[UNITS](), clock=request.app[CLOCK])
    return web.Response(status=303, headers={"Location": "/console/reports"})
