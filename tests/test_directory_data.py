"""The doors of Voorbeeldstad and the national ones: complete, plausible, readable, and clearly invented where local."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime, timedelta
from itertools import cycle, product
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
import yaml

from bot.calendar import DutchCalendar
from bot.domain.complaint_route import complaint_route
from bot.domain.conversation import Conversation
from bot.domain.directory import Wish
from bot.domain.hours import week_in_words
from bot.domain.needs import Road
from bot.reference import REFERENCE, load_directory, load_needs, load_profile
from bot.services.doors import Doors
from bot.talk.wording import door_values

FOLDER = Path(__file__).parent.parent / "profiles" / "voorbeeldstad"
PROFILE, NEEDS, SERVICES = load_profile(FOLDER), load_needs(), load_directory(FOLDER)
LOCAL = [service for service in SERVICES if service.local]
NATIONAL = [service for service in SERVICES if not service.local]
DOORS = Doors(SERVICES, DutchCalendar(), districts=PROFILE.coordinates)
ROWS = list(csv.DictReader((REFERENCE / "services.csv").open(encoding="utf-8", newline="")))
WORDS = yaml.safe_load((REFERENCE / "services_nl.yml").read_text(encoding="utf-8"))["services"]
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
TODAY = date(2026, 11, 21)
NOT_LOCAL = {
    "emergency": "112 is for the whole country",
    "suicide_risk": "113 is for the whole country",
}
SHORT_NUMBERS = re.compile(r"1[0-9]{2}|14 ?00|14 0999")
INVENTED = re.compile(r"020-55501[0-9]{2}|14 0999")
PROMISES = re.compile(
    r"garand|belo(of|ven)|zeker (weten|een plek)|altijd plek|guarantee|promise|"
    r"(?<!liefst )binnen \d|(?<!best )within \d"  # "best within 7 days" is advice
)


def texts(service):
    return [
        getattr(service, f"{name}_{language}")
        for name, language in product(("description", "say", "documents", "fees", "alert", "hours"), ("nl", "en"))
    ]


def named(service):
    return service.id


def test_the_profile_is_complete_and_invented():
    assert len(PROFILE.districts) == 6
    assert set(PROFILE.coordinates) == set(PROFILE.districts)
    assert INVENTED.fullmatch(PROFILE.phone)
    assert PROFILE.email.endswith("voorbeeldstad.example.org")
    assert week_in_words(PROFILE.office_hours) == "maandag tot en met vrijdag 09:00-17:00"
    assert (PROFILE.complaint_weeks, PROFILE.timezone) == (6, "Europe/Amsterdam")


def test_there_are_at_least_eighty_local_doors():
    assert len(LOCAL) >= 80
    assert len({service.family or service.id for service in LOCAL}) >= 80  # of which as many different ones


@pytest.mark.parametrize("district", PROFILE.districts)
def test_every_district_has_its_own_doors(district):
    here = [service for service in LOCAL if district in (service.district, service.lies_in)]
    assert len(here) >= 10
    assert {f"wijkteam-{district.lower()}", f"jeugdteam-{district.lower()}"} <= {service.id for service in here}
    assert {"ido", "ombudsman-spreekuur", "jeugdombudsman-spreekuur"} <= {service.family for service in here}


@pytest.mark.parametrize("code", [code for code, need in NEEDS.items() if need.road is not Road.SMALLTALK])
def test_every_need_has_a_door_of_its_own(code):
    doors = [service for service in SERVICES if code in service.needs]
    assert any(code not in service.also for service in doors)
    assert any(service.local for service in doors) or code in NOT_LOCAL


def test_at_least_twelve_providers_work_for_the_municipality():
    """Each says who answers for it and by which rules a complaint goes: no two answers to one question."""
    contracted = [service for service in LOCAL if service.contracted]
    assert len({service.family or service.id for service in contracted}) >= 12
    assert {"youth_care", "youth_protection", "wmo", "contracted"} == {one.complaint_kind for one in contracted}
    for service in contracted:
        route = complaint_route(service)
        assert route is not None
        assert route.responsible == service.responsible == "municipality"
        assert service.organization != f"Gemeente {PROFILE.name}"
    needs = {need for service in contracted for need in service.needs}
    assert {"youth_care", "wmo_support", "debt", "homelessness", "job_search", "school_transport"} <= needs


@pytest.mark.parametrize("who", ["ombudsman", "youth_ombudsman"])
def test_the_ombudsman_comes_to_every_district(who):
    offices = [service for service in LOCAL if service.office_hours_of == who]
    assert {service.lies_in for service in offices} == set(PROFILE.districts)
    kinds = {service.location.split()[0] for service in offices}
    assert kinds & {"Bibliotheek", "Wijkcentrum", "Jongerencentrum", "Lindecollege"}
    days = [day for service in offices for line in service.openings for day in line.weekdays]
    assert len(set(days)) >= 5


def test_one_office_hour_is_in_the_evening_and_each_on_a_day_of_its_own():
    lines = [line for service in LOCAL if service.office_hours_of == "ombudsman" for line in service.openings]
    assert len({line.weekdays for line in lines}) == 6
    assert any(line.opens.hour >= 18 for line in lines)


@pytest.mark.parametrize("service", LOCAL, ids=named)
def test_a_local_door_is_complete_and_invented(service):
    assert INVENTED.fullmatch(service.phone)
    assert service.openings
    assert all((service.description_nl, service.description_en, service.say_nl, service.say_en))
    assert not service.address or re.search(r", 0999 [A-Z]{2} Voorbeeldstad$", service.address)
    assert not service.website or service.website.startswith("voorbeeldstad.example.org")
    assert not service.email or service.email.endswith("@voorbeeldstad.example.org")


@pytest.mark.parametrize("service", LOCAL, ids=named)
def test_a_local_door_was_looked_at_lately(service):
    assert date(2026, 6, 1) <= service.assured_date <= TODAY
    assert TODAY - service.assured_date < timedelta(days=365)


@pytest.mark.parametrize("service", SERVICES, ids=named)
def test_what_is_said_of_a_door_is_short_plain_and_no_promise(service):
    for text in texts(service):
        assert not PROMISES.search(text.lower()), text
        assert len(text.split()) <= 15, text
        assert all(len(word) <= 18 for word in re.findall(r"\w+", text)), text
    for sentence in (service.say_nl, service.say_en):
        assert re.fullmatch(r"[A-Z].*[.?]", sentence), sentence
    assert not re.search(r"\b(u|uw)\b", f"{service.description_nl} {service.documents_nl}")  # the bot says je


@pytest.mark.parametrize("service", SERVICES, ids=named)
def test_every_number_can_be_called(service):
    for phone in (service.phone, *service.other_phones):
        assert (
            not phone or SHORT_NUMBERS.fullmatch(phone) or phonenumbers.is_valid_number(phonenumbers.parse(phone, "NL"))
        )


@pytest.mark.parametrize("row", [row for row in ROWS if row["confidence"] != "uncertain"], ids=lambda row: row["name"])
def test_a_national_fact_that_may_be_shown_is_shown_as_it_is(row):
    words = WORDS[row["name"]]
    found = [service for service in NATIONAL if service.id == words["id"]]
    if words.get("replaced_by") == "local":
        assert not found
        return
    (service,) = found
    assert " or ".join((service.phone, *service.other_phones)) == row["phone"]
    assert (service.confidence, service.phone_cost) == (row["confidence"], row["phone_cost"])
    assert set(service.needs) <= set(NEEDS)
    assert service.website in row["chat_website"]
    assert service.hours_nl
    assert service.hours_en


def test_what_is_uncertain_is_never_shown():
    uncertain = {row["phone"] for row in ROWS if row["confidence"] == "uncertain" and row["phone"]}
    names = {row["name"] for row in ROWS if row["confidence"] == "uncertain"}
    assert uncertain
    assert not uncertain & {service.phone for service in SERVICES}
    assert not names & {service.name for service in SERVICES}


@pytest.mark.parametrize("file", [*FOLDER.rglob("*.yml"), REFERENCE / "services_nl.yml"], ids=lambda file: file.name)
def test_a_number_in_our_files_is_invented_or_stands_in_the_facts(file):
    facts = " ".join(row["phone"] for row in ROWS if row["confidence"] != "uncertain")
    content = file.read_text(encoding="utf-8")
    for number in re.findall(r"\b(?:0\d{2,3}[- ]\d[\d ]{4,}\d|14 0\d{2,3})\b", content):
        assert INVENTED.fullmatch(number) or number in facts, number


def test_nobody_is_turned_away():
    """For every need, whoever asks: at least one door, each once, and a human behind one of them."""
    people = product((None, 9, 15, 17, 20, 26, 45, 80), ("self", "child", "client", None), ("nl", "en"))
    districts = cycle((*PROFILE.districts, None))
    for code, (age, for_whom, language) in product(NEEDS, people):
        wish = Wish(code, age, next(districts), for_whom, language, MONDAY)
        choices = DOORS.choose(wish)
        assert choices, wish
        assert len({choice.service.id for choice in choices}) == len(choices), wish
        assert any(choice.service.has_human for choice in choices), wish
        assert all(choice.why.endswith(".") for choice in choices), wish


@pytest.mark.parametrize(
    ("wish", "first"),
    [
        (Wish("homelessness", 18, "Zuid", "self"), "loket-jongeren-zonder-thuis"),  # not among older men
        (Wish("homelessness", 50, "Noord", "self"), "daklozenloket"),  # adults
        (Wish("homelessness", 3, "Oost", "child"), "noodopvang-gezinnen"),  # with children
        (Wish("youth_care_wait", 16, "Noord", "self"), "regieloket-jeugdhulp"),  # one owner at the municipality
        (Wish("debt", 52, "Oost", "self"), "loket-geldzorgen-wijkcentrum-oost"),  # walk in nearby
        (Wish("debt", 19, "Oost", "self"), "geldcoach-jongeren-jongerencentrum-oost"),  # the young have their own
        (Wish("registration_move", 29, "West", "self", "en"), "newcomers-desk"),  # just arrived, no Dutch
        (Wish("registration_move", 29, "West", "self"), "burgerzaken-stadsloket-west"),  # moving within the country
        (Wish("wmo_support", 78, "Noord", "self"), "wmo-loket-wijkcentrum-noord"),  # near
        (Wish("landlord_dispute", 27, "Zuid", "self"), "huurteam-wijkcentrum-zuid"),  # tenants' support
        (Wish("school_place", 9, "West", "child"), "leerplicht"),  # who looks for a place
        (Wish("bullying", 10, "West", "self"), "kindertelefoon"),  # a child talks first
        (Wish("bullying", 10, "West", "child"), "schoolverpleegkundige-praktijkschool-west"),  # a parent goes to school
        (Wish("mental_health", 22, "Centrum", "self"), "in-je-bol"),  # 16 to 27
        (Wish("mental_health", 40, "Centrum", "self"), "wijkteam-centrum"),  # grown up
        (Wish("suicide_risk", 19, "Centrum", "self"), "zelfmoordpreventie-113"),
        (Wish("emergency"), "alarmnummer-112"),
        (Wish("domestic_violence", 10, "Haven", "self"), "veilig-thuis"),
        (Wish("sexual_abuse", 16, "Haven", "self"), "centrum-seksueel-geweld"),
        (Wish("complaint", 40, "Haven", "self"), "klachtenloket"),  # the body itself first (Awb 9:20)
        (Wish("objection", 63, "Centrum", "self"), "bezwaarsecretaris"),
        (Wish("sent_around", 41, "West", "self"), "ombudsman-spreekuur-bibliotheek-west"),
        (Wish("childrens_rights", 20, "West", "self"), "jeugdstem"),  # youth care's own adviser, up to 23
        (Wish("study_finance", 19, "Haven", "self"), "spreekuur-studiegeld"),
        (Wish("crime_victim", 30), "politie"),
        (Wish("privacy_data"), "privacyfunctionaris"),
        (Wish("contact_human"), "gemeente-telefoon"),
        (Wish("digital_help", 70, "Haven", "self"), "ido-bibliotheek-haven"),
    ],
)
def test_who_comes_first(wish, first):
    choice = DOORS.choose(Wish(**{**vars(wish), "at": MONDAY}))[0]
    assert choice.service.id == first


def test_the_childrens_ombudsman_is_for_rights_and_not_for_help():
    service = DOORS.get("kinderombudsman")
    assert set(service.needs) == {"childrens_rights", "complaint", "sent_around"}


@pytest.mark.parametrize(("age", "open_now"), [(20, "nachtopvang-jongeren"), (40, "nachtopvang-volwassenen")])
def test_at_night_there_is_a_bed(age, open_now):
    christmas_night = datetime(2026, 12, 25, 23, 30, tzinfo=MONDAY.tzinfo)
    choice = DOORS.choose(Wish("homelessness", age, at=christmas_night))[0]
    assert (choice.service.id, choice.open_now) == (open_now, True)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("at", [MONDAY, MONDAY + timedelta(days=5, hours=12)], ids=["by day", "on a Saturday night"])
def test_a_card_is_read_at_a_glance(language, at):
    talk = Conversation("c1", "web", at, at, language=language)
    for code, need in NEEDS.items():
        if need.road is Road.SMALLTALK:
            continue
        for choice in DOORS.choose(Wish(code, None, None, None, language, at, limit=100)):
            card = " ".join(door_values(choice, talk).values())
            assert len(card.split()) < 60, card


def test_every_building_is_used():
    content = yaml.safe_load((FOLDER / "directory" / "locations.yml").read_text(encoding="utf-8"))
    assert {place["name"] for place in content["locations"].values()} == {service.location for service in LOCAL} - {""}


def test_norms_and_lines_are_for_needs_that_exist():
    assert set(PROFILE.waiting_norms) <= set(NEEDS)
    assert {need for service in SERVICES for need in service.first_for} <= set(NEEDS)


def test_a_choice_takes_less_than_a_few_milliseconds():
    """Of processor time, on average over all needs; the aim is one, the margin is for a busy machine."""
    start = process_time()
    for code in NEEDS:
        DOORS.choose(Wish(code, 30, "Zuid", "self", at=MONDAY))
    assert (process_time() - start) / len(NEEDS) < 0.004
