"""What a person can say at any moment: stop, start again, correct something, why, another language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.address import addressed, form_of
from bot.domain.conversation import Conversation, Memory
from bot.domain.records import Promise
from bot.talk.listening import listen, named_fact, without
from bot.talk.model import Heard, Say, Turn, World
from bot.talk.my_data import who_reads
from bot.talk.other_language import forget
from bot.talk.questions import ask
from bot.talk.smalltalk import open_question
from bot.understanding.glossary import asked_word

FLOW = "controls"


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Do what was asked, and bring back the open question."""
    return step(talk, heard, world)


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """One of them, by intent."""
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
    memory = talk.memory
    talk = replace(
        talk,
        need=None,
        outcome=None,
        facts={},
        memory=Memory(turn=memory.turn, form=memory.form, form_asked=memory.form_asked),
    )
    return Turn(talk, (Say("utter_restart", custom={"asks": "need"}),))


def _correct(talk: Conversation, heard: Heard, world: World) -> Turn:
    listened = listen(talk, heard, world)
    wrong = None if listened.corrected else named_fact(talk, heard.text)
    if wrong and talk.memory.flow:
        return ask(wrong, without(talk, wrong), world)
    say = Say("utter_corrected" if listened.corrected else "utter_correct_what")
    return Turn(listened.talk, (say, *open_question(listened.talk, world)))


