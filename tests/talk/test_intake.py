"""Intake: hear, read back, ask what changes the route, doors, check back."""

from dataclasses import replace

from bot.domain.conversation import Outcome
from tests.talk.conftest import NEEDS


def test_a_need_is_read_back_and_the_first_useful_question_follows(person):
    person.types("heb geen slaapplek meer vanaf vanavond", "homelessness")
    assert person.said == ["utter_heard", "utter_ask_age"] and person.talk.facts["for_whom"] == "self"


def test_what_was_told_in_the_opening_is_not_asked(person):
    person.types("ik ben 18 en heb geen slaapplek meer", "homelessness")
    assert person.asks == "district" and person.talk.facts["age"] == "18"


def test_after_the_questions_come_two_doors_and_the_check_back(person):
    person.types("ik ben 18 en heb geen slaapplek meer", "homelessness").types("Zuid")
    assert person.said == ["utter_tonight", "utter_door", "utter_door", "utter_check_back_referral"]
    assert person.talk.memory.offered == ("door-0", "door-1")


def test_yes_to_a_service_ends_with_service_given(person):
    person.types("hoe laat is de milieustraat open", "waste").types("Noord").types("ja", "affirm")
    assert person.talk.outcome is Outcome.SERVICE_GIVEN and person.asks is None


def test_no_opens_three_roads(person):
    person.types("waar mag ik parkeren", "parking").types("nee", "deny")
    assert person.said == ["utter_what_then"] and person.asks == "next"


def test_another_place_names_the_doors_that_were_not_named_yet(person):
    person.types("waar mag ik parkeren", "parking").types("nee", "deny").presses(next="door")
    assert person.talk.memory.offered == ("door-0", "door-1", "door-2")


def test_when_no_door_is_left_a_person_takes_over(person):
    person.types("waar mag ik parkeren", "parking").types("nee", "deny").presses(next="door")
    person.types("nee", "deny").presses(next="door")
    assert person.talk.outcome is Outcome.HUMAN_HANDOFF and "utter_no_more_doors" in person.said


def test_having_been_there_is_a_no_and_is_kept(person):
    person.types("ik heb geen slaapplek, ik ben 18 en woon in Zuid", "homelessness")
    person.types("daar ben ik al drie keer geweest en het hielp niet")
    assert person.asks == "next" and "drie keer" in person.talk.memory.notes["opening"]


def test_unsure_means_asking_and_never_guessing(person):
    person.types("ja nou dat ding he", "waste", confidence=0.1)
    assert person.said == ["utter_which_need"] and person.talk.need is None


def test_a_button_settles_an_unsure_need(person):
    person.types("ja nou dat ding he", "waste", confidence=0.1).presses(need="waste")
    assert person.talk.need == "waste" and person.asks == "district"


def test_telling_more_settles_it_too_and_both_texts_stay(person):
    person.types("ja nou dat ding he", "waste", confidence=0.2).types(
        "die bak buiten zit helemaal vol met troep", "waste", 0.25
    )
    assert person.talk.need == "waste"
    assert person.talk.memory.notes["opening"] == "ja nou dat ding he\ndie bak buiten zit helemaal vol met troep"


def test_two_unclear_answers_lead_to_a_person(person):
    person.types("hm", "waste", 0.1).types("tja", "unclear", 0.1).types("zucht", "unclear", 0.1)
    assert person.talk.outcome is Outcome.HUMAN_HANDOFF


def test_a_closed_question_is_put_twice_and_then_dropped(person):
    person.types("ik heb geen slaapplek", "homelessness").types("blauw")
    assert person.said == ["utter_ask_age_again"]
    person.types("groen")
    assert person.asks == "district" and "age" in person.talk.memory.declined


def test_not_knowing_is_fine(person):
    person.types("ik heb geen slaapplek", "homelessness").types("weet ik niet", "dont_know")
    assert person.asks == "district" and "age" in person.talk.memory.declined


def test_another_subject_replaces_the_need_and_its_facts_but_not_the_person(person):
    person.types("mijn vuilnis wordt niet opgehaald, ik ben 27", "waste").types("Zuid")
    text = "Eigenlijk wil ik het over iets anders hebben. Mijn slaapkamer zit onder de schimmel"
    person.types(text, "landlord_dispute")
    assert person.talk.need == "landlord_dispute" and person.talk.facts["district"] == "Zuid"
    assert person.talk.memory.notes["opening"] == text


def test_a_correction_replaces_only_that_fact_and_the_question_comes_back(person):
    person.types("schimmel in huis, verhuurder reageert niet", "landlord_dispute").types("sinds maart")
    person.types("Wacht, niet sinds maart. Sinds januari.")
    assert "januari" in person.talk.facts["since_when"]


def test_yes_to_passing_it_on_starts_the_referral(person):
    person.types("ik ben 18, geen slaapplek, ik ben nu in Zuid", "homelessness").presses(next="referral")
    assert person.talk.memory.flow == "referral" and person.asks == "what_happened"


def test_a_moment_is_no_duration(person):
    person.types("schimmel in huis, gisteren kwam er weer water door", "landlord_dispute")
    assert person.asks == "since_when"


def test_a_decision_letter_brings_the_objection_term_first(person, world):
    person.world = replace(world, needs={**NEEDS, "social_benefit": replace(NEEDS["parking"], code="social_benefit")})
    person.types("mijn uitkering is stopgezet met een besluit", "social_benefit")
    assert "utter_objection_hint" in person.said or "utter_objection_due" in person.said
