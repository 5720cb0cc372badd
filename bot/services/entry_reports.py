"""What people say is wrong in the directory ("Klopt dit niet?"): from a page or a talk, dealt with by staff."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.conversation import Conversation
from bot.domain.errors import BadInput, Conflict, TooLarge
from bot.domain.records import EntryReport
from bot.services.masking import clean, without_private_data
from bot.services.ports import Clock, UnitOfWork

log = logging.getLogger(__name__)

WEB = "wegwijzer"
"""Where a report comes from that was made on a page; from a talk it is the channel."""

LONGEST, LONGEST_NOTE = 2000, 1000
"""Characters of a report and of the note of staff on it."""

SOLVED_SHOWN = 25
FORM = re.compile(r"[0-9a-f]{32}")


class SolvedAlready(Conflict):
    """A colleague dealt with this report."""

    def __init__(self, id: str, by: str) -> None:
        super().__init__(f"report {id} was solved by {by}")
        self.by = by


@dataclass(frozen=True)
class ReportList:
    """What staff still has to look at, oldest first, and what was dealt with last."""

    open: Sequence[EntryReport]
    solved: Sequence[EntryReport]


def new_form() -> str:
    """Goes along with a form, so that sending it twice is one report."""
    return secrets.token_hex(16)


async def report(service: str, words: str, *, form: str, uow: UnitOfWork, clock: Clock) -> None:
    """Keep what somebody wrote on a page about an entry, without private data; the same form again changes nothing.

    Raises `BadInput` where there is nothing in the words or the form is not one of ours, and `TooLarge`.
    """
    if not words.strip():
        raise BadInput("words", "there is nothing in it")
    text = clean(words)
    if len(text) > LONGEST:
        raise TooLarge(f"{len(text)} characters")
    if not FORM.fullmatch(form):
        raise BadInput("form", "not one of ours")
    masked, _ = without_private_data(text)
    async with uow:
        try:
            await uow.reports.add(EntryReport(form, service, masked, WEB, clock.now()))
        except Conflict:
            return
        await uow.commit()
    log.info("entry reported service=%s length=%d", service, len(text))


async def report_in_talk(service: str, words: str, *, talk: Conversation, uow: UnitOfWork, clock: Clock) -> None:
    """The same from a talk, within its turn; the words were masked when they came in."""
    made = EntryReport(new_form(), service, words[:LONGEST], talk.channel, clock.now(), talk.id)
    await uow.reports.add(made)


async def listed(*, uow: UnitOfWork) -> ReportList:
    """All that is open, and the last ones that are done."""
    async with uow:
        return ReportList(await uow.reports.open(), await uow.reports.solved(SOLVED_SHOWN))


async def solve(id: str, note: str, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Staff dealt with it, and says how; `SolvedAlready` where a colleague was first."""
    note = clean(note)
    if len(note) > LONGEST_NOTE:
        raise TooLarge(f"a note of {len(note)} characters")
    async with uow:
        found = await uow.reports.get(id)
        if found.solved_at is not None:
            raise SolvedAlready(id, str(found.solved_by))
        await uow.reports.save(replace(found, note=note, solved_by=by, solved_at=clock.now()))
        await uow.commit()
    log.info("report solved report=%s staff=%s", id, by)
