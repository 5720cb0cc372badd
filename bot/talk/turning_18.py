"""Turning 18: a list of what to arrange, with dates where the birthday is known and with ages where it is not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.domain.conversation import Conversation
from bot.domain.turning_18 import Moment, moments
from bot.talk.model import Heard, Say, World
from bot.understanding.birthdays import age_on, plausible, turning_18

NEED = "transition_18"
_BIRTHDAY = re.compile(r"\b(18|achttien|eighteen|jarig|verjaar\w*|geboren|geb|birthday|born)\b", re.IGNORECASE)
"""Beside such a word, or in answer to the question, a day is the birthday; else it can be any day."""


def hear(talk: Conversation, heard: Heard, world: World) -> Conversation:
    """The birthday, told as a day or as a date of birth, gives the age as well; an age that was told stays."""
    if talk.need != NEED:
        return talk
    told = talk.memory.asks == "age" or _BIRTHDAY.search(heard.text)
    day = world.turns_18 or (turning_18(heard.text, today=world.today) if told else None)
    if day is None or not plausible(day, today=world.today):
        return talk
    talk = talk.know(turns_18=day.isoformat(), age=str(age_on(world.today, day)))
    return replace(talk, memory=replace(talk.memory, misses=0))


def guide(talk: Conversation, world: World) -> tuple[Say, ...]:
    """The list; for who is 18 already what can go on."""
    told = talk.facts.get("turns_18")
    age = talk.facts.get("age", "")
    if told and date.fromisoformat(told) > world.today:
        return (_dated(moments(date.fromisoformat(told), today=world.today)),)
    grown = told is not None or (age.isdigit() and int(age) >= 18)
    return (Say("utter_turning_18_grown" if grown else "utter_card_turning_18_by_age"),)


def _dated(list_: tuple[Moment, ...]) -> Say:
    """Each line with its day; what could have been begun already is for now."""
    values = {one.what: "now" if one.passed else one.on for one in list_}
    items = [{"what": one.what, "on": one.on.isoformat(), "passed": one.passed} for one in list_]
    return Say("utter_card_turning_18", values, custom={"checklist": items})
