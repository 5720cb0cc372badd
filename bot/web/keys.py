"""What the application carries for its handlers, by name."""

from __future__ import annotations

from aiohttp import web

from bot.channels.base import Outboxes
from bot.services.doorkeeper import Doorkeeper
from bot.services.due import Due
from bot.services.finding import NeedFinder
from bot.services.intake import Intake
from bot.services.outgoing import Sending
from bot.services.ports import Clock, DialogueEngine, Units
from bot.services.retention import Sweep
from bot.services.turns import Turns
from bot.settings import Settings
from bot.texts import Texts
from bot.web.meters import Metrics

SETTINGS = web.AppKey("settings", Settings)
UNITS = web.AppKey("units", Units)
CLOCK = web.AppKey("clock", Clock)
ENGINE = web.AppKey("engine", DialogueEngine)
INTAKE = web.AppKey("intake", Intake)
DUE = web.AppKey("due", Due)
SENDING = web.AppKey("sending", Sending)
SWEEP = web.AppKey("sweep", Sweep)
OUTBOX = web.AppKey("outbox", Outboxes)
TURNS = web.AppKey("turns", Turns)
TEXTS = web.AppKey("texts", Texts)
HOUSE = web.AppKey("house", Doorkeeper)
FINDER = web.AppKey("finder", NeedFinder)
METRICS = web.AppKey("metrics", Metrics)
