"""From what a person typed to what may be stored and sent on: private data goes into the vault, a BSN nowhere."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from bot.domain.errors import BadInput, TooLarge
from bot.domain.privacy import BSN, PLACEHOLDERS
from bot.services.ports import Vault
from bot.talk.acts import is_about_the_talk
from bot.understanding.facts import answer_to, says_unknown, yes_or_no
from bot.understanding.private_data import Span, find_private_data, mask

LONGEST = 10_000
"""Characters in one message; more than anyone can read."""

UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me", "Mc"))
"""Kinds of characters that show nothing by themselves. Unassigned ones are not among them: a new emoji is one."""

NAME_WORDS = 5
"""An answer to the question for a name that has more words is a story."""


@dataclass(frozen=True)
class Masked:
    """The text with placeholders, and whether a citizen service number was taken out of it."""

    text: str
    had_bsn: bool = False


def clean(text: str) -> str:
    """The text without what no database takes: control characters and halves of a character.

    Raises `BadInput` where nothing can be seen in it and `TooLarge` above `LONGEST`.
    """
    if len(text) > LONGEST:
        raise TooLarge(f"{len(text)} characters")
    kept = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")).strip()
    if all(unicodedata.category(sign) in UNSEEN for sign in kept):
        raise BadInput("text", "there is nothing in it")
    return kept


async def put_away(text: str, vault: Vault, conversation: str, *, asks: str | None, today: date) -> Masked:
    """Replace every piece of private data by its placeholder. `asks` is the open question: a bare name answers it."""
    spans = find_private_data(text)
    if asks == "name" and not spans:
        spans = bare_name(text, today)
    labels = {span: await _label(span, text, vault, conversation) for span in spans}
    return Masked(mask(text, spans, labels.__getitem__), any(span.type == "bsn" for span in spans))


async def _label(span: Span, text: str, vault: Vault, conversation: str) -> str:
    if span.type == "bsn":
        return BSN
    return await vault.keep(conversation, span.type, text[span.start : span.end])


def without_private_data(text: str) -> tuple[str, list[Span]]:
    """The text as an engine may see it, with nothing kept anywhere, and what was found in it."""
    spans = find_private_data(text)
    return mask(text, spans, lambda span: BSN if span.type == "bsn" else f"[{PLACEHOLDERS[span.type]} 1]"), spans


def bare_name(text: str, today: date) -> list[Span]:
    """The name in a short answer that is nothing but a name; nothing where it is a yes, a no or "I don't know"."""
    if len(text.split()) > NAME_WORDS or says_unknown(text) or yes_or_no(text) is not None or is_about_the_talk(text):
        return []
    name = answer_to("name", text, today=today) or "none"
    start = text.find(name)
    return [] if name == "none" or start < 0 else [Span("person", start, start + len(name))]
