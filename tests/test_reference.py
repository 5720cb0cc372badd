"""Files with facts: what is read from them, and what is said of a mistake."""

from __future__ import annotations

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from bot.domain.directory import Norm, Opening
from bot.domain.hours import ALL_WEEK, NIGHT_AND_DAY
from bot.domain.needs import Road
from bot.entries import WrongEntry
from bot.reference import (
    REFERENCE,
    age_limits,
    last_checked,
    load_directory,
    load_needs,
    load_profile,
    online,
    parse_hours,
)

POLICE, INSURER = "Politie (geen spoed)", "Eigen zorgverzekeraar: zorgbemiddeling"
WORKDAYS = frozenset(range(5))
PROFILE = """
name: Kleinstad
phone: "14 0998"
address: Dorpsplein 1, 0998 AA Kleinstad
email: post@kleinstad.example.org
website: kleinstad.example.org
timezone: Europe/Amsterdam
districts: {Dorp: [52.1, 5.1]}
office_hours:
  - {byday: "MO,TU", opens_at: "08:30", closes_at: "17:00"}
ombudsman: Ombudsman Kleinstad
youth_ombudsman: Jeugdombudsman Kleinstad
"""
LOCATIONS = """
locations:
  raadhuis:
    name: Raadhuis
    address_1: Dorpsplein 1
    postal_code: 0998 AA
    district: Dorp
    latitude: 52.1001
    longitude: 5.1001
"""
DOORS = """
services:
  - id: balie
    name: Balie
    organization: Gemeente Kleinstad
    taxonomy_terms: [contact_human]
    also: [debt]
    last_door: desk
    description: {nl: "Een mens helpt je.", en: "A person helps you."}
    phones: ["14 0998", "020-5550198"]
    location: raadhuis
    schedules:
      - {byday: "MO,FR", opens_at: "09:00", closes_at: "17:00"}
    languages: [nl, en]
    walk_in: "yes"
    say: {nl: "Ik heb een vraag.", en: "I have a question."}
    assured_date: 2026-11-01
  - id: wijkteam
    name: Wijkteam
    organization: Gemeente Kleinstad
    taxonomy_terms: [youth_care]
    maximum_age: 27
    description: {nl: "Hulp dichtbij.", en: "Help nearby."}
    service_at_locations:
      - location: raadhuis
        schedules:
          - {byday: "TU", opens_at: "18:00", closes_at: "00:00"}
      - {id: wijkteam-dorp, name: Wijkteam Dorp, service_areas: [Dorp], phones: ["020-5550197"]}
    hours: {nl: "op afspraak", en: "by appointment"}
    say: {nl: "Ik zoek hulp.", en: "I need help."}
    assured_date: 2026-10-01
"""


@pytest.fixture
def town(tmp_path):
    """The folder of a municipality with two services."""
    directory = tmp_path / "kleinstad" / "directory"
    directory.mkdir(parents=True)
    (directory.parent / "profile.yml").write_text(PROFILE, encoding="utf-8")
    (directory / "locations.yml").write_text(LOCATIONS, encoding="utf-8")
    (directory / "doors.yml").write_text(DOORS, encoding="utf-8")
    return directory.parent


