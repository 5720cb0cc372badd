"""`GET /healthz`: for whoever watches over the service."""

from __future__ import annotations

from aiohttp import web

from bot.services.health import check
from bot.web.keys import ENGINE, UNITS


def register(app: web.Application) -> None:
    """Add the call."""
    app.router.add_get("/healthz", healthz)


async def healthz(request: web.Request) -> web.Response:
    """How the parts are; 503 only where no message can be taken in."""
    health = await check(request.app[ENGINE], request.app[UNITS])
    body = {"status": health.status, "components": dict(health.components)}
    return web.json_response(body, status=200 if health.takes_messages else 503)
