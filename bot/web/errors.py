"""One place where refusals and failures become answers: ours to their status, the rest to a number to quote."""

from __future__ import annotations

import json
import logging
import traceback
from uuid import uuid4

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.domain.errors import BadInput, BotError, Forbidden, NotFound, TooMany
from bot.texts import Texts
from bot.web.keys import TEXTS
from bot.web.metrics import route_of
from bot.web.pages import error_page

log = logging.getLogger(__name__)

STATUS = {
    "bad_input": 400,
    "unauthorized": 401,
    "forbidden": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "conflict": 409,
    "refused": 409,
    "too_large": 413,
    "too_many": 429,
    "dialogue_down": 503,
}
"""HTTP status per code of a `BotError`, and for what aiohttp itself refuses."""

CODES = {status: code for code, status in reversed(STATUS.items())}

FOR_MACHINES = ("/api/", "/webhooks/", "/hsds", "/healthz", "/metrics", "/socket.io")


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer in the contract's form, or with a page where a person is looking."""
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        if refusal.status < 400 or (refusal.status not in CODES and not for_machine(request)):
            raise
        answer = refused(request, refusal.status, CODES.get(refusal.status, "refused"))
        if "Allow" in refusal.headers:
            answer.headers["Allow"] = refusal.headers["Allow"]
        return answer
    except BotError as error:
        return _refusal(request, error)
    except Exception as error:
        incident = uuid4().hex[:8]
        log.error("unhandled incident=%s route=%s\n%s", incident, route_of(request), where(error))
        return refused(request, 500, "internal", incident=incident)


def _refusal(request: web.Request, error: BotError) -> web.Response:
    part = error.field if isinstance(error, BadInput) else error.what if isinstance(error, NotFound) else ""
    answer = refused(request, STATUS.get(error.code, 409), error.code, part)
    if isinstance(error, TooMany):
        answer.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, Forbidden):
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def refused(request: web.Request, status: int, code: str, part: str = "", incident: str = "") -> web.Response:
    """`{"error": {"code", "message"}}` with a plain sentence, or the same as a page. `part` says what it is about."""
    message = explain(request.app[TEXTS], language_of(request), code, part, incident)
    if not for_machine(request):
        return error_page(status, message, language_of(request))
    error = {"code": code, "message": message, "about": part, "incident": incident}
    body = {"error": {name: value for name, value in error.items() if value}}
    return web.json_response(body, status=status, dumps=plain_json)


def explain(texts: Texts, language: str, code: str, part: str = "", incident: str = "") -> str:
    """The sentence for this refusal, the most precise one that there is."""
    names = (f"error_{code}_{part}", f"error_{code}", "error_refused")
    return texts.say(next(name for name in names if name in texts.names()), language, incident=incident)


def for_machine(request: web.Request) -> bool:
    """Whether a program is calling, or a browser wants a page."""
    return request.path.startswith(FOR_MACHINES) or "text/html" not in request.headers.get("Accept", "")


def language_of(request: web.Request) -> str:
    """`en` where the browser asks for that first, else `nl`."""
    return "en" if request.headers.get("Accept-Language", "").strip().lower().startswith("en") else "nl"


def plain_json(value: object) -> str:
    """JSON with letters as they are."""
    return json.dumps(value, ensure_ascii=False)


def where(error: BaseException) -> str:
    """Where an error came from, and its kind. Not its message: that may hold what a person typed."""
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    cause = error.__cause__ or error.__context__
    earlier = f"{where(cause)}\nthen\n" if cause else ""
    return earlier + "\n".join([*lines, f"  {type(error).__name__}"])
