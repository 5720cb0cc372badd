"""Complaint status: where a complaint stands and what comes next; and more words beside it, for who has its code."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.complaint import NEXT, Complaint, Status
from bot.domain.conversation import Conversation, Outcome
from bot.domain.deadlines import complaint_due_extended, ombudsman_until, refusal_due
from bot.talk.intake import later_needs
from bot.talk.model import AddToComplaint, Heard, LookUpComplaint, Say, Turn, World

FLOW = "status"
REFERENCE = re.compile(r"\bKL-?(\d{4})-?(\d{1,6})\b", re.IGNORECASE)
CODE = re.compile(r"\b([A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4})\b", re.IGNORECASE)
_THANKS = re.compile(r"^\W*(dank\w*|bedankt|ok|oke|prima|thanks|thank you)\b", re.IGNORECASE)
OPENED = "opened"
"""The note with the reference of the complaint that the person may add to."""


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """A complaint of this talk needs no code; another one is asked for by reference and code."""
    if world.complaints:
        return shown(talk, world.complaints[0], world)
    return step(talk.recall(flow=FLOW, asks="complaint_reference", misses=0), heard, world)


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Look for the reference and the code in the words; without both, ask once more, then offer a person."""
    if talk.memory.asks == "addition":
        return _added(talk, heard, world)
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


def shown(talk: Conversation, complaint: Complaint, world: World) -> Turn:
    """How it stands, what the law gives the person next, and the question whether something is to be added."""
    values = {"reference": complaint.reference, "status": complaint.status.value, "due": complaint.due}
    talk = replace(talk, outcome=talk.outcome or Outcome.SERVICE_GIVEN)
    says = (Say("utter_complaint_status", values), *_next(complaint, world))
    if complaint.status not in NEXT:
        return Turn(talk.recall(flow=None, asks=None), says)
    talk = talk.recall(flow=FLOW, asks="addition", misses=0, notes={**talk.memory.notes, OPENED: complaint.reference})
    return Turn(talk, (*says, _ask_addition()))


def _ask_addition() -> Say:
    return Say("utter_ask_addition", custom={"asks": "addition"})


def _next(complaint: Complaint, world: World) -> tuple[Say, ...]:
    """The term that counts now (Awb 9:8 lid 3, 9:11 lid 2, 9:24)."""
    received = complaint.received_at.astimezone(world.now.tzinfo).date()
    if complaint.status not in NEXT:
        ended = complaint.history[-1].at.astimezone(world.now.tzinfo).date() if complaint.history else world.today
        return (Say("utter_status_ended", {"until": ombudsman_until(ended)}),)
    if complaint.due < world.today:
        committee = world.profile.complaint_committee
        extended = complaint_due_extended(received, with_committee=committee, holidays=world.holidays)
        return (Say("utter_status_late", {"extended": extended, "until": ombudsman_until(complaint.due)}),)
    refusal = refusal_due(received, holidays=world.holidays)
    if complaint.status is Status.RECEIVED and refusal >= world.today:
        return (Say("utter_status_received", {"refusal": refusal}),)
    return ()


def _added(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The words go beside the complaint as they are; no, or thanks, ends it."""
    reference = talk.memory.notes.get(OPENED)
    if heard.choice.get("addition") or (heard.intent == "affirm" and len(heard.text.split()) < 4):
        return Turn(talk, (Say("utter_addition_type", custom={"asks": "addition"}),))
    ends = heard.intent in ("deny", "dont_know") and len(heard.text.split()) < 6
    talk = talk.recall(flow=None, asks=None, misses=0)
    if not reference or not heard.text or ends or (_THANKS.search(heard.text) and len(heard.text.split()) < 5):
        return Turn(talk, (Say("utter_status_done"), *later_needs(talk, world)))
    return Turn(talk, later_needs(talk, world), (AddToComplaint(str(reference), heard.text),))
