"""The words that the flows share: what was heard, what is said, what has to happen, and the world they look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot.domain.complaint import Complaint
from bot.domain.conversation import Conversation
from bot.domain.directory import Choice, Profile, Service, Wish
from bot.domain.messages import Button
from bot.domain.needs import Need
from bot.domain.office_hours import OfficeHour
from bot.domain.records import Promise
from bot.domain.tailored import Misfit


@dataclass(frozen=True)
class Heard:
    """One message of the person as it was understood.

    `intent` is a need or a dialogue act (inform, affirm, deny, dont_know, correct ...); `needs` are needs with their
    confidence, best first; `choice` holds what a button stands for; `crisis` is a danger that was recognised; `second`
    is a need that was announced beside the first; `abroad` the other language in which the gateway saw that danger and
    gave the numbers.
    """

    text: str
    intent: str
    confidence: float = 1.0
    needs: tuple[tuple[str, float], ...] = ()
    choice: Mapping[str, str] = field(default_factory=dict)
    message_id: str = ""
    language: str = "nl"
    crisis: str | None = None
    second: str | None = None
    abroad: str | None = None


@dataclass(frozen=True)
class Say:
    """One message to the person: the name of a text in `data/texts`, and what fills it in.

    `language` is set where it is not the language of the talk.
    """

    response: str
    values: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)
    language: str | None = None


@dataclass(frozen=True)
class FileComplaint:
    """Put the complaint of this talk on file, once."""


@dataclass(frozen=True)
class MakeReferral:
    """Ask the service to contact the person."""

    service: str


@dataclass(frozen=True)
class AskHuman:
    """Put the talk in the queue of staff; `kind` is "live" or "callback"."""

    kind: str
    reason: str
    slot: str = ""


@dataclass(frozen=True)
class LookUpComplaint:
    """Find out where a complaint stands."""

    reference: str
    code: str


@dataclass(frozen=True)
class ReportEntry:
    """Tell staff what the person says is wrong in this entry of the directory."""

    service: str
    words: str


@dataclass(frozen=True)
class SettlePromise:
    """The person said whether this promise came true."""

    promise: str
    kept: bool


@dataclass(frozen=True)
class ReportPromise:
    """Tell staff, and whoever leads them, that somebody has to look at this promise."""

    promise: str


@dataclass(frozen=True)
class CheckIn:
    """The person agreed to be asked in six weeks how it is."""


Answered = SettlePromise | ReportPromise | CheckIn


@dataclass(frozen=True)
class AddToComplaint:
    """Put more words of the person beside a complaint that is on file."""

    reference: str
    text: str


@dataclass(frozen=True)
class GiveSignal:
    """Put what was told on record without a complaint and without a name."""


@dataclass(frozen=True)
class MakePromise:
    """Promise something by the end of a day: the names of its text and of what the person is told, and who owns it."""

    text: str
    owner: str
    due: date
    say: str


@dataclass(frozen=True)
class ShowCopy:
    """Give the person all that was said in this talk, in one piece."""


Effect = (
    FileComplaint
    | MakeReferral
    | AskHuman
    | LookUpComplaint
    | AddToComplaint
    | GiveSignal
    | MakePromise
    | ShowCopy
    | ReportEntry
    | Answered
)


@dataclass(frozen=True)
class Turn:
    """What one message leads to; `goto` names the flow that takes over at once."""

    talk: Conversation
    says: tuple[Say, ...] = ()
    effects: tuple[Effect, ...] = ()
    goto: str | None = None

    def then(self, later: Turn) -> Turn:
        """This turn and what follows from it in another flow, as one."""
        return Turn(later.talk, (*self.says, *later.says), (*self.effects, *later.effects), later.goto)

    def after(self, *says: Say) -> Turn:
        """The same turn with something said first."""
        return replace(self, says=(*says, *self.says))


@dataclass(frozen=True)
class World:
    """Everything outside the talk that a flow may look at; `now` is local time with its zone.

    `last_heard` is when the person wrote before.
    `turns_18` is the day on which the person does, where the message holds a date of birth (which no flow sees).
    `office_hours` gives the next ones of "ombudsman" or "youth_ombudsman" near a district; `misfits` the doors for a
    need that are none for this person; `provider` the door of an organisation that words name.
    """

    now: datetime
    profile: Profile
    needs: Mapping[str, Need]
    doors: Callable[[Wish], Sequence[Choice]]
    holidays: frozenset[date] = frozenset()
    complaints: tuple[Complaint, ...] = ()
    promises: tuple[Promise, ...] = ()
    turns_18: date | None = None
    last_heard: datetime | None = None
    office_hours: Callable[[str, str | None], Sequence[OfficeHour]] = lambda who, district: ()
    misfits: Callable[[Wish], Sequence[Misfit]] = lambda wish: ()
    provider: Callable[[str], Service | None] = lambda words: None

    @property
    def today(self) -> date:
        """The date where the person lives."""
        return self.now.date()
