"""Who may open the console."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.errors import BadInput, Conflict, Forbidden
from bot.services import staff


async def test_who_is_added_gets_a_password_that_opens_the_door_and_is_kept_as_a_hash(units):
    password = await staff.add("jan", "lead", uow=units())
    member = await staff.check("jan", password, uow=units(reading=True))
    assert (member.name, member.role) == ("jan", "lead")
    assert member.password_hash.startswith("$argon2id$")
    assert password not in member.password_hash


@pytest.mark.parametrize(("name", "password"), [("jan", "wrong"), ("piet", "wrong"), ("", "")])
async def test_nobody_else_gets_in(units, name, password):
    await staff.add("jan", uow=units())
    with pytest.raises(Forbidden):
        await staff.check(name, password, uow=units(reading=True))


async def test_who_left_does_not_get_in(units):
    password = await staff.add("jan", uow=units())
    async with units() as uow:
        await uow.staff.save(replace(await uow.staff.find("jan"), active=False))
        await uow.commit()
    with pytest.raises(Forbidden):
        await staff.check("jan", password, uow=units(reading=True))


async def test_a_name_is_taken_once_and_a_role_is_one_we_know(units):
    await staff.add("jan", uow=units())
    with pytest.raises(Conflict):
        await staff.add("jan", uow=units())
    for name, role in (("piet", "boss"), (" ", "handler")):
        with pytest.raises(BadInput):
            await staff.add(name, role, uow=units())


async def test_a_new_password_replaces_the_old_one(units):
    old = await staff.add("jan", uow=units())
    new = await staff.renew("jan", uow=units())
    assert (await staff.check("jan", new, uow=units(reading=True))).name == "jan"
    with pytest.raises(Forbidden):
        await staff.check("jan", old, uow=units(reading=True))
    with pytest.raises(Forbidden):
        await staff.renew("piet", uow=units())
