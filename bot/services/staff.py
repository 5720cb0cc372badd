"""Who may open the console: a generated password, kept as an argon2 hash."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import replace

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.domain.errors import BadInput, Conflict, Forbidden
from bot.domain.records import StaffMember
from bot.services.ports import UnitOfWork

ROLES = ("handler", "lead", "admin")
HASHER = PasswordHasher()
NOBODY = HASHER.hash(secrets.token_urlsafe(16))
"""Checked where the name is unknown, so that the answer takes as long as for a wrong password."""


async def add(name: str, role: str = "handler", *, uow: UnitOfWork) -> str:
    """Let someone in and give the password, once; `Conflict` where the name is taken."""
    if not name.strip() or role not in ROLES:
        raise BadInput("role" if name.strip() else "name", f"a name, and a role out of {', '.join(ROLES)}")
    password = new_password()
    hashed = await asyncio.to_thread(HASHER.hash, password)
    async with uow:
        if await uow.staff.find(name):
            raise Conflict(f"staff member {name} exists")
        await uow.staff.add(StaffMember(name, hashed, role))
        await uow.commit()
    return password


async def renew(name: str, *, uow: UnitOfWork) -> str:
    """A new password for someone who forgot the old one; `Forbidden` where nobody has this name."""
    password = new_password()
    hashed = await asyncio.to_thread(HASHER.hash, password)
    async with uow:
        member = await uow.staff.find(name)
        if member is None:
            raise Forbidden(f"no staff member {name}")
        await uow.staff.save(replace(member, password_hash=hashed))
        await uow.commit()
    return password


async def check(name: str, password: str, *, uow: UnitOfWork) -> StaffMember:
    """The member with this name and password; `Forbidden`, after the same time, for everybody else."""
    async with uow:
        member = await uow.staff.find(name)
    right = await asyncio.to_thread(_fits, member.password_hash if member else NOBODY, password)
    if member is None or not right or not member.active:
        raise Forbidden("name or password is not right")
    return member


def _fits(hashed: str, password: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def new_password() -> str:
    """Twenty signs that can be typed over: `k7wq-...`."""
    signs = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(signs) for _ in range(4)) for _ in range(5))
