"""Every municipality in `profiles/` works alike, and nothing of one of them is in code."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from itertools import cycle, product
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_app
from bot.clock import MovableClock
from bot.domain.directory import Wish
from bot.domain.hours import hours_at
from bot.domain.needs import Road
from bot.entries import WrongEntry, read_yaml
from bot.house import doorkeeper
from bot.reference import load_local, load_needs, load_profile
from bot.services.turn import take_turn
from bot.settings import ROOT
from bot.talk.model import Heard
from tests.fakes import MemoryUnits
from tests.test_reference import DOORS, LOCATIONS, PROFILE

PROFILES = sorted(folder for folder in (ROOT / "profiles").iterdir() if (folder / "profile.yml").exists())
NEEDS = load_needs()
INVENTED = re.compile(r"020-55501\d\d|14 099[89]")
SHORT = re.compile(r"14 099[89]")
ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
EVERYWHERE = ("Politie", "Stadhuis", "Gemeentehuis", "Milieustraat", "Stadsbank", "Leerplicht", "Werkplein")
"""Names that are also ordinary words."""


def local(folder):
    return load_local(folder, NEEDS)


def house(folder):
    return doorkeeper(str(folder))


@pytest.fixture(params=PROFILES, ids=lambda folder: folder.name)
def folder(request):
    return request.param


def test_there_are_two_municipalities_and_they_differ():
    one, other = map(load_profile, PROFILES[:2])
    differing = ("name", "phone", "address", "email", "districts", "office_hours", "complaint_weeks", "colours")
    for name in (*differing, "ombudsman"):
        assert getattr(one, name) != getattr(other, name), name
    assert local(PROFILES[0])[0].phone != local(PROFILES[1])[0].phone


def test_all_of_it_is_invented(folder):
    profile = load_profile(folder)
    assert INVENTED.fullmatch(profile.phone)
    assert profile.email.endswith(".example.org")
    for service in local(folder):
        assert INVENTED.fullmatch(service.phone), service.id
        assert not service.website or ".example.org" in service.website
        assert SHORT.fullmatch(service.phone) or phonenumbers.is_valid_number(phonenumbers.parse(service.phone, "NL"))


def test_every_need_has_a_door_where_a_person_answers(folder):
    doors, profile = house(folder).choose, load_profile(folder)
    people = product((None, 9, 16, 20, 45, 80), ("self", "child", None), ("nl", "en"))
    districts = cycle((*profile.districts, None))
    for code, (age, for_whom, language) in product(NEEDS, people):
        choices = doors(Wish(code, age, next(districts), for_whom, language, MONDAY))
        assert any(choice.service.has_human for choice in choices), (code, age, for_whom)
        assert all(choice.service.organization for choice in choices)


def test_every_need_but_danger_has_a_door_in_the_municipality_itself(folder):
    here = {need for service in local(folder) for need in service.needs}
    talked_of = {code for code, need in NEEDS.items() if need.road is not Road.SMALLTALK}
    assert talked_of - here <= {"emergency", "suicide_risk"}


def test_texts_are_short_and_call_nobody_u(folder):
    for service in local(folder):
        for text in (service.description_nl, service.say_nl, service.documents_nl):
            assert len(text.split()) <= 15, text
            assert all(len(word) <= 18 for word in re.findall(r"\w+", text)), text
        assert not re.search(r"\b(u|uw)\b", f"{service.description_nl} {service.documents_nl}"), service.id


STORY = ("hij lachte hard om mijn formulier", "burgerzaken", "gisteren", "niks", "excuses", "geen contact")


async def talk(folder, *lines):
    """What was said to each line, in one talk on a Monday morning."""
    clock = MovableClock(MONDAY.astimezone(timezone.utc), real=datetime(2026, 1, 1).timestamp)
    units, texts = MemoryUnits(), []
    for number, (text, intent) in enumerate(lines):
        heard = Heard(text, intent, 0.9, ((intent, 0.9),), message_id=f"m{number}")
        taken = await take_turn("c1", heard, flow="intake", units=units, clock=clock, house=house(folder))
        texts += [reply.text for reply in taken.replies]
    return texts, units


async def test_a_complaint_is_filed_with_the_term_of_this_municipality(folder):
    """Six weeks, or ten with a committee (Awb 9:11)."""
    lines = [("ik wil een klacht indienen", "complaint"), *((line, "inform") for line in STORY), ("ja", "affirm")]
    _, units = await talk(folder, *lines)
    async with units() as uow:
        (filed,) = await uow.complaints.of_conversation("c1")
    due = {6: "2027-01-04", 10: "2027-02-01"}
    assert filed.due.isoformat() == due[load_profile(folder).complaint_weeks]


async def test_the_talk_names_doors_of_this_municipality_and_of_no_other(folder):
    talks = [await talk(folder, ("hallo", "greeting"), ("help", need)) for need in ("id_documents", "contact_info")]
    said = "\n".join(text for texts, _ in talks for text in texts)
    assert any(service.name in said for service in local(folder))
    for other in PROFILES:
        if other != folder:
            assert load_profile(other).name not in said
            assert load_profile(other).phone not in said


async def test_the_question_for_a_place_uses_the_words_of_the_municipality():
    village, city = (next(one for one in PROFILES if one.name == name) for name in ("proefdorp", "voorbeeldstad"))
    assert "dorp" in house(village).texts.say("utter_ask_district")
    assert "wijk" in house(city).texts.say("utter_ask_district")


async def test_pages_and_api_speak_of_this_municipality(folder, engine, settings):
    clock = MovableClock(MONDAY.astimezone(timezone.utc), real=datetime(2026, 1, 1).timestamp)
    app = build_app(settings, engine=engine, units=MemoryUnits(), clock=clock, house=house(folder))
    async with TestClient(TestServer(app)) as client:
        page = await (await client.get("/")).text()
        begun = await (await client.post("/api/conversations")).json()
        found = await (await client.get("/api/services", params={"need": "id_documents"})).json()
    name = load_profile(folder).name
    assert name in page and name in begun["messages"][0]["text"]
    assert found["services"][0]["organization"] == f"Gemeente {name}"
    for other in (load_profile(one).name for one in PROFILES if one != folder):
        assert other not in page and other not in begun["messages"][0]["text"]


def test_nothing_of_a_municipality_is_in_code():
    """Names of municipalities, buildings, organisations and their numbers; the folder that is the default may stand."""
    words = set()
    for folder in PROFILES:
        profile, doors = load_profile(folder), local(folder)
        words |= {profile.name, profile.phone, profile.ombudsman, profile.email, profile.website, "020-5550"}
        words |= {service.location for service in doors} | {service.organization for service in doors}
    words -= {"", *EVERYWHERE}
    code = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py"), *(ROOT / "bot").rglob("*.html")]
    content = [*(ROOT / "data" / "texts").glob("*.yml"), *(ROOT / "data" / "rules").glob("*.yml"), ROOT / "domain.yml"]
    found = [
        f"{file.relative_to(ROOT)}: {word}"
        for file in (*code, *content)
        for word in words
        if re.search(rf"(?<![\w/]){re.escape(word)}(?!\w)", file.read_text("utf-8"))
    ]
    assert found == []


def test_open_hours_follow_the_holidays_of_each_place():
    village = next(one for one in PROFILES if one.name == "proefdorp")
    line = next(service for service in local(village) if service.id == "gemeente-telefoon")
    eve = datetime(2026, 12, 24, 9, 30, tzinfo=ZONE)
    assert f"{hours_at(line.openings, eve).until:%H:%M}" == "12:00"  # other hours on Christmas Eve
    between = datetime(2026, 12, 29, 10, 0, tzinfo=ZONE)
    assert f"{hours_at(line.openings, between).next:%d-%m %H:%M}" == "04-01 09:00"  # closed between the years


@pytest.fixture
def town(tmp_path):
    """A folder with a municipality that a test may spoil."""
    (tmp_path / "directory").mkdir()
    (tmp_path / "profile.yml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "directory" / "locations.yml").write_text(LOCATIONS, encoding="utf-8")
    (tmp_path / "directory" / "doors.yml").write_text(DOORS, encoding="utf-8")
    return tmp_path


def test_a_text_that_nobody_says_is_told(town):
    content = f"{PROFILE}\ntexts:\n  utter_ask_distrct: {{nl: Waar?, en: Where?}}\n"
    (town / "profile.yml").write_text(content, encoding="utf-8")
    with pytest.raises(WrongEntry, match="utter_ask_distrct: is no text"):
        doorkeeper(str(town))


def test_a_building_can_lie_in_another_place_than_the_municipality_is_called(town):
    file = town / "directory" / "locations.yml"
    lines = file.read_text("utf-8").replace("    district: Dorp", "    city: Buitenwijk\n    district: Dorp")
    file.write_text(lines, "utf-8")
    assert local(town)[0].address == "Dorpsplein 1, 0998 AA Buitenwijk"


def test_every_profile_has_the_same_fields():
    """What one municipality can say, the other can too; they may leave different things out."""
    files = [read_yaml(folder / "profile.yml").keys() for folder in PROFILES]
    assert {"name", "districts", "office_hours", "colours"} <= set.intersection(*map(set, files))
