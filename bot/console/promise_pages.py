"""Pages of staff about promises and referrals: what is nearly late, what was promised, what did not arrive."""

from __future__ import annotations

import logging
from datetime import datetime

from aiohttp import web

from bot.console import views
from bot.console.auth import read_form
from bot.domain.errors import BadInput
from bot.services import extension, overviews, referral_course, staff_promises
from bot.services.handover import Done
from bot.web.keys import CLOCK, HOUSE, OUTBOX, TURNS, UNITS

log = logging.getLogger(__name__)


def add(app: web.Application) -> None:
    """Add the pages, behind the guard of the others."""
    app.add_routes(
        [
            web.get("/console/promises", promises),
            web.post("/console/promises/{id}/keep", keep),
            web.post("/console/talks/{id}/promise", promise),
            web.post("/console/complaints/{reference}/extend", extend),
            web.get("/console/referrals", referrals),
            web.post("/console/referrals/{id}/story", story),
            web.post("/console/referrals/{id}/again", again),
            web.post("/console/referrals/{id}/arrived", arrived),
        ]
    )


def by(request: web.Request) -> str:
    """The name of who is doing this."""
    return request[views.LOGIN].member.name


async def promises(request: web.Request) -> web.Response:
    """What was promised and is still to be done, late ones first."""
    found = await overviews.open_promises(uow=request.app[UNITS](reading=True))
    return views.render(request, "promises.html", promises=found)


async def promise(request: web.Request) -> web.Response:
    """Something that staff will do for this person, by when."""
    app, fields = request.app, await read_form(request)
    try:
        due = datetime.fromisoformat(fields.get("due", ""))
    except ValueError:
        raise BadInput("due", "no moment") from None
    done = await staff_promises.promise(
        request.match_info["id"], fields.get("text", ""), due,
        by=by(request), uow=app[UNITS](), clock=app[CLOCK], house=app[HOUSE], turns=app[TURNS],
    )  # fmt: skip
    return await _told(request, done)


async def keep(request: web.Request) -> web.Response:
    """It was done."""
    app, note = request.app, (await read_form(request)).get("note", "")
    done = await staff_promises.keep(
        request.match_info["id"], note, by=by(request), uow=app[UNITS](), clock=app[CLOCK], house=app[HOUSE]
    )
    return await _told(request, done)


async def _told(request: web.Request, done: Done) -> web.Response:
    """Tell the person on their own channel, and go back to the talk."""
    await request.app[OUTBOX].deliver(done.talk, done.said)
    return web.Response(status=303, headers={"Location": f"/console/talks/{done.talk.id}#promised"})


async def extend(request: web.Request) -> web.Response:
    """More time for a complaint, once, with the reason."""
    app, reference, reason = request.app, request.match_info["reference"], (await read_form(request)).get("reason", "")
    talk, said = await extension.extend(
        reference, reason, by=by(request), uow=app[UNITS](), clock=app[CLOCK], house=app[HOUSE]
    )
    if talk:
        await app[OUTBOX].deliver(talk, said)
    return web.Response(status=303, headers={"Location": f"/console/complaints/{reference}"})


async def referrals(request: web.Request) -> web.Response:
    """Questions on their way to a service, those first that need a human."""
    found = await overviews.open_referrals(uow=request.app[UNITS](reading=True), house=request.app[HOUSE])
    return views.render(request, "referrals.html", referrals=found, shown=False)


async def story(request: web.Request) -> web.Response:
    """What the person told, with how to reach them; who looked is noted, what was seen is not."""
    app, id = request.app, request.match_info["id"]
    found = await overviews.referral(id, uow=app[UNITS](reading=True), house=app[HOUSE])
    log.info("referral shown referral=%s staff=%s", id, by(request))
    return views.render(request, "referrals.html", referrals=[found], shown=True)


async def again(request: web.Request) -> web.Response:
    """Send the letter once more; only a human decides that."""
    app, id = request.app, request.match_info["id"]
    await referral_course.send_again(id, by=by(request), uow=app[UNITS](), clock=app[CLOCK], house=app[HOUSE])
    return web.Response(status=303, headers={"Location": "/console/referrals"})


async def arrived(request: web.Request) -> web.Response:
    """The service has the question: staff passed it on, or asked."""
    app, id = request.app, request.match_info["id"]
    await referral_course.arrived(id, by=by(request), uow=app[UNITS](), clock=app[CLOCK], house=app[HOUSE])
    return web.Response(status=303, headers={"Location": "/console/referrals"})
