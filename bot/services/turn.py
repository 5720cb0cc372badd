"""One turn of the talk: load, think, act, save; all or nothing, and once for each message."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from bot.domain.address import form_of
from bot.domain.complaint import Complaint, Status, Step
from bot.domain.complaint_code import hash_code, new_code
from bot.domain.conversation import Conversation, State
from bot.domain.deadlines import complaint_due
from bot.domain.hours import next_opening
from bot.domain.messages import Reply
from bot.domain.privacy import PLACEHOLDERS
from bot.domain.records import Handover, HandoverStatus
from bot.services import promises, referrals
from bot.services.afterwards import Afterwards, end_of
from bot.services.doorkeeper import Doorkeeper, world_of
from bot.services.entry_reports import report_in_talk
from bot.services.ports import Clock, UnitOfWork, Units
from bot.talk.address import hear_form
from bot.talk.complaint_ways import NOTE as HANDLED_BY
from bot.talk.dispatch import fallback, respond
from bot.talk.intake import later_needs
from bot.talk.model import (
    Answered,
    AskHuman,
    CheckIn,
    Effect,
    FileComplaint,
    Heard,
    MakeReferral,
    ReportEntry,
    Say,
    SettlePromise,
    Turn,
    World,
)
from bot.talk.rendering import as_json, from_json, render
from bot.understanding.birthdays import turning_18
from bot.understanding.language import settle

STORY = (
    "what_happened",
    "organisation",
    "since_when",
    "tried_so_far",
    "wanted_outcome",
    "for_whom",
    "district",
    "age",
    "consent",
)
CONTACT = ("name", "phone", "email", "contact_preference")
FILERS = {"young_person": "young_person", "parent": "parent", "professional": "professional"}
CALL_WITHIN = timedelta(hours=4)
"""A call-back is promised within this time after the office opens."""

COMPLAINT_HANDLER = "complaint_handler"
"""Who owns the promise of an answer to a complaint."""

FRONT_DESK = "front_desk"
"""Who owns the promise of a call."""


LAST_HEARD = "last_heard"
"""The note with the moment of the turn before; the talk itself changes whenever anything comes in."""


@dataclass(frozen=True)
class Taken:
    """What a turn gave: the replies, and the flow and language that the dialogue rules may look at."""

    replies: tuple[Reply, ...]
    flow: str | None
    language: str
    need: str | None


async def take_turn(
    conversation: str, heard: Heard, *, flow: str, units: Units, clock: Clock, house: Doorkeeper, channel: str = "shell"
) -> Taken:
    """Answer one message. The same `message_id` twice gives the same replies and changes nothing."""
    async with units() as uow:
        talk = await uow.conversations.find(conversation) or await _new(conversation, channel, uow, clock)
        if heard.message_id and talk.memory.turn == heard.message_id:
            return _taken(talk, tuple(from_json(one) for one in talk.memory.said))
        talk = hear_form(_in_language(talk, heard), heard.text)
        world = await _world(talk, heard, uow, clock, house)
        turn = await house.sure(partial(respond, talk, heard, world, flow), uow)
        talk, says = await _perform(turn, uow, clock, house, world)
        replies = tuple(render(say, talk, house.texts) for say in says or fallback(talk))
        talk = replace(talk, updated_at=clock.now())
        notes = {**talk.memory.notes, LAST_HEARD: clock.now().isoformat()}
        talk = talk.recall(turn=heard.message_id, said=tuple(as_json(one) for one in replies), notes=notes)
        await uow.conversations.save(talk)
        await uow.commit()
    return _taken(talk, replies)


async def _new(id: str, channel: str, uow: UnitOfWork, clock: Clock) -> Conversation:
    """A talk that did not come through the gateway, as in `rasa shell`."""
    talk = Conversation(id, channel, clock.now(), clock.now())
    await uow.conversations.add(talk)
    return talk


def _taken(talk: Conversation, replies: tuple[Reply, ...]) -> Taken:
    return Taken(replies, talk.memory.flow, talk.language, talk.need)


def _in_language(talk: Conversation, heard: Heard) -> Conversation:
    """The first words decide the language; later only a longer message in another one does."""
    first = talk.need is None and talk.memory.asks is None
    return replace(talk, language=settle(talk.language, heard.text, first=first)) if heard.text else talk


async def _world(talk: Conversation, heard: Heard, uow: UnitOfWork, clock: Clock, house: Doorkeeper) -> World:
    world = await world_of(talk, clock.now(), uow, house)
    last = talk.memory.notes.get(LAST_HEARD)
    return replace(
        world,
        turns_18=await _turns_18(talk, heard.text, uow, world.today),
        last_heard=datetime.fromisoformat(last) if last else None,
    )


async def _turns_18(talk: Conversation, text: str, uow: UnitOfWork, today: date) -> date | None:
    """The eighteenth birthday out of a date of birth, which stays behind its placeholder for all others."""
    if f"[{PLACEHOLDERS['birthdate']} " not in text:
        return None
    return turning_18(await uow.vault.reveal(talk.id, text), today=today)


async def _perform(
    turn: Turn, uow: UnitOfWork, clock: Clock, house: Doorkeeper, world: World
) -> tuple[Conversation, tuple[Say, ...]]:
    """Do what the turn asks for; what comes of it is said after the rest."""
    talk, says = turn.talk, turn.says
    for effect in turn.effects:
        talk, more = await _one(effect, talk, uow, clock, house, world)
        says = (*says, *more)
    return talk, says


async def _one(
    effect: Effect, talk: Conversation, uow: UnitOfWork, clock: Clock, house: Doorkeeper, world: World
) -> tuple[Conversation, tuple[Say, ...]]:
    if isinstance(effect, FileComplaint):
        return await _file(talk, uow, clock, house, world)
    if isinstance(effect, MakeReferral):
        told = await referrals.refer(effect.service, talk, world=world, now=clock.now(), uow=uow, house=house)
        return talk, (*told, *later_needs(talk, world))
    if isinstance(effect, AskHuman):
        return await _ask_human(effect, talk, uow, clock, house, world)
    if isinstance(effect, ReportEntry):
        await report_in_talk(effect.service, effect.words, talk=talk, uow=uow, clock=clock)
        return talk, ()
    if isinstance(effect, Answered):
        return await _followed_up(effect, talk, uow, clock, house), ()
    return await Afterwards(uow, clock, house, world).do(effect, talk)


async def _followed_up(
    effect: Answered,
    talk: Conversation,
    uow: UnitOfWork,
    clock: Clock,
    house: Doorkeeper,
) -> Conversation:
    """What the person's answer to a question of the bot's own leads to."""
    now = clock.now()
    if isinstance(effect, SettlePromise):
        await promises.answered(effect.promise, effect.kept, talk, now=now, uow=uow)
    elif isinstance(effect, CheckIn):
        await promises.agree_to_check_in(talk, now=now, uow=uow, house=house)
    else:
        return await promises.report(effect.promise, talk, now=now, uow=uow, house=house)
    return talk


async def _file(
    talk: Conversation, uow: UnitOfWork, clock: Clock, house: Doorkeeper, world: World
) -> tuple[Conversation, tuple[Say, ...]]:
    """Put the complaint on file with receipt, copy (Awb 2:17), last day (Awb 9:11) and a promise to keep it."""
    code = new_code()
    filed = await _complaint_of(talk, code, uow, clock, house, world)
    await uow.complaints.add(filed)
    text = house.texts.say("promise_complaint", talk.language, form_of(talk), reference=filed.reference)
    due, about = end_of(filed.due, world), filed.reference
    await promises.make(text, COMPLAINT_HANDLER, due, talk, now=clock.now(), uow=uow, house=house, about=about)
    return talk, (*_receipt(filed, code, talk, world), *_steps(talk, house), *later_needs(talk, world))


async def _complaint_of(
    talk: Conversation, code: str, uow: UnitOfWork, clock: Clock, house: Doorkeeper, world: World
) -> Complaint:
    """The complaint as it stands in the talk, in the person's real words: it outlives the talk and its placeholders."""
    opening = await uow.vault.reveal(talk.id, str(talk.memory.notes.get("opening", "")))
    return Complaint(
        reference=await uow.complaints.next_reference(world.today.year),
        conversation=talk.id,
        need=talk.need,
        received_at=clock.now(),
        due=complaint_due(world.today, with_committee=house.profile.complaint_committee, holidays=world.holidays),
        story={"opening": opening, **await _revealed(talk, STORY, uow), **_handled_by(talk, house)},
        contact=await _revealed(talk, CONTACT, uow),
        channel=talk.channel,
        filer=FILERS.get(talk.facts.get("role", ""), "citizen"),
        language=talk.language,
        code_hash=hash_code(code),
        history=(Step(Status.RECEIVED, clock.now(), "person"),),
    )


