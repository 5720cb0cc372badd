"""The chat page at `/`: a static page on the HTTP API, the same that other people's clients use."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from bot.web import keys
from bot.web.pages import TEMPLATES

HERE = Path(__file__).parent


def register(app: web.Application) -> None:
    """Serve the page, and the files that pages share."""
    app.router.add_get("/", chat)
    app.router.add_static("/static", HERE / "static", append_version=False)


async def chat(request: web.Request) -> web.Response:
    """The page in the name of the municipality; the talk itself goes over `/api/conversations`."""
    profile = request.app[keys.HOUSE].profile
    page = TEMPLATES.get_template("chat.html").render(profile=profile)
    return web.Response(text=page, content_type="text/html")
