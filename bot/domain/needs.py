"""The catalogue of needs: what people come with, and by which road each is helped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from bot.domain.address import Form, addressed

URGENT = ("emergency", "suicide_risk", "domestic_violence", "sexual_abuse")
"""Needs in which danger comes before anything else, the most urgent first."""


GRAVE, GRAVE_IN_A_STORY = 0.5, 0.9
"""How sure a classifier must be of danger, all dangers together: at once, and where a story was asked for."""


def danger_among(needs: Iterable[tuple[str, float]], least: float = GRAVE) -> str | None:
    """The likeliest danger where all dangers together weigh enough; None where they do not."""
    dangers = {code: confidence for code, confidence in needs if code in URGENT}
    return max(dangers, key=lambda code: dangers[code]) if sum(dangers.values()) >= least else None


class Road(str, Enum):
    """How a need is helped: the person goes to a door, a door comes to the person, or a flow of its own."""

    SERVICE = "service"
    REFERRAL = "referral"
    HANDOVER = "handover"
    SENT_AROUND = "sent_around"
    COMPLAINT = "complaint"
    OBJECTION = "objection"
    STATUS = "status"
    SAFETY = "safety"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True)
class Need:
    """One need. `asks` are the follow-up questions whose answer changes the route, at most three.

    `heard_nl` and `heard_en` say in one short sentence what was understood; `involves` is True where some other party
    plays a part that the file must name. `words` are what people say who have this need, for the search.
    """

    code: str
    group: str
    name_nl: str
    name_en: str
    road: Road
    asks: tuple[str, ...] = ()
    heard_nl: str = ""
    heard_en: str = ""
    involves: bool = False
    words: str = ""

    def name(self, language: str) -> str:
        """What people call it, in their language."""
        return self.name_en if language == "en" else self.name_nl

    def heard(self, language: str, form: Form = Form.U) -> str:
        """The reading back of this need, in the person's language and form of address."""
        return self.heard_en if language == "en" else addressed(self.heard_nl, form)
