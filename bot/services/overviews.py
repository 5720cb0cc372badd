"""What the console shows: lists of what is to be done, and one talk or complaint with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.complaint import Complaint
from bot.domain.conversation import Conversation
from bot.domain.messages import Message
from bot.domain.promises import nearly_late
from bot.domain.records import Delivery, DeliveryState, Handover, Promise, Referral, ReferralState, Signal
from bot.services.doorkeeper import Doorkeeper
from bot.services.handover import CALLER, can_be_called
from bot.services.ports import Clock, UnitOfWork
from bot.services.referral_course import door_of
from bot.services.referrals import reference

HIDDEN = "[code]"
"""What stands in the place of a secret code."""


@dataclass(frozen=True)
class Waiting:
    """Somebody who wants a human, and the talk in which that was said."""

    request: Handover
    talk: Conversation


@dataclass(frozen=True)
class Sent:
    """A referral with its last letter, and what its service is called; the story stays behind a click."""

    referral: Referral
    door: str
    letter: Delivery | None

    @property
    def urgent(self) -> bool:
        """Whether staff has to do something: pass it on, find out, or call a service that does not confirm."""
        return self.referral.state is ReferralState.STAFF or self.referral.late

    @property
    def can_go_again(self) -> bool:
        """Whether there is a letter that is not on its way."""
        return self.letter is not None and self.letter.state not in (DeliveryState.WAITING, DeliveryState.SENDING)

    @property
    def number(self) -> str:
        """What people call it on the phone."""
        return reference(self.referral)


@dataclass(frozen=True)
class TalkFile:
    """One talk as staff sees it. Private data stays behind placeholders, except in `request`, shown on demand only.

    `request` is the one that is not done yet; `complaints` are those that were filed in this talk.
    """

    talk: Conversation
    messages: Sequence[Message]
    request: Handover | None
    promises: Sequence[Promise]
    complaints: Sequence[Complaint]
    referrals: Sequence[Sent] = ()

    @property
    def to_call(self) -> bool:
        """Whether somebody still has to call, or can."""
        promised = any(one.owner == CALLER and one.kept is None for one in self.promises)
        return promised or (self.request is not None and can_be_called(self.request))


async def queue(*, uow: UnitOfWork) -> list[Waiting]:
    """Everybody who wants a human: danger first, then who asked first."""
    async with uow:
        found = [Waiting(one, await uow.conversations.get(one.conversation)) for one in await uow.handovers.open()]
    return sorted(found, key=lambda one: (one.talk.crisis is None, one.request.asked_at))


async def nearly_late_promises(*, uow: UnitOfWork, clock: Clock, house: Doorkeeper) -> list[Promise]:
    """What has to be done soon, the first one first."""
    now = house.local(clock.now())
    async with uow:
        return [one for one in await uow.promises.open() if nearly_late(one, now, house.holidays(now))]


async def open_referrals(*, uow: UnitOfWork, house: Doorkeeper) -> list[Sent]:
    """Referrals that nobody has confirmed or settled: those first that staff has to do something about."""
    async with uow:
        found = [await _sent(one, uow, house) for one in await uow.referrals.open()]
    return sorted(found, key=lambda one: (not one.urgent, one.referral.made_at))


async def referral(id: str, *, uow: UnitOfWork, house: Doorkeeper) -> Sent:
    """One referral; `NotFound` where there is none."""
    async with uow:
        return await _sent(await uow.referrals.get(id), uow, house)


async def _sent(referral: Referral, uow: UnitOfWork, house: Doorkeeper) -> Sent:
    letters = [one for one in await uow.deliveries.of_conversation(referral.conversation) if one.subject == referral.id]
    return Sent(referral, await door_of(referral, uow, house), letters[-1] if letters else None)


async def talk_file(id: str, *, uow: UnitOfWork, house: Doorkeeper) -> TalkFile:
    """Everything about one talk; `NotFound` where there is none."""
    async with uow:
        return TalkFile(
            await uow.conversations.get(id),
            _without_codes(await uow.messages.after(id)),
            await uow.handovers.of_conversation(id),
            await uow.promises.of_conversation(id),
            await uow.complaints.of_conversation(id),
            [await _sent(one, uow, house) for one in await uow.referrals.of_conversation(id)],
        )


async def news(id: str, after: int, *, uow: UnitOfWork) -> tuple[Conversation, list[Message]]:
    """The talk, and what was said in it after this number."""
    async with uow:
        return await uow.conversations.get(id), _without_codes(await uow.messages.after(id, after))


def _without_codes(messages: Sequence[Message]) -> list[Message]:
    """The secret code of a complaint is for who filed it, not for who reads along."""
    codes = [str(one.custom["complaint"].get("code", "")) for one in messages if "complaint" in one.custom]
    return [replace(one, text=_hidden(one.text, codes)) for one in messages]


def _hidden(text: str, codes: Sequence[str]) -> str:
    for code in filter(None, codes):
        text = text.replace(code, HIDDEN)
    return text


async def open_complaints(*, uow: UnitOfWork) -> list[Complaint]:
    """Complaints that still need work, the earliest due date first."""
    async with uow:
        return await uow.complaints.open()


async def signals(since: datetime, *, uow: UnitOfWork) -> list[Signal]:
    """What people wanted to be known without a complaint, newest first."""
    async with uow:
        return await uow.signals.since(since)


async def complaint(reference: str, *, uow: UnitOfWork) -> Complaint:
    """One complaint; `NotFound` where there is none."""
    async with uow:
        return await uow.complaints.get(reference)


async def open_promises(*, uow: UnitOfWork) -> list[Promise]:
    """What was promised and is still to be done, the earliest last moment first."""
    async with uow:
        return await uow.promises.open()
