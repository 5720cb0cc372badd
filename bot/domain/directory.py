"""Doors: services as Open Referral HSDS 3.0 sees them, and the choice among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.domain.address import Form
from bot.domain.recurrence import Recurrence


@dataclass(frozen=True)
class Opening:
    """One line of a schedule (HSDS `schedule`): weekdays 0 (Monday) to 6, from `opens` to `closes` local time.

    A line that closes at or before the time it opens ends on the next day; 00:00 to 00:00 is the whole day. It counts
    from `valid_from` up to and including `valid_to`. `rule` tells the days where they are not the same each week;
    `weekdays` then only says on which weekdays they fall.

    A `special` line stands instead of the ordinary ones on its days, holidays among them: other hours on Christmas
    Eve. `closed` makes of a special line a day without hours (HSDS: a schedule with dates and no `opens_at`).
    """

    weekdays: frozenset[int]
    opens: time
    closes: time
    valid_from: date | None = None
    valid_to: date | None = None
    rule: Recurrence | None = None
    special: bool = False
    closed: bool = False

    @property
    def overnight(self) -> bool:
        """Whether it runs on into the next day."""
        return self.closes <= self.opens

    @property
    def weekly(self) -> bool:
        """Whether it is the same every week, without end."""
        return self.rule is None and self.valid_from is None and self.valid_to is None

    def counts_on(self, day: date) -> bool:
        """Whether this is one of the days that it speaks of."""
        if (self.valid_from and day < self.valid_from) or (self.valid_to and day > self.valid_to):
            return False
        return day in self.rule if self.rule else day.weekday() in self.weekdays


def closed_from(first: date, last: date | None = None) -> Opening:
    """The line that closes a door on one day, or from the first up to and including the last."""
    last = last or first
    days = frozenset((first + timedelta(days=days)).weekday() for days in range(min(7, (last - first).days + 1)))
    return Opening(days, time(), time(), first, last, special=True, closed=True)


@dataclass(frozen=True)
class Service:
    """One door. `needs` are codes of the catalogue; `district` is None for what serves everyone.

    `confidence` is "confirmed", "by_heart" or "demo"; `say_nl`/`say_en` the sentence to say there; `openings` None
    where the hours are only known as a note.

    `also` are those of its needs for which this is a second door, after the ones that are made for it; `first_for`
    gives the place that a help line has before all local doors; `last_door` is "desk" or "ombudsman" where a human
    is always to be found. `family` is shared by the same service at several locations. `lies_in` is the district of
    the building, `location` its name. `for_whom` holds roles: young_person, parent, relative, professional. Texts
    that end in `_nl` and `_en` are read with `text`.

    `expires` is the last day on which it is named. `capacity` is "open", "waiting_list", "full" or "" where nobody
    knows; `free` None where nobody knows what it costs. `responsible` answers for the door: municipality,
    school_board, landlord, care_provider, police or national_body; `contracted` that it works for the municipality,
    `complaint_kind` by which rules a complaint about it goes (a kind of `complaint_route`). `office_hours_of` is
    "ombudsman" or "youth_ombudsman" where one of them can be met at set hours.
    """

    id: str
    name: str
    organization: str
    needs: tuple[str, ...]
    local: bool = False
    description_nl: str = ""
    description_en: str = ""
    phone: str = ""
    phone_cost: str = ""
    email: str = ""
    website: str = ""
    address: str = ""
    district: str | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    for_whom: tuple[str, ...] = ()
    openings: tuple[Opening, ...] | None = None
    hours_nl: str = ""
    hours_en: str = ""
    languages: tuple[str, ...] = ("nl",)
    anonymous: bool | None = None
    walk_in: bool = False
    say_nl: str = ""
    say_en: str = ""
    confidence: str = "demo"
    assured_date: date | None = None
    family: str = ""
    also: tuple[str, ...] = ()
    first_for: Mapping[str, int] = field(default_factory=dict)
    last_door: str = ""
    status: str = "active"
    alert_nl: str = ""
    alert_en: str = ""
    other_phones: tuple[str, ...] = ()
    phone_cost_nl: str = ""
    chat: bool = False
    open_on_holidays: bool = False
    location: str = ""
    lies_in: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    accessibility_nl: str = ""
    accessibility_en: str = ""
    fees_nl: str = ""
    fees_en: str = ""
    documents_nl: str = ""
    documents_en: str = ""
    expires: date | None = None
    capacity: str = ""
    free: bool | None = None
    responsible: str = ""
    contracted: bool = False
    complaint_kind: str = ""
    office_hours_of: str = ""

    def text(self, name: str, language: str) -> str:
        """The text of this name in the person's language; in Dutch where there is no other."""
        wanted = "en" if language == "en" else "nl"
        return str(getattr(self, f"{name}_{wanted}") or getattr(self, f"{name}_nl"))

    @property
    def channels(self) -> frozenset[str]:
        """The ways to reach it: phone, chat, walk_in (without an appointment) and online (website or e-mail)."""
        ways = {
            "phone": self.phone,
            "chat": self.chat,
            "walk_in": self.walk_in and self.address,
            "online": self.website or self.email,
        }
        return frozenset(way for way, there in ways.items() if there)

    @property
    def has_human(self) -> bool:
        """Whether a person answers there: by phone, in a chat or behind a counter."""
        return bool(self.phone or self.chat or self.address)


