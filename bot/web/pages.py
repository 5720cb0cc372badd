"""What every page and every answer carries: headers that keep browsers safe, and a page for when something fails."""

from __future__ import annotations

from html import escape
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, select_autoescape

TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape())

CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": CONTENT_SECURITY,
}
"""A handler that sets one of these itself keeps its own."""

STATIC = ("text/css", "text/javascript", "application/javascript", "image/", "font/")
"""What browsers may keep for a while; everything else may hold something private."""

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Deurwijzer</title>
</head>
<body><main><h1>Deurwijzer</h1><p>{message}</p><p><a href="/">{back}</a></p></main></body>
</html>
"""


async def secure(request: web.Request, response: web.StreamResponse) -> None:
    """Signal `on_response_prepare`: add what is missing to any answer, static files and streams included."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not response.headers.get("Content-Type", "").startswith(STATIC):
        response.headers.setdefault("Cache-Control", "no-store")


def error_page(status: int, message: str, language: str) -> web.Response:
    """A small page with one plain sentence and the way back."""
    back = "Back to the start" if language == "en" else "Terug naar het begin"
    page = PAGE.format(language=language, message=escape(message), back=back)
    return web.Response(text=page, status=status, content_type="text/html")
