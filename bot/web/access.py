"""What the gateway writes in its logs: never what a person typed."""

from __future__ import annotations

import logging
from types import TracebackType

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

from bot.web.errors import where


class AccessLog(AbstractAccessLogger):
    """One line per call: its pattern, how it went and how long it took. No path, query or body: those are theirs."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Called by aiohttp after each answer."""
        pattern = "none"
        if isinstance(request, web.Request) and request.match_info.route.resource:
            pattern = request.match_info.route.resource.canonical
        what = (request.method, pattern, response.status, response.body_length, 1000 * time)
        self.logger.info("%s %s status=%d bytes=%d ms=%d", *what)


class Discreet(logging.Formatter):
    """Shows where an error came from and its kind, not its message: that may hold what a person typed."""

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The place and kind of the error."""
        return where(ei[1]) if ei[1] else ""


def set_up_logging(level: str) -> None:
    """Log to the standard error stream of this process."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