@dataclass(frozen=True)
class Wish:
    """For whom a door is sought. `without` are ids that were named already.

    `latitude` and `longitude` say where the person is, in degrees; where they are missing the district does.
    `channels` are the ways that suit the person, as in `Service.channels`; none given means that all do. `anonymous`
    and `free` mean that the person wants to give no name, and can pay nothing.
    """

    need: str
    age: int | None = None
    district: str | None = None
    for_whom: str | None = None
    language: str = "nl"
    at: datetime | None = None
    without: frozenset[str] = frozenset()
    limit: int = 3
    latitude: float | None = None
    longitude: float | None = None
    channels: frozenset[str] = frozenset()
    anonymous: bool = False
    free: bool = False
    form: Form = Form.U


@dataclass(frozen=True)
class Choice:
    """A door with the reason why it is named (a sentence in the person's language) and whether it is open.

    `reasons` is the same without the hours, for a card that tells these by themselves (`hours`: "nu open tot 17:00").
    `distance` is in metres as the crow flies, where it is known where both are. `fits` is False for a door that is
    named only because nothing made for the need fits this person.
    """

    service: Service
    why: str
    open_now: bool | None = None
    next_opening: datetime | None = None
    open_until: datetime | None = None
    reasons: str = ""
    hours: str = ""
    distance: int | None = None
    fits: bool = True


@dataclass(frozen=True)
class Norm:
    """A waiting time that the municipality agreed on, in weeks: to the first talk, and from there to the help."""

    intake_weeks: int
    help_weeks: int


@dataclass(frozen=True)
class Profile:
    """The municipality: what a text may name. `office_hours` are those of staff who answer in the chat.

    `coordinates` are (latitude, longitude) per district; `waiting_norms` per need, only where one was agreed on;
    `webhooks` says, by the id of a service, where its own system takes referrals: the directory itself is public.
    `extra_holidays` are days that a decree adds to those of the law (Algemene termijnenwet 3 lid 3). `texts` are said
    here in place of those of `data/texts`, by name and language.
    """

    name: str
    phone: str
    address: str
    email: str
    website: str
    timezone: str
    districts: tuple[str, ...]
    office_hours: tuple[Opening, ...]
    ombudsman: str
    youth_ombudsman: str
    complaint_weeks: int = 6
    complaint_committee: bool = False
    retention_days: int = 365
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    coordinates: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    waiting_norms: Mapping[str, Norm] = field(default_factory=dict)
    extra_holidays: frozenset[date] = frozenset()
    webhooks: Mapping[str, str] = field(default_factory=dict)
