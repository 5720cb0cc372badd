"""Questions back, anger, corrections, other subjects and leftovers: a talk never gets stuck on them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.conversation import Outcome
from bot.services.masking import bare_name
from bot.talk.model import Heard

STORY = "de man van het loket was onbeschoft tegen mij en lachte mij uit"


def complaint(person, *answers):
    """A person who is on the way to a complaint."""
    person.types("ik wil een klacht indienen", "complaint")
    for answer in answers:
        person.types(answer)
    return person


@pytest.mark.parametrize("text", ["wat bedoel je?", "huh?", "sorry wat bedoel je", "ik snap de vraag niet"])
def test_a_question_back_is_explained_and_the_question_stays_open(person, text):
    complaint(person, STORY, "gemeente", "gisteren").types(text)
    assert person.said == ["utter_explain_tried_so_far", "utter_ask_tried_so_far"]
    assert "tried_so_far" not in person.talk.facts


def test_a_question_back_never_changes_an_earlier_answer(person):
    before = complaint(person, STORY, "gemeente", "gisteren").talk.facts
    person.types("wat bedoel je daarmee?")
    assert person.talk.facts == before


def test_the_name_that_is_denied_gives_way_to_the_right_one(person):
    complaint(person, STORY, "school de Boog", "gisteren").types("nee, ik bedoel de Toren, niet de Boog")
    assert person.talk.facts["organisation"] == "school de Toren" and person.said[0] == "utter_corrected"


def test_sorry_can_begin_an_answer(person):
    complaint(person, STORY, "gemeente", "gisteren").types("sorry, ik heb alleen gebeld")
    assert person.talk.facts["tried_so_far"] == "sorry, ik heb alleen gebeld"
    assert person.talk.facts["organisation"] == "gemeente"


def test_a_correction_of_nothing_known_asks_what_it_is_about(person):
    complaint(person, STORY, "gemeente", "gisteren").types("nee, dat is verkeerd")
    assert person.said[0] == "utter_correct_what" and person.asks == "tried_so_far"


def test_no_complaint_leads_out_of_the_complaint(person):
    complaint(person).types("nee ik wil geen klacht, ik heb geen slaapplek", "homelessness")
    assert person.talk.need == "homelessness" and person.said[0] == "utter_no_complaint"


def test_no_complaint_without_a_need_asks_what_is_needed(person):
    complaint(person).types("ik wil geen klacht")
    assert person.said == ["utter_no_complaint_then"] and person.asks == "need"


def test_what_was_told_is_the_story_when_there_is_nothing_to_add(person):
    person.types(f"ik wil een klacht indienen, {STORY}", "complaint")
    assert person.said[-1] == "utter_ask_what_happened_more"
    person.types("dat was het", "thanks_bye")
    assert STORY in person.talk.facts["what_happened"] and person.asks == "organisation"


def test_a_complaint_without_any_word_of_content_goes_to_a_person(person):
    complaint(person, *["weet ik niet"] * 8)
    assert "utter_complaint_empty" in person.said and person.talk.outcome is Outcome.HUMAN_HANDOFF


def test_without_a_way_to_answer_the_person_is_told_so(person):
    complaint(person, STORY, "gemeente", "gisteren", "niks", "excuses", *["weet ik niet"] * 2)
    assert person.said[0] == "utter_anonymous" and person.talk.facts["contact_preference"] == "none"


def test_what_was_done_to_me_is_for_me_and_what_i_saw_is_asked(person):
    complaint(person, STORY)
    assert person.talk.facts["for_whom"] == "self"
    person.types("opnieuw")
    complaint(person, "ik zag dat hij mijn buurvrouw uitschold bij de balie")
    assert person.talk.facts.get("for_whom") != "self"


def test_from_opening_to_filed_in_ten_messages(person):
    answers = [STORY, "gemeente", "gisteren", "niks", "excuses", "bellen", "[telefoon 1]", "[naam 1]", "ja"]
    complaint(person, *answers)
    assert 1 + len(answers) <= 10 and person.talk.outcome is Outcome.COMPLAINT_FILED


def test_something_else_in_between_keeps_the_case_for_later(person):
    complaint(person, STORY, "gemeente").types("nog iets anders: waar mag ik parkeren?", "parking")
    assert person.said[0] == "utter_parked_for_now" and person.talk.need == "parking"
    person.types("ja", "affirm")
    assert "utter_parked" in person.said
    person.types("ja", "affirm")
    assert person.talk.memory.flow == "complaint" and person.asks == "since_when"
    assert person.talk.facts["what_happened"] == STORY


def test_after_a_stop_another_need_leaves_the_case_in_place(person):
    complaint(person, STORY).types("stop").types("mijn vuilnis ligt er nog", "waste").types("Noord").types(
        "ja", "affirm"
    )
    person.types("verder")
    assert person.talk.memory.flow == "complaint" and person.asks == "organisation"


def test_hello_after_a_stop_offers_to_go_on(person):
    complaint(person, STORY).types("stop").types("hallo", "greeting")
    assert person.said == ["utter_paused"]


def test_typing_the_title_of_a_button_is_pressing_it(person):
    person.types("ik ben het niet eens met de brief", "objection")
    button = {"title": "Ook niet goed behandeld", "command": '/inform{"treated_badly": "yes"}'}
    person.talk = person.talk.recall(asks="treated_badly", said=({"text": "", "buttons": [button], "custom": {}},))
    person.types("ook niet goed behandeld.")
    assert person.talk.facts["treated_badly"] == "yes"


def test_anger_gets_a_calm_answer_once_and_then_a_person(person):
    person.types("ik heb geen slaapplek", "homelessness").types("kutbot")
    assert person.said == ["utter_angry", "utter_ask_age"]
    person.types("jullie zijn idioten")
    assert person.talk.outcome is Outcome.HUMAN_HANDOFF


def test_an_insult_in_a_story_is_a_story(person):
    complaint(person, "hij noemde mij een idioot bij de balie")
    assert person.asks == "organisation"


def test_thanks_at_the_doors_passes_nothing_on(person):
    person.types("ik ben 18, geen slaapplek, ik ben nu in Zuid", "homelessness").types("dank je wel", "thanks_bye")
    assert person.talk.outcome is Outcome.SERVICE_GIVEN and person.effects == []


def test_who_has_no_bed_hears_of_tonight_before_the_promise(person):
    person.types("ik ben 18, geen slaapplek, ik ben nu in Zuid", "homelessness").presses(next="referral")
    for answer in ("ruzie thuis", "sinds gisteren", "een bed", "bellen", "[telefoon 1]", "[naam 1]"):
        person.types(answer)
    assert person.said == ["utter_referral_tonight"] and person.says[0].values["door"].startswith("Loket 0")


def test_the_open_question_of_a_complaint_is_about_the_complaint(person):
    complaint(person, STORY, "gemeente", "gisteren", "niks", "excuses", "geen contact").types("dankjewel", "thanks_bye")
    assert "utter_check_back" not in person.said


def test_a_fine_that_is_called_a_complaint_gets_its_last_day_first(person):
    person.types("ik wil een klacht indienen over mijn parkeerboete", "complaint")
    assert person.talk.memory.flow == "objection" and person.asks == "decision_date"


def test_no_decision_in_time_is_a_complaint_with_the_way_to_press_for_one(person):
    person.types("ik heb bezwaar gemaakt en al vier maanden niks gehoord", "objection")
    assert "utter_decision_late" in person.said and person.talk.need == "complaint"


def test_the_last_day_can_be_asked_again(person):
    person.types("ik wil bezwaar maken", "objection").types("3 november").types("wat is de laatste dag?")
    assert person.said[0] == "utter_objection_due" and person.asks == "treated_badly"


def test_a_circle_of_desks_gets_one_owner(person):
    text = "school stuurt me naar het wijkteam, het wijkteam naar de gemeente en de gemeente weer naar school"
    person.types(text, "homelessness")
    assert person.talk.need == "sent_around" and person.talk.outcome is Outcome.HUMAN_HANDOFF


def test_the_same_words_twice_do_not_settle_a_need(person):
    person.types("ja nou dat ding he", "waste", confidence=0.3).types("ja nou dat ding he", "waste", 0.3)
    assert person.talk.need is None


def test_a_bare_yes_after_the_end_asks_what_else(person):
    person.types("waar mag ik parkeren", "parking").types("ja", "affirm").types("oke")
    assert person.said == ["utter_anything_else"]


def test_one_odd_word_to_a_closed_question_is_no_danger_but_in_a_story_it_can_be(person):
    danger = (("emergency", 0.99),)
    complaint(person, STORY)._hear(Heard("blauw", "emergency", 0.99, danger))
    assert person.talk.crisis is None
    person.types("opnieuw").types("ik wil een klacht indienen", "complaint")
    person._hear(Heard("het gaat hier nu helemaal mis", "emergency", 0.99, danger))
    assert person.talk.crisis == "emergency"


@pytest.mark.parametrize("text", ["opnieuw", "mens", "wat bedoel je", "stop", "waarom?"])
def test_words_that_steer_the_talk_are_no_name(text):
    assert bare_name(text, date(2026, 11, 23)) == []


def test_a_name_is_still_a_name():
    assert [span.type for span in bare_name("Ineke de Boer", date(2026, 11, 23))] == ["person"]


def test_a_date_put_right_gives_a_new_last_day(person):
    person.types("ik wil bezwaar maken tegen de brief over mijn parkeervergunning", "objection").types("3 november")
    person.types("nee, de brief is van 10 november")
    assert person.talk.facts["deadline"] == "2026-12-22" and "utter_objection_due" in person.said


def test_a_second_complaint_begins_from_nothing(person):
    complaint(person, STORY, "gemeente", "gisteren", "niks", "excuses", "geen contact", "ja")
    person.types("ik wil nog een klacht indienen", "complaint")
    assert person.asks == "what_happened" and "what_happened" not in person.talk.facts
