"""The guide at `/wegwijzer`: every need and every door on pages that also work without JavaScript, and on paper."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from yarl import URL

from bot.domain.errors import BadInput, BotError, NotFound, TooMany
from bot.services import entry_reports, guide
from bot.services.finding import LONGEST, NeedFinder
from bot.services.limits import Limiter
from bot.web import calendars, colours
from bot.web.errors import STATUS, explain, language_of
from bot.web.guide_views import HELPERS, Words, service_path
from bot.web.keys import CLOCK, ENGINE, FINDER, HOUSE, TEXTS, UNITS
from bot.web.markup import described, json_ld
from bot.web.reading import address_of

REPORTS = (10, 600)
"""How many reports one address may make in how many seconds; a library has one address for all its visitors."""

REPORT = "/klopt-niet"
"""What follows the address of a service where its form is sent."""

HONEYPOT = "website"
"""A field that people do not see: who fills it in is a program."""

Handler = Callable[[web.Request], Awaitable[web.Response]]
Result = TypeVar("Result")

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates" / "guide"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals.update(HELPERS)
_TEMPLATES.filters["capitalize_first"] = lambda words: words[:1].upper() + words[1:]


def register(app: web.Application) -> None:
    """Add the pages."""
    house = app[HOUSE]
    app[FINDER] = NeedFinder(need for need in house.needs.values() if guide.is_listed(need))
    form = Form(app)
    pages: dict[str, Handler] = {
        "/wegwijzer": index,
        "/wegwijzer/zoek": search,
        "/wegwijzer/vraag/{code}": need,
        "/wegwijzer/dienst/{id}": service,
        "/wegwijzer/spreekuren": office_hours,
        "/wegwijzer/spreekuur/{id}.ics": calendar_file,
        "/wegwijzer/{rest:.*}": nowhere,
    }
    app.router.add_post(f"/wegwijzer/dienst/{{id}}{REPORT}", or_missing(form.report))
    for path, handler in pages.items():
        app.router.add_get(path, or_missing(handler))
    app.router.add_get("/theme.css", theme)


def or_missing(handler: Handler) -> Handler:
    """The same, with a page that leads to a human where something does not exist."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except NotFound:
            return await render(request, "missing.html", 404)

    return handle


# Pages


async def index(request: web.Request) -> web.Response:
    """All needs by group, and the search."""
    return await render(request, "index.html", groups=guide.groups(request.app[HOUSE]), query="", found=None)


async def search(request: web.Request) -> web.Response:
    """What the words find; htmx gets the list alone, while somebody types."""
    query, app, language = request.query.get("q", "").strip()[:LONGEST], request.app, words_of(request).language
    house, finder, engine, uow = app[HOUSE], app[FINDER], app[ENGINE], app[UNITS](reading=True)
    found = await guide.search(query, language, house=house, finder=finder, engine=engine, uow=uow)
    template = "_found.html" if request.headers.get("HX-Request") == "true" else "index.html"
    return await render(request, template, groups=guide.groups(house), query=query, found=found if query else None)


async def need(request: web.Request) -> web.Response:
    """One need: "Dit doen wij" and "Dit doen anderen"."""
    code, language = request.match_info["code"], words_of(request).language
    doors = await asked(request, guide.doors_of_need, code, language)
    return await render(request, "need.html", doors=doors)


async def service(request: web.Request) -> web.Response:
    """One service, with everything that is known of it."""
    return await _service_page(request, reported=request.query.get("gemeld") == "1")


async def _service_page(
    request: web.Request, status: int = 200, *, reported: bool = False, problem: str = "", written: str = ""
) -> web.Response:
    city, language = request.app[HOUSE].profile.name, words_of(request).language
    door = await asked(request, guide.door, request.match_info["id"], language)
    places = await guide.places_of(door.service, now=now_of(request), uow=request.app[UNITS](reading=True))
    url = str(request.url.origin().join(shown_at(request).with_query(None)))
    data = json_ld(described(door, language=language, city=city, url=url))
    given = {"reported": reported, "problem": problem, "written": written, "form": entry_reports.new_form()}
    more = {"places": places, "data": data, "longest": entry_reports.LONGEST}
    return await render(request, "service.html", status, door=door, **more, **given)


async def office_hours(request: web.Request) -> web.Response:
    """The next office hours of the ombudsmen, near a district where one is chosen."""
    district = request.query.get("wijk", "")
    sessions = await asked(request, guide.office_hours, district)
    return await render(request, "office_hours.html", sessions=sessions, district=district)


