"""Complaint status: what counts now, and more words beside a complaint."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.complaint import Complaint, Status, Step
from bot.talk.model import AddToComplaint, LookUpComplaint
from tests.talk.conftest import MONDAY, Person


def filed(received=MONDAY, status=Status.RECEIVED, **more):
    history = (Step(Status.RECEIVED, received, "person"), Step(status, received + timedelta(days=40), "Fatma"))
    due = received.date() + timedelta(weeks=6)
    return Complaint("KL-2026-000001", "c1", None, received, due, {}, status=status, history=history, **more)


@pytest.fixture
def asking(world):
    def ask(complaint):
        return Person(replace(world, complaints=(complaint,))).types(
            "hoe staat het met mijn klacht", "complaint_status"
        )

    return ask


def test_a_fresh_complaint_tells_until_when_it_can_be_refused(asking):
    """Awb 9:8 lid 3: four weeks."""
    person = asking(filed())
    assert person.said == ["utter_complaint_status", "utter_status_received", "utter_ask_addition"]
    assert person.says[1].values["refusal"] == date(2026, 12, 21)


def test_a_late_one_tells_of_the_extension_and_the_ombudsman(asking):
    """Awb 9:11 lid 2: four weeks more; 9:24 lid 1: a year after it should have ended."""
    person = asking(filed(MONDAY - timedelta(weeks=7), Status.IN_TREATMENT))
    late = person.says[1]
    assert late.response == "utter_status_late" and late.values["extended"] == date(2026, 12, 14)
    assert late.values["until"] == date(2027, 11, 16)


def test_an_ended_one_tells_until_when_the_ombudsman_helps_and_takes_nothing_more(asking):
    person = asking(filed(MONDAY - timedelta(days=60), Status.CLOSED))
    assert person.said == ["utter_complaint_status", "utter_status_ended"] and person.asks is None
    assert person.says[1].values["until"] == date(2027, 11, 3)


def test_what_is_typed_is_added_as_it_is(asking):
    person = asking(filed()).types("de heg is ook kapot gereden")
    assert person.effects == [AddToComplaint("KL-2026-000001", "de heg is ook kapot gereden")]


@pytest.mark.parametrize(("text", "intent"), [("nee", "deny"), ("weet ik niet", "dont_know"), ("dankjewel", "inform")])
def test_nothing_to_add_ends_it(asking, text, intent):
    person = asking(filed()).types(text, intent)
    assert person.said == ["utter_status_done"] and person.effects == []


def test_yes_alone_asks_for_the_words(asking):
    assert asking(filed()).types("ja", "affirm").said == ["utter_addition_type"]


def test_another_complaint_needs_its_code(person):
    person.types("hoe staat het met klacht KL-2026-12 ABCD-EFGH-JKLM", "complaint_status")
    assert person.effects == [LookUpComplaint("KL-2026-000012", "ABCD-EFGH-JKLM")]
