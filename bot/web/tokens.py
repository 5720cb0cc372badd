"""Who may call: the token of a conversation, and the tokens of other systems."""

from __future__ import annotations

import hmac

from aiohttp import web

from bot.domain.errors import Forbidden
from bot.web.keys import SETTINGS


def bearer(request: web.Request) -> str:
    """The token in the header `Authorization: Bearer …`; empty where there is none."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def require_api_token(request: web.Request) -> str:
    """The token of a system that may call what is guarded; with none set the door stays shut. `Forbidden` otherwise."""
    given = bearer(request)
    known = [_same(given, token) for token in request.app[SETTINGS].api_tokens if token]
    if not any(known):
        raise Forbidden("not one of the API tokens")
    return given


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), wanted.encode())
