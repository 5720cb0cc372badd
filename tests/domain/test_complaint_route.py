"""Where a complaint goes: a table with a row for everyone about whom people complain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.complaint_route import STEPS, Kind, complaint_route
from bot.domain.directory import Service

DOOR = Service("door", "Deur", "Stichting Deur", ("youth_care",))


def whats(about, **more):
    return [step.what for step in complaint_route(about, **more).steps]


@pytest.mark.parametrize(
    ("kind", "person", "steps"),
    [
        (Kind.MUNICIPALITY, {"age": 40}, ["talk", "municipality", "ombudsman"]),  # Awb 9:1, 9:20
        (Kind.CONTRACTED, {"age": 40}, ["provider", "municipality", "ombudsman"]),  # counts as its own, Awb 9:1 lid 2
        (Kind.YOUTH_CARE, {"age": 15}, ["adviser", "youth_committee", "childrens_ombudsman", "ombudsman"]),
        (Kind.YOUTH_CARE, {"age": 19}, ["adviser", "youth_committee", "ombudsman"]),  # of age: no Kinderombudsman
        (Kind.YOUTH_CARE, {"age": 41, "for_whom": "child"},
         ["adviser", "youth_committee", "childrens_ombudsman", "ombudsman"]),  # the parent's age says nothing
        (Kind.YOUTH_CARE, {}, ["adviser", "youth_committee", "childrens_ombudsman", "ombudsman"]),  # age not known
        (Kind.YOUTH_PROTECTION, {"age": 12}, ["adviser", "youth_committee", "childrens_court", "childrens_ombudsman"]),
        (Kind.YOUTH_PROTECTION, {"age": 18}, ["adviser", "youth_committee", "childrens_court", "national_ombudsman"]),
        (Kind.WMO, {"age": 78}, ["provider", "municipality", "ombudsman"]),
        (Kind.HEALTH_CARE, {"age": 50}, ["complaints_officer", "written_to_provider", "care_disputes"]),
        (Kind.SCHOOL, {"age": 14}, ["school", "school_committee", "school_disputes", "childrens_ombudsman"]),
        (Kind.SCHOOL, {"age": 20}, ["school", "school_committee", "school_disputes"]),
        (Kind.LANDLORD, {"age": 30}, ["landlord_letter", "rent_tribunal", "district_court"]),
        (Kind.HOUSING_CORPORATION, {"age": 30},
         ["landlord_letter", "corporation_disputes", "rent_tribunal", "district_court"]),
        (Kind.POLICE, {"age": 16}, ["police_talk", "police_complaint", "national_ombudsman"]),
        (Kind.NATIONAL_BODY, {"age": 30}, ["body_talk", "body_complaint", "national_ombudsman"]),
        (Kind.PROFESSION, {"age": 30}, ["own_office", "disciplinary_court"]),
    ],
)  # fmt: skip
def test_the_steps_in_order(kind, person, steps):
    assert whats(kind, **person) == steps


@pytest.mark.parametrize(
    ("fields", "kind", "responsible"),
    [
        ({"complaint_kind": "youth_care", "contracted": True}, Kind.YOUTH_CARE, "municipality"),  # its own rules
        ({"contracted": True}, Kind.CONTRACTED, "municipality"),  # the municipality's task, done by others
        ({"responsible": "school_board"}, Kind.SCHOOL, "school_board"),
        ({"responsible": "landlord"}, Kind.LANDLORD, "landlord"),
        ({"responsible": "care_provider"}, Kind.HEALTH_CARE, "care_provider"),
        ({"responsible": "police"}, Kind.POLICE, "police"),
        ({"responsible": "national_body"}, Kind.NATIONAL_BODY, "national_body"),
        ({"responsible": "municipality"}, Kind.MUNICIPALITY, "municipality"),
    ],
)  # fmt: skip
def test_a_door_knows_by_which_rules_a_complaint_about_it_goes(fields, kind, responsible):
    route = complaint_route(Service(**{**vars(DOOR), **fields}))
    assert (route.kind, route.responsible) == (kind, responsible)


def test_of_a_door_of_which_nobody_said_who_answers_for_it_no_way_is_told():
    assert complaint_route(DOOR) is None


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_way(kind):
    route = complaint_route(kind)
    assert len(STEPS[kind]) >= 2
    assert len(set(route.steps)) == len(route.steps)
    assert all(step.law for step in route.steps)


def test_nothing_uncertain_is_told():
    """The Raad voor de Kinderbescherming has steps that nobody checked: it is no kind."""
    facts = Path(__file__).parents[3] / "shared" / "facts" / "law.md"
    if not facts.exists():
        pytest.skip("the facts are not beside this checkout")
    uncertain = [line for line in facts.read_text("utf-8").splitlines() if line.rstrip().endswith("[U]")]
    cited = {step.law for kind in Kind for step in complaint_route(kind).steps}
    articles = {article for law in cited for article in re.findall(r"\d+:\d+\w*", law)}
    assert uncertain
    assert not [line for line in uncertain for article in articles if re.search(rf"\b{article}\b", line)]
