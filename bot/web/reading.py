"""From what a client sends to values of the right type; everything else is `BadInput`."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.domain.errors import BadInput

LARGEST = 2**31 - 1
LOOPBACK = ("127.0.0.1", "::1")


async def read_json(request: web.Request) -> dict[str, Any]:
    """The body as a JSON object, whatever its content type says; an empty body is an empty object."""
    body = await request.read()
    try:
        value = json.loads(body.decode("utf-8")) if body else {}
    except (ValueError, RecursionError):
        raise BadInput("body", "no JSON in UTF-8") from None
    if not isinstance(value, dict):
        raise BadInput("body", "no JSON object")
    return value


def text_in(body: dict[str, Any], name: str, longest: int | None = None) -> str | None:
    """The text under this name; None where it is absent."""
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise BadInput(name, "no text")
    if value is not None and longest is not None and not 0 < len(value) <= longest:
        raise BadInput(name, f"not between 1 and {longest} characters")
    return value


def needed_text(body: dict[str, Any], name: str, longest: int | None = None) -> str:
    """The same, but it must be there."""
    value = text_in(body, name, longest)
    if value is None:
        raise BadInput(name, "missing")
    return value


def whole(name: str, value: Any, *, least: int = 0, most: int = LARGEST) -> int:
    """A whole number between two bounds, out of a query or of JSON."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise BadInput(name, "no whole number")
    try:
        number = int(value)
    except ValueError:
        raise BadInput(name, "no whole number") from None
    if not least <= number <= most:
        raise BadInput(name, f"not between {least} and {most}")
    return number


def moment(name: str, value: str) -> datetime:
    """A moment in ISO 8601, between 1970 and 2200; it may lack a zone. A plus sign may have become a space."""
    try:
        found = datetime.fromisoformat(re.sub(r"(?<=:\d\d) (?=\d\d:\d\d$)", "+", value.replace("Z", "+00:00")))
    except ValueError:
        raise BadInput(name, "no moment in ISO 8601") from None
    if not 1970 <= found.year <= 2200:
        raise BadInput(name, "not between 1970 and 2200")
    return found


def address_of(request: web.Request) -> str:
    """Where the call comes from, to count tries; it is not kept. A proxy on this machine is believed about it."""
    remote = request.remote or "unknown"
    passed_on = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return passed_on if passed_on and remote in LOOPBACK else remote
