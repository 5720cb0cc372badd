"""What is on record of one person: the transcript, what is known, where a complaint stands; and taking it all away."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.complaint import Complaint
from bot.domain.complaint_code import hash_code
from bot.domain.conversation import Conversation, Standing
from bot.domain.errors import Forbidden, NotFound
from bot.domain.messages import Message, Sender
from bot.domain.records import Promise
from bot.domain.tokens import opens
from bot.services.ports import UnitOfWork, Vault
from bot.services.turns import Turns

NO_HASH = "0" * 64
"""Compared with where there is no complaint, so that an unknown reference takes as long as a wrong code."""


@dataclass(frozen=True)
class CaseFile:
    """A talk as the person may see it: facts and promises in their own words, complaints by their reference."""

    talk: Conversation
    facts: Mapping[str, str]
    complaints: Sequence[str]
    promises: Sequence[Promise]


async def admit(id: str, token: str, *, uow: UnitOfWork) -> Standing:
    """The talk, for who holds its token; `NotFound` for an unknown one, `Forbidden` for another token."""
    async with uow:
        talk = await uow.conversations.standing(id)
    right = opens(token, talk.token_hash if talk else "")
    if talk is None:
        raise NotFound("conversation", id)
    if not right:
        raise Forbidden("the token does not open this conversation")
    return talk


async def transcript(id: str, *, after: int = 0, uow: UnitOfWork) -> list[Message]:
    """Everything after this number, in the person's own words."""
    async with uow:
        return [await reveal(message, uow.vault) for message in await uow.messages.after(id, after)]


async def reveal(message: Message, vault: Vault) -> Message:
    """The message with private data back in its place. What came along with the person's own message stays inside."""
    custom = {} if message.sender is Sender.PERSON else message.custom
    return replace(message, text=await vault.reveal(message.conversation, message.text), custom=custom)


async def case_file(id: str, *, uow: UnitOfWork) -> CaseFile:
    """All that is on record of this talk."""
    async with uow:
        talk = await uow.conversations.get(id)
        facts = {name: await uow.vault.reveal(id, value) for name, value in talk.facts.items()}
        promises = [
            replace(promise, text=await uow.vault.reveal(id, promise.text))
            for promise in await uow.promises.of_conversation(id)
        ]
        complaints = [complaint.reference for complaint in await uow.complaints.of_conversation(id)]
    return CaseFile(talk, facts, complaints, promises)


async def erase(id: str, *, uow: UnitOfWork, turns: Turns) -> list[str]:
    """Take the talk away everywhere, after the turn that runs; gives the references of complaints, which stay."""
    async with turns.of(id), uow:
        kept = [complaint.reference for complaint in await uow.complaints.of_conversation(id)]
        await uow.conversations.erase(id)
        await uow.commit()
    return kept


async def look_up(reference: str, code: str, *, uow: UnitOfWork) -> Complaint:
    """The complaint, for who has its code; the same `NotFound` for an unknown reference and a wrong code."""
    async with uow:
        complaint = await uow.complaints.find(reference.strip().upper())
    right = secrets.compare_digest(hash_code(code), complaint.code_hash if complaint else NO_HASH)
    if complaint is None or not right:
        raise NotFound("complaint", "with this code")
    return complaint
