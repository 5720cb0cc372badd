"""Waiting for help: how long already, what the law or the norm says, what can be done meanwhile and who mediates."""

from __future__ import annotations

import re

from bot.domain.conversation import Conversation
from bot.domain.waiting import ADULT, LAW, YOUTH, Limit, limit_for, waiting_ends, weeks_between
from bot.talk.model import Say, World
from bot.understanding.began import began

WAITS = re.compile(
    r"\b(wacht|wachten|gewacht|wachtlijst\w*|wachttijd\w*|wachtrij|wait|waiting|waited|waitlist)\b|"
    r"\b(aangevraagd|aanvraag|aanmelding|aangemeld)\b.{0,60}\b(niets|niks|geen)\b",
    re.IGNORECASE,
)
"""Words that tell of waiting where the need itself does not say so."""

CARE = frozenset({YOUTH, "youth_care", "mental_health"})


def waits(talk: Conversation) -> bool:
    """Whether the person waits for help that was asked for, and does not ask for it now."""
    if talk.need == YOUTH:
        return True
    opening = str(talk.memory.notes.get("opening", ""))
    return talk.need in (CARE | set(LAW)) and bool(WAITS.search(opening))


def guide(talk: Conversation, world: World) -> tuple[Say, ...]:
    """Where the wait stands, and what helps now; nothing where nobody waits."""
    if not waits(talk):
        return ()
    return (_standing(talk, world), Say(_meanwhile(talk)))


def _age(talk: Conversation) -> int | None:
    age = talk.facts.get("age", "")
    return int(age) if age.isdigit() else ADULT - 1 if talk.need == YOUTH else None


def _standing(talk: Conversation, world: World) -> Say:
    """The wait beside the limit. Law and norm are never called by each other's name; without either no number."""
    limit = limit_for(str(talk.need), _age(talk), world.profile.waiting_norms)
    if limit is None:
        return Say("utter_waiting_no_limit")
    start = began(talk.facts.get("since_when", ""), today=world.today)
    kind = "law" if limit.law else "norm"
    if start is None:
        return Say(f"utter_waiting_{kind}", _numbers(limit))
    ends = waiting_ends(start, limit, holidays=world.holidays)
    values = {**_numbers(limit), "waited": weeks_between(start, world.today), "day": ends}
    return Say(f"utter_waiting_{kind}_{'over' if ends < world.today else 'runs'}", values)


def _numbers(limit: Limit) -> dict[str, int]:
    return {"weeks": limit.weeks, "first": limit.first}


def _meanwhile(talk: Conversation) -> str:
    """Who can mediate, and what is possible today."""
    if talk.need not in CARE:
        return "utter_waiting_meanwhile_city"
    age = _age(talk)
    return "utter_waiting_meanwhile_youth" if age is not None and age < ADULT else "utter_waiting_meanwhile_adult"
