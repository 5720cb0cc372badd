"""Texts: nothing missing, nothing left over, short enough to read on a phone, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.texts import Texts

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {name: text for path in sorted((ROOT / "data" / "texts").glob("*.yml"))
         for name, text in yaml.safe_load(path.read_text("utf-8")).items()}  # fmt: skip
CODE = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
MADE = (
    "utter_ask_",
    "utter_danger_",
    "utter_safe_",
    "utter_why_",
    "utter_human_",
    "error_",
    "next_step_",
    "utter_waiting_",
    "utter_right_",
    "utter_decides_",
)
"""Beginnings of names that code puts together."""

WORDS, ON_A_CARD = 40, 80
AVOID = re.compile(
    r"zelfredzaam|eigen kracht|participe|conform|middels|derhalve|teneinde|u dient|onverwijld", re.IGNORECASE
)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_text_is_in_both_languages_with_the_same_holes(name):
    dutch, english = TEXTS[name]["nl"], TEXTS[name]["en"]
    assert set(re.findall(r"\{\w+\}", dutch)) == set(re.findall(r"\{\w+\}", english))
    assert all({"nl", "en", "command"} <= set(button) for button in TEXTS[name].get("buttons", ()))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_text_is_short_and_plain(name):
    for language in ("nl", "en"):
        text = TEXTS[name][language]
        most = ON_A_CARD if name.startswith("utter_card_") else WORDS
        assert len(text.split()) <= most, f"{len(text.split())} words"
        assert not AVOID.search(text)
        sentences = re.split(r"(?<=[.!?])\s+", text.replace("\n", " "))
        assert max(len(sentence.split()) for sentence in sentences) <= 20


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_text_is_left_over(name):
    assert f'"{name}"' in CODE or name.startswith(MADE)


def test_no_text_is_missing():
    wanted = set(re.findall(r'Say\(\s*"(utter_\w+)"', CODE)) | set(re.findall(r'(?:say|reply)\("(\w+)"', CODE))
    assert wanted - Texts().names() == set()


def test_a_line_without_a_value_is_left_out():
    said = Texts().say("utter_door", "nl", name="Loket", why="", where="", when="", how="Bel 14 0999", say="Hoi")
    assert said == "**Loket**\nHoe: Bel 14 0999\nZeg daar: “Hoi”"
