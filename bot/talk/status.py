"""Complaint status: where a complaint stands, with reference and code, or at once for one filed in this talk."""

from __future__ import annotations

import re

from bot.domain.conversation import Conversation
from bot.talk.model import Heard, LookUpComplaint, Say, Turn, World

FLOW = "status"
REFERENCE = re.compile(r"\bKL-?(\d{4})-?(\d{1,6})\b", re.IGNORECASE)
CODE = re.compile(r"\b([A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4})\b", re.IGNORECASE)


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """A complaint of this talk needs no code; another one is asked for by reference and code."""
    if world.complaints:
        return Turn(
            talk.recall(asks=None),
            (
                Say(
                    "utter_complaint_status",
                    {
                        "reference": (filed := world.complaints[0]).reference,
                        "status": filed.status.value,
                        "due": filed.due,
                    },
                ),
            ),
        )
    return step(talk.recall(flow=FLOW, asks="complaint_reference", misses=0), heard, world)


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Look for the reference and the code in the words; without both, ask once more, then offer a person."""
    reference, code = find_reference(heard.text), CODE.search(heard.text)
    if reference and code:
        return Turn(talk.recall(flow=None, asks=None), effects=(LookUpComplaint(reference, code.group(1).upper()),))
    if talk.memory.misses:
        return Turn(talk.recall(misses=0), (Say("utter_status_without"),), goto="handover")
    return Turn(talk.recall(misses=1), (Say("utter_ask_complaint_reference", custom={"asks": "complaint_reference"}),))


def find_reference(text: str) -> str | None:
    """`kl 2026 12` and the like as `KL-2026-000012`."""
    found = REFERENCE.search(text.replace(" ", "-")) or REFERENCE.search(text)
    return f"KL-{found.group(1)}-{int(found.group(2)):06d}" if found else None
