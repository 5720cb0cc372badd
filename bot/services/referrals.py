"""Warm referral: with the person's yes the question goes to the service; what the person is told is true in each case.

Where a service can be reached by webhook or e-mail the house writes to it by itself; where it cannot, staff passes it
on. Record, letter and promise are one transaction. `referral_course.py` says what comes of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timezone
from functools import partial
from typing import Any

from bot.domain.address import form_of
from bot.domain.conversation import Conversation
from bot.domain.deadlines import working_days_later
from bot.domain.directory import Service
from bot.domain.records import Referral, ReferralState
from bot.domain.tokens import hash_token, new_token
from bot.services.doorkeeper import Doorkeeper
from bot.services.ports import UnitOfWork
from bot.services.post import MAIL, WEBHOOK, letter, mail
from bot.services.promises import make, set_errand
from bot.services.tailored import note_of
from bot.talk.model import Say, World
from bot.talk.wording import about_resident, in_words

OWNER = "referrals"
"""Who owns the promise that a door takes a question up."""

DAYS = 2
"""Working days for a service to confirm, or for staff to pass a question on."""

OVERDUE = "referral_overdue"
"""The errand that looks whether the service confirmed."""

STAFF_STARTS, DAY_ENDS = time(9), time(23, 59, 59)
TOLD = ("what_happened", "organisation", "since_when", "tried_so_far", "wanted_outcome", "for_whom", "district", "age")
CONTACT = ("name", "phone", "email", "contact_preference")


def reference(referral: Referral) -> str:
    """What people call it on the phone: `DW-3F9A12BC`."""
    return f"DW-{referral.id[:8].upper()}"


def way_to(service: Service | None, house: Doorkeeper) -> str:
    """How this service can be written to: a webhook goes before e-mail; empty where neither is there or set up."""
    if service is None:
        return ""
    if house.post.webhooks and hook_of(service, house):
        return WEBHOOK
    return MAIL if service.email and house.post.mail else ""


def hook_of(service: Service, house: Doorkeeper) -> str:
    """Where the service's own system takes referrals; one address can serve all its locations."""
    hooks = house.profile.webhooks
    return hooks.get(service.id) or hooks.get(service.family, "")


@dataclass(frozen=True)
class Making:
    """One referral while it is made: `facts` in the person's own words, `day` on which the person knows more."""

    talk: Conversation
    world: World
    uow: UnitOfWork
    house: Doorkeeper
    service: Service | None
    facts: Mapping[str, str]
    made: Referral
    token: str
    day: date

    @property
    def now(self) -> datetime:
        """When it is made."""
        return self.made.made_at

    @property
    def door(self) -> str:
        """What the service is called."""
        return self.service.name if self.service else self.house.profile.name

    @property
    def link(self) -> str:
        """Where the service confirms."""
        return f"{self.house.post.url}/referrals/{self.made.id}/{self.token}"

    def end_of(self, day: date) -> datetime:
        """The last moment of a local day."""
        return datetime.combine(day, DAY_ENDS, self.world.now.tzinfo)


async def refer(
    service_id: str, talk: Conversation, *, world: World, now: datetime, uow: UnitOfWork, house: Doorkeeper
) -> tuple[Say, ...]:
    """Put it on record with its letter and its promise, and say what happens; all in the caller's transaction."""
    facts = {
        name: await uow.vault.reveal(talk.id, talk.facts[name]) for name in (*TOLD, *CONTACT) if name in talk.facts
    }
    service = await house.sure(partial(house.service, service_id), uow)
    confirm = working_days_later(world.today, DAYS, world.holidays)
    way = way_to(service, house)
    note = "\n".join([about_resident(facts, "nl"), *note_of(talk, house.needs, house.texts)])
    made = Referral(secrets.token_hex(8), talk.id, service_id, note, now)
    day = working_days_later(confirm, 1, world.holidays) if way else confirm
    making = Making(talk, world, uow, house, service, facts, made, new_token(), day)
    if way:
        due = making.end_of(confirm).astimezone(timezone.utc)
        made = replace(made, state=ReferralState.SENDING, due=due, token_hash=hash_token(making.token))
        making = replace(making, made=made)
    await uow.referrals.add(made)
    if way:
        await _write(way, making)
    text = house.texts.say("promise_referral", talk.language, form_of(talk), door=making.door)
    await make(text, OWNER, making.end_of(day), talk, now=now, uow=uow, house=house, about=made.id)
    return await _told(making, sends=bool(way))


