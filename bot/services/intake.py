"""The way of a message through the gateway: kept first, danger at once, then one turn with the dialogue engine.

Nothing that a person says gets lost: a message waits in the store until it has its answer, through an outage of the
dialogue engine and through a restart of the gateway.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import uuid4

from tenacity import AsyncRetrying, RetryCallState, wait_random_exponential

from bot.domain.address import form_of
from bot.domain.conversation import Conversation, Outcome, State
from bot.domain.directory import Profile
from bot.domain.errors import BadInput, EngineDown, NotFound
from bot.domain.messages import Button, Incoming, Message, Reply, Sender
from bot.domain.records import Handover
from bot.domain.tokens import hash_token, new_token
from bot.services.casefile import erase, reveal
from bot.services.masking import Masked, clean, put_away
from bot.services.ports import Clock, DialogueEngine, Outbox, UnitOfWork, Units, Utterance
from bot.services.turns import Turns
from bot.talk.address import hear_form
from bot.texts import Texts
from bot.understanding.danger import find_danger
from bot.understanding.language import danger_abroad, settle

log = logging.getLogger(__name__)

LANGUAGES = ("nl", "en")
PATIENCE = 8.0
"""Seconds that the dialogue engine has for its answer."""

PATIENCE_IN_DANGER = 3.0
"""The same where the crisis numbers wait to be shown."""

GIVE_UP = 6
"""After so many failures of one message while all parts are well, a human takes over."""

KEPT, BSN, CRISIS, PAYLOAD, NEED, ERASE, ABROAD = "kept", "bsn", "crisis", "payload", "need", "erase", "abroad"
"""Marks in the custom part of a message: said during an outage, about a BSN; what came in with the person's own; the
last words of a talk that the person wants erased; the other language in which a danger was told."""


class Meter(Protocol):
    """Counts turns; never sees words."""

    def turn(self, channel: str, result: str, seconds: float) -> None:
        """One message was handled: answered, fallback, failed, silent or given_up."""
        ...

    def crisis(self, code: str) -> None:
        """Danger was recognised."""
        ...


@dataclass(frozen=True)
class Opened:
    """A talk that just began; only here the token can be seen."""

    talk: Conversation
    token: str
    messages: Sequence[Message]


@dataclass(frozen=True)
class Kept:
    """A message of the person on record, with the talk as it is then, what was said at once, and all that waits.

    `again` is True for a message that had been there before.
    """

    message: Message
    talk: Conversation
    said: Sequence[Message] = ()
    waiting: Sequence[Message] = ()
    again: bool = False


@dataclass(frozen=True)
class CaughtUp:
    """What was said while catching up with a talk, and the message that could not be answered, if any."""

    said: Sequence[Message] = ()
    stuck: Message | None = None


class Intake:
    """Takes messages in and answers them. One for all channels."""

    def __init__(
        self,
        engine: DialogueEngine,
        units: Units,
        clock: Clock,
        texts: Texts,
        *,
        profile: Profile,
        outbox: Outbox,
        meter: Meter,
        turns: Turns,
        patience: float = PATIENCE,
    ) -> None:
        self._engine, self._units, self._clock, self._texts = engine, units, clock, texts
        self._profile, self._outbox, self._meter, self._patience = profile, outbox, meter, patience
        self._turns = turns
        self._trouble, self._trying = asyncio.Event(), asyncio.Lock()
        self._failures: Counter[tuple[str, int]] = Counter()

    # Beginning

    async def open(self, channel: str, language: str = "nl", address: str = "") -> Opened:
        """Begin a talk with the greeting that asks what the person needs."""
        now, token = self._clock.now(), new_token()
        language = language if language in LANGUAGES else LANGUAGES[0]
        talk = Conversation(uuid4().hex, channel, now, now, hash_token(token), address, language)
        async with self._units() as uow:
            await uow.conversations.add(talk)
            greeting = self._reply("utter_greet", talk, name=self._profile.name, days=self._profile.retention_days)
            said = await self._say(replace(greeting, custom={**greeting.custom, "asks": "need"}), talk.id, uow)
            await uow.commit()
        return Opened(talk, token, (said,))

    async def talk_at(self, channel: str, address: str, language: str = "nl") -> Opened:
        """The talk with the person at this address, or a new one with its greeting; an old one shows no token."""
        async with self._turns.of(f"{channel} {address}"):
            async with self._units(reading=True) as uow:
                talk = await uow.conversations.at_address(channel, address)
            return Opened(talk, "", ()) if talk else await self.open(channel, language, address)

    # One message

    async def receive(self, incoming: Incoming) -> list[Message]:
        """Keep the message, answer it and give what the bot said, with the person's own words in it.

        Nothing while staff is talking. The same `message_id` again gives the same answer. Raises `NotFound` for an
        unknown talk, `BadInput` for an empty text or a payload that the talk does not have, `TooLarge`.
        """
        started = time.perf_counter()
        async with self._turns.of(incoming.conversation):
            kept = await self._keep(incoming)
            try:
                caught = await self._answer_all(kept.waiting, kept.talk)
            except Exception:
                self._trouble.set()
                raise
            if caught.stuck:
                self._trouble.set()
                caught = replace(caught, said=[*caught.said, *await self._reassure(incoming.conversation)])
            said = [*kept.said, *caught.said] if not kept.again else await self._answers_to(kept.message)
        log.info(
            "message in conversation=%s length=%d replies=%d ms=%d",
            incoming.conversation, len(incoming.text), len(said), 1000 * (time.perf_counter() - started),
        )  # fmt: skip
        shown = await self._shown(incoming.conversation, said)
        await self._erase_if_asked(incoming.conversation, said)
        return shown

    async def _erase_if_asked(self, conversation: str, said: Sequence[Message]) -> None:
        """The person said yes to erasing: after the answer the talk goes everywhere, as `DELETE` takes it away."""
        if any(ERASE in message.custom for message in said):
            await erase(conversation, uow=self._units(), turns=self._turns)

    async def _keep(self, incoming: Incoming) -> Kept:
        """Store the message before anything else happens, masked; with it what must be said whatever comes."""
        async with self._units() as uow:
            talk = await uow.conversations.get(incoming.conversation)
            if incoming.message_id:
                earlier = await uow.messages.by_message_id(talk.id, incoming.message_id)
                if earlier:
                    waiting = await uow.messages.waiting(talk.id) if earlier.waiting else ()
                    return Kept(earlier, talk, waiting=waiting, again=True)
            kept = await self._store(incoming, talk, uow)
            await uow.commit()
        return kept

    async def _store(self, incoming: Incoming, talk: Conversation, uow: UnitOfWork) -> Kept:
        button = await self._button(incoming, uow)
        text = button.title if button else clean(incoming.text)
        danger, abroad = (None, None) if button else _alarm(text)
        closed, talk = talk.state is State.CLOSED, self._awake(talk, text if button is None else "")
        if danger:
            talk = replace(talk, crisis=danger, outcome=Outcome.CRISIS_NUMBERS)
            self._meter.crisis(danger)
        masked = Masked(text) if button else await self._mask(text, talk, uow, name_possible=danger is None)
        marks = {PAYLOAD: incoming.payload, NEED: incoming.need, CRISIS: danger, ABROAD: abroad}
        message = await uow.messages.add(
            talk.id,
            Sender.PERSON,
            masked.text,
            at=self._clock.now(),
            custom={name: value for name, value in marks.items() if value},
            message_id=incoming.message_id or uuid4().hex,
            waiting=talk.state is not State.STAFF,
        )
        said = await self._at_once(message, masked, talk, uow, closed=closed)
        await uow.conversations.save(replace(talk, updated_at=self._clock.now()))
        return Kept(message, talk, said, await uow.messages.waiting(talk.id))

    async def _button(self, incoming: Incoming, uow: UnitOfWork) -> Button | None:
        if incoming.need is not None:
            return Button(incoming.text, "", f"/{incoming.need}")
        if incoming.payload is None:
            return None
        button = await uow.messages.button(incoming.conversation, incoming.payload)
        if button is None:
            raise BadInput("payload", "this conversation has no such button")
        return button

    def _awake(self, talk: Conversation, text: str) -> Conversation:
        """The talk as it goes on: a closed one is the bot's again, and the words choose how the person is spoken to."""
        if talk.state is State.CLOSED:
            talk = replace(talk, state=State.BOT, handled_by=None, closed_at=None)
        first = talk.need is None and talk.memory.asks is None
        return hear_form(replace(talk, language=settle(talk.language, text, first=first)), text) if text else talk

    async def _mask(self, text: str, talk: Conversation, uow: UnitOfWork, *, name_possible: bool) -> Masked:
        asks = talk.memory.asks if name_possible else None
        return await put_away(text, uow.vault, talk.id, asks=asks, today=self._clock.now().date())

    async def _at_once(
        self, message: Message, masked: Masked, talk: Conversation, uow: UnitOfWork, *, closed: bool
    ) -> Sequence[Message]:
        """What is said whether or not the engine works: crisis numbers first, and once that a BSN was not kept."""
        replies = []
        if code := message.custom.get(CRISIS):
            abroad = message.custom.get(ABROAD)
            name = "utter_other_danger" if abroad else f"utter_danger_{code}"
            reply = self._texts.reply(name, abroad or talk.language, form_of(talk))
            replies.append(replace(reply, custom={**reply.custom, CRISIS: code}))
        if closed:
            replies.append(self._reply("utter_closed", talk))
        if masked.had_bsn and not await self._told_about_bsn(talk.id, uow):
            replies.append(replace(self._reply("utter_bsn_not_kept", talk), custom={BSN: "not_kept"}))
        return await self._say_all(replies, talk.id, uow, answers=message.seq)

    def _reply(self, name: str, talk: Conversation, /, **values: str | int) -> Reply:
        """A text of the gateway itself, as it is said to this person."""
        return self._texts.reply(name, talk.language, form_of(talk), **values)

    async def _told_about_bsn(self, conversation: str, uow: UnitOfWork) -> bool:
        return any(BSN in message.custom for message in await uow.messages.after(conversation))

    # Its answer

    async def _answer_all(self, waiting: Sequence[Message], talk: Conversation | None = None) -> CaughtUp:
        """Answer these messages of one talk, in order, up to the first that fails. The turn must be ours.

        `talk` is the talk as it stands before the first of them.
        """
        said: list[Message] = []
        for message in waiting:
            try:
                said += await self._answer(message, talk)
            except EngineDown:
                return CaughtUp(said, message)
            talk = None
        return CaughtUp(said)

    async def _answer(self, message: Message, talk: Conversation | None) -> Sequence[Message]:
        """One turn; `EngineDown` leaves the message waiting."""
        started = time.perf_counter()
        talk = talk or await self._talk(message.conversation)
        result, replies = "silent", list[Reply]()
        try:
            if talk.state is not State.STAFF:
                replies = await self._ask(await self._utterance(message, talk))
                result = "answered" if replies else "fallback"
        except EngineDown:
            self._meter.turn(talk.channel, "failed", time.perf_counter() - started)
            raise
        fallback = [self._reply("utter_not_understood", talk)]
        said = await self._conclude(message, replies or fallback)
        self._meter.turn(talk.channel, result, time.perf_counter() - started)
        return said

    async def _talk(self, conversation: str) -> Conversation:
        async with self._units(reading=True) as uow:
            return await uow.conversations.get(conversation)

    async def _utterance(self, message: Message, talk: Conversation) -> Utterance:
        metadata: Mapping[str, Any] = {
            "message_id": message.message_id,
            "asks": talk.memory.asks,
            "flow": talk.memory.flow,
            "language": talk.language,
            "crisis": message.custom.get(CRISIS),
            "abroad": message.custom.get(ABROAD),
            "channel": talk.channel,
        }
        command = await self._command(message)
        return Utterance(talk.id, str(message.message_id), "" if command else message.text, command, metadata)

    async def _command(self, message: Message) -> str | None:
        """What the button means that this message came from, or the choice of a need."""
        if NEED in message.custom:
            return f"/{message.custom[NEED]}"
        if PAYLOAD not in message.custom:
            return None
        async with self._units(reading=True) as uow:
            button = await uow.messages.button(message.conversation, message.custom[PAYLOAD])
        return button.command if button else None

    async def _ask(self, utterance: Utterance) -> list[Reply]:
        """The engine's replies that hold anything. Whatever goes wrong there is `EngineDown` here."""
        patience = min(self._patience, PATIENCE_IN_DANGER) if utterance.metadata["crisis"] else self._patience
        try:
            replies = await asyncio.wait_for(self._engine.answer(utterance), patience)
        except Exception as error:  # its words stay out of the log: they may be the person's
            log.warning("no answer conversation=%s error=%s", utterance.conversation, type(error).__name__)
            raise EngineDown("no answer") from None
        return [reply for reply in replies if reply.text.strip() or reply.buttons or reply.custom]

    async def _conclude(self, message: Message, replies: Sequence[Reply]) -> Sequence[Message]:
        """Replies and the end of the waiting, in one transaction; silence where staff took over meanwhile."""
        async with self._units() as uow:
            talk = await uow.conversations.standing(message.conversation)
            if talk is None:
                raise NotFound("conversation", message.conversation)
            silent = talk.state is State.STAFF
            said = [] if silent else await self._say_all(replies, talk.id, uow, answers=message.seq)
            await uow.messages.answered(talk.id, message.seq)
            await uow.commit()
        self._failures.pop((message.conversation, message.seq), None)
        return said

    async def _answers_to(self, message: Message) -> list[Message]:
        async with self._units(reading=True) as uow:
            return await uow.messages.answering(message.conversation, message.seq)

    # When the engine is away

    async def _reassure(self, conversation: str) -> Sequence[Message]:
        """A word for every message that waits: an apology with emergency numbers first, later that it is kept too."""
        said: list[Message] = []
        async with self._units() as uow:
            talk = await uow.conversations.get(conversation)
            waiting = await uow.messages.waiting(conversation)
            for message in waiting:
                if not any(KEPT in one.custom for one in await uow.messages.answering(conversation, message.seq)):
                    name = "utter_apology" if message is waiting[0] else "utter_kept"
                    reply = replace(self._reply(name, talk), custom={KEPT: True})
                    said.append(await self._say(reply, talk.id, uow, answers=message.seq))
            await uow.commit()
        return said

    async def keep_going(self) -> None:
        """Take up every thread that was left, after a start and after each failure. Runs until it is cancelled."""
        self._trouble.set()
        while True:
            await self._trouble.wait()
            self._trouble.clear()
            await AsyncRetrying(wait=wait_random_exponential(multiplier=0.2, max=5), before_sleep=_log_retry)(
                self._catch_up
            )

    async def _catch_up(self) -> None:
        """Answer what waits as soon as the engine is well; `EngineDown` asks for another try."""
        async with self._trying:
            async with self._units(reading=True) as uow:
                waiting = await uow.messages.waiting()
            if waiting and not (await self._engine_is_well() and await self.resume()):
                raise EngineDown("messages still wait")

    async def hold(self, patience: float) -> None:
        """Begin no further try to catch up; one that runs gets `patience` seconds to end. Before cancelling."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._trying.acquire(), patience)

    async def resume(self) -> bool:
        """Answer all that waits, oldest first, and send it to the people; True when nothing waits any more."""
        async with self._units(reading=True) as uow:
            waiting = await uow.messages.waiting()
        done = True
        for conversation in dict.fromkeys(message.conversation for message in waiting):
            if not await self._resume(conversation):
                done = False
                if not await self._engine_is_well():
                    return False
        return done

    async def _resume(self, conversation: str) -> bool:
        async with self._turns.of(conversation):
            async with self._units(reading=True) as uow:
                talk = await uow.conversations.find(conversation)
                waiting = await uow.messages.waiting(conversation)
            if talk is None:  # erased meanwhile
                return True
            caught = await self._answer_all(waiting, talk)
            said = caught.said
            if caught.stuck:
                said = [*said, *await self._reassure(conversation), *await self._gave_up(caught.stuck)]
        await self._outbox.deliver(talk, await self._shown(conversation, said))
        await self._erase_if_asked(conversation, said)
        return caught.stuck is None

    async def _engine_is_well(self) -> bool:
        try:
            health = await asyncio.wait_for(self._engine.health(), self._patience)
        except Exception as error:
            log.warning("no health of the dialogue engine error=%s", type(error).__name__)
            return False
        return all(state == "ok" for state in health.values())

    async def _gave_up(self, message: Message) -> Sequence[Message]:
        """A human takes over where one message fails again and again although all parts are well."""
        if not await self._engine_is_well():
            return ()
        key = message.conversation, message.seq
        self._failures[key] += 1
        if self._failures[key] < GIVE_UP:
            return ()
        log.error("gave up conversation=%s seq=%d", *key)
        async with self._units() as uow:
            talk = await uow.conversations.get(message.conversation)
            await self._hand_over(talk, uow)
            await uow.commit()
        self._meter.turn(talk.channel, "given_up", 0.0)
        return await self._conclude(message, [self._reply("utter_gave_up", talk)])

    async def _hand_over(self, talk: Conversation, uow: UnitOfWork) -> None:
        if await uow.handovers.of_conversation(talk.id) is None:
            await uow.handovers.add(Handover(uuid4().hex, talk.id, "live", "bot_failed", self._clock.now()))
        await uow.conversations.save(replace(talk, state=State.WAITING, outcome=talk.outcome or Outcome.HUMAN_HANDOFF))

    # Saying

    async def _say_all(
        self, replies: Sequence[Reply], talk: str, uow: UnitOfWork, *, answers: int
    ) -> Sequence[Message]:
        return [await self._say(reply, talk, uow, answers=answers) for reply in replies]

    async def _say(self, reply: Reply, talk: str, uow: UnitOfWork, *, answers: int | None = None) -> Message:
        """Put a reply on record; its buttons get payloads that mean nothing elsewhere."""
        return await uow.messages.add(
            talk,
            Sender.BOT,
            reply.text,
            at=self._clock.now(),
            buttons=[Button(one.title, secrets.token_urlsafe(12), one.command or one.payload) for one in reply.buttons],
            custom=reply.custom,
            answers=answers,
        )

    async def _shown(self, conversation: str, messages: Sequence[Message]) -> list[Message]:
        """The messages as the person may read them."""
        if not any("[" in message.text for message in messages):
            return list(messages)
        async with self._units(reading=True) as uow:
            return [await reveal(message, uow.vault) for message in messages]


def _log_retry(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.info("messages wait attempt=%d error=%s", state.attempt_number, type(error).__name__)


def _alarm(text: str) -> tuple[str | None, str | None]:
    """The danger in these words, and the language where it is not Dutch or English."""
    danger = find_danger(text)
    return (danger.code, None) if danger else danger_abroad(text) or (None, None)
