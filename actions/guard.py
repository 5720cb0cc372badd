"""Shuts the action server to everyone but Rasa: this machine only, and with the inner token where one is set.

`rasa run actions` imports every module of this package and then asks plugins for additions; there is no other moment
at which it can be told. Without a token (`rasa shell` beside `rasa run actions`) only the address guards it.
"""

from __future__ import annotations

import os

import pluggy
from rasa_sdk.plugin import plugin_manager
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.dialogue.inner import INNER_HEADER, INNER_VARIABLE, same_token

hookimpl = pluggy.HookimplMarker("rasa_sdk")


class Guard:
    """A plugin of the action server that turns away who does not know the token."""

    def __init__(self, token: str) -> None:
        self._token = token

    @hookimpl
    def attach_sanic_app_extensions(self, app: Sanic) -> None:
        """Look at every request first."""
        if self._token:
            app.register_middleware(self.check, "request")

    def check(self, request: Request) -> HTTPResponse | None:
        """None lets the request pass; whether the server lives, anyone may ask."""
        if request.path == "/health" or same_token(request.headers.get(INNER_HEADER), self._token):
            return None
        return response.json({"error": "no or wrong token"}, status=401)


os.environ.setdefault("SANIC_HOST", "127.0.0.1")  # the action server's own default is every address
plugin_manager().register(Guard(os.environ.get(INNER_VARIABLE, "")), "deurwijzer-guard")
