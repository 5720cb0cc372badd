"""The tailored case as staff reads it, whether it goes along with a referral or stands beside a talk."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.conversation import Conversation
from bot.domain.needs import Need
from bot.domain.tailored import tailored_from
from bot.talk.tailored import NOTE
from bot.texts import Texts


def note_of(talk: Conversation, needs: Mapping[str, Need], texts: Texts, language: str = "nl") -> tuple[str, ...]:
    """The note, in the language of staff; nothing where a door fits. `tried` may hold placeholders."""
    if NOTE not in talk.memory.notes:
        return ()
    case = tailored_from(talk.memory.notes[NOTE])
    misfits = "; ".join(f"{one.name} ({texts.say(f'misfit_{one.why}', language)})" for one in case.misfits)
    need = needs[case.need].name(language) if case.need in needs else case.need
    return (
        texts.say(
            "tailored_note", language, need=need, wanted=case.wanted, tried="; ".join(case.tried), misfits=misfits
        ),
    )