def _why(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Why the open question is asked."""
    asks = "followup" if talk.memory.flow == "followup" else talk.memory.asks
    return Turn(talk, (Say(f"utter_why_{asks}" if asks in WHY else "utter_why"), *_back(talk, world)))


def _back(talk: Conversation, world: World) -> tuple[Say, ...]:
    """The open question, or the invitation to tell: a talk does not end with an explanation."""
    return open_question(talk, world) or (Say("utter_tell_more", custom={"asks": "need"}),)


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
        "followup",
        "tried_so_far",
        "decision_about",
        "treated_badly",
        "has_address",
        "income",
        "safe_now",
        "suicide",
        "complaint_reference",
        "addition",
        "right",
        "idea",
        "applied_for",
        "my_data",
        "erase",
        "need",
        "confirm",
        "next",
        "which_fact",
    }
)


EXPLAIN = {
    "need": "utter_explain_need",
    "age": "utter_explain_age",
    "district": "utter_explain_district",
    "since_when": "utter_explain_since_when",
    "for_whom": "utter_explain_for_whom",
    "organisation": "utter_explain_organisation",
    "what_happened": "utter_explain_what_happened",
    "tried_so_far": "utter_explain_tried_so_far",
    "wanted_outcome": "utter_explain_wanted_outcome",
    "contact_preference": "utter_explain_contact",
    "phone": "utter_explain_contact",
    "email": "utter_explain_contact",
    "name": "utter_explain_contact",
    "consent": "utter_explain_consent",
    "decision_date": "utter_explain_decision_date",
    "decision_about": "utter_explain_decision_about",
    "treated_badly": "utter_explain_treated_badly",
    "has_address": "utter_explain_has_address",
    "confirm": "utter_explain_confirm",
    "next": "utter_explain_next",
    "complaint_reference": "utter_explain_reference",
    "addition": "utter_explain_addition",
    "right": "utter_explain_right",
    "idea": "utter_explain_idea",
    "applied_for": "utter_explain_applied_for",
    "my_data": "utter_explain_my_data",
    "erase": "utter_explain_erase",
    "report": "utter_explain_report",
}
"""What a question means, by the fact that it asks."""


def _who_reads(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Who reads this and how long it is kept, at the moment that somebody wonders."""
    return Turn(talk, (who_reads(world), *open_question(talk, world)))


def _explain(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The open question in other words, with an example; without one, what the bot is for."""
    asks = talk.memory.asks or "need"
    if talk.memory.flow == "safety":
        return Turn(talk, (Say("utter_explain_safety"), *open_question(talk, world)))
    if talk.memory.flow == "followup":
        return Turn(talk, (Say("utter_explain_followup"), *open_question(talk, world)))
    if asks == "confirm" and talk.memory.flow == "complaint":
        return Turn(talk, (Say("utter_explain_read_back"), *open_question(talk, world)))
    custom = {"asks": "need"} if asks == "need" else {}
    question = open_question(talk, world) if asks != "need" else ()
    return Turn(talk, (Say(EXPLAIN.get(asks, "utter_explain_need"), custom=custom), *question))


def _angry(talk: Conversation, heard: Heard, world: World) -> Turn:
    """A calm answer once; the second time a person takes over."""
    if talk.memory.flow == "handover":
        return Turn(talk, (Say("utter_human_waiting"), *open_question(talk, world)))
    if talk.memory.notes.get("angry"):
        return Turn(talk, (Say("utter_angry_again"),), goto="handover")
    talk = talk.recall(notes={**talk.memory.notes, "angry": True})
    question = open_question(talk, world)
    return Turn(talk, (Say("utter_angry", custom={} if question else {"asks": "need"}), *question))


def _last_day(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The last day for the objection, once more."""
    due = date.fromisoformat(talk.facts["deadline"])
    name = "utter_objection_late" if due < world.today else "utter_objection_due"
    return Turn(talk, (Say(name, {"due": due}), *open_question(talk, world)))


def _promised(talk: Conversation, heard: Heard, world: World) -> Turn:
    """What was promised to this person: what is to come, and how it went with what should have come."""
    promises = sorted(world.promises, key=lambda one: one.due)
    open_ones = [_line(one, world) for one in promises if one.kept is None]
    over = [_line(one, world) for one in promises if one.kept is not None]
    says = [Say("utter_promises_open", {"promises": open_ones})] if open_ones else []
    says += [Say("utter_promises_over", {"promises": over})] if over else []
    if not says:
        return Turn(talk, (Say("utter_promises_none"), *_back(talk, world)))
    return Turn(talk, (*says, *open_question(talk, world)))


def _line(promise: Promise, world: World) -> dict[str, str]:
    """One promise as a row: the last day as its title, and what will happen or how it ended."""
    day = promise.due.astimezone(world.now.tzinfo).date().isoformat()
    row = {"day": day, "value": promise.text}
    return row if promise.kept is None else {**row, "ended": "kept" if promise.kept else "broken"}


def _language(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Dutch or English from now on; the open question comes again in that language."""
    wanted = heard.choice.get("language") or ("en" if talk.language == "nl" else "nl")
    talk = forget(replace(talk, language=wanted))
    return Turn(talk, (Say("utter_language_switched"), *(open_question(talk, world) or (Say("utter_unclear"),))))


def _resume(talk: Conversation, heard: Heard, world: World) -> Turn:
    return Turn(talk, goto="safety:resume")


def _address(talk: Conversation, heard: Heard, world: World) -> Turn:
    """From now on je, or u: the talk keeps it already, here it is said, and the open question comes in that form."""
    ask = open_question(talk, world) or (Say("utter_anything_else" if talk.need else "utter_unclear"),)
    return Turn(talk, (Say("utter_address"), *ask))


def _word(talk: Conversation, heard: Heard, world: World) -> Turn:
    """What a word of law or an institution means, in a line; then the open question again."""
    term = asked_word(heard.text, talk.language)
    says = addressed(term.says, form_of(talk)) if term else ""
    ask = open_question(talk, world) or (Say("utter_anything_else" if talk.need else "utter_unclear"),)
    return Turn(talk, (Say("utter_word", {"says": says}), *ask))


ACTS = {
    "word": _word,
    "address": _address,
    "stop": _stop,
    "start_over": _restart,
    "correct": _correct,
    "why_asked": _why,
    "who_reads": _who_reads,
    "switch_language": _language,
    "resume": _resume,
    "explain": _explain,
    "angry": _angry,
    "deadline": _last_day,
    "promised": _promised,
}
