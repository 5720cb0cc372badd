"""The talk and the doors: how somebody wants help, office hours, nothing that fits, and who handles a complaint."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.directory import Choice, Service, Wish
from bot.domain.office_hours import OfficeHour
from bot.domain.tailored import Misfit
from bot.talk.model import World
from tests.talk.conftest import DOORS, MONDAY, Person

HORIZON = Service("horizon", "De Horizon", "Zorggroep De Horizon", ("waste",), contracted=True, complaint_kind="wmo")


class Town:
    """Remembers what was asked of it."""

    def __init__(self, world: World) -> None:
        self.wishes: list[Wish] = []
        self.asked: list[tuple[str, str | None]] = []
        self.fits = True
        self.world = replace(
            world,
            doors=self.doors,
            office_hours=self.office_hours,
            misfits=lambda wish: [Misfit("Jongerenplek", "age"), Misfit("Oud", "ended"), Misfit("Loket 0", "named")],
            provider=lambda words: HORIZON if "horizon" in words.casefold() else None,
        )

    def doors(self, wish: Wish) -> list[Choice]:
        self.wishes.append(wish)
        return [Choice(door, "", fits=self.fits) for door in DOORS if door.id not in wish.without][: wish.limit]

    def office_hours(self, who: str, district: str | None) -> list[OfficeHour]:
        self.asked.append((who, district))
        place = Service("spreekuur", "Spreekuur", "Ombudsman", (), location="Bibliotheek", lies_in="Noord")
        return [OfficeHour(place, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1, hours=2), 300)]


@pytest.fixture
def town(world):
    return Town(world)


@pytest.fixture
def person(town):
    return Person(town.world)


# How somebody wants to be helped


def test_who_will_not_call_gets_other_ways(town, person):
    person.types("Waar kan ik parkeren, ik wil niet bellen", "parking")
    assert town.wishes[-1].channels == {"chat", "walk_in", "online"}


def test_a_wish_at_the_doors_chooses_anew(town, person):
    person.types("Waar kan ik parkeren", "parking").types("kan dat ook anoniem", "inform")
    assert town.wishes[-1].anonymous
    assert not town.wishes[-1].without  # the same doors may come back in another order
    assert person.said[0] == "utter_noted"


def test_without_a_wish_all_ways_suit(town, person):
    person.types("Waar kan ik parkeren", "parking")
    assert (town.wishes[-1].channels, town.wishes[-1].anonymous, town.wishes[-1].free) == (frozenset(), False, False)


# Office hours


def test_office_hours_are_told_near_the_person(town, person):
    person.types("wanneer is er spreekuur van de ombudsman?", "contact_info")
    assert person.asks == "district"
    person.types("Noord", "inform")
    assert town.asked == [("ombudsman", "Noord")]
    (told,) = [say for say in person.says if say.response == "utter_office_hours"]
    assert "dinsdag 24 november 2026, 10:00-12:00" in told.values["sessions"]
    assert "uw wijk" in told.values["sessions"]
    assert told.custom["office_hours"][0]["starts"] == "2026-11-24T10:00:00+01:00"


def test_office_hours_of_the_youth_ombudsman_for_the_young(town, person):
    person.types("ik ben 15, waar is het spreekuur van de jeugdombudsman in Zuid", "contact_human")
    assert town.asked[-1] == ("youth_ombudsman", "Zuid")


def test_a_person_is_still_a_person(person):
    person.types("ik wil een medewerker spreken", "contact_human")
    assert person.talk.memory.flow == "handover"


# Nothing fits


def test_where_nothing_fits_the_case_is_written_down(town, person):
    town.fits = False
    person.types("Waar kan ik parkeren", "parking")
    assert "utter_tailored" in person.said
    kept = person.talk.memory.notes["tailored"]
    assert kept["misfits"] == [{"name": "Jongerenplek", "why": "age"}]
    assert kept["tried"] == ["Loket 0"]


def test_where_something_fits_nothing_is_said_of_it(person):
    person.types("Waar kan ik parkeren", "parking")
    assert "utter_tailored" not in person.said
    assert "tailored" not in person.talk.memory.notes


def test_when_all_was_named_the_case_goes_along_to_a_human(town, person):
    town.fits = False
    person.types("Waar kan ik parkeren", "parking").presses(next="door")
    person.presses(next="door")
    assert person.talk.memory.flow == "handover"
    person.types("een plek voor mijn bus", "inform")
    while person.asks:
        person.types("weet ik niet", "dont_know")
    assert person.talk.memory.notes["tailored"]["wanted"] == "een plek voor mijn bus"


# Who handles a complaint


@pytest.mark.parametrize(
    ("organisation", "told"),
    [
        ("de school van mijn zoon", "utter_complaint_route_school"),
        ("de politie", "utter_complaint_route_police"),
        ("mijn huisbaas", "utter_complaint_route_landlord"),
        ("het UWV", "utter_complaint_route_national_body"),
        ("Zorggroep De Horizon", "utter_complaint_route_wmo"),  # one of the directory: its own rules
    ],
)
def test_a_complaint_that_belongs_elsewhere_is_taken_in_all_the_same(person, organisation, told):
    person.types("Ik wil een klacht indienen", "complaint").types("Ze luisterden niet naar mij", "inform")
    while person.asks != "organisation":
        person.types("weet ik niet", "dont_know")
    person.types(organisation, "inform")
    assert told in person.said
    assert person.talk.memory.flow == "complaint"
    assert person.asks not in (None, "organisation")
    person.types("vorige week", "inform")
    assert told not in person.said  # once is enough


def test_a_provider_that_was_named_is_not_asked_for(person):
    person.types("Ik wil een klacht indienen over Zorggroep De Horizon, ze komen nooit", "complaint")
    assert "utter_complaint_route_wmo" in person.said
    assert person.talk.facts["organisation"] == "Zorggroep De Horizon"


def test_of_the_municipality_nothing_needs_to_be_told(person):
    person.types("Ik wil een klacht indienen over het wijkteam", "complaint")
    assert not [name for name in person.said if name.startswith("utter_complaint_route")]
    assert "handled_by" not in person.talk.memory.notes
