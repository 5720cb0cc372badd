"""The steps of a complaint, each by a member of staff. For now the plain way from receipt to the end."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.domain.complaint import Complaint, Status
from bot.services.ports import Clock, UnitOfWork
from bot.services.promises import settle

log = logging.getLogger(__name__)

WAY = {
    Status.RECEIVED: Status.ACKNOWLEDGED,
    Status.ACKNOWLEDGED: Status.IN_TREATMENT,
    Status.IN_TREATMENT: Status.CLOSED,
    Status.FORWARDED: Status.CLOSED,
}
"""The next step where nothing special happens: confirm receipt (Awb 9:6), treat (9:7, 9:10), close (9:12)."""

HANDLER = "complaint_handler"


async def move(reference: str, to: Status, *, by: str, uow: UnitOfWork, clock: Clock) -> Complaint:
    """The complaint one step further; `IllegalStep` where its present status does not allow that."""
    async with uow:
        complaint = (await uow.complaints.get(reference)).move(to, at=clock.now(), by=by)
        await uow.complaints.save(complaint)
        if to is Status.CLOSED:
            await _settle_promise(complaint, by, clock.now(), uow)
        await uow.commit()
    log.info("complaint moved reference=%s to=%s staff=%s", reference, to.value, by)
    return complaint


async def _settle_promise(complaint: Complaint, by: str, now: datetime, uow: UnitOfWork) -> None:
    """The promise of an answer was made with the reference in it; it is kept if the answer came in time."""
    for promise in await uow.promises.of_conversation(complaint.conversation):
        about = promise.about or promise.text  # before 22 November 2026 the reference stood in the text only
        if promise.owner == HANDLER and promise.kept is None and complaint.reference in about:
            await settle(promise, kept=now <= promise.due, by=by, now=now, uow=uow)
