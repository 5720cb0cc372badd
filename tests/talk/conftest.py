"""A small world for the dialogue core: two doors, office hours, and a person who types or presses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.conversation import Conversation
from bot.domain.directory import Choice, Opening, Profile, Service, Wish
from bot.domain.needs import Need, Road
from bot.talk.address import hear_form
from bot.talk.dispatch import respond
from bot.talk.model import Effect, Heard, Say, World

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
NEEDS = {
    "homelessness": Need(
        "homelessness", "housing", "Geen slaapplek", "Homelessness", Road.REFERRAL, ("age", "district")
    ),
    "waste": Need("waste", "city", "Afval", "Waste", Road.SERVICE, ("district",)),
    "parking": Need("parking", "city", "Parkeren", "Parking", Road.SERVICE, ()),
    "landlord_dispute": Need(
        "landlord_dispute", "housing", "Verhuurder", "Landlord", Road.REFERRAL, ("since_when",), involves=True
    ),
    "youth_care_wait": Need(
        "youth_care_wait", "care", "Wachten", "Waiting", Road.REFERRAL, ("age", "since_when", "organisation")
    ),
    "mental_health": Need("mental_health", "care", "Somber", "Low", Road.REFERRAL, ("age", "since_when")),
    "wmo_support": Need("wmo_support", "care", "Hulp thuis", "Help at home", Road.REFERRAL, ("since_when",)),
    "transition_18": Need("transition_18", "care", "18 worden", "Turning 18", Road.REFERRAL, ("age", "district")),
    "school_place": Need("school_place", "school", "Geen school", "No school", Road.REFERRAL, ("age", "since_when")),
    "childrens_rights": Need("childrens_rights", "rights", "Rechten", "Rights", Road.SERVICE, ("age", "right")),
    "contact_info": Need("contact_info", "meta", "Adres", "Address", Road.SERVICE),
    "complaint": Need("complaint", "rights", "Klacht", "Complaint", Road.COMPLAINT),
    "objection": Need("objection", "rights", "Bezwaar", "Objection", Road.OBJECTION),
    "sent_around": Need("sent_around", "rights", "Kastje", "Sent around", Road.SENT_AROUND),
    "participation": Need("participation", "rights", "Meepraten", "A say", Road.SERVICE),
    "privacy_data": Need("privacy_data", "rights", "Gegevens", "Data", Road.SERVICE),
    "contact_human": Need("contact_human", "meta", "Mens", "Person", Road.HANDOVER),
    "complaint_status": Need("complaint_status", "rights", "Status", "Status", Road.STATUS),
    "suicide_risk": Need("suicide_risk", "safety", "Niet meer willen leven", "Suicide", Road.SAFETY),
    "emergency": Need("emergency", "safety", "Nu gevaar", "Danger", Road.SAFETY),
    "greeting": Need("greeting", "meta", "Groet", "Greeting", Road.SMALLTALK),
    "thanks_bye": Need("thanks_bye", "meta", "Dank", "Thanks", Road.SMALLTALK),
    "out_of_scope": Need("out_of_scope", "meta", "Buiten", "Out", Road.SMALLTALK),
    "unclear": Need("unclear", "meta", "Onduidelijk", "Unclear", Road.SMALLTALK),
}
WEEKDAYS = (Opening(frozenset(range(5)), time(9), time(17)),)
PROFILE = Profile(
    "Voorbeeldstad", "14 0999", "Markt 1", "info@example.org", "example.org", "Europe/Amsterdam",
    ("Noord", "Zuid", "West"), WEEKDAYS, "Ombudsman", "Jeugdombudsman",
)  # fmt: skip
DOORS = [Service(f"door-{n}", f"Loket {n}", "Gemeente", tuple(NEEDS)) for n in range(3)]


def doors(wish: Wish) -> list[Choice]:
    return [Choice(door, "") for door in DOORS if door.id not in wish.without][: wish.limit]


class Person:
    """Types and presses; keeps the talk, what was said and what had to be done."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.talk = Conversation("c1", "web", MONDAY, MONDAY)
        self.says: tuple[Say, ...] = ()
        self.effects: list[Effect] = []

    def types(
        self,
        text: str,
        intent: str = "inform",
        confidence: float = 0.9,
        crisis: str | None = None,
        second: str | None = None,
    ) -> Person:
        needs = ((intent, confidence),) if intent in NEEDS else ()
        return self._hear(Heard(text, intent, confidence, needs, crisis=crisis, second=second))

    def presses(self, **choice: str) -> Person:
        return self._hear(Heard("", "inform", choice=choice))

    def _hear(self, heard: Heard) -> Person:
        turn = respond(hear_form(self.talk, heard.text), heard, self.world)
        self.talk, self.says = turn.talk, turn.says
        self.effects += turn.effects
        return self

    @property
    def asks(self) -> str | None:
        return self.talk.memory.asks

    @property
    def said(self) -> list[str]:
        return [say.response for say in self.says]


@pytest.fixture
def world() -> World:
    return World(MONDAY, PROFILE, NEEDS, doors)


@pytest.fixture
def person(world: World) -> Person:
    return Person(world)


@pytest.fixture
def at_night(world: World) -> Callable[[], Person]:
    night = World(MONDAY.replace(hour=23), PROFILE, NEEDS, doors)
    return lambda: Person(night)
