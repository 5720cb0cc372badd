"""The wiring of the gateway: settings to adapters to use cases to channels, console and pages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace

from aiohttp import web

from bot.channels import hsds_api, rasa_rest, telegram, web_api
from bot.channels.base import Outboxes
from bot.clock import make_clock
from bot.console import routes as console
from bot.dialogue.rasa_client import RasaClient
from bot.house import doorkeeper, post_of
from bot.outside.mail import Mailer, read_server
from bot.outside.webhooks import Webhooks
from bot.services import followups, referral_course
from bot.services.doorkeeper import Doorkeeper
from bot.services.due import Due
from bot.services.intake import PATIENCE, Intake
from bot.services.outgoing import Carrier, ChatCarrier, Sending
from bot.services.ports import Clock, DialogueEngine, Units
from bot.services.post import CHAT, MAIL, WEBHOOK
from bot.services.retention import Sweep
from bot.services.turns import LocalTurns
from bot.settings import Settings
from bot.storage.ciphers import cipher_of
from bot.storage.unit_of_work import sql_units
from bot.understanding.danger import find_danger
from bot.understanding.private_data import find_private_data
from bot.web import chat_page, guide_pages, health, keys, metrics, referral_page
from bot.web.access import AccessLog, set_up_logging
from bot.web.errors import errors
from bot.web.meters import Metrics
from bot.web.pages import secure

LARGEST_BODY = 1024 * 1024
SHUTDOWN = 5.0
"""Seconds that calls get to end; what is not answered by then waits for the next start."""

log = logging.getLogger(__name__)


def build_app(
    settings: Settings,
    *,
    engine: DialogueEngine | None = None,
    units: Units | None = None,
    clock: Clock | None = None,
    house: Doorkeeper | None = None,
    patience: float = PATIENCE,
) -> web.Application:
    """The gateway. A test can hand in its own engine, store, clock and municipality, and a shorter patience."""
    app = web.Application(middlewares=[metrics.measure, errors], client_max_size=LARGEST_BODY)
    house = house or replace(doorkeeper(str(settings.profile), settings.retention_days), post=post_of(settings))
    app[keys.SETTINGS], app[keys.HOUSE], app[keys.TEXTS] = settings, house, house.texts
    app[keys.CLOCK] = clock or make_clock(settings)
    app[keys.UNITS] = units or _units(app, settings)
    app[keys.ENGINE] = engine or _engine(app, settings, house)
    app[keys.OUTBOX], app[keys.TURNS], app[keys.METRICS] = Outboxes(), LocalTurns(), Metrics()
    app[keys.INTAKE] = _intake(app, patience)
    app[keys.DUE], app[keys.SENDING] = _due(app), _sending(app)
    app[keys.SWEEP] = Sweep(app[keys.UNITS], app[keys.CLOCK], days=house.profile.retention_days)
    for part in (
        health,
        metrics,
        rasa_rest,
        web_api,
        hsds_api,
        telegram,
        chat_page,
        guide_pages,
        referral_page,
        console,
    ):
        part.register(app)
    app.on_response_prepare.append(secure)
    app.cleanup_ctx.append(_background)
    _warm_up(house, app[keys.CLOCK])
    return app


def _intake(app: web.Application, patience: float) -> Intake:
    return Intake(
        app[keys.ENGINE],
        app[keys.UNITS],
        app[keys.CLOCK],
        app[keys.TEXTS],
        profile=app[keys.HOUSE].profile,
        outbox=app[keys.OUTBOX],
        meter=app[keys.METRICS],
        turns=app[keys.TURNS],
        patience=patience,
    )


def _due(app: web.Application) -> Due:
    return Due(
        app[keys.UNITS],
        app[keys.CLOCK],
        app[keys.HOUSE],
        outbox=app[keys.OUTBOX],
        turns=app[keys.TURNS],
        handlers={**followups.HANDLERS, **referral_course.HANDLERS},
    )


def _sending(app: web.Application) -> Sending:
    settings, house = app[keys.SETTINGS], app[keys.HOUSE]
    carriers: dict[str, Carrier] = {CHAT: ChatCarrier(app[keys.UNITS], app[keys.OUTBOX])}
    if settings.smtp_url:
        server = read_server(settings.smtp_url)
        carriers[MAIL] = Mailer(server, settings.mail_from, house.profile.email)
    if settings.webhook_secret:
        carriers[WEBHOOK] = Webhooks(settings.webhook_secret)
    return Sending(app[keys.UNITS], app[keys.CLOCK], carriers, referral_course.Aftermath(app[keys.CLOCK], house))


def _units(app: web.Application, settings: Settings) -> Units:
    units = sql_units(settings.database_url, cipher_of(settings))

    async def dispose(app: web.Application) -> None:
        await units.dispose()

    app.on_cleanup.append(dispose)
    return units


def _engine(app: web.Application, settings: Settings, house: Doorkeeper) -> DialogueEngine:
    rasa, actions = (f"http://127.0.0.1:{port}" for port in (settings.rasa_port, settings.actions_port))
    client = RasaClient(rasa, actions, token=settings.inner_token, needs=house.needs)

    async def close(app: web.Application) -> None:
        await client.close()

    app.on_cleanup.append(close)
    return client


def _warm_up(house: Doorkeeper, clock: Clock) -> None:
    """Read what the first message would otherwise wait for."""
    find_danger("help")
    find_private_data("help")
    house.calendar.holidays(clock.now().year)


async def _background(app: web.Application) -> AsyncIterator[None]:
    """What runs beside the calls, from the start to the end."""
    workers = (app[keys.INTAKE], app[keys.DUE], app[keys.SENDING], app[keys.SWEEP])
    tasks = [asyncio.create_task(worker.keep_going()) for worker in workers]
    yield
    for worker in workers:
        await worker.hold(SHUTDOWN / 5)
    for task in tasks:
        while not task.done():  # on Python 3.10 `wait_for` can swallow a cancellation
            task.cancel()
            await asyncio.wait({task}, timeout=0.2)


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM."""
    set_up_logging(settings.log_level)
    log.info("gateway on %s:%d", settings.host, settings.port)
    web.run_app(
        build_app(settings),
        host=settings.host,
        port=settings.port,
        shutdown_timeout=SHUTDOWN,
        access_log_class=AccessLog,
        access_log=logging.getLogger("bot.access"),
        print=None,
    )
