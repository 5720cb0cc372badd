"""Which question comes next: the first of a list that is not known, not refused and of use here."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.conversation import Conversation
from bot.domain.messages import Button
from bot.talk.listening import opening_tells
from bot.talk.model import Say, Turn, World

CONTACT = ("contact_preference", "phone", "email", "name")
"""How to reach the person; every one of them may be refused."""

TRIES = 2
"""How often a closed question is put before the bot goes on without an answer."""


def useful(name: str, talk: Conversation) -> bool:
    """Whether the answer still changes anything, given what is known."""
    preference = talk.facts.get("contact_preference")
    unknown_preference = preference is None and "contact_preference" in talk.memory.declined
    if name == "phone":
        return preference == "phone"
    if name == "email":
        return preference == "email" or (unknown_preference and "phone" not in talk.facts)
    if name == "name":
        return talk.memory.flow == "handover" or "phone" in talk.facts or "email" in talk.facts
    if name == "contact_preference":
        return not ("phone" in talk.facts or "email" in talk.facts)
    if name == "consent":
        return talk.facts.get("for_whom") == "client"
    return True


def next_ask(fields: Sequence[str], talk: Conversation) -> str | None:
    """The first field that is worth asking; None when everything is there."""
    done = set(talk.facts) | talk.memory.declined
    return next((name for name in fields if name not in done and useful(name, talk)), None)


def ask(name: str, talk: Conversation, world: World, *, again: bool = False) -> Turn:
    """Put one question and remember that it is open."""
    response = f"utter_ask_{name}_again" if again and name in AGAIN else f"utter_ask_{name}"
    response = own_wording(name, talk) or response
    asked = talk.memory.asked if name in talk.memory.asked else (*talk.memory.asked, name)
    before = _honest(name, talk)
    notes = {**talk.memory.notes, "told_honest": True} if before else talk.memory.notes
    talk = talk.recall(asks=name, asked=asked, misses=talk.memory.misses if again else 0, notes=notes)
    return Turn(talk, (*before, Say(response, question_values(talk), _buttons(name, world), {"asks": name})))


def _honest(name: str, talk: Conversation) -> tuple[Say, ...]:
    """Before the first question for a way to reach the person: who reads it, and where secrecy ends (Awb 2:5). Once."""
    if name not in CONTACT or talk.memory.notes.get("told_honest"):
        return ()
    complains = talk.memory.flow == "complaint"
    return (Say("utter_honest_contact_complaint") if complains else Say("utter_honest_contact"),)


OWN_WORDING = {
    ("transition_18", "age"): "utter_ask_age_turning_18",
}
"""Questions that are put in other words for a need."""


def own_wording(name: str, talk: Conversation) -> str | None:
    """The question as it is put in this talk, where that differs from the usual."""
    if name == "what_happened" and opening_tells(talk):
        return "utter_ask_what_happened_more"
    if name == "organisation" and talk.memory.flow == "sent_around":
        return "utter_ask_organisation_more" if "desks" in talk.facts else "utter_ask_organisation_sent_around"
    if name == "since_when" and talk.memory.flow == "late_decision":
        return "utter_ask_since_when_asked"
    return OWN_WORDING.get((str(talk.need), name))


AGAIN = frozenset(
    {"age", "district", "since_when", "for_whom", "decision_date", "phone", "email", "contact_preference"}
)
"""Questions that have a second wording for when the first answer did not hold it."""


def question_values(talk: Conversation) -> dict[str, str]:
    """What fills in a question."""
    return {"who": talk.facts.get("for_whom", "self"), "desks": talk.facts.get("desks", "")}


def _buttons(name: str, world: World) -> tuple[Button, ...]:
    return place_buttons(world) if name == "district" else ()


def place_buttons(world: World) -> tuple[Button, ...]:
    """The districts, to press."""
    return tuple(Button(place, "", f'/inform{{"district": "{place}"}}') for place in world.profile.districts)


def missed(talk: Conversation, world: World) -> Turn | None:
    """The open question once more, or None when it has been put often enough and is dropped."""
    name = talk.memory.asks
    if name is None or talk.memory.misses + 1 >= TRIES:
        return None
    return ask(name, talk.recall(misses=talk.memory.misses + 1), world, again=True)


def give_up(talk: Conversation) -> Conversation:
    """Go on without an answer to the open question."""
    name = talk.memory.asks
    return talk.recall(declined=talk.memory.declined | {name}, misses=0) if name else talk


def collect(fields: Sequence[str], talk: Conversation, world: World, *, answered: bool) -> Turn | None:
    """One step through a list of questions: again, the next one, or None when all are done."""
    if not answered and talk.memory.asks in fields:
        repeated = missed(talk, world)
        if repeated:
            return repeated
        talk = give_up(talk)
    name = next_ask(fields, talk)
    return ask(name, talk, world) if name else None
