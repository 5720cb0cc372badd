"""A message in a language that the bot does not speak: said so in that language, and a person with an interpreter."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.conversation import Conversation, Outcome
from bot.talk.listening import FREE_TEXT, PRIVATE, contacts, read_answer
from bot.talk.model import Heard, Say, Turn, World
from bot.understanding.language import LONG, danger_in, guess, other_language

SPOKEN = "spoken"
"""The note that holds the ISO code of the language in which the person writes."""


OWN_WORDS = ("name", "addition")
"""Questions to which words in any language are the answer."""


def language_of(talk: Conversation, heard: Heard, world: World) -> str | None:
    """The other language of this message, unless the words are an answer to the open question."""
    asks = talk.memory.asks
    if not heard.text or asks in FREE_TEXT or asks in OWN_WORDS:
        return None
    if asks in PRIVATE and read_answer(asks, heard.text, talk, world) is not None:
        return None
    return other_language(heard.text)


def answer(talk: Conversation, heard: Heard, language: str) -> Turn:
    """What is possible, in that language; who goes on in it is called back by a person with an interpreter."""
    again, danger = spoken(talk) == language, heard.crisis or danger_in(heard.text, language)
    talk = contacts(talk, heard.text).recall(notes={**talk.memory.notes, SPOKEN: language})
    says: tuple[Say, ...] = ()
    if danger:
        talk = replace(talk, crisis=danger, need=talk.need or danger, outcome=Outcome.CRISIS_NUMBERS)
        says = () if heard.abroad else (_say("utter_other_danger", language, crisis=danger),)
    if talk.memory.flow == "handover" and talk.memory.asks in (None, "phone"):
        return Turn(talk, (*says, ask_number(language) if talk.memory.asks else ready(language)))
    if again:
        return Turn(talk, says, goto="handover")
    return Turn(talk, (*says, _say("utter_other_language", language)))


def _say(response: str, language: str, **custom: str) -> Say:
    return Say(response, custom={"language": language, **custom}, language=language)


def spoken(talk: Conversation) -> str | None:
    """The other language in which the person wrote last."""
    return talk.memory.notes.get(SPOKEN)


def forget(talk: Conversation) -> Conversation:
    """The person goes on in Dutch or English."""
    return talk.recall(notes={name: note for name, note in talk.memory.notes.items() if name != SPOKEN})


def is_over(talk: Conversation, heard: Heard) -> bool:
    """Whether somebody who wrote in another language now writes a sentence in Dutch or English."""
    if spoken(talk) is None or len(heard.text.split()) < LONG or other_language(heard.text):
        return False
    return bool(guess(heard.text, default=""))


def ask_number(language: str) -> Say:
    """Where to call back."""
    return _say("utter_interpreter", language, asks="phone", handoff="callback")


def ready(language: str) -> Say:
    """A person will be in touch."""
    return _say("utter_interpreter_ready", language, handoff="ready")
