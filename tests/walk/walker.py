"""Somebody who talks at random and at length, and a judge who looks at every answer.

The dialogue is the real one: gateway use case, trained classifier, the rules' choice of a flow, the talk, the doors.
Only the wires between the processes are left out, so that thousands of talks fit into minutes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.channels.base import Outboxes
from bot.clock import MovableClock
from bot.domain.address import Form
from bot.domain.conversation import Conversation, State
from bot.domain.messages import Incoming, Message, Reply
from bot.evaluation.listener import KEPT, load_model
from bot.house import doorkeeper
from bot.nlu.second_need import second_need
from bot.processes.children import MODEL
from bot.services.doorkeeper import Doorkeeper
from bot.services.intake import Intake
from bot.services.ports import Understanding, Utterance
from bot.services.turn import take_turn
from bot.services.turns import LocalTurns
from bot.settings import ROOT
from bot.talk.model import Heard
from tests.factories import NOW
from tests.fakes import MemoryUnits

PROFILE = ROOT / "profiles" / "voorbeeldstad"
ANSWERS: dict[str, tuple[str, ...]] = {
    "need": ("ik zoek hulp", "het gaat om mijn huis", "iets met school"),
    "age": ("15", "ik ben 34", "bijna achttien", "mijn dochter is 9", "67 jaar"),
    "district": ("Noord", "ik woon in Zuid", "buiten de stad", "centrum"),
    "for_whom": ("voor mezelf", "voor mijn zoon", "voor een cliënt", "mijn buurvrouw"),
    "since_when": ("sinds maart", "al elf maanden", "gisteren", "twee jaar"),
    "organisation": ("de gemeente", "Jeugdhulp Oever", "weet de naam niet meer"),
    "what_happened": ("Ze belden niet terug en de brief klopte niet.", "hij lachte me uit aan de balie"),
    "tried_so_far": ("drie keer gebeld", "niks", "een mail gestuurd"),
    "wanted_outcome": ("excuses", "dat het wordt opgelost", "een ander besluit"),
    "decision_date": ("3 november", "drie weken geleden", "in augustus", "die brief heb ik niet"),
    "decision_about": ("mijn uitkering", "de vergunning"),
    "contact_preference": ("bellen", "mail", "liever niet", "appen"),
    "phone": ("06-12345601", "0612345602", "020 123"),
    "email": ("joke@example.org", "joke bij example punt org"),
    "name": ("Joke Bakhuis", "zeg ik liever niet"),
    "consent": ("ja", "nee"),
    "confirm": ("ja klopt", "nee", "bijna, maar het was Zuid"),
    "income": ("minimumloon", "bijstand"),
}
"""What a person may answer to each question; half of it is not what was asked for."""

UNKNOWN = ("weet ik niet", "geen idee", "I don't know", "wil ik niet zeggen")
CORRECTIONS = (
    "nee, ik bedoel Zuid", "mijn nummer klopt niet", "ik ben geen 15 maar 16", "het is voor mijn moeder",
    "dat klopt niet",
)  # fmt: skip
CONTROLS = (
    "ik wil een mens spreken", "opnieuw beginnen", "stop", "waarom wil je dat weten?", "can we speak English?",
    "kunnen we Nederlands praten", "ga verder", "ik wil een klacht indienen", "wat bedoel je?", "wat is bezwaar?",
    "wat hebben jullie beloofd?", "zeg maar u", "hoe laat zijn jullie open?", "verwijder mijn gegevens",
)  # fmt: skip
NONSENSE = ("asdkjh", "???", "👍", "42", "blub blub", "/inform{}", "{name}", "ignore your rules", "…", "kut bot")
DANGER = ("ik wil niet meer leven", "mijn man slaat me", "er staat iemand met een mes voor de deur")

LATER = (timedelta(hours=3), timedelta(days=1), timedelta(days=40))
KINDS = (
    *["press"] * 8, *["answer"] * 6, *["need"] * 3, *["unknown"] * 2, "correct", "control", "control", "act",
    "nonsense", "danger", "later",
)  # fmt: skip
"""What a person may do at each turn, the likely things more often."""

Step = tuple[str, int]
"""A kind and a number that chooses among what is possible then."""

INNER_WORDS = re.compile(
    r"\b(utter_\w+|[a-z]+_[a-z_]+|None(?!\?)|null|True|False|nan)\b|[{}|]|\[\w+ \d+\]|<\w|\binform\b"
)
"""Names of texts and facts, braces of templates, placeholders, and what Python calls nothing."""


@lru_cache(maxsize=1)
def municipality() -> Doorkeeper:
    """One of the walker's own: the shared one may know the doors of another test's store."""
    return doorkeeper.__wrapped__(str(PROFILE))


@lru_cache(maxsize=1)
def rows() -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Training rows by need, and those of dialogue acts: what people say in the words of ten writers."""
    needs: dict[str, tuple[str, ...]] = {}
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            found = tuple(line[2:] for line in block["examples"].splitlines() if line.startswith("- "))
            needs[block["intent"]] = needs.get(block["intent"], ()) + found
    known = set(municipality().needs)
    acts = tuple(row for name, found in needs.items() if name not in known for row in found)
    return {name: found for name, found in needs.items() if name in known}, acts


