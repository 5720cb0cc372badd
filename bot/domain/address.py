"""How a Dutch text speaks to somebody: `je` to the young, `u` to others until they say je or ask for it.

A text holds both, informal first: `{Heb je|Hebt u} een brief?`. English has one form and no such marks.
"""

from __future__ import annotations

import re
from enum import Enum

from bot.domain.conversation import Conversation


class Form(str, Enum):
    """The two ways to say "you" in Dutch."""

    JE = "je"
    U = "u"


GROWN = 25
"""From this age on somebody who asks for themselves is no longer young here."""

YOUNG_NEEDS = frozenset({"childrens_rights", "transition_18", "bullying"})
"""Needs with which those who ask for themselves are young."""

YOUTH_CHANNEL = re.compile(r"youth|jeugd|jong", re.IGNORECASE)
"""A channel with such a name is one of the youth ombudsman, of a school or the like."""

_PAIR = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


def addressed(text: str, form: Form = Form.U) -> str:
    """The text in one form: of each `{informal|formal}` one is left. Holes such as `{name}` stay."""
    return _PAIR.sub(lambda pair: pair[1] if form is Form.JE else pair[2], text)


def form_of(talk: Conversation) -> Form:
    """The form that fits this person: their own words first, then who they are.

    In danger nobody is kept at a distance: there it is `je` for everyone who is not known to be grown.
    """
    if talk.memory.form:
        return Form(talk.memory.form)
    if is_young(talk) or (talk.crisis and not is_grown(talk)):
        return Form.JE
    return Form.U


def is_young(talk: Conversation) -> bool:
    """Whether a young person is writing, by what they said, what they need or where they write."""
    age = _own_age(talk)
    if age is not None or is_grown(talk):
        return age is not None and age < GROWN
    own_need = talk.need in YOUNG_NEEDS and talk.facts.get("for_whom", "self") == "self"
    return own_need or talk.facts.get("role") == "young_person" or bool(YOUTH_CHANNEL.search(talk.channel))


def is_grown(talk: Conversation) -> bool:
    """Whether it is known that a grown-up is writing."""
    age = _own_age(talk)
    return talk.facts.get("role") in ("parent", "professional") or (age is not None and age >= GROWN)


def _own_age(talk: Conversation) -> int | None:
    """The age of the one who writes; the age on record may be that of a child."""
    age = talk.facts.get("age", "")
    return int(age) if age.isdigit() and talk.facts.get("for_whom", "self") == "self" else None
