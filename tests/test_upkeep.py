"""What is missing, stale or contradicts itself in a directory; and a new one from the template."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.__main__ import main
from bot.domain.directory import Opening, Service, closed_from
from bot.domain.hours import NIGHT_AND_DAY
from bot.domain.needs import Need, Road
from bot.domain.recurrence import Recurrence
from bot.processes.checkup import checkup
from bot.processes.profiles import NoNewProfile, new, profiles, slug
from bot.reference import load_directory, load_needs, load_profile
from bot.settings import ROOT, Settings
from bot.upkeep import Files, Finding, contradictions, findings
from tests.factories import profile

TODAY = date(2026, 11, 23)
"""A Monday."""

OFFICE = (Opening(frozenset(range(5)), time(9), time(17)),)
NEEDS = {
    "debt": Need("debt", "money", "Schulden", "Debts", Road.REFERRAL),
    "greeting": Need("greeting", "meta", "Groet", "Greeting", Road.SMALLTALK),
}
DESK = Service(
    "desk", "Geldhulp", "Gemeente", ("debt",), local=True, phone="020-5550121", openings=OFFICE,
    description_nl="Hulp bij schulden.", description_en="Help with debts.", assured_date=TODAY,
)  # fmt: skip


def told(*services, needs=NEEDS, town=None):
    """What there is to do: entry and words of each finding."""
    files = Files(town or profile(), services, needs, TODAY)
    return [(finding.where, finding.what) for finding in findings(files)]


@pytest.fixture
def town():
    made = profile()
    return replace(made, phone="14 0999", coordinates=dict.fromkeys(made.districts, (52.0, 5.0)))


def test_where_all_is_well_there_is_nothing_to_do(town):
    assert told(DESK, town=town) == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"phone": "020-123"}, "phone 020-123 is no valid number"),
        ({"other_phones": ("VUL IN",)}, "other_phones has to be filled in"),
        ({"phone": ""}, "has no phone, no chat and no address: nobody answers there"),
        ({"assured_date": TODAY - timedelta(days=366)}, "was last checked on 2025-11-22"),
        ({"expires": TODAY - timedelta(days=1)}, "expired on 2026-11-22 and is no longer named"),
        ({"expires": TODAY + timedelta(days=60)}, "expires on 2027-01-22"),
        ({"address": "Brink 1", "location": "Loket"}, "Loket has no coordinates"),
        (
            {"openings": (replace(OFFICE[0], valid_to=date(2026, 1, 1)),)},
            "never opens: every line of the schedule is over",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_entry(town, change, what):
    assert ("desk", what) in told(replace(DESK, **change), town=town)


@pytest.mark.parametrize(
    "phone", ["112", "113", "14 020", "1400", "116 111", "0800-0432", "020-5550121", "+31 20 555 0121"]
)
def test_numbers_that_work_are_fine(town, phone):
    assert told(replace(DESK, phone=phone), town=town) == []


def test_an_entry_that_is_fresh_or_ends_late_is_fine(town):
    fresh = replace(DESK, assured_date=TODAY - timedelta(days=365), expires=TODAY + timedelta(days=61))
    assert told(fresh, town=town) == []


def test_a_need_needs_a_door_that_is_made_for_it(town):
    assert told(town=town) == [("directory", "no door is made for debt (Schulden)")]
    assert told(replace(DESK, also=("debt",)), town=town) == [("directory", "no door is made for debt (Schulden)")]
    assert told(replace(DESK, status="inactive"), town=town) == [("directory", "no door is made for debt (Schulden)")]


def test_a_text_above_b1_is_told_once_for_all_locations(town):
    hard = "Indien u dientengevolge nalatig bent, geschiedt de invordering conform de regelgeving."
    there = [replace(DESK, id=f"desk-{n}", family="desk", description_nl=hard) for n in range(3)]
    found = [what for where, what in told(*there, town=town) if where == "desk"]
    assert len(found) == 1
    assert found[0].startswith("description (nl) is hard to read")


def test_the_name_of_a_service_may_be_rare(town):
    assert told(replace(DESK, name="Zilverzwaluw", description_nl="Zilverzwaluw helpt je."), town=town) == []


def test_a_district_belongs_on_the_map(town):
    lost = replace(town, coordinates={**town.coordinates, town.districts[0]: (0.0, 0.0)})
    assert ("profile", f"district {town.districts[0]} has no coordinates") in told(DESK, town=lost)


def test_what_shuts_a_door_comes_first(town):
    files = Files(town, [replace(DESK, phone="020-123", assured_date=date(2024, 1, 1))], NEEDS, TODAY)
    assert [finding.grave for finding in findings(files)] == [True, False]
    assert findings(files)[1] == Finding("desk", "was last checked on 2024-01-01", grave=False)


LATE = Opening(frozenset({3}), time(16), time(20))
EVE = date(2026, 12, 24)
SHORT = Opening(frozenset(range(7)), time(10), time(12), EVE, EVE, special=True)
FIRST_MONDAY = Opening(frozenset({0}), time(9), time(12), rule=Recurrence("MONTHLY", byday=("1MO",)))


@pytest.mark.parametrize(
    ("openings", "what"),
    [
        (OFFICE, []),
        (NIGHT_AND_DAY, []),
        ((*OFFICE, SHORT), []),  # other hours on one day
        ((*OFFICE, closed_from(EVE)), []),
        ((*OFFICE, LATE), ["two lines overlap on 2026-11-26: 09:00-17:00 and 16:00-20:00"]),
        ((*OFFICE, replace(LATE, opens=time(17))), []),  # one follows on the other
        ((*OFFICE, replace(LATE, valid_to=date(2026, 11, 1))), []),  # it is over
        ((*OFFICE, FIRST_MONDAY), ["two lines overlap on 2026-12-07: 09:00-17:00 and 09:00-12:00"]),
        ((*OFFICE, SHORT, closed_from(EVE)), [f"is closed and has special hours on {EVE}; the hours count"]),
        ((replace(LATE, valid_to=date(2026, 11, 1)),), ["never opens: every line of the schedule is over"]),
        ((), []),
    ],
)
def test_hours_that_contradict_each_other(openings, what):
    assert list(contradictions(openings, TODAY)) == what


@pytest.mark.parametrize("name", ["voorbeeldstad", "proefdorp"])
def test_nothing_grave_is_wrong_in_the_demo_municipalities(name):
    folder = ROOT / "profiles" / name
    files = Files(load_profile(folder), load_directory(folder), load_needs(), TODAY)
    assert [finding for finding in findings(files) if finding.grave] == []


# A new municipality


def test_a_new_municipality_loads_and_only_has_to_be_filled_in(tmp_path):
    folder = new("'s-Proefveen", tmp_path, TODAY)
    assert folder == tmp_path / "s-proefveen"
    files = Files(load_profile(folder), load_directory(folder), load_needs(), TODAY)
    assert files.profile.name == "'s-Proefveen"
    grave = [finding.what for finding in findings(files) if finding.grave]
    assert grave
    assert all("filled in" in what or "no door is made" in what or "VUL IN" in what for what in grave)


def test_a_municipality_that_was_filled_in_is_well(tmp_path):
    folder = new("Proefveen", tmp_path, TODAY)
    for file in folder.rglob("*.yml"):
        text = (
            file.read_text("utf-8")
            .replace("VUL IN: [0, 0]", "Dorp: [53.6, 4.9]")
            .replace("district: VUL IN", "district: Dorp")
        )
        text = text.replace('"VUL IN"', '"020-5550121"').replace("VUL IN", "Brink 1")
        file.write_text(text, "utf-8")
    files = Files(load_profile(folder), load_directory(folder), load_needs(), TODAY)
    assert all("no door is made" in finding.what for finding in findings(files) if finding.grave)


def test_a_municipality_is_made_once(tmp_path):
    new("Proefveen", tmp_path, TODAY)
    with pytest.raises(NoNewProfile, match="is there already"):
        new("proefveen", tmp_path, TODAY)


@pytest.mark.parametrize("name", ["", "../../etc", 'Stad"; rm', "Stad\nname: x", "$(x)", "1984", "x" * 80])
def test_an_odd_name_is_refused(tmp_path, name):
    if name == "Stad\nname: x":
        name = "Stad: x"
    with pytest.raises(NoNewProfile):
        new(name, tmp_path, TODAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "folder"), [("Súdwest-Fryslân", "sudwest-fryslan"), ("'s-Hertogenbosch", "s-hertogenbosch")]
)
def test_a_name_becomes_a_folder(name, folder):
    assert slug(name) == folder


def test_the_command_makes_and_lists_them(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DEURWIJZER_PROFILE", str(tmp_path / "proefveen"))
    assert main(["profile", "new", "Proefveen"]) == 0
    assert "deurwijzer check" in capsys.readouterr().out
    assert main(["profile"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'proefveen'}  Proefveen  (in use)\n"
    assert main(["profile", "new", "Proefveen"]) == 1
    (tmp_path / "proefveen" / "profile.yml").write_text("name: [", "utf-8")
    assert "is no YAML" in dict(profiles(tmp_path))[tmp_path / "proefveen"]


def test_check_tells_what_to_fill_in(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DEURWIJZER_PROFILE", str(new("Proefveen", tmp_path, TODAY)))
    assert not checkup(Settings.read())
    said = capsys.readouterr().out
    assert "✓ municipality: Proefveen" in said
    assert "✗ balie: phone has to be filled in" in said