async def _write(way: str, making: Making) -> None:
    """The letter to the service; on the working day after the last one to confirm somebody looks whether it did."""
    if way == WEBHOOK:
        await _call(making)
    else:
        await _mail(making)
    at = datetime.combine(making.day, STAFF_STARTS, making.world.now.tzinfo)
    await set_errand(OVERDUE, making.talk.id, making.made.id, at, making.uow)


async def _call(making: Making) -> None:
    made, service = making.made, making.service
    assert service is not None and made.due is not None  # noqa: S101 - there is a way to it
    body: dict[str, Any] = {
        "reference": reference(made),
        "service": service.id,
        "made_at": made.made_at.isoformat(),
        "confirm_by": made.due.isoformat(),
        "confirm_url": making.link,
        "language": making.talk.language,
        "need": making.talk.need,
        "facts": dict(making.facts),
    }
    content = {"url": hook_of(service, making.house), "service": service.id, "body": body}
    await letter(WEBHOOK, content, conversation=making.talk.id, now=making.now, uow=making.uow, subject=made.id)


async def _mail(making: Making) -> None:
    """In Dutch, and in English too where the person speaks that."""
    languages = ("nl",) if making.talk.language == "nl" else ("nl", "en")
    names = ("mail_referral", "mail_referral_facts", "mail_referral_confirm")
    text = "\n\n----\n\n".join(_letter(names, language, making) for language in languages)
    title = making.house.texts.say("mail_referral_title", "nl", reference=reference(making.made))
    to = making.service.email if making.service else ""
    await mail(to, title, text, conversation=making.talk.id, now=making.now, uow=making.uow, subject=making.made.id)


def _letter(names: Sequence[str], language: str, making: Making, *, day: date | None = None) -> str:
    """These texts below each other, filled in."""
    due = day or (making.made.due or making.now).astimezone(making.world.now.tzinfo).date()
    values = {
        "name": making.house.profile.name,
        "door": making.door,
        "reference": reference(making.made),
        "link": making.link,
        "due": in_words(due, language),
        "facts": about_resident(making.facts, language),
    }
    form = form_of(making.talk)
    return "\n\n".join(making.house.texts.say(name, language, form, **values) for name in names)


def _rows(facts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"fact": name, "value": value} for name, value in facts.items()]


async def _told(making: Making, *, sends: bool) -> tuple[Say, ...]:
    """What happens now and a copy, in the talk and to the e-mail address that the person gave."""
    masked = {name: making.talk.facts[name] for name in making.facts}
    values = {"door": making.door, "due": making.day, "reference": reference(making.made), "copy": _rows(masked)}
    custom = {"services": [making.made.service], "promise": {"due": making.day.isoformat()}}
    says = [Say("utter_referral_sending" if sends else "utter_referral_made", values, custom=custom)]
    if masked:
        says.append(Say("utter_referral_copy", values))
    if "email" in making.facts and making.house.post.mail:
        await _copy(making)
        says.append(Say("utter_referral_copy_mailed"))
    return tuple(says)


async def _copy(making: Making) -> None:
    language, names = making.talk.language, ("mail_referral_person", "mail_referral_person_facts")
    title = making.house.texts.say(
        "mail_referral_person_title", language, form_of(making.talk), reference=reference(making.made)
    )
    text = _letter(names, language, making, day=making.day)
    await mail(making.facts["email"], title, text, conversation=making.talk.id, now=making.now, uow=making.uow)
