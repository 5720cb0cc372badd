"""The form of address of a talk: kept when the person asks for one or uses one."""

from __future__ import annotations

from bot.domain.conversation import Conversation
from bot.talk.listening import FREE_TEXT
from bot.understanding.address import asked_form, used_form


def hear_form(talk: Conversation, text: str) -> Conversation:
    """The talk with the form that these words ask for, or use; what was asked for stays until asked otherwise.

    In answer to an open question people tell what others said, so there only a request counts.
    """
    if talk.language != "nl" or not text:
        return talk
    asked = asked_form(text)
    if asked:
        return talk.recall(form=asked, form_asked=True)
    used = None if talk.memory.form_asked or talk.memory.asks in FREE_TEXT else used_form(text)
    return talk.recall(form=used) if used else talk
