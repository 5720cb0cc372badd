"""Who writes in another language is answered in it, and the second time called back with an interpreter."""

import pytest

from bot.domain.conversation import Outcome, State
from bot.talk.model import AskHuman, Heard
from bot.talk.rendering import render
from bot.texts import Texts

TURKISH = "Evsiz kaldım, bu gece nerede kalacağımı bilmiyorum"
AGAIN = "lütfen bana yardım edin, çocuklarım var"
POLISH = "Nie mam gdzie spać dzisiaj w nocy"


@pytest.mark.parametrize("intent", ["homelessness", "emergency", "greeting", "unclear"])
def test_no_need_is_guessed_from_words_that_the_bot_cannot_read(person, intent):
    person.types(TURKISH, intent)
    assert person.said == ["utter_other_language"] and person.talk.need is None and person.talk.crisis is None
    assert person.talk.language == "nl" and person.talk.memory.notes["spoken"] == "tr"


def test_the_answer_is_in_that_language_with_three_ways_on(person):
    person.types(TURKISH)
    reply = render(person.says[0], person.talk, Texts())
    assert reply.text.startswith("Ben Hollandaca") and reply.custom["language"] == "tr"
    assert [button.title for button in reply.buttons] == ["Nederlands", "English", "Bir insan"]


def test_a_language_without_a_text_is_answered_in_dutch_and_english(person):
    person.types("Δεν έχω πού να κοιμηθώ απόψε")
    text = render(person.says[0], person.talk, Texts()).text
    assert "Nederlands" in text and "Dutch" in text


def test_the_second_time_a_person_with_an_interpreter_calls(person):
    person.types(TURKISH).types(AGAIN)
    assert person.effects == [AskHuman("callback", "interpreter:tr")] and person.says[0].language == "tr"
    assert person.said == ["utter_interpreter"] and person.asks == "phone"
    assert person.talk.state is State.WAITING and person.talk.outcome is Outcome.HUMAN_HANDOFF


def test_the_number_is_all_that_is_asked(person):
    person.types(TURKISH).types(AGAIN).types("numaram [telefoon 1] lütfen akşam arayın beni")
    assert person.talk.facts["phone"] == "[telefoon 1]" and person.asks is None
    assert person.said == ["utter_interpreter_ready"] and person.says[0].language == "tr"


def test_a_number_that_was_given_is_not_asked(person):
    person.types("lütfen beni arayın numaram [telefoon 1] çok acil").types(AGAIN)
    assert person.talk.facts["phone"] == "[telefoon 1]" and person.said == ["utter_interpreter_ready"]


def test_who_waits_for_the_call_is_not_put_in_the_queue_again(person):
    person.types(TURKISH).types(AGAIN).types("[telefoon 1]")
    before = len(person.effects)
    person.types("ne zaman arayacaksınız beni acaba")
    assert person.said == ["utter_interpreter_ready"] and len(person.effects) == before


def test_words_in_place_of_the_number_bring_the_question_again(person):
    person.types(TURKISH).types(AGAIN).types("telefonum yok benim, ne yapmam lazım")
    assert person.said == ["utter_interpreter"] and person.asks == "phone"


def test_another_language_is_not_the_second_time(person):
    person.types(TURKISH).types(POLISH)
    assert person.said == ["utter_other_language"] and person.says[0].language == "pl"


def test_a_sentence_in_dutch_ends_the_row_and_a_word_does_not(person):
    person.types(TURKISH).types("ok", "unclear").types(AGAIN)
    assert person.said == ["utter_interpreter"]


def test_after_a_sentence_in_dutch_nobody_is_sent_to_an_interpreter(person):
    person.types(TURKISH).types("ik heb geen slaapplek meer", "homelessness")
    assert "spoken" not in person.talk.memory.notes and person.talk.need == "homelessness"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_buttons_choose_the_language(person, language):
    person.types(TURKISH).presses(language=language)
    assert person.talk.language == language and "language" not in person.talk.facts
    assert person.said == ["utter_language_switched", "utter_unclear"] and "spoken" not in person.talk.memory.notes


def test_the_button_for_a_person_asks_for_an_interpreter(person):
    person.types(TURKISH)._hear(Heard("", "contact_human"))
    assert person.effects == [AskHuman("callback", "interpreter:tr")] and person.said == ["utter_interpreter"]


@pytest.mark.parametrize(("text", "danger"), [
    ("Yaşamak istemiyorum artık, çok yoruldum", "suicide_risk"),  # Turkish
    ("mąż mnie bije i boję się wracać do domu", "domestic_violence"),  # Polish
    ("زوجي يضربني وأنا خائفة على أطفالي", "domestic_violence"),  # Arabic
])  # fmt: skip
def test_danger_in_another_language_gets_the_numbers_first(person, text, danger):
    person.types(text, "waste")
    assert person.said == ["utter_other_danger", "utter_other_language"]
    assert person.talk.crisis == danger and person.talk.outcome is Outcome.CRISIS_NUMBERS
    assert person.says[0].custom["crisis"] == danger


def test_numbers_that_the_gateway_gave_in_that_language_are_not_given_twice(person):
    person._hear(Heard("Yaşamak istemiyorum artık", "waste", crisis="suicide_risk", abroad="tr"))
    assert person.said == ["utter_other_language"] and person.says[0].language == "tr"
    assert person.talk.crisis == "suicide_risk" and person.talk.outcome is Outcome.CRISIS_NUMBERS


def test_danger_seen_by_the_gateway_goes_before_the_language(person):
    person.types("ich will nicht mehr leben, ich mache suizid", crisis="suicide_risk")
    assert person.said == ["utter_ask_suicide"]


def test_a_story_may_be_told_in_any_language(person):
    person.types("ik wil een klacht indienen", "complaint")
    assert person.asks == "what_happened"
    person.types(TURKISH)
    assert TURKISH in person.talk.facts["what_happened"]