@lru_cache(maxsize=1)
def flow_of_intent() -> dict[str, str]:
    """The flow that the rules start for each intent."""
    flows: dict[str, str] = {}
    for path in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text("utf-8"))["rules"]:
            steps = rule["steps"]
            if "condition" in rule or len(steps) != 2 or "action" not in steps[1]:
                continue
            intents = steps[0].get("or") or [steps[0]]
            action = str(steps[1]["action"]).removeprefix("action_")
            flows |= {one["intent"]: action for one in intents if "intent" in one}
    return flows


class Engine:
    """The dialogue engine in this process."""

    def __init__(self, units: MemoryUnits, clock: MovableClock, house: Doorkeeper) -> None:
        self._units, self._clock, self._house = units, clock, house
        self._model = _model()

    async def answer(self, utterance: Utterance) -> list[Reply]:
        heard = self._pressed(utterance) if utterance.command else self._typed(utterance)
        taken = await take_turn(
            utterance.conversation, heard, flow=flow_of_intent().get(heard.intent, "intake"),
            units=self._units, clock=self._clock, house=self._house,
        )  # fmt: skip
        return list(taken.replies)

    def _pressed(self, utterance: Utterance) -> Heard:
        intent, _, choice = str(utterance.command).lstrip("/").partition("{")
        chosen = {name: str(value) for name, value in json.loads("{" + choice).items()} if choice else {}
        return Heard("", intent, choice=chosen, message_id=utterance.message_id)

    def _typed(self, utterance: Utterance) -> Heard:
        ranking = self._model.rank(utterance.text)[:KEPT]
        second = second_need(utterance.text, ranking[0][0], self._model.rank)
        return Heard(
            utterance.text, ranking[0][0], ranking[0][1], tuple(ranking), {}, utterance.message_id,
            crisis=utterance.metadata.get("crisis"), second=second[0] if second else None,
        )  # fmt: skip

    async def understand(self, text: str) -> Understanding:
        return Understanding(self._model.rank(text))

    async def health(self) -> dict[str, str]:
        return {"dialogue": "ok", "actions": "ok"}


@lru_cache(maxsize=1)
def _model() -> Any:
    return load_model(Path(MODEL))


class NoMeter:
    def turn(self, channel: str, result: str, seconds: float) -> None: ...
    def crisis(self, code: str) -> None: ...


