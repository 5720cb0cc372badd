"""Office hours of the ombudsman: the next three, near the person where the district is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.conversation import Conversation
from bot.domain.office_hours import OfficeHour
from bot.talk.model import Heard, Say, World
from bot.talk.wording import office_hour_line

WORDS = re.compile(
    r"\b(inloop|loop)?spreek(uur|uren|uurtje)\w*\b|\binloopuur\b|\boffice hours?\b|\bdrop-?in (hours?|session)\b|"
    r"\bconsult(ation|ing) hours?\b",
    re.IGNORECASE,
)
YOUTH = re.compile(r"\b(jeugd|kinder|jongeren)\w*|\b(youth|children'?s)\b", re.IGNORECASE)
CONTACT = frozenset({"contact_info", "contact_human", "unclear", "sent_around"})
LONG = 20
"""From this length on the words are a story in which office hours play a part."""

ADULT = 18


def as_contact(heard: Heard) -> Heard:
    """A question for office hours is one for contact, whatever else the words could be."""
    asked = heard.intent in CONTACT and WORDS.search(heard.text) and len(heard.text.split()) < LONG
    return replace(heard, intent="contact_info", confidence=1.0) if asked else heard


def are_asked(talk: Conversation) -> bool:
    """Whether this talk is about office hours."""
    return talk.need == "contact_info" and bool(WORDS.search(str(talk.memory.notes.get("opening", ""))))


def next_ones(talk: Conversation, world: World) -> Sequence[OfficeHour]:
    """The next three of the ombudsman that is there for this person."""
    opening, age = str(talk.memory.notes.get("opening", "")), talk.facts.get("age", "")
    young = bool(YOUTH.search(opening)) or (age.isdigit() and int(age) < ADULT)
    return world.office_hours("youth_ombudsman" if young else "ombudsman", talk.facts.get("district"))


def say(sessions: Sequence[OfficeHour], talk: Conversation) -> Say:
    """One message with a line for each."""
    lines = "\n".join(office_hour_line(one, talk) for one in sessions)
    details = [
        {"service": one.service.id, "starts": one.starts.isoformat(), "ends": one.ends.isoformat(), "place": one.place}
        for one in sessions
    ]
    ids = [one.service.id for one in sessions]
    return Say("utter_office_hours", {"sessions": lines}, custom={"services": ids, "office_hours": details})