@pytest.fixture
def facts(tmp_path):
    """A copy of the national facts that a test may spoil."""
    return Path(shutil.copytree(REFERENCE, tmp_path / "reference"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def local(town):
    return {service.id: service for service in load_directory(town) if service.local}


def test_a_profile_is_read(town):
    profile = load_profile(town)
    assert (profile.name, profile.phone, profile.districts) == ("Kleinstad", "14 0998", ("Dorp",))
    assert profile.office_hours == (Opening(frozenset({0, 1}), time(8, 30), time(17)),)
    assert profile.coordinates == {"Dorp": (52.1, 5.1)}


def test_what_a_profile_leaves_out_has_a_default(town):
    profile = load_profile(town)
    assert (profile.complaint_weeks, profile.complaint_committee, profile.retention_days) == (6, False, 365)
    assert (profile.waiting_norms, profile.extra_holidays) == ({}, frozenset())


def test_a_committee_norms_and_extra_days_are_read(town):
    more = "complaint_committee: yes\nextra_holidays: [2027-05-07]\n"
    norms = "waiting_norms:\n  debt: {intake_weeks: 4, help_weeks: 8}\n"
    (town / "profile.yml").write_text(PROFILE + more + norms, encoding="utf-8")
    profile = load_profile(town)
    assert (profile.complaint_committee, profile.complaint_weeks) == (True, 10)
    assert (profile.waiting_norms, profile.extra_holidays) == ({"debt": Norm(4, 8)}, {date(2027, 5, 7)})


def test_a_local_door_is_read(town):
    desk = local(town)["balie"]
    assert (desk.needs, desk.also) == (("contact_human", "debt"), ("debt",))
    assert (desk.phone, desk.other_phones) == ("14 0998", ("020-5550198",))
    assert (desk.location, desk.address) == ("Raadhuis", "Dorpsplein 1, 0998 AA Kleinstad")
    assert (desk.lies_in, desk.district, desk.walk_in) == ("Dorp", None, True)
    assert desk.openings == (Opening(frozenset({0, 4}), time(9), time(17)),)
    assert desk.hours_nl == "maandag en vrijdag 09:00-17:00"


def test_a_service_at_two_locations_is_two_doors_of_one_family(town):
    doors = local(town)
    here, there = doors["wijkteam-raadhuis"], doors["wijkteam-dorp"]
    assert here.family == there.family == "wijkteam"
    assert here.openings == (Opening(frozenset({1}), time(18), time(0)),)
    assert (here.location, there.location) == ("Raadhuis", "")
    assert (there.name, there.district, there.phone) == ("Wijkteam Dorp", "Dorp", "020-5550197")
    assert there.hours_en == "by appointment"


@pytest.mark.parametrize(
    ("file", "old", "new", "entry", "field"),
    [
        ("doors.yml", "id: balie", "id: ''", "services[1]", "id"),  # nothing to call it
        ("doors.yml", "    name: Balie\n", "", "balie", "name"),  # a field that is missing
        ("doors.yml", "phones:", "phnoes:", "balie", "phnoes"),  # a typing error in the name of a field
        ("doors.yml", "[contact_human]", "[contact_humen]", "balie", "taxonomy_terms"),  # an unknown need
        ("doors.yml", "[contact_human]", "contact_human", "balie", "taxonomy_terms"),  # no list
        ("doors.yml", "taxonomy_terms: [youth_care]", "taxonomy_terms: []", "wijkteam-raadhuis", "taxonomy_terms"),
        ("doors.yml", "MO,FR", "MO,FRI", "balie.schedules[1]", "byday"),  # an unknown day
        ("doors.yml", '"09:00"', '"9 uur"', "balie.schedules[1]", "opens_at"),  # no time
        ("doors.yml", "2026-11-01", "1 november", "balie", "assured_date"),  # no date
        ("doors.yml", "    assured_date: 2026-11-01\n", "", "balie", "assured_date"),  # nobody knows how old it is
        ("doors.yml", "maximum_age: 27", "maximum_age: veel", "wijkteam-raadhuis", "maximum_age"),  # no number
        (
            "doors.yml",
            "maximum_age: 27",
            "maximum_age: 27\n    minimum_age: 30",
            "wijkteam-raadhuis",
            "maximum_age",
        ),  # nobody fits
        ("doors.yml", 'walk_in: "yes"', "walk_in: soms", "balie", "walk_in"),  # neither yes nor no
        ("doors.yml", ', en: "A person helps you."', "", "balie.description", "en"),  # one language only
        ("doors.yml", "location: raadhuis", "location: raadhuus", "balie", "location"),  # an unknown building
        ("doors.yml", "service_areas: [Dorp]", "service_areas: [Stad]", "wijkteam-dorp", "service_areas"),
        ("doors.yml", "id: wijkteam-dorp", "id: balie", "balie", "id"),  # an id that is taken
        ("doors.yml", '    hours: {nl: "op afspraak", en: "by appointment"}\n', "", "wijkteam-dorp", "schedules"),
        ("doors.yml", "last_door: desk", "last_door: ombudsman", "", "last_door"),  # no desk is left
        ("doors.yml", "last_door: desk", "last_door: balie", "balie", "last_door"),  # no such kind
        ("doors.yml", "- id: wijkteam\n", "- id: [wijkteam\n", "", ""),  # no YAML at all
        ("locations.yml", "district: Dorp", "district: Stad", "raadhuis", "district"),
        ("locations.yml", "latitude: 52.1001", "latitude: noord", "raadhuis", "latitude"),
    ],
)
def test_a_mistake_in_the_directory_is_told_with_its_place(town, file, old, new, entry, field):
    change(town / "directory" / file, old, new)
    with pytest.raises(WrongEntry) as told:
        load_directory(town)
    assert (told.value.entry, told.value.field) == (entry, field)
    assert str(town) in str(told.value)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("name: Kleinstad\n", "", "name"),
        ("Europe/Amsterdam", "Europe/Kleinstad", "timezone"),
        ("{Dorp: [52.1, 5.1]}", "{}", "districts"),
        ("{Dorp: [52.1, 5.1]}", "{Dorp: [52.1]}", "districts"),
        ("{Dorp: [52.1, 5.1]}", "[Dorp]", "districts"),
        ("website:", "wesbite:", "wesbite"),
    ],
)
def test_a_mistake_in_the_profile_is_told(town, old, new, field):
    change(town / "profile.yml", old, new)
    with pytest.raises(WrongEntry) as told:
        load_profile(town)
    assert told.value.field == field