def _receipt(filed: Complaint, code: str, talk: Conversation, world: World) -> tuple[Say, ...]:
    """Reference, code and last day; the person's own text back; and what happens now."""
    copy = [{"fact": name, "value": talk.facts[name]} for name in (*STORY, *CONTACT) if name in talk.facts]
    values = {"reference": filed.reference, "code": code, "due": filed.due, "received": world.now, "copy": copy}
    custom = {"complaint": {"reference": filed.reference, "code": code, "due": filed.due.isoformat()}}
    reachable = "phone" in talk.facts or "email" in talk.facts
    what_now = "utter_complaint_what_now" if reachable else "utter_complaint_what_now_anonymous"
    return (
        Say("utter_complaint_filed", values, custom=custom),
        Say("utter_complaint_copy", values),
        Say(what_now, values),
    )


def _handled_by(talk: Conversation, house: Doorkeeper) -> dict[str, str]:
    """Where staff has to send the complaint, as a fact of the story; nothing where it stays here."""
    party = talk.memory.notes.get(HANDLED_BY)
    if not party:
        return {}
    route = house.texts.say(f"utter_complaint_route_{party['kind']}", talk.language, form_of(talk))
    return {"handled_by": f"{party['name']}: {route}" if party["name"] else route}


def _steps(talk: Conversation, house: Doorkeeper) -> tuple[Say, ...]:
    """What the person can do besides, in order, where others than the municipality handle the complaint."""
    party = talk.memory.notes.get(HANDLED_BY)
    if not party:
        return ()
    lines = [house.texts.say(f"complaint_step_{what}", talk.language, form_of(talk)) for what in party["steps"]]
    return (Say("utter_complaint_steps", {"steps": "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))}),)


async def _revealed(talk: Conversation, names: Sequence[str], uow: UnitOfWork) -> dict[str, str]:
    return {name: await uow.vault.reveal(talk.id, talk.facts[name]) for name in names if name in talk.facts}


async def _ask_human(
    effect: AskHuman, talk: Conversation, uow: UnitOfWork, clock: Clock, house: Doorkeeper, world: World
) -> tuple[Conversation, tuple[Say, ...]]:
    """Put the talk in the queue, or bring up to date what stands there; the moment of a call is a promise."""
    standing = await uow.handovers.of_conversation(talk.id)
    phone, name = await _fact(talk, "phone", uow), await _fact(talk, "name", uow)
    opens = next_opening(house.profile.office_hours, world.now, world.holidays)
    if standing is not None:
        await uow.handovers.save(replace(standing, phone=phone, name=name))
        waits = standing.kind != "live" and standing.status is HandoverStatus.WAITING
        return talk, await _promise_call(opens, talk, uow, clock, house) if waits and phone and opens else ()
    kind = effect.kind or "callback"
    slot = "" if kind == "live" or opens is None else opens.isoformat()
    asked = Handover(secrets.token_hex(8), talk.id, kind, effect.reason, clock.now(), phone=phone, name=name, slot=slot)
    await uow.handovers.add(asked)
    return replace(talk, state=State.WAITING), ()


async def _promise_call(
    opens: datetime, talk: Conversation, uow: UnitOfWork, clock: Clock, house: Doorkeeper
) -> tuple[Say, ...]:
    """Promise the call once; telling more afterwards does not make a second promise."""
    promised = await uow.promises.of_conversation(talk.id)
    if any(one.owner == FRONT_DESK and one.kept is None for one in promised):
        return ()
    due, text = opens + CALL_WITHIN, house.texts.say("promise_call", talk.language, form_of(talk))
    await promises.make(text, FRONT_DESK, due, talk, now=clock.now(), uow=uow, house=house)
    return (Say("utter_call_promised", {"due": due}, custom={"promise": {"due": due.isoformat()}}),)


async def _fact(talk: Conversation, name: str, uow: UnitOfWork) -> str:
    return await uow.vault.reveal(talk.id, talk.facts.get(name, ""))
