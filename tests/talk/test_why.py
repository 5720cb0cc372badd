"""Every question can be asked back: why it is asked, and what it means."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.reference import ASKS
from bot.talk.controls import EXPLAIN, WHY
from bot.texts import Texts

ROOT = Path(__file__).resolve().parents[2]
TALK = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot" / "talk").glob("*.py"))
ASKED = sorted((set(re.findall(r'"asks": "(\w+)"', TALK)) | (ASKS - {"role", "deadline"})) - {"report"})
"""Every fact that some flow asks for, and every one that a need may ask for. A report of an error explains itself."""


@pytest.mark.parametrize("name", ASKED)
def test_every_question_has_an_honest_reason_and_other_words(name):
    assert name in WHY and f"utter_why_{name}" in Texts().names()
    assert name in EXPLAIN or name in ("income", "which_fact", "safe_now", "suicide", "followup")


def test_the_reason_comes_before_the_question_again(person):
    person.types("ik wil een klacht indienen", "complaint").types("hij lachte hard").types("burgerzaken").types(
        "gisteren"
    )
    person.types("waarom vraag je dat?")
    assert person.said == ["utter_why_tried_so_far", "utter_ask_tried_so_far"]
