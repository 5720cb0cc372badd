"""What comes of a referral: the service confirms, or does not, or could not be reached; staff and the person hear."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import uuid4

from bot.domain.conversation import Conversation, State
from bot.domain.errors import Conflict, NotFound
from bot.domain.promises import fitting
from bot.domain.records import Delivery, DeliveryState, Handover, Referral, ReferralState
from bot.domain.tokens import opens
from bot.services.doorkeeper import Doorkeeper
from bot.services.due import Case, Handler
from bot.services.followups import bad_time
from bot.services.ports import Clock, UnitOfWork
from bot.services.promises import set_errand
from bot.services.referrals import OVERDUE, reference
from bot.services.speaking import speak
from bot.talk.model import Say
from bot.talk.smalltalk import open_question

log = logging.getLogger(__name__)

CONFIRMED, STUCK = "referral_confirmed", "referral_stuck"
"""Errands that tell the person: the service has it; it could not be reached."""

OVER = (ReferralState.CONFIRMED, ReferralState.DONE)


class NothingToSend(Conflict):
    """This referral has no letter that staff could send again."""


async def confirm(id: str, token: str, *, uow: UnitOfWork, clock: Clock, house: Doorkeeper) -> Referral:
    """The service says that it takes the question up; once more is no error. `NotFound` for a wrong link."""
    async with uow:
        made = await admitted(id, token, uow)
        if made.state is not ReferralState.CONFIRMED:
            made = await _confirmed(made, "service", clock.now(), uow, house)
            await uow.commit()
    return made


async def look(id: str, token: str, *, uow: UnitOfWork, house: Doorkeeper) -> tuple[Referral, str]:
    """The referral and its door, for who has its link; nothing changes by looking, whatever scans the mail."""
    async with uow:
        made = await admitted(id, token, uow)
        return made, await door_of(made, uow, house)


async def door_of(made: Referral, uow: UnitOfWork, house: Doorkeeper) -> str:
    """What the service is called; the municipality where it is no longer there."""
    service = await house.sure(partial(house.service, made.service), uow)
    return service.name if service else house.profile.name


async def admitted(id: str, token: str, uow: UnitOfWork) -> Referral:
    """The referral with this id and token; the same `NotFound` for either being wrong."""
    try:
        made = await uow.referrals.get(id)
    except NotFound:
        made = None
    if not opens(token, made.token_hash if made else "") or made is None:
        raise NotFound("referral", "with this link")
    return made


async def _confirmed(made: Referral, by: str, now: datetime, uow: UnitOfWork, house: Doorkeeper) -> Referral:
    made = replace(made, state=ReferralState.CONFIRMED, settled_by=by, settled_at=now)
    await uow.referrals.save(made)
    await uow.errands.drop(made.id)
    await _tell(CONFIRMED, made, now, uow, house)
    log.info("referral confirmed referral=%s", made.id)
    return made


async def _tell(kind: str, made: Referral, now: datetime, uow: UnitOfWork, house: Doorkeeper) -> None:
    """Let the person know, as soon as people may be written to."""
    local = house.local(now)
    await set_errand(kind, made.conversation, made.id, fitting(local, house.holidays(local)), uow)


class Aftermath:
    """What the end of a letter means for the referral that it carries."""

    def __init__(self, clock: Clock, house: Doorkeeper) -> None:
        self._clock, self._house = clock, house

    async def __call__(self, delivery: Delivery, talk: Conversation, confirmed: bool, uow: UnitOfWork) -> None:
        """Sent: the service has to confirm. In doubt or refused: staff takes over, and the person is told so."""
        if not delivery.subject or delivery.state is DeliveryState.WAITING:
            return
        made, now = await uow.referrals.get(delivery.subject), self._clock.now()
        if made.state is not ReferralState.SENDING:
            return
        if confirmed:
            await _confirmed(made, "service", now, uow, self._house)
        elif delivery.state is DeliveryState.SENT:
            await uow.referrals.save(replace(made, state=ReferralState.SENT))
        else:
            await uow.referrals.save(replace(made, state=ReferralState.STAFF))
            await queue_for_staff(talk, now, uow)
            await _tell(STUCK, made, now, uow, self._house)


async def queue_for_staff(talk: Conversation, now: datetime, uow: UnitOfWork) -> None:
    """Somebody has to look at a referral of this talk, unless somebody is looking at the talk already."""
    if await uow.handovers.of_conversation(talk.id) is None:
        phone, name = [await uow.vault.reveal(talk.id, talk.facts.get(fact, "")) for fact in ("phone", "name")]
        kind = "callback" if phone else "live"
        await uow.handovers.add(Handover(uuid4().hex, talk.id, kind, STUCK, now, phone=phone, name=name))


# Errands


async def overdue(case: Case) -> datetime | None:
    """The service did not confirm in time: staff sees it, and the person is told honestly."""
    made = await _open(case)
    if made is None:
        return None
    later = bad_time(case)
    if later is None:
        await case.uow.referrals.save(replace(made, late=True))
        await queue_for_staff(case.talk, case.now, case.uow)
        await _say("utter_referral_overdue", made, case)
    return later


async def told_confirmed(case: Case) -> datetime | None:
    """The person hears that the service has the question."""
    later = bad_time(case)
    if later is None:
        await _say("utter_referral_confirmed", await case.uow.referrals.get(case.errand.subject), case)
    return later


async def told_stuck(case: Case) -> datetime | None:
    """The person hears that a human passes it on."""
    made = await _open(case)
    later = bad_time(case) if made else None
    if made and later is None:
        await _say("utter_referral_stuck", made, case)
    return later


async def _open(case: Case) -> Referral | None:
    made = await case.uow.referrals.get(case.errand.subject)
    return None if made.state in OVER else made


async def _say(name: str, made: Referral, case: Case) -> None:
    """Say it, and put the question again that was open."""
    door = await door_of(made, case.uow, case.house)
    custom = {"services": [made.service]} if made.service else {}
    say = Say(name, {"door": door, "reference": reference(made)}, custom=custom)
    again = () if case.talk.state is State.STAFF else open_question(case.talk)
    await speak(case.talk, (say, *again), now=case.now, uow=case.uow, house=case.house, outbox=case.outbox)


HANDLERS: Mapping[str, Handler] = {OVERDUE: overdue, CONFIRMED: told_confirmed, STUCK: told_stuck}


# Staff


async def send_again(id: str, *, by: str, uow: UnitOfWork, clock: Clock, house: Doorkeeper) -> Referral:
    """Staff decides that the letter goes out once more, under the same id; `NothingToSend` where there is none."""
    async with uow:
        made = await uow.referrals.get(id)
        sent = [one for one in await uow.deliveries.of_conversation(made.conversation) if one.subject == id]
        if not sent or sent[-1].state in (DeliveryState.WAITING, DeliveryState.SENDING):
            raise NothingToSend(id)
        now = clock.now()
        again = replace(sent[-1], state=DeliveryState.WAITING, next_at=now, tries=0, claimed_at=None)
        await uow.deliveries.save(again)
        made = replace(made, state=ReferralState.SENDING, settled_by="", settled_at=None)
        await uow.referrals.save(made)
        await uow.commit()
    log.info("referral sent again referral=%s staff=%s", id, by)
    return made


async def arrived(id: str, *, by: str, uow: UnitOfWork, clock: Clock, house: Doorkeeper) -> Referral:
    """Staff heard from the service that it has the question; or passed it on by phone."""
    async with uow:
        made = await uow.referrals.get(id)
        if made.state not in OVER:
            made = replace(made, state=ReferralState.DONE, settled_by=by, settled_at=clock.now())
            await uow.referrals.save(made)
            await uow.errands.drop(id)
            await _tell(CONFIRMED, made, clock.now(), uow, house)
            await uow.commit()
    log.info("referral passed on referral=%s staff=%s", id, by)
    return made
