"""My data: who reads this talk, what is on record, a copy of it, and erasing it; files elsewhere have a door."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.conversation import Conversation, Outcome
from bot.talk.intake import later_needs, show_doors
from bot.talk.model import Heard, Say, ShowCopy, Turn, World

FLOW = "my_data"
ERASE = {"erase": True}
"""What the answer to a yes carries: whoever delivered it takes the talk away after that."""

WORDS = {
    "erase": r"\b(wis|wissen|gewist|verwijder\w*|weg|vergeet|delete|erase|remove|forget)\b",
    "copy": r"\b(kopie|download\w*|afschrift|uitdraai|copy)\b",
    "elsewhere": r"\b(dossier|school|gemeente|wijkteam|jeugdzorg|huisarts|zorg\w*|file|elsewhere|ander\w*)\b",
    "see": r"\b(zien|inzage|inzien|weet|weten|staat|laat|toon|bewaar\w*|opgeslagen|show|see|know|stored?)\b",
}
"""What somebody wants with the data, by words; the first one counts."""


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Who reads it and how long it is kept, in two sentences; then what the person wants."""
    talk = replace(talk, need="privacy_data", outcome=Outcome.SERVICE_GIVEN)
    talk = talk.recall(flow=FLOW, asks="my_data", misses=0)
    first = wanted(heard.text) if heard.text else None
    told = who_reads(world)
    if first in ("erase", "copy", "see"):
        return _do(str(first), talk, world).after(told)
    return Turn(talk, (told, _menu()))


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """One of the roads, or the end."""
    if talk.memory.asks == "erase":
        return _erase(talk, heard, world)
    want = heard.choice.get("my_data") or (wanted(heard.text) if heard.text else None)
    if want:
        return _do(want, talk, world)
    if heard.intent in ("deny", "dont_know") or talk.memory.misses:
        return _over(talk, world)
    return Turn(talk.recall(misses=1), (_menu(),))


def wanted(text: str) -> str | None:
    """What the words ask for."""
    return next((name for name, words in WORDS.items() if re.search(words, text, re.IGNORECASE)), None)


def who_reads(world: World) -> Say:
    """What is kept, for how long and who reads it."""
    return Say("utter_who_reads", {"days": world.profile.retention_days})


def _menu(response: str = "utter_ask_my_data") -> Say:
    return Say(response, custom={"asks": "my_data"})


def more() -> Say:
    """Whether there is anything else to do with the data."""
    return _menu("utter_my_data_more")


def _do(want: str, talk: Conversation, world: World) -> Turn:
    talk = talk.recall(misses=0)
    if want == "elsewhere":
        return show_doors(talk.recall(flow="intake"), world).after(Say("utter_my_data_elsewhere"))
    if want == "erase":
        return Turn(talk.recall(asks="erase"), (_warning(world),))
    if want == "copy":
        return Turn(talk.recall(asks="my_data"), (), (ShowCopy(),))
    return Turn(talk.recall(asks="my_data"), (_shown(talk), more()))


def _shown(talk: Conversation) -> Say:
    """All that is on record, with its label."""
    rows = [{"fact": name, "value": value} for name, value in talk.facts.items()]
    return Say("utter_card_my_data", {"facts": rows}) if rows else Say("utter_my_data_nothing")


def _warning(world: World) -> Say:
    """What erasing takes away, and what stays."""
    name = "utter_ask_erase_complaint" if world.complaints else "utter_ask_erase"
    references = ", ".join(one.reference for one in world.complaints)
    return Say(name, {"references": references}, custom={"asks": "erase"})


def _erase(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Only a clear yes takes everything away."""
    if heard.intent == "affirm" or heard.choice.get("erase") == "yes":
        return Turn(talk.recall(flow=None, asks=None), (Say("utter_erased", custom=ERASE),))
    return _over(talk, world).after(Say("utter_not_erased"))


def _over(talk: Conversation, world: World) -> Turn:
    talk = talk.recall(flow=None, asks=None, misses=0)
    return Turn(talk, (Say("utter_my_data_over"), *later_needs(talk, world)))