def test_a_likely_field_is_named(town):
    change(town / "directory" / "doors.yml", "phones:", "phnoes:")
    with pytest.raises(WrongEntry, match="did you mean phones"):
        load_directory(town)


def test_a_folder_without_a_profile_is_told(tmp_path):
    with pytest.raises(WrongEntry, match=r"profile\.yml"):
        load_profile(tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new", "entry", "field"),
    [
        ("services_nl.yml", "  IND:\n", "  INDD:\n", "INDD", ""),  # words for nobody
        ("services_nl.yml", "  office hours: tijdens kantooruren\n", "", INSURER, "opening_hours"),
        ("services_nl.yml", "  usual call costs: gewone belkosten\n", "", POLICE, "phone_cost"),
        ("services_nl.yml", "{crime_victim: 1}", "{crime_victim: 0}", f"{POLICE}.first_for", "crime_victim"),
        ("services_nl.yml", "{crime_victim: 1}", "{parking: 1}", POLICE, "first_for"),
        ("services.csv", "112,emergency;", "112,emergencyy;", "112", "needs"),
        ("services.csv", "age_range", "ages", "first line", "age_range"),
        ("routes.yml", "{road: service,", "{road: elsewhere,", "housing_search", "road"),
        ("routes.yml", "[age, district, since_when]", "[age, shoe_size]", "housing_search", "asks"),
        ("routes.yml", "[age, district, since_when]", "[age, district, since_when, name]", "housing_search", "asks"),
        ("routes.yml", "housing_search:", "house_search:", "housing_search", ""),
    ],
)  # fmt: skip
def test_a_mistake_in_the_national_facts_is_told(town, facts, file, old, new, entry, field):
    change(facts / file, old, new)
    with pytest.raises(WrongEntry) as told:
        load_directory(town, facts)
    assert (told.value.entry, told.value.field) == (entry, field)


