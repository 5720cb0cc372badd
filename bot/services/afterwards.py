"""What the flows leave behind besides complaints, referrals and hand-overs: words added, signals, promises, copies."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.address import form_of
from bot.domain.complaint_code import hash_code
from bot.domain.conversation import Conversation
from bot.domain.errors import IllegalStep
from bot.domain.records import Signal
from bot.services import promises
from bot.services.doorkeeper import Doorkeeper
from bot.services.ports import Clock, UnitOfWork
from bot.talk.model import AddToComplaint, GiveSignal, LookUpComplaint, MakePromise, Say, ShowCopy, World
from bot.talk.my_data import more
from bot.talk.status import shown

Left = LookUpComplaint | AddToComplaint | GiveSignal | MakePromise | ShowCopy
Done = tuple[Conversation, tuple[Say, ...]]


@dataclass(frozen=True)
class Afterwards:
    """One turn's hands: what is needed to do what a flow asks for."""

    uow: UnitOfWork
    clock: Clock
    house: Doorkeeper
    world: World

    async def do(self, effect: Left, talk: Conversation) -> Done:
        """Do it; gives the talk as it is then, and what the person is told."""
        if isinstance(effect, LookUpComplaint):
            return await self._look_up(effect, talk)
        if isinstance(effect, AddToComplaint):
            return talk, await self._add(effect, talk)
        if isinstance(effect, GiveSignal):
            return talk, await self._signal(talk)
        if isinstance(effect, MakePromise):
            return talk, await self._promise(effect, talk)
        return talk, await self._copy(talk)

    async def _look_up(self, effect: LookUpComplaint, talk: Conversation) -> Done:
        """The same words for an unknown reference and a wrong code."""
        complaint = await self.uow.complaints.find(effect.reference)
        if complaint is None or not secrets.compare_digest(complaint.code_hash, hash_code(effect.code)):
            return talk, (Say("utter_status_unknown"),)
        turn = shown(talk, complaint, self.world)
        return turn.talk, turn.says

    async def _add(self, effect: AddToComplaint, talk: Conversation) -> tuple[Say, ...]:
        """The words go on file in full, as the complaint itself did; the person gets them back (Awb 2:17)."""
        complaint = await self.uow.complaints.get(effect.reference)
        try:
            complaint = complaint.add(await self.uow.vault.reveal(talk.id, effect.text), at=self.clock.now())
        except IllegalStep:
            return (Say("utter_addition_too_late", {"reference": effect.reference}),)
        await self.uow.complaints.save(complaint)
        return (Say("utter_addition_made", {"reference": effect.reference, "text": effect.text}),)

    async def _signal(self, talk: Conversation) -> tuple[Say, ...]:
        """What was told, with private data still behind its placeholders and without a link to the talk."""
        about, told = talk.facts.get("organisation", ""), talk.facts.get("what_happened", "")
        made = Signal(secrets.token_hex(8), talk.need or "unclear", about, told, talk.language, self.clock.now())
        await self.uow.signals.add(made)
        return (Say("utter_signal_given"),)

    async def _promise(self, effect: MakePromise, talk: Conversation) -> tuple[Say, ...]:
        """Put it in the ledger, once for each owner, and tell the person by when."""
        standing = await self.uow.promises.of_conversation(talk.id)
        if not any(one.owner == effect.owner and one.kept is None for one in standing):
            text = self.house.texts.say(effect.text, talk.language, form_of(talk))
            due = end_of(effect.due, self.world)
            await promises.make(text, effect.owner, due, talk, now=self.clock.now(), uow=self.uow, house=self.house)
        return (Say(effect.say, {"due": effect.due}, custom={"promise": {"due": effect.due.isoformat()}}),)

    async def _copy(self, talk: Conversation) -> tuple[Say, ...]:
        """All that was said, in order; placeholders get their values back on the way to the person."""
        who = WHO[talk.language]
        said = await self.uow.messages.after(talk.id)
        lines = [f"{who.get(one.sender.value, 'Deurwijzer')}: {one.text}" for one in said]
        return Say("utter_card_copy", {"copy": "\n".join(lines)}), more()


WHO = {"nl": {"person": "Ik", "staff": "Medewerker"}, "en": {"person": "Me", "staff": "Staff"}}
"""How each side is called in a copy that the person keeps; all others are the bot."""


def end_of(day: date, world: World) -> datetime:
    """The last moment of a local day."""
    return datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=world.now.tzinfo)
