"""The glossary: every line is plain, every word is found where it stands, and people can ask for it."""

from __future__ import annotations

import re

import pytest

from bot.domain.address import Form, addressed
from bot.understanding.glossary import REFERENCE, asked_word, found_in, terms
from bot.understanding.plain_language import problems

LINES = [(language, term) for language in ("nl", "en") for term in terms(language)]


@pytest.mark.parametrize(("language", "term"), LINES, ids=[f"{language}-{term.name}" for language, term in LINES])
def test_a_line_is_short_plain_and_in_both_forms(language, term):
    assert [str(one) for one in problems(term.says, language, most=30)] == []
    assert term.words and not re.search(r"[{}|]", addressed(term.says, Form.JE) + addressed(term.says))
    assert not re.search(r"\b(je|jij|jou|jouw)\b", addressed(term.says), re.IGNORECASE) or language == "en"


def test_no_word_is_explained_twice():
    entries = re.findall(r"^(\w+):$", REFERENCE.read_text("utf-8"), re.MULTILINE)
    assert len(entries) == len(set(entries))
    for language in ("nl", "en"):
        words = [word.lower() for term in terms(language) for word in term.words]
        assert len(words) == len(set(words))


def found(text: str, language: str = "nl") -> list[str]:
    return [word for word, _ in found_in(text, language)]


def test_a_word_is_found_as_it_stands_and_once():
    assert found("Bezwaar of klacht? Bij bezwaar telt het besluit.") == ["Bezwaar", "klacht", "besluit"]
    assert found("Bel Veilig Thuis. De jeugdombudsman is niet de ombudsman.") == [
        "Veilig Thuis",
        "jeugdombudsman",
        "ombudsman",
    ]


def test_part_of_a_word_and_a_common_word_that_is_a_name_elsewhere_are_no_terms():
    assert found("Je klachtnummer is KL-1. Voel je je veilig thuis?") == []


@pytest.mark.parametrize(("text", "name"), [
    ("wat is bezwaar?", "bezwaar"),
    ("Wat is een beschikking", "beschikking"),
    ("wat betekent beschikking", "beschikking"),
    ("wat betekent 'bezwaar' eigenlijk?", "bezwaar"),
    ("en wat is dat nou, een ombudsman?", None),  # the comma: too loose to be sure, the talk goes on
    ("en wat is een ombudsman dan?", "ombudsman"),
    ("wat doet het UWV", "uwv"),
    ("wat houdt kwijtschelding in?", "kwijtschelding"),
    ("wat bedoel je met wijkteam?", "wijkteam"),
    ("leg bezwaar eens uit", "bezwaar"),
    ("wie is jeugdstem", "jeugdstem"),
    ("wat is er met mijn bezwaar gebeurd?", None),
    ("wat is mijn klacht waard", None),
    ("ik wil bezwaar maken", None),
    ("wat is dit", None),
])  # fmt: skip
def test_a_question_for_a_meaning_is_told_from_other_questions(text, name):
    term = asked_word(text, "nl")
    assert (term.name if term else None) == name


@pytest.mark.parametrize(("text", "name"), [
    ("what is an objection?", "bezwaar"),
    ("What does Wmo mean?", "wmo"),
    ("explain appeal", "beroep"),
    ("what is a benefit", "uitkering"),
    ("what is wrong with my benefit", None),
])  # fmt: skip
def test_the_same_in_english(text, name):
    term = asked_word(text, "en")
    assert (term.name if term else None) == name
