"""Report an entry: on a card the person says that something in it is wrong; staff hears of it and the talk goes on."""

from __future__ import annotations

from bot.domain.conversation import Conversation
from bot.talk.model import Heard, ReportEntry, Say, Turn, World
from bot.talk.smalltalk import open_question

FLOW = "report_entry"
KEPT = "report"
"""The note on which entry it is about, and on where the talk was."""

ABOUT_IT = frozenset({"inform", "deny", "dont_know", "explain", "why_asked", "switch_language", "angry"})
"""What can be said at its question without leaving it."""


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Ask what is wrong, and remember where the talk was."""
    talk = _back(talk)
    memory = talk.memory
    kept = {"service": heard.choice["report"], "flow": memory.flow, "asks": memory.asks, "misses": memory.misses}
    talk = talk.recall(flow=FLOW, asks="report", misses=0, notes={**memory.notes, KEPT: kept})
    return Turn(talk, open_question(talk, world))


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The words are the report, a no is none; after it the question that was open comes again."""
    service, talk = talk.memory.notes[KEPT]["service"], _back(talk)
    question = open_question(talk, world)
    if heard.intent in ("deny", "dont_know"):
        return Turn(talk, (Say("utter_report_dropped"), *question))
    return Turn(talk, (Say("utter_report_made"), *question), (ReportEntry(service, heard.text),))


def leave(talk: Conversation, heard: Heard) -> Conversation:
    """The talk as it was before, where what is heard now has nothing to do with the report."""
    stays = heard.text or heard.choice.keys() & {"report", "language"}
    return talk if stays and heard.intent in ABOUT_IT and not heard.crisis else _back(talk)


def _back(talk: Conversation) -> Conversation:
    """Where the talk was when the report began; unchanged outside this flow."""
    if talk.memory.flow != FLOW:
        return talk
    notes = dict(talk.memory.notes)
    kept = notes.pop(KEPT)
    return talk.recall(flow=kept["flow"], asks=kept["asks"], misses=kept["misses"], notes=notes)
