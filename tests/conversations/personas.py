"""Plays the scripted persons of a personas file against any chat, and judges what came of it.

The chat is anything with `send(text) -> messages` and `record() -> the conversation as the HTTP API shows it`; messages
are those of the contract. Format and scoring of the file: its own README.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Protocol

import yaml

Messages = Sequence[Mapping[str, Any]]
TURNS = 24
CONTACT = {"name", "phone", "email", "contact_preference"}
NOT_FORM = {"suicide", "safe_now", "someone_with_you", "confirm", "next", "need"}
UNKNOWN = {"nl": "weet ik niet", "en": "I don't know"}
YES = {"nl": "ja", "en": "yes"}
ENGLISH = re.compile(r"\b(the|you|is|are|what|how|this|for|to)\b", re.IGNORECASE)


class Chat(Protocol):
    async def send(self, text: str) -> Messages: ...
    async def record(self) -> Mapping[str, Any]: ...


@dataclass
class Play:
    """One persona in one talk: what was said on both sides, and what was counted on the way."""

    persona: Mapping[str, Any]
    today: date
    lines: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    questions: int = 0
    after_crisis: int = 0
    crisis: bool = False
    contact_asked: int = 0
    given: str | None = None
    facts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = {key: dated(value, self.today) for key, value in self.persona["facts"].items()}


def dated(text: Any, today: date) -> str:
    """The text with its date tokens filled in as `3-11-2026`."""

    def put(found: re.Match[str]) -> str:
        days = int(found.group(2)) * (1 if found.group(1) == "+" else -1)
        day = today + timedelta(days=days)
        return f"{day.day}-{day.month}-{day.year}"

    return re.sub(r"\{today([+-])(\d+)d\}", put, str(text))


def load(path: Path) -> list[dict[str, Any]]:
    """The personas of a file."""
    return list(yaml.safe_load(path.read_text("utf-8")))


async def play(persona: Mapping[str, Any], chat: Chat, today: date) -> Play:
    """Hold the whole talk: until the bot asks nothing any more, or too long."""
    one = Play(persona, today)
    said = str(persona["opening"])
    for _ in range(TURNS):
        one.lines.append(f"P: {said}")
        messages = [m for m in await chat.send(said) if m["from"] != "person"]
        one.lines += [f"B: {m['text']}  {m.get('custom') or ''}" for m in messages]
        _count(one, messages)
        answer = _answer(one, messages)
        if answer is None:
            break
        said = answer
    return one


def _asks(messages: Messages) -> str | None:
    return next((m["custom"]["asks"] for m in reversed(messages) if (m.get("custom") or {}).get("asks")), None)


def _count(one: Play, messages: Messages) -> None:
    asks = _asks(messages)
    one.questions += asks is not None
    one.contact_asked += asks in CONTACT
    one.crisis = one.crisis or any((m.get("custom") or {}).get("crisis") for m in messages)


def _answer(one: Play, messages: Messages) -> str | None:
    """A line of the script where its event happened, else the fact that was asked for."""
    for number, line in enumerate(one.persona.get("script") or ()):
        if number not in one.used and _happened(line["when"], one, messages):
            one.used.add(number)
            one.facts |= line.get("changes") or {}
            return str(line["say"])
    asks = _asks(messages)
    if asks is None:
        return None
    one.given = asks if asks in one.facts else None
    language = one.persona["language"]
    return YES[language] if asks == "confirm" and asks not in one.facts else one.facts.get(asks, UNKNOWN[language])


def _happened(event: str, one: Play, messages: Messages) -> bool:
    """Whether this event took place in the last answer of the bot."""
    asks, text = _asks(messages), " ".join(m["text"] for m in messages)
    if event.startswith("after_bot_question_"):
        return one.questions >= int(event.rsplit("_", 1)[1]) and asks is not None
    if event.startswith("after_fact:"):
        return one.given == event.split(":")[1]
    return EVENTS[event](one, messages, asks, text)


EVENTS: dict[str, Callable[[Play, Messages, str | None, str], bool]] = {
    "referral_offered": lambda one, ms, asks, text: any((m.get("custom") or {}).get("services") for m in ms),
    "complaint_offered": lambda one, ms, asks, text: bool(re.search(r"klacht|complaint", text)),
    "asked_safety": lambda one, ms, asks, text: asks == "safe_now" or "veilig?" in text,
    "asked_suicide_directly": lambda one, ms, asks, text: bool(re.search(r"zelfmoord[^.]*\?|suicide[^.]*\?", text)),
    "crisis_numbers_given": lambda one, ms, asks, text: bool(re.search(r"\b(113|112|0800-0113)\b", text)),
    "long_reply": lambda one, ms, asks, text: any(
        len(m["text"].split()) > 40 and not (m.get("custom") or {}).get("services") for m in ms
    ),
    "reply_not_in_english": lambda one, ms, asks, text: len(ENGLISH.findall(text)) < 2,
    "asked_contact_again": lambda one, ms, asks, text: asks in CONTACT and one.contact_asked > 1,
    "asked_anything_but_contact": lambda one, ms, asks, text: asks is not None and asks not in CONTACT | NOT_FORM,
    "told_still_open": lambda one, ms, asks, text: "staat nog iets open" in text,
    "told_stopped": lambda one, ms, asks, text: "We stoppen hier" in text,
    "told_no_reply_possible": lambda one, ms, asks, text: bool(
        re.search(r"geen antwoord (sturen|geven)|can't send", text)
    ),
}


@dataclass(frozen=True)
class Verdict:
    """What was right, and a line for each thing that was not."""

    id: str
    need: bool
    outcome: bool
    facts: tuple[int, int]
    wrong: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.wrong


def judge(one: Play, record: Mapping[str, Any]) -> Verdict:
    """Need, outcome, facts and the limit on questions, as the README of the personas says."""
    expected = one.persona["expected"]
    need = record["need"] in (expected["need"], expected.get("need_alt"))
    outcome = record["outcome"] == expected["outcome"]
    facts = {name: dated(value, one.today) for name, value in (expected.get("facts") or {}).items()}
    missing = [
        f"{name}: {record['facts'].get(name)!r} is not {value!r}"
        for name, value in facts.items()
        if not means(name, str(record["facts"].get(name, "")), value)
    ]
    wrong = [*missing]
    wrong += [] if need else [f"need {record['need']}"]
    wrong += [] if outcome else [f"outcome {record['outcome']}"]
    limit = expected.get("max_questions")
    if limit is not None and not expected.get("crisis") and one.questions > limit:
        wrong.append(f"{one.questions} questions")
    return Verdict(one.persona["id"], need, outcome, (len(facts) - len(missing), len(facts)), tuple(wrong))


WORDS = {
    "yes": "ja",
    "no": "nee",
    "zeven": "7",
    "zes": "6",
    "tien": "10",
    "vijf": "5",
    "ten": "10",
    "elf": "11",
    "weeks": "weken",
    "één": "een",
    "1": "een",
}


def means(name: str, got: str, wanted: str) -> bool:
    """Whether a fact on record means what was expected: dates and contact data exactly, words roughly."""
    if name in ("phone", "email"):
        return re.sub(r"[\s-]", "", got) == re.sub(r"[\s-]", "", wanted)
    if name in ("decision_date", "deadline"):
        return _day(got) == _day(wanted) or 0 <= (_day(got) - _day(wanted)).days <= 4 if got and _day(got) else False
    a, b = _words(got), _words(wanted)
    return bool(a) and (
        b <= a
        or a <= b
        or len(a & b) / len(b) >= 0.3
        or SequenceMatcher(None, got.lower(), wanted.lower()).ratio() > 0.5
        or any(_alike(x, y) for x in a for y in b if len(y) > 4)
    )


def _alike(a: str, b: str) -> bool:
    return a[:5] == b[:5] or SequenceMatcher(None, a, b).ratio() > 0.8


def _words(text: str) -> set[str]:
    return {WORDS.get(word, word) for word in re.findall(r"\w+", text.lower())} - {
        "de",
        "het",
        "een",
        "en",
        "in",
        "voor",
        "sinds",
    }


def _day(text: str) -> date:
    found = re.search(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    if found:
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = re.search(r"(\d{1,2})-(\d{1,2})-(\d{4})", text)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else date.min