async def calendar_file(request: web.Request) -> web.Response:
    """The next sessions at one place, for a calendar."""
    place = await asked(request, guide.shown, request.match_info["id"])
    sessions = await asked(request, guide.sessions_of, place)
    if not sessions:
        raise NotFound("office hour", place.id)
    profile, language = request.app[HOUSE].profile, words_of(request).language
    name = {"Content-Disposition": 'attachment; filename="spreekuur.ics"'}
    body = calendars.calendar(sessions, profile=profile, language=language, now=now_of(request))
    return web.Response(body=body, content_type=calendars.CONTENT_TYPE, charset="utf-8", headers=name)


async def nowhere(request: web.Request) -> web.Response:
    """An address that leads nowhere."""
    raise NotFound("page", "of the guide")


async def theme(request: web.Request) -> web.Response:
    """The colours of the municipality."""
    return web.Response(text=colours.theme(request.app[HOUSE].profile.colours), content_type="text/css")


class Form:
    """ "Klopt dit niet?" on the page of a service, and how often that may be sent."""

    def __init__(self, app: web.Application) -> None:
        self._limit = Limiter(*REPORTS, app[CLOCK])

    async def report(self, request: web.Request) -> web.Response:
        """Keep it and show the page again with a thank you; who filled in the hidden field gets the same answer."""
        fields = await _fields(request)
        found = await asked(request, guide.shown, request.match_info["id"])
        written = fields.get("words", "")
        try:
            if not fields.get(HONEYPOT):
                self._limit.take(address_of(request))
                units, clock, form = request.app[UNITS], request.app[CLOCK], fields.get("form", "")
                await entry_reports.report(found.id, written, form=form, uow=units(), clock=clock)
        except BotError as error:
            return await _again(request, error, written)
        after = words_of(request).url(service_path(found), gemeld="1")
        return web.Response(status=303, headers={"Location": f"{after}#klopt-niet"})


async def _again(request: web.Request, error: BotError, written: str) -> web.Response:
    """The page with what was written still in the form, and in a sentence what is wrong with it."""
    part = error.field if isinstance(error, BadInput) else ""
    problem = explain(request.app[TEXTS], words_of(request).language, error.code, part)
    response = await _service_page(request, STATUS.get(error.code, 409), problem=problem, written=written)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


async def _fields(request: web.Request) -> dict[str, str]:
    """The fields of a form of ours; `BadInput` for one in no known alphabet, or of another site."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise BadInput("form", "from another site")
    try:
        fields = await request.post()
    except (ValueError, LookupError):
        raise BadInput("body", "no form in UTF-8") from None
    return {name: value for name, value in fields.items() if isinstance(value, str)}


# Rendering


def words_of(request: web.Request) -> Words:
    """The language that was chosen with `?taal=`, or else that of the browser."""
    chosen = request.query.get("taal", "")
    known = chosen in ("nl", "en")
    return Words(request.app[TEXTS], chosen if known else language_of(request), known)


def now_of(request: web.Request) -> datetime:
    """The moment on the clocks of the municipality."""
    return request.app[HOUSE].local(request.app[CLOCK].now())


async def asked(request: web.Request, question: Callable[..., Result], *more: Any) -> Result:
    """The answer of the guide at this moment; doors that are not in memory are read first."""
    house = request.app[HOUSE]
    async with request.app[UNITS](reading=True) as uow:
        return await house.sure(partial(question, *more, now=now_of(request), house=house), uow)


def shown_at(request: web.Request) -> URL:
    """Where the page can be seen again: a refused form shows the page that it stands on."""
    return request.rel_url.with_path(request.rel_url.raw_path.removesuffix(REPORT), encoded=True)


async def render(request: web.Request, template: str, status: int = 200, **values: Any) -> web.Response:
    """A page or a part of one, in the person's language, with the danger lines on top."""
    words = words_of(request)
    other = "nl" if words.language == "en" else "en"
    given = {
        "profile": request.app[HOUSE].profile,
        "words": words,
        "say": words.say,
        "url": words.url,
        "lang": words.language,
        "path": request.path,
        "other_language": str(shown_at(request).with_query({**request.query, "taal": other})),
        "danger_lines": await asked(request, guide.danger_lines),
        "today": now_of(request).date(),
        **values,
    }
    page = _TEMPLATES.get_template(template).render(given)
    return web.Response(text=page, status=status, content_type="text/html")
