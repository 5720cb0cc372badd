"""Rights of children: the card of the right that it is about, and by age who decides and who hears what."""

from __future__ import annotations

import re

from bot.domain.conversation import Conversation
from bot.talk.model import Say, World

RIGHTS = {
    "safety": r"\b(veilig\w*|sla|slaan|geslagen|geweld|mishandel\w*|pijn|bang|safe\w*|hit|beat\w*|violence)\b",
    "school": r"\b(school\w*|onderwijs|les|leren|klas|education|lessons?)\b",
    "home": r"\b(huis|thuis|wonen|woon|pleeg\w*|ouders|uithuis\w*|home|live|living|foster)\b",
    "privacy": r"\b(privacy|dagboek|telefoon|mobiel|lezen|leest|geheim\w*|vertellen|doorvertel\w*|secret|diary)\b",
    "information": r"\b(informatie|dossier|weten|inzage|information|file)\b",
    "care": r"\b(zorg|dokter|huisarts|arts|medicijn\w*|therap\w*|behandel\w*|hulp|care|doctor|medicine|treatment)\b",
    "say": r"\b(mening|meepraten|meebeslissen|luister\w*|gehoord|stem|opinion|say|heard|listen\w*)\b",
}
"""The rights of which there is a card, each with the words that point to it; the first one counts."""

OF_CHILD = ((12, "under_12"), (16, "from_12"), (18, "from_16"))


def right_in(text: str) -> str | None:
    """The right that the words are about."""
    return next((name for name, words in RIGHTS.items() if re.search(words, text, re.IGNORECASE)), None)


def guide(talk: Conversation, world: World) -> tuple[Say, ...]:
    """The card of the right, then who decides at this age, then who keeps what to themselves."""
    told = talk.facts.get("right", "")
    right = told if told in RIGHTS else right_in(told) or right_in(str(talk.memory.notes.get("opening", "")))
    card = (Say(f"utter_right_{right}", custom={"right": right}),) if right else ()
    return (*card, Say(f"utter_decides_{_of_age(talk)}"), Say("utter_who_hears"))


def _of_age(talk: Conversation) -> str:
    age = talk.facts.get("age", "")
    if not age.isdigit():
        return "unknown"
    return next((name for limit, name in OF_CHILD if int(age) < limit), "adult")
