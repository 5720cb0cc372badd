"""What a person can say at any moment: stop, start again, correct something, why, another language."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.conversation import Conversation, Memory
from bot.talk.listening import listen
from bot.talk.model import Heard, Say, Turn, World
from bot.talk.smalltalk import open_question

FLOW = "controls"


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Do what was asked, and bring back the open question."""
    return step(talk, heard, world)


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """One of the five, by intent."""
    return ACTS[heard.intent](talk, heard, world)


def _stop(talk: Conversation, heard: Heard, world: World) -> Turn:
    return Turn(
        talk.recall(
            flow=None,
            asks=None,
            paused=talk.memory.flow,
            notes={**talk.memory.notes, "paused_asks": talk.memory.asks, "paused_need": talk.need},
        ),
        (Say("utter_stop"),),
    )


def _restart(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Everything that was told is put away, also what is on record; the talk itself goes on."""
    talk = replace(talk, need=None, outcome=None, facts={}, memory=Memory(turn=talk.memory.turn))
    return Turn(talk, (Say("utter_restart", custom={"asks": "need"}),))


def _correct(talk: Conversation, heard: Heard, world: World) -> Turn:
    listened = listen(talk, heard, world)
    say = Say("utter_corrected" if listened.corrected else "utter_correct_what")
    return Turn(listened.talk, (say, *open_question(listened.talk)))


def _why(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Why the open question is asked."""
    asks = talk.memory.asks
    return Turn(talk, (Say(f"utter_why_{asks}" if asks in WHY else "utter_why"), *open_question(talk)))


WHY = frozenset(
    {
        "age",
        "district",
        "since_when",
        "organisation",
        "for_whom",
        "contact_preference",
        "phone",
        "email",
        "name",
        "decision_date",
        "wanted_outcome",
        "what_happened",
        "consent",
    }
)


def _language(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Dutch or English from now on; the open question comes again in that language."""
    wanted = heard.choice.get("language") or ("en" if talk.language == "nl" else "nl")
    talk = replace(talk, language=wanted)
    return Turn(talk, (Say("utter_language_switched"), *(open_question(talk) or (Say("utter_unclear"),))))


def _resume(talk: Conversation, heard: Heard, world: World) -> Turn:
    return Turn(talk, goto="safety:resume")


ACTS = {
    "stop": _stop,
    "start_over": _restart,
    "correct": _correct,
    "why_asked": _why,
    "switch_language": _language,
    "resume": _resume,
}
