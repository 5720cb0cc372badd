"""A human at any moment, and danger before everything."""

from dataclasses import replace

import pytest

from bot.domain.conversation import Outcome, State
from bot.talk.model import AskHuman


def test_who_wants_a_human_is_in_the_queue_at_once(person):
    person.types("GEEN ROBOT. ik wil een mens spreken en wel nu", "contact_human")
    assert person.talk.outcome is Outcome.HUMAN_HANDOFF and person.talk.state is State.WAITING
    assert person.effects[0] == AskHuman("live", "contact_human") and person.asks == "phone"


def test_outside_office_hours_it_is_a_call_back(at_night):
    person = at_night().types("ik wil een medewerker spreken", "contact_human")
    assert person.effects[0].kind == "callback" and person.said[0] == "utter_human_callback"


@pytest.mark.parametrize(
    ("words", "intent"), [("ik wil een mens", "contact_human"), ("ze sturen me rond", "sent_around")]
)
def test_on_a_holiday_it_is_a_call_back_too(person, words, intent):
    person.world = replace(person.world, holidays=frozenset({person.world.today}))
    person.types(words, intent)
    assert [one.kind for one in person.effects if isinstance(one, AskHuman)] == ["callback"]


def test_two_questions_at_most(person):
    person.types("ik wil een mens spreken", "contact_human").types("[telefoon 1]").types("[naam 1]")
    assert person.asks is None and person.said == ["utter_human_ready"]


def test_a_human_can_be_asked_for_in_any_flow(person):
    person.types("ik heb geen slaapplek", "homelessness").types("ik wil met een mens praten", "contact_human")
    assert person.talk.memory.flow == "handover"


def test_who_is_sent_around_gets_one_owner_and_is_asked_everything_once(person):
    person.types("school wijst naar het wijkteam en het wijkteam wijst naar school", "sent_around")
    assert person.said[0] == "utter_one_owner" and person.talk.outcome is Outcome.HUMAN_HANDOFF


def test_danger_interrupts_keeps_the_answer_and_waits(person):
    person.types("ik heb geen slaapplek", "homelessness").types("ik ben 19 en ik wil dood", crisis="suicide_risk")
    assert person.asks == "suicide" and person.talk.memory.paused == "intake"
    assert person.talk.facts["age"] == "19" and person.talk.need == "suicide_risk"


def test_the_classifier_alone_gives_the_numbers(person):
    person.types("ik weet niet hoe lang ik dit nog volhoud, ik heb afscheid genomen", "suicide_risk", 0.95)
    assert person.said == ["utter_danger_suicide_risk", "utter_ask_suicide"]


def test_after_danger_the_earlier_question_comes_back_when_wanted(person):
    person.types("ik heb geen slaapplek", "homelessness").types("er staat iemand met een mes", crisis="emergency")
    person.presses(safe_now="yes").presses(next="resume")
    assert person.talk.need == "homelessness" and person.asks == "age" and person.talk.memory.flow == "intake"


def test_a_maybe_is_not_pushed_back_to_forms(person):
    person.types("ik heb geen slaapplek", "homelessness").types("ik wil niet meer leven", crisis="suicide_risk")
    person.types("ja. elke dag").types("oke. misschien bel ik straks")
    assert person.said == ["utter_stay_with_you"] and person.asks is None
    assert person.talk.outcome is Outcome.CRISIS_NUMBERS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stop", "utter_stop"),
        ("opnieuw", "utter_restart"),
        ("waarom wil je dat weten?", "utter_why_age"),
        ("english please", "utter_language_switched"),
    ],
)
def test_controls_work_in_a_flow(person, text, said):
    person.types("ik heb geen slaapplek", "homelessness").types(text)
    assert person.said[0] == said


def test_starting_again_forgets_what_was_told(person):
    person.types("ik ben 18 en heb geen slaapplek", "homelessness").types("opnieuw")
    assert person.talk.facts == {} and person.talk.need is None


def test_stopping_and_going_on_returns_to_the_question(person):
    person.types("ik heb geen slaapplek", "homelessness").types("stop").types("verder", "resume")
    assert person.asks == "age" and person.talk.memory.flow == "intake"


def test_small_talk_brings_the_question_back(person):
    person.types("ik heb geen slaapplek", "homelessness").types("dankjewel", "thanks_bye")
    assert person.said == ["utter_welcome", "utter_ask_age"]


def test_two_misunderstandings_lead_to_a_person(person):
    person.types("hmm", "unclear").types("tja", "unclear")
    assert person.talk.memory.flow == "handover" and "utter_not_understood_human" in person.said
