"""Texts: nothing missing, nothing left over, short enough to read on a phone, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.domain.address import Form, addressed
from bot.talk.rendering import LABELS, VALUES
from bot.texts import Texts
from bot.understanding.plain_language import MESSAGE, in_everyday_words, problems

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {name: text for path in sorted((ROOT / "data" / "texts").glob("*.yml"))
         for name, text in yaml.safe_load(path.read_text("utf-8")).items()}  # fmt: skip
NEEDS = yaml.safe_load((ROOT / "data" / "reference" / "routes.yml").read_text("utf-8"))
CODE = "\n".join(path.read_text("utf-8") for kind in ("*.py", "*.html") for path in (ROOT / "bot").rglob(kind))
MADE = (
    "utter_ask_",
    "utter_danger_",
    "utter_safe_",
    "utter_why_",
    "utter_human_",
    "error_",
    "next_step_",
    "guide_group_",
    "guide_capacity_",
    "guide_source_",
    "utter_waiting_",
    "utter_right_",
    "utter_decides_",
    "utter_complaint_route_",
    "complaint_step_",
    "misfit_",
)
"""Beginnings of names that code puts together."""

ON_A_CARD = 80
MIXED = yaml.safe_load((ROOT / "data" / "texts" / "other_language.yml").read_text("utf-8"))
"""Texts for who reads neither language: Dutch and English in one."""


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_text_is_in_both_languages_with_the_same_holes(name):
    dutch, english = TEXTS[name]["nl"], TEXTS[name]["en"]
    assert set(re.findall(r"\{\w+\}", dutch)) == set(re.findall(r"\{\w+\}", english))
    assert all({"nl", "en", "command"} <= set(button) for button in TEXTS[name].get("buttons", ()))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_text_is_short_and_plain(name):
    for language in ("nl", "en"):
        if TEXTS[name] in MIXED.values():
            continue
        text, most = TEXTS[name][language], ON_A_CARD if name.startswith("utter_card_") else MESSAGE
        assert [str(one) for one in problems(text, language, most=most)] == []
        titles = [button[language] for button in TEXTS[name].get("buttons", ())]
        assert [str(one) for title in titles for one in in_everyday_words(title, language)] == []


@pytest.mark.parametrize("code", sorted(NEEDS))
def test_the_reading_back_of_a_need_is_plain(code):
    for language in {"nl", "en"} & set(NEEDS[code]):
        assert [str(one) for one in problems(NEEDS[code][language], language)] == []


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_text_is_left_over(name):
    assert f'"{name}"' in CODE or name.startswith(MADE)


def test_no_text_is_missing():
    wanted = set(re.findall(r'Say\(\s*"(utter_\w+)"', CODE)) | set(re.findall(r'(?:say|reply)\("(\w+)"', CODE))
    assert wanted - Texts().names() - set(MADE) == set()


DUTCH = {f"{name} {place}": text for name, found in TEXTS.items()
         for place, text in [("text", found["nl"]), *((one["command"], one["nl"]) for one in found.get("buttons", ()))]
        } | {f"need {code}": found["nl"] for code, found in NEEDS.items() if "nl" in found
        } | {f"fact {name}": text for name, text in (LABELS["nl"] | VALUES["nl"]).items()}  # fmt: skip
"""Every Dutch text that a person reads, by a name to find it again."""

ONE_FORM_ONLY = {"utter_greet text": "Wat heb je nodig?"}
"""The first question is the same for everyone: nothing is known yet, and it is what this house is known by."""

INFORMAL = re.compile(r"\b(je|jij|jou|jouw|jezelf|jullie)\b", re.IGNORECASE)
FORMAL = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)


@pytest.mark.parametrize("name", sorted(DUTCH))
def test_a_dutch_text_speaks_to_a_person_in_one_form(name):
    text = DUTCH[name].replace(ONE_FORM_ONLY.get(name, "\n"), " ")
    young, formal = addressed(text, Form.JE), addressed(text, Form.U)
    assert not FORMAL.search(young) and not INFORMAL.search(formal)
    assert not re.search(r"[{}|]", re.sub(r"\{\w+\}", "", young + formal)), "a brace is left over"
    both = re.findall(r"\{([^{}|]*)\|([^{}|]*)\}", text)
    assert all(INFORMAL.search(informal) for informal, _ in both), "nothing to choose between the marks"
    assert bool(INFORMAL.search(young)) == bool(both), "spoken to outside the marks"


DIRECTORIES = [*ROOT.glob("profiles/*/directory/*.yml"), *ROOT.glob("data/profile_template/directory/*.yml"),
               ROOT / "data" / "reference" / "services_nl.yml"]  # fmt: skip


@pytest.mark.parametrize("path", sorted(DIRECTORIES), ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_the_directory_speaks_of_doors_and_not_to_the_reader(path):
    """Other systems read it too (HSDS), so it has no marks; only what a person says there may hold u."""
    lines = [line for line in path.read_text("utf-8").splitlines() if "nl:" in line and " say:" not in line]
    wrong = [line.strip() for line in lines for text in re.findall(r'nl: "([^"]*)"', line)
             if INFORMAL.search(text) or FORMAL.search(text)]  # fmt: skip
    assert wrong == []


def test_english_has_no_marks():
    assert [name for name, found in TEXTS.items() if "|" in found["en"]] == []


def test_a_line_without_a_value_is_left_out():
    said = Texts().say("utter_door", "nl", name="Loket", why="", where="", when="", how="Bel 14 0999", say="Hoi")
    assert said == "**Loket**\nHoe: Bel 14 0999\nZeg daar: “Hoi”"
