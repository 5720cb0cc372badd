"""`GET /metrics`, and the middleware that counts calls."""

from __future__ import annotations

import time

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.web.keys import METRICS
from bot.web.tokens import require_api_token

METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


def register(app: web.Application) -> None:
    """The numbers, for who has an API token."""
    app.router.add_get("/metrics", metrics)


async def metrics(request: web.Request) -> web.Response:
    """Everything that was counted since the start."""
    require_api_token(request)
    return web.Response(body=request.app[METRICS].text(), headers={"Content-Type": CONTENT_TYPE_LATEST})


@web.middleware
async def measure(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Count the call and its time, by the pattern of its route."""
    started, status = time.perf_counter(), 500
    try:
        response = await handler(request)
        status = response.status
    except web.HTTPException as error:
        status = error.status
        raise
    finally:
        method = request.method if request.method in METHODS else "other"
        request.app[METRICS].call(method, route_of(request), status, time.perf_counter() - started)
    return response


def route_of(request: web.Request) -> str:
    """The pattern of the route, such as `/api/conversations/{id}`; "none" where nothing matched."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "none"
