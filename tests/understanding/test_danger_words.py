"""Danger in people's words: each kind, in clauses, slang, misspelt, about others; and what only sounds like it."""

from __future__ import annotations

import time

import pytest

from bot.understanding.danger import all_dangers, find_danger

CRIES = [
    ("ik wil niet meer leven", "suicide_risk"),  # plain
    ("ik wil nie mee leven", "suicide_risk"),  # chat and dialect
    ("ik denk vaak aan zelfmoort", "suicide_risk"),  # misspelt
    ("ik wacht op DUO en op school gaat het slecht, en eigenlijk wil ik gewoon dood", "suicide_risk"),  # in a clause
    ("mijn zus zegt dat ze er niet meer wil zijn", "suicide_risk"),  # about someone else
    ("ze zouden allemaal beter af zijn zonder mij", "suicide_risk"),  # veiled
    ("I don’t want to live anymore", "suicide_risk"),  # English, curly apostrophe
    ("mijn man slaat mij als hij gedronken heeft", "domestic_violence"),
    ("man slaan mij elke dag", "domestic_violence"),  # Dutch as a second language
    ("ik mag van mijn vriend de deur niet uit", "domestic_violence"),  # control
    ("mijn ex staat elke avond voor mijn huis", "domestic_violence"),  # stalking
    ("my dad hits us when he is drunk", "domestic_violence"),
    ("hij heeft een naaktfoto van mij en dreigt hem door te sturen", "sexual_abuse"),
    ("mijn trainer zit aan me in de kleedkamer", "sexual_abuse"),
    ("I was raped last week", "sexual_abuse"),
    ("er staat een man met een mes voor mijn deur", "emergency"),
    ("mijn vader ademt niet meer", "emergency"),
    ("er is brand in ons huis", "emergency"),
    ("someone is breaking in right now", "emergency"),
]
CALM = [
    "ik schaam me dood voor mijn rommel",  # a saying
    "in die game ga ik steeds dood bij de eindbaas",  # a game
    "ik schrijf een scriptie over huiselijk geweld",  # a study
    "mijn oma is overleden, hoe regel ik de aangifte",  # bereavement
    "we werden gisteren afgemaakt, 5-0 verloren",  # sport
    "die film over een moord was spannend",  # fiction
    "mijn baas vermoordt me als ik te laat kom haha",  # a way of speaking
    "waar kan ik een cursus zelfverdediging doen",  # a course
    "de brandmelder piept, wie vervangt de batterij",  # no fire
    "this paperwork is killing me",
]


@pytest.mark.parametrize(("text", "code"), CRIES)
def test_a_cry_for_help_is_heard(text, code):
    found = find_danger(text)
    assert found is not None
    assert code in {one.code for one in all_dangers(text)}


@pytest.mark.parametrize("text", CALM)
def test_what_only_sounds_like_danger_is_left_alone(text):
    assert find_danger(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dood " * 10_000,
        "w" * 50_000,
        "\u200bik\u200b wil\u200b dood\u200b " * 500,
        "مرحبا " * 2000,
        "😀" * 5000,
        "é́́" * 3000,
    ],
)
def test_odd_input_is_answered_in_bounded_time(text):
    began = time.process_time()
    find_danger(text)
    assert time.process_time() - began < 5  # a runaway pattern takes minutes; the figures are in the benchmarks


def test_invisible_letters_hide_nothing():
    assert find_danger("ik wil\u200b niet me\u00ader le\u200bven") is not None
