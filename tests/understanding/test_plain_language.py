"""Plain language: what official letters do is found, what people say to each other passes."""

from __future__ import annotations

import pytest

from bot.understanding import plain_language
from bot.understanding.compounds import everyday
from bot.understanding.plain_language import can_judge_words, in_everyday_words, problems


def kinds(text: str, language: str = "nl", **more: int) -> set[str]:
    return {problem.kind for problem in problems(text, language, **more)}


def test_the_library_that_knows_words_is_here():
    assert can_judge_words()


@pytest.mark.parametrize(("text", "kind"), [
    ("Derhalve kunnen wij u niet helpen.", "stiff word"),
    ("U dient een formulier in te vullen.", "stiff word"),
    ("We kijken naar uw zelfredzaamheid.", "stiff word"),
    ("We gaan uit van de eigen kracht van mensen.", "stiff word"),
    ("U krijgt een maatwerkvoorziening.", "rare word"),
    ("De herindicatie volgt later.", "rare word"),
    ("Wat is er gebeurd? En wie was erbij?", "two questions"),
    ("Uw brief wordt gelezen en daarna wordt uw geld betaald.", "passive"),
    ("Wij helpen bij het invullen van de brief.", "nominal"),
    ("Als u in deze stad woont en geen werk hebt dan kunt u bij ons om geld vragen.", "long sentence"),
    ("Dit is een zin van toch wel wat meer dan tien woorden. " * 3, "long sentences"),
    ("Kort. " * 41, "long text"),
])  # fmt: skip
def test_what_makes_dutch_hard_is_found(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize("text", [
    "Kom gerust langs. We drinken koffie en kijken samen naar de brief.",
    "Kreeg je een brief? Dan helpen we je. Liever niet? Dat is goed.",  # asks nothing
    "{Heb je|Hebt u} huurschuld? Bel **0800-8020** of kijk op juridischloket.nl.",  # a compound of known parts
    "Met {name} kun je bezwaar maken. Veilig Thuis helpt ook, en Fatima van het wijkteam.",  # explained, and names
    "Bel de huisarts. De dokter wordt gebeld als het erger is.",  # one passive may be
    "Je hebt recht op rust (Kinderrechtenverdrag, artikel 31, zoals het is uitgelegd door het comité in Genève).",
    "Neem dit over: “Hiermee stel ik de vigerende instantie in gebreke.” Stuur het op.",  # a quote
    "Ja",
    "",
])  # fmt: skip
def test_plain_dutch_passes(text):
    assert problems(text) == []


@pytest.mark.parametrize(("text", "kind"), [
    ("Pursuant to your letter we write to you.", "stiff word"),
    ("We look at your self-reliance.", "stiff word"),
    ("We offer remuneration.", "rare word"),
    ("What happened? Who was there?", "two questions"),
])  # fmt: skip
def test_what_makes_english_hard_is_found(text, kind):
    assert kind in kinds(text, "en")


def test_both_forms_of_address_are_looked_at():
    assert kinds("{Je moet bellen|U dient te bellen}.") == {"stiff word"}


def test_a_card_may_be_longer():
    text = "Bel ons. " * 30
    assert kinds(text) == {"long text"} and kinds(text, most=80) == set()


def test_a_title_is_judged_by_its_words_alone():
    assert in_everyday_words("Ja, dank je wel, dat is wat ik nodig heb en ik bel daar morgen zelf even naartoe") == []
    assert [problem.words for problem in in_everyday_words("Participeren")] == ["Participeren"]


@pytest.mark.parametrize(("word", "known"), [
    ("huurschuld", True), ("slaapplek", True), ("typte", True), ("meedenkt", True), ("terugbellen", True),
    ("bewindvoeringstraject", False), ("herindicatie", False), ("vigerende", False),
])  # fmt: skip
def test_a_word_is_known_whole_by_its_stem_or_by_its_parts(word, known):
    assert everyday(word, "nl") is known


def test_without_the_library_the_rest_is_still_judged(monkeypatch):
    monkeypatch.setattr(plain_language, "can_judge_words", lambda: False)
    assert kinds("Derhalve krijgt u een maatwerkvoorziening.") == {"stiff word"}
