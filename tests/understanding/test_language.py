"""Dutch or English, by small words; any other language by script, words and letters."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from bench.training_rows import read_rows
from bot.domain.needs import URGENT
from bot.texts import Texts
from bot.understanding.language import LATIN, danger_abroad, danger_in, guess, other_language, settle

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SENTENCES = yaml.safe_load((HERE / "other_languages.yml").read_text("utf-8"))
ROWS = [line[2:] for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]
        for line in block["examples"].splitlines() if line.startswith("- ")]  # fmt: skip
FALSE_ALARMS = 0.001
RECOGNISED = 0.95


@pytest.mark.parametrize(("text", "language"), [
    ("Ik heb hulp nodig", "nl"),                 # plain Dutch
    ("heb geen slaapplek meer", "nl"),           # without a subject
    ("I've got nowhere to sleep", "en"),         # an apostrophe
    ("I’m being evicted by my landlord", "en"),  # a curly one
    ("WHERE CAN I GO", "en"),                    # capitals
    ("hi, ik zoek een huis", "nl"),              # a greeting in the other language
    ("🙂", "nl"),                                # no words
])  # fmt: skip
def test_the_language_of_a_text(text, language):
    assert guess(text) == language


@pytest.mark.parametrize(("current", "text", "first", "language"), [
    ("en", "schulden", True, "en"),                              # tells nothing: stays
    ("en", "ik heb schulden", True, "nl"),                       # the first words decide
    ("en", "nee", False, "en"),                                  # a word later on does not
    ("nl", "sorry but I do not understand Dutch", False, "en"),  # a sentence does
])  # fmt: skip
def test_the_language_of_a_talk(current, text, first, language):
    assert settle(current, text, first=first) == language


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_a_sentence_in_another_language_is_recognised(language):
    missed = [text for text in SENTENCES[language] if other_language(text) != language]
    assert len(missed) <= (1 - RECOGNISED) * len(SENTENCES[language]), missed


def test_dutch_and_english_as_people_write_them_are_almost_never_another_language():
    alarms = [row for row in ROWS if other_language(row)]
    assert len(alarms) <= FALSE_ALARMS * len(ROWS), alarms


@pytest.mark.parametrize("text", [
    "Ik ha gjin hûs mear en wit net wat ik dwaan moat",          # Frisian
    "Ik höb gein hoes mie en neet genog geld",                   # Limburgish
    "wie kan mie helpen met de huur",                            # Low Saxon
    "k en ee gin werk nimmer en mien vrouwe is ziek",            # Zeelandic
    "wollah bro ik ben dakloos geen osso niks",                  # street slang
    "yo fissa bij buren elke nacht is kk hard",                  # the same
    "idk man tis gwn kut",                                       # abbreviations
    "mijn man sla mij ik bang",                                  # Dutch as a second language
    "ik eb gein uis meer mevrou help",                           # by ear
    "Mohammed El Amrani",                                        # names
    "Agnieszka Kowalska wonen Rotterdam",                        # names and an address
    "merhaba, mag ik iets vragen over de uitkering",             # a greeting from home
    "ik wil mi kas terug",                                       # two words of Papiamentu
    "waar kan ik papiaments leren",                              # about a language
    "bijzondere bijstand laptop stadspas",                       # key words
    "asdf qwer zxcv poiu",                                       # keyboard mash
    "help help help help",                                       # one word
    "bonjour",                                                   # one word of another language
    "[telefoon 1] [naam 1] [e-mail 1]",                          # only private data
    "mijn dochter heet Оксана en zij is 7",                      # a name in its own script
    "my landlord mold deposit",                                  # English key words
    "I dont got no house nomore",                                # English of the street
    "🙂 112 !!!",                                                # no words
    "",                                                          # nothing
])  # fmt: skip
def test_this_is_dutch_english_or_too_little(text):
    assert other_language(text) is None


@pytest.mark.parametrize("text", [
    "woord " * 10_000, "evim yok " * 5_000, "مساعدة " * 10_000, "ӓ" * 10_000, "[" * 10_000, "\u200b" * 10_000,
])  # fmt: skip
def test_a_very_long_text_takes_little_time(text):
    other_language("kira evim yok benim")  # loads the detector
    began = time.process_time()
    other_language(text), danger_in(text, "tr")
    assert time.process_time() - began < 0.1


@pytest.mark.parametrize("text", ["No tengo dónde dormir esta noche", "Je ne comprends pas la lettre de la commune"])
def test_a_third_language_does_not_change_the_language_of_the_talk(text):
    assert settle("nl", text, first=True) == "nl" and settle("en", text, first=True) == "en"


@pytest.mark.parametrize(("text", "language", "danger"), [
    ("Nie chcę już żyć, nie mam siły", "pl", "suicide_risk"),  # with accents
    ("cok yoruldum, YASAMAK ISTEMIYORUM", "tr", "suicide_risk"),  # without, in capitals
    ("муж меня бьёт и я боюсь", "ru", "domestic_violence"),  # in another script
    ("mein Mann schlägt mich", "de", "domestic_violence"),  # an umlaut
    ("mi kasa ta bati mi", "pap", "domestic_violence"),  # a language without a detector
    ("ich suche eine Wohnung", "de", None),  # none
    ("Δεν θέλω να ζήσω", "el", None),  # no list for it
])  # fmt: skip
def test_danger_in_another_language(text, language, danger):
    assert danger_in(text, language) == danger


@pytest.mark.parametrize(("text", "found"), [
    ("Yaşamak istemiyorum artık, çok yoruldum", ("suicide_risk", "tr")),
    ("intihar etmek istiyorum kimse bilmiyor", ("suicide_risk", "tr")),
    ("لا أريد أن أعيش بعد الآن", ("suicide_risk", "ar")),
    ("mąż mnie bije i boję się wracać do domu", ("domestic_violence", "pl")),
    ("чоловік б'є мене щодня", ("domestic_violence", "uk")),
    ("mi kasa ta bati mi tur dia", ("domestic_violence", "pap")),
    ("ik ben heel moe, yasamak istemiyorum", ("suicide_risk", "tr")),  # in the middle of Dutch
    ("nie chce zyc", ("suicide_risk", "pl")),  # short and without accents
    ("hij heeft me batterij gejat", None),  # "me bat" is French
    ("violence prevention week", None),  # English
    ("mein Sohn sucht eine Wohnung in der Stadt", None),  # another language, no danger
    ("evim yok, cocuklarim var, yardim istiyorum", None),
    ("", None),
])  # fmt: skip
def test_danger_abroad_is_heard_with_its_language(text, found):
    assert danger_abroad(text) == found


def test_no_row_of_the_training_texts_is_danger_in_another_language():
    assert [row.text for row in read_rows() if row.intent not in URGENT and danger_abroad(row.text)] == []


def test_every_language_of_the_sentences_has_its_texts():
    names = [name for name in Texts().names() if name.startswith(("utter_other_", "utter_interpreter"))]
    spoken = {*SENTENCES, *LATIN} - {"nl", "en"}
    assert len(names) == 4
    for name in names:
        assert len({Texts().say(name, language) for language in spoken}) == len(spoken), name
