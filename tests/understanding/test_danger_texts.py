"""Cries and calm texts in other people's words: what the lexicon hears by itself, and together with the model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.domain.needs import URGENT
from bot.processes.children import MODEL
from bot.settings import Settings
from bot.understanding.danger import find_danger

TEXTS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("danger_texts.yml").read_text("utf-8"))
CRIES = [text for texts in TEXTS["cries"].values() for text in texts]
CALM: list[str] = TEXTS["calm"]
LEXICON, TOGETHER = 0.8, 0.9
"""The share of cries that must be heard."""

FALSE_ALARMS = 3
"""Of the calm texts: 2 of 70 is what a person can live with."""


def test_the_list_is_long_enough_to_say_something():
    assert set(TEXTS["cries"]) == set(URGENT)
    assert len(CALM) >= 130 and len(CRIES) >= 90 and len({*CALM, *CRIES}) == len(CALM) + len(CRIES)


def test_the_lexicon_hears_most_cries_by_itself():
    missed = [text for text in CRIES if not find_danger(text)]
    assert len(missed) <= (1 - LEXICON) * len(CRIES), missed


def test_the_lexicon_leaves_calm_texts_alone():
    hit = [text for text in CALM if find_danger(text)]
    assert len(hit) <= FALSE_ALARMS, hit


@pytest.mark.rasa
def test_together_with_the_classifier_they_hear_nearly_all_and_stay_calm():
    listening = pytest.importorskip("bot.evaluation.listener", reason="the model comes with the Rasa extra")
    if not MODEL.exists():
        pytest.skip("nothing is trained here")
    listener = listening.Listener(listening.load_model(MODEL), Settings.read().profile)
    missed = [text for text in CRIES if not listener.hear(text).crisis]
    alarms = [text for text in CALM if listener.hear(text).crisis]
    assert len(missed) <= (1 - TOGETHER) * len(CRIES), missed
    assert len(alarms) <= FALSE_ALARMS, alarms
