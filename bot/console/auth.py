"""Who is at the console: a cookie that opens a login for a while, and proof that a form is our own."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.domain.errors import BadInput, BotError
from bot.domain.records import StaffMember, StaffSession
from bot.domain.tokens import hash_token, new_token
from bot.services.ports import Clock, UnitOfWork, Units

COOKIE = "deurwijzer_staff"
LASTS, IDLE = timedelta(hours=8), timedelta(minutes=60)
"""A login ends after a working day, and where nobody did anything for an hour."""

RENEW = timedelta(minutes=1)
"""Activity is noted no more often than this."""

SAFE = ("GET", "HEAD", "OPTIONS")


class NotOurForm(BotError):
    """The call comes from another site, or from a form that we did not make for this login."""

    code = "forbidden"


@dataclass(frozen=True)
class Login:
    """Somebody who may be here, and by which login."""

    member: StaffMember
    session: StaffSession


async def begin(member: StaffMember, *, uow: UnitOfWork, clock: Clock) -> str:
    """Start a login and give its key, once."""
    key, now = new_token(), clock.now()
    async with uow:
        await uow.staff.start(StaffSession(hash_token(key), member.name, now, now + IDLE, new_token()))
        await uow.commit()
    return key


async def find(key: str, *, uow: UnitOfWork, clock: Clock) -> Login | None:
    """The login with this key, unless it ended or its owner left."""
    async with uow:
        session = await uow.staff.session(hash_token(key)) if key else None
        member = await uow.staff.find(session.staff) if session else None
    if session is None or member is None or not member.active or session.expires_at <= clock.now():
        return None
    return Login(member, session)


async def stay(login: Login, *, units: Units, clock: Clock) -> None:
    """Somebody is doing something: the hour begins again, but a working day does not get longer."""
    until = _until(login.session, clock.now())
    if until - login.session.expires_at < RENEW:
        return
    async with units() as uow:
        await uow.staff.extend(login.session.key_hash, until)
        await uow.commit()


def _until(session: StaffSession, now: datetime) -> datetime:
    return min(session.started_at + LASTS, now + IDLE)


async def end(key: str, *, uow: UnitOfWork) -> None:
    """Log out; nothing happens where the login ended already."""
    async with uow:
        await uow.staff.end(hash_token(key))
        await uow.commit()


def set_cookie(response: web.StreamResponse, key: str, request: web.Request) -> None:
    """Only our own pages send it, no script reads it, and it goes when the browser closes."""
    secure = request.secure or request.headers.get("X-Forwarded-Proto") == "https"
    response.set_cookie(COOKIE, key, path="/console", httponly=True, samesite="Strict", secure=secure)


def require_same_origin(request: web.Request) -> None:
    """`NotOurForm` where the browser says that another site sent this; one that says nothing is let through here."""
    if request.method not in SAFE and request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise NotOurForm("cross-site request")


async def require_own_form(request: web.Request, login: Login) -> None:
    """`NotOurForm` where a form lacks the token of this login."""
    if request.method in SAFE:
        return
    given = (await read_form(request)).get("csrf", "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), login.session.csrf.encode()):
        raise NotOurForm("a form without the token of this login")


async def read_form(request: web.Request) -> Mapping[str, str]:
    """The text fields of a form; `BadInput` where it is no UTF-8."""
    try:
        fields = await request.post()
    except (ValueError, LookupError):
        raise BadInput("body", "no form in UTF-8") from None
    return {name: value for name, value in fields.items() if isinstance(value, str)}
