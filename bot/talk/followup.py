"""Follow-up: did it come true, a complaint where it did not, and six weeks later how it is.

The bot begins this flow itself. What was open in the talk before it is kept in its note and comes back after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.conversation import Conversation
from bot.domain.records import Promise
from bot.talk import complaint
from bot.talk.listening import forget_case
from bot.talk.model import CheckIn, Heard, ReportPromise, Say, SettlePromise, Turn, World
from bot.talk.parking import park
from bot.talk.wording import broken_promise, in_words, moment, municipality

FLOW = "followup"
NOTE, ASKED = "followup", "check_in"
"""Notes of a talk: what is asked about now; and that the person was asked about six weeks later."""

TRIES = 2
"""How often the question is put to who answers something else."""

END_OF_DAY = (23, 59)
QUESTIONS = {
    "kept": "utter_followup_kept",
    "complaint": "utter_followup_complaint_again",
    "later": "utter_followup_later",
    "now": "utter_followup_now",
}
"""The open question, by the stage that the note is in."""


def ask(talk: Conversation, promise: Promise, world: World, *, again: bool = False) -> Turn:
    """Begin: was this promise kept? `again` where the person did not answer the first time."""
    due = promise.due.astimezone(world.now.tzinfo)
    about = {"promise": promise.id, "what": promise.text, "due": due.isoformat()}
    talk = _begin(talk, "kept", about, world)
    say = question(talk)
    return Turn(talk, (replace(say, response="utter_followup_remind") if again else say,))


def check_in(talk: Conversation, world: World) -> Turn:
    """Begin: how is it now? Only for who agreed to be asked."""
    talk = _begin(talk, "now", {}, world)
    return Turn(talk, (question(talk),))


def asks_about(talk: Conversation) -> str | None:
    """The id of the promise that the person is asked about right now."""
    note = talk.memory.notes.get(NOTE)
    return str(note.get("promise", "")) if note and talk.memory.flow == FLOW else None


def _begin(talk: Conversation, stage: str, about: Mapping[str, str], world: World) -> Conversation:
    """What was open waits in the note; a follow-up that nobody answered gives way to the new one."""
    earlier = talk.memory.notes.get(NOTE)
    before = {"flow": talk.memory.flow, "asks": talk.memory.asks}
    if talk.memory.flow == FLOW:
        before = earlier["before"] if earlier else {"flow": None, "asks": None}
    note = {**about, "stage": stage, "before": before, "since": world.now.isoformat()}
    return talk.recall(flow=FLOW, asks="confirm", misses=0, notes={**talk.memory.notes, NOTE: note})


def question(talk: Conversation) -> Say:
    """The question that is open in this flow."""
    note = _note(talk)
    values = {"what": note.get("what", ""), "due": _day(str(note.get("due", "")), talk.language)}
    custom: dict[str, Any] = {"asks": "confirm"}
    if "promise" in note:
        custom["promise"] = {"text": note["what"], "due": note["due"]}
    return Say(QUESTIONS[str(note["stage"])], values, custom=custom)


def _day(due: str, language: str) -> str:
    """The last moment in words; the end of a day is that day."""
    if not due:
        return ""
    at = datetime.fromisoformat(due)
    return in_words(at.date(), language) if (at.hour, at.minute) == END_OF_DAY else moment(at, language)


def _note(talk: Conversation) -> Mapping[str, Any]:
    return dict(talk.memory.notes[NOTE])


def offered(talk: Conversation) -> Turn:
    """At a good end: the offer to ask in six weeks, once. It is a button, so that nothing is left open."""
    if talk.memory.notes.get(ASKED):
        return Turn(talk)
    return Turn(talk.recall(notes={**talk.memory.notes, ASKED: True}), (Say("utter_check_in_offer"),))


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The person presses the button that asks for the question in six weeks."""
    return _agreed(talk.recall(notes={**talk.memory.notes, ASKED: True}))


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The answer, a new subject, or something that is neither."""
    if NOTE not in talk.memory.notes:
        return Turn(talk.recall(flow=None, asks=None), goto="smalltalk")
    if heard.intent in world.needs and heard.intent not in ("thanks_bye", "greeting"):
        return _other_subject(talk)
    answers = {"kept": _kept, "complaint": _complaint, "later": _later, "now": _now}
    return answers[str(_note(talk)["stage"])](talk, heard, world)


def _other_subject(talk: Conversation) -> Turn:
    """Something else: what was open before the question is put aside, as it would have been without it."""
    return Turn(park(_restored(talk), also="intake").recall(flow=None, asks=None), goto="intake")


def _restored(talk: Conversation) -> Conversation:
    """The talk as it was before the bot asked."""
    notes = dict(talk.memory.notes)
    before = notes.pop(NOTE)["before"]
    return talk.recall(flow=before["flow"], asks=before["asks"], misses=0, notes=notes)


def _back(talk: Conversation, *says: Say, effects: tuple[Any, ...] = ()) -> Turn:
    """Say this, and put the question again that was open before."""
    talk = _restored(talk)
    return Turn(talk, says, effects, goto=f"{talk.memory.flow}:again" if talk.memory.asks else None)


# Was it kept?


def _kept(talk: Conversation, heard: Heard, world: World) -> Turn:
    promise = str(_note(talk)["promise"])
    if heard.intent == "affirm":
        return _thank(talk, promise)
    if heard.intent == "deny":
        return _broken(talk, promise, world)
    if heard.intent == "dont_know" or talk.memory.misses + 1 >= TRIES:
        return _back(talk, Say("utter_followup_unknown"), effects=(ReportPromise(promise),))
    return Turn(talk.recall(misses=talk.memory.misses + 1), (replace(question(talk), response="utter_followup_again"),))


def _thank(talk: Conversation, promise: str) -> Turn:
    """It came true: thank, and ask once whether the bot may ask in six weeks how it is."""
    done = SettlePromise(promise, True)
    if talk.memory.notes.get(ASKED):
        return _back(talk, Say("utter_followup_thanks"), effects=(done,))
    note = {**_note(talk), "stage": "later"}
    talk = talk.recall(misses=0, notes={**talk.memory.notes, NOTE: note, ASKED: True})
    return Turn(talk, (Say("utter_followup_thanks"), question(talk)), (done,))


def _broken(talk: Conversation, promise: str, world: World) -> Turn:
    """It did not: apologise, tell staff, and show the complaint with everything filled in."""
    note = {**_note(talk), "stage": "complaint"}
    talk = talk.recall(misses=0, notes={**talk.memory.notes, NOTE: note})
    filled = _filled(talk, world)
    rows = [{"fact": name, "value": filled.facts[name]} for name in complaint.SHOWN if name in filled.facts]
    offer = Say("utter_followup_complaint", {"summary": rows}, custom={"asks": "confirm"})
    return Turn(talk, (Say("utter_followup_sorry"), offer), (SettlePromise(promise, False), ReportPromise(promise)))


def _filled(talk: Conversation, world: World) -> Conversation:
    """The talk with the complaint about this promise in it; an unfinished case waits for later."""
    note, due = _note(talk), str(_note(talk)["due"])
    talk = forget_case(park(_restored(talk), also="intake")).recall(flow=complaint.FLOW, asks="confirm", misses=0)
    talk = talk.know(
        what_happened=broken_promise(note["what"], _day(due, talk.language), talk.language),
        organisation=municipality(world.profile.name, talk.language),
        since_when=in_words(datetime.fromisoformat(due).date(), talk.language),
    )
    if "phone" not in talk.facts and "email" not in talk.facts:
        talk = talk.know(contact_preference="none")
    left = frozenset(complaint.fields(talk)) - set(talk.facts)  # what is not there is not asked: a yes is enough
    return replace(talk.recall(declined=talk.memory.declined | left), need=talk.need or "complaint")


# The complaint


def _complaint(talk: Conversation, heard: Heard, world: World) -> Turn:
    """One yes files it; what is put right goes the way of every complaint; a no is a no."""
    if heard.intent == "affirm" or heard.choice.get("confirm") == "yes":
        return complaint.file(_filled(talk, world))
    if heard.intent in ("deny", "dont_know") and heard.choice.get("confirm") != "change":
        return _back(talk, Say("utter_followup_no_complaint"))
    return complaint.step(_filled(talk, world), heard, world)


# In six weeks


def _later(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Only a yes is a yes."""
    return _agreed(talk) if heard.intent == "affirm" else _back(talk, Say("utter_followup_not_later"))


def _agreed(talk: Conversation) -> Turn:
    say, effects = Say("utter_followup_later_yes"), (CheckIn(),)
    return _back(talk, say, effects=effects) if NOTE in talk.memory.notes else Turn(talk, (say,), effects)


def _now(talk: Conversation, heard: Heard, world: World) -> Turn:
    """How it is: well, or not yet, and then all roads are open again."""
    if heard.intent == "affirm":
        return _back(talk, Say("utter_followup_well"))
    if heard.intent == "inform" and talk.memory.misses + 1 < TRIES:
        return Turn(talk.recall(misses=1), (question(talk),))
    talk = park(_restored(talk), also="intake").recall(flow=None, asks=None)
    if talk.need not in world.needs:
        return Turn(talk, (Say("utter_followup_not_well"),), goto="handover")
    talk = talk.recall(flow="intake", asks="next", misses=0)
    return Turn(talk, (Say("utter_followup_not_well"), Say("utter_what_now", custom={"asks": "next"})))