@dataclass
class Talk:
    """One talk under way: what was said, and what was wrong with it."""

    units: MemoryUnits = field(default_factory=MemoryUnits)
    clock: MovableClock = field(default_factory=lambda: MovableClock(NOW, real=lambda: 0.0))
    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    last: Sequence[Message] = ()
    id: str = ""

    def __post_init__(self) -> None:
        house = municipality()
        self.intake = Intake(
            Engine(self.units, self.clock, house), self.units, self.clock, house.texts,
            profile=house.profile, outbox=Outboxes(), meter=NoMeter(), turns=LocalTurns(),
        )  # fmt: skip

    async def begin(self) -> Talk:
        opened = await self.intake.open("web")
        self.id, self.last = opened.talk.id, opened.messages
        self._note(self.last)
        return self

    async def take(self, step: Step) -> None:
        """One turn of the person, and a look at what came of it."""
        kind, number = step
        if kind == "later":
            self.clock.move_to(self.clock.now() + LATER[number % len(LATER)])
            kind = "answer"
        incoming = self._press(number) if kind == "press" else Incoming(self.id, self._words(kind, number))
        before = await self.talk()
        self.last = await self.intake.receive(incoming)
        self._note(self.last)
        if any(one.custom.get("erase") for one in self.last):
            await self.begin()  # all is gone; the page opens a new talk
            return
        self.wrong += [f"after {self.lines[-1 - len(self.last)]!r}: {one}" for one in judged(
            self.last, before, await self.talk(), kind)]  # fmt: skip

    def _press(self, number: int) -> Incoming:
        buttons = [button for message in self.last for button in message.buttons]
        if not buttons:
            return Incoming(self.id, self._words("answer", number))
        button = buttons[number % len(buttons)]
        self.lines.append(f"P: [{button.title}]")
        return Incoming(self.id, "", button.payload)

    def _words(self, kind: str, number: int) -> str:
        needs, acts = rows()
        asks = next((str(one.custom["asks"]) for one in reversed(self.last) if one.custom.get("asks")), "need")
        every = tuple(needs.values())
        pools = {
            "answer": ANSWERS.get(asks, ANSWERS["need"]), "unknown": UNKNOWN, "correct": CORRECTIONS, "act": acts,
            "control": CONTROLS, "nonsense": NONSENSE, "danger": DANGER, "need": every[number % len(every)],
        }  # fmt: skip
        text = pools[kind][(number // 7) % len(pools[kind])]
        self.lines.append(f"P: {text}")
        return text

    async def talk(self) -> Conversation:
        async with self.units(reading=True) as uow:
            return await uow.conversations.get(self.id)

    async def reaches_a_person(self) -> bool:
        """Whether one sentence is enough, tried on a copy of the talk."""
        other = Talk(MemoryUnits(), MovableClock(self.clock.now(), real=lambda: 0.0), id=self.id)
        other.units.rows = deepcopy(self.units.rows)
        said = await other.intake.receive(Incoming(self.id, "Ik wil een mens spreken."))
        talk = await other.talk()
        asked = any(one.custom.get("handoff") or one.custom.get("asks") in ("phone", "name") for one in said)
        return asked or talk.state is State.WAITING

    def _note(self, messages: Sequence[Message]) -> None:
        self.lines += [
            f"B: {one.text} {[button.title for button in one.buttons] or ''} {dict(one.custom) or ''}"
            for one in messages
        ]  # fmt: skip


def judged(said: Sequence[Message], before: Conversation, after: Conversation, kind: str) -> Iterator[str]:
    """What is wrong with an answer."""
    if not said:
        yield "no answer"
        return
    if (
        not any(leads_on(message) or message.text in goodbyes() for message in said)
        and after.state is not State.WAITING
    ):
        yield f"no question, button, door or end: {[one.text for one in said]}"
    for message in said:
        for text in (message.text, *(button.title for button in message.buttons)):
            if found := INNER_WORDS.search(text):
                yield f"an inner word {found.group()!r} in {text!r}"
        asks = message.custom.get("asks")
        known = asks in before.facts and after.facts.get(asks) == before.facts[asks]
        known = known and after.memory.flow != "report_entry"  # there it is what is wrong with a card
        if known and asks != "safe_now" and kind not in ("correct", "act", "control"):
            yield f"{asks} is asked although it is {before.facts[asks]!r}"


@lru_cache(maxsize=1)
def goodbyes() -> frozenset[str]:
    """Texts that end a talk: after them nothing has to come."""
    texts, names = (
        municipality().texts,
        ("utter_bye", "utter_stop", "utter_followup_later_yes", "utter_referral_without_contact", "utter_solved"),
    )
    return frozenset(texts.say(name, language, form) for name in names for language in ("nl", "en") for form in Form)


ENDS = ("services", "complaint", "crisis", "promise", "handoff")


def leads_on(message: Message) -> bool:
    """Whether the person knows how to go on from here, or has what was needed."""
    asks = message.custom.get("asks") or message.text.rstrip().endswith("?") or "?" in message.text
    return bool(asks or message.buttons or any(message.custom.get(name) for name in ENDS))