def test_needs_come_with_their_road_and_questions():
    needs = load_needs()
    assert len(needs) == 60
    assert needs["landlord_dispute"].road is Road.REFERRAL
    assert needs["landlord_dispute"].involves is True
    assert needs["homelessness"].asks == ("age", "district")
    assert needs["greeting"].road is Road.SMALLTALK


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        ("24/7", NIGHT_AND_DAY),
        ("daily 11:00-21:00", (Opening(ALL_WEEK, time(11), time(21)),)),
        ("weekdays 09:00-17:00", (Opening(WORKDAYS, time(9), time(17)),)),
        ("Mon, Tue, Thu, Fri 10:00-16:00", (Opening(frozenset({0, 1, 3, 4}), time(10), time(16)),)),
        ("weekdays, see website", None),  # on which hours is not said
        ("weekdays, see website (older page: 12:00-17:00)", None),  # an older page is no fact
        ("office hours", None),
    ],
)
def test_hours_are_read_where_they_are_clear(text, openings):
    assert parse_hours(text) == openings


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("all", (None, None)),
        ("8-18", (8, 18)),
        ("0-18", (None, 18)),  # from birth is no limit
        ("16+", (16, None)),
        ("0-23 and parents", (None, 23)),
        ("parents", (None, None)),
    ],
)
def test_age_limits(text, limits):
    assert age_limits(text) == limits


@pytest.mark.parametrize(
    ("text", "site", "chat"),
    [
        ("kindertelefoon.nl (chat)", "kindertelefoon.nl", True),
        ("mantelzorg.nl (WhatsApp, mail)", "mantelzorg.nl", False),
        ("112.nl; 112NL app", "112.nl", False),
        ("join-us.nu", "join-us.nu", False),
        ("number on the insurance card", "", False),  # no website
    ],
)
def test_what_is_online(text, site, chat):
    assert online(text) == (site, chat)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("drugsinfo.nl/contact (via directory 2026-09-08)", date(2026, 9, 8)),
        ("injebol.nl (checked 2026-09-08); weekend-online.nl 2025-10-08", date(2026, 9, 8)),  # the latest
        ("several 2024-2026 listings", None),  # years are no date
        ("by heart", None),
    ],
)
def test_when_a_source_was_read(text, day):
    assert last_checked(text) == day


def test_days_off_and_other_hours_are_read(town):
    change(
        town / "directory" / "doors.yml",
        """    languages: [nl, en]
""",
        """    languages: [nl, en]
    closed_on: ["2026-12-24", "2026-12-28..2027-01-01"]
    special_hours:
      - {on: "2026-12-31", opens_at: "10:00", closes_at: "12:00"}
""",
    )
    change(
        town / "directory" / "doors.yml",
        '{byday: "MO,FR",',
        '{byday: "1MO", valid_from: 2026-09-01, valid_to: 2027-06-30,',
    )
    usual, eve, week, special = next(door.openings for door in load_directory(town) if door.id == "balie")
    assert usual.rule.byday == ("1MO",)
    assert (usual.valid_from, usual.valid_to) == (date(2026, 9, 1), date(2027, 6, 30))
    assert (eve.valid_from, eve.valid_to, eve.closed) == (date(2026, 12, 24), date(2026, 12, 24), True)
    assert (week.valid_from, week.valid_to, week.closed) == (date(2026, 12, 28), date(2027, 1, 1), True)
    assert (special.valid_from, special.opens, special.special) == (date(2026, 12, 31), time(10), True)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('closed_on: ["24-12-2026"]', "24-12-2026 is no date"),
        ('closed_on: ["2026-12-24..2026-12-01"]', "2026-12-01 is before 2026-12-24"),
        ('special_hours: [{on: "2026-12-24", opens_at: "10:00"}]', "field closes_at: is missing"),
        ('special_hours: [{on: "2026-12-24", opens: "10:00"}]', "did you mean opens_at"),
    ],
)
def test_a_mistake_in_a_day_off_is_told(town, line, why):
    change(town / "directory" / "doors.yml", "    languages: [nl, en]\n", f"    languages: [nl, en]\n    {line}\n")
    with pytest.raises(WrongEntry, match=why):
        load_directory(town)


def test_the_municipality_has_days_off_too(town):
    change(town / "profile.yml", "ombudsman: Ombudsman", 'closed_on: ["2026-12-24"]\nombudsman: Ombudsman')
    assert load_profile(town).office_hours[-1].closed
