"""From what a flow says to what a person reads: dates in words, facts with their labels, in the person's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.domain.address import Form, addressed, form_of
from bot.domain.conversation import Conversation
from bot.domain.messages import Button, Reply
from bot.talk.model import Say
from bot.talk.wording import in_words, moment
from bot.texts import Texts

LABELS = {
    "nl": {
        "what_happened": "Wat er gebeurde",
        "organisation": "Over wie",
        "since_when": "Wanneer",
        "tried_so_far": "Wat {je|u} al deed",
        "wanted_outcome": "Wat {je|u} wilt",
        "for_whom": "Voor wie",
        "consent": "Toestemming",
        "contact_preference": "Contact",
        "phone": "Telefoon",
        "email": "E-mail",
        "name": "Naam",
        "age": "Leeftijd",
        "district": "Wijk",
        "opening": "Hoe {je|u} begon",
        "has_address": "Adres",
        "income": "Inkomen",
        "role": "Rol",
        "decision_about": "Besluit over",
        "decision_date": "Datum van de brief",
        "deadline": "Laatste dag",
        "treated_badly": "Slecht behandeld",
        "safe_now": "Nu veilig",
        "turns_18": "Wordt 18 op",
        "right": "Recht op",
        "desks": "Was al bij",
        "idea": "Idee",
        "applied_for": "Wacht op besluit over",
        "decision_due": "Besluit uiterlijk",
    },
    "en": {
        "what_happened": "What happened",
        "organisation": "About whom",
        "since_when": "When",
        "tried_so_far": "What you did",
        "wanted_outcome": "What you want",
        "for_whom": "For whom",
        "consent": "Permission",
        "contact_preference": "Contact",
        "phone": "Phone",
        "email": "E-mail",
        "name": "Name",
        "age": "Age",
        "district": "District",
        "opening": "How you began",
        "has_address": "Address",
        "income": "Income",
        "role": "Role",
        "decision_about": "Decision about",
        "decision_date": "Date of the letter",
        "deadline": "Last day",
        "treated_badly": "Treated badly",
        "safe_now": "Safe now",
        "turns_18": "Turns 18 on",
        "right": "Right",
        "desks": "Was sent to",
        "idea": "Idea",
        "applied_for": "Waits for a decision on",
        "decision_due": "Decision by",
    },
}
VALUES = {
    "nl": {
        "self": "{jezelf|uzelf}",
        "child": "{je|uw} kind",
        "client": "{je|uw} cliënt",
        "other": "iemand anders",
        "none": "geen contact",
        "email": "mailen",
        "phone": "bellen",
        "chat": "in deze chat",
        "yes": "ja",
        "no": "nee",
        "received": "ontvangen",
        "acknowledged": "ontvangst bevestigd",
        "in_treatment": "in behandeling",
        "forwarded": "doorgestuurd",
        "closed": "afgerond",
        "withdrawn": "ingetrokken",
        "now": "nu meteen",
        "kept": "gedaan",
        "broken": "niet op tijd gedaan",
    },
    "en": {
        "self": "yourself",
        "child": "your child",
        "client": "your client",
        "other": "someone else",
        "none": "no contact",
        "email": "by e-mail",
        "phone": "by phone",
        "chat": "in this chat",
        "yes": "yes",
        "no": "no",
        "received": "received",
        "acknowledged": "receipt confirmed",
        "in_treatment": "being handled",
        "forwarded": "forwarded",
        "closed": "closed",
        "withdrawn": "withdrawn",
        "now": "right now",
        "kept": "done",
        "broken": "not done in time",
    },
}


def render(say: Say, talk: Conversation, texts: Texts) -> Reply:
    """One message, ready to be sent: text, buttons and custom part together."""
    language, form = talk.language, form_of(talk)
    values = {name: show(value, language, form) for name, value in say.values.items()}
    reply = texts.reply(say.response, say.language or language, form, **values)
    buttons = tuple(replace(one, title=label(one.title, language, form)) for one in say.buttons)
    return Reply(reply.text, (*buttons, *reply.buttons), {**reply.custom, **say.custom})


def show(value: Any, language: str, form: Form = Form.U) -> str:
    """A value as people read it."""
    if isinstance(value, datetime):
        return moment(value, language)
    if isinstance(value, date):
        return in_words(value, language)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(_row(row, language, form) for row in value)
    return _word(str(value), language, form)


def _row(row: Mapping[str, str], language: str, form: Form) -> str:
    value = row["value"]
    if "day" in row:
        ended = f" ({VALUES[language][row['ended']]})" if "ended" in row else ""
        return f"• {in_words(date.fromisoformat(row['day']), language)}: {value}{ended}"
    if row["fact"] in ("for_whom", "contact_preference", "treated_badly", "safe_now", "consent"):
        value = _word(value, language, form)
    return f"• {label(row['fact'], language, form)}: {value}"


def _word(value: str, language: str, form: Form) -> str:
    """What people call a value that is a code; their own words stay as they are."""
    return addressed(VALUES[language][value], form) if value in VALUES[language] else value


def label(name: str, language: str, form: Form = Form.U) -> str:
    """What people call a fact; any other title as it is."""
    return addressed(LABELS[language][name], form) if name in LABELS[language] else name


def as_json(reply: Reply) -> dict[str, Any]:
    """A reply as it is kept in the memory of a talk."""
    buttons = [{"title": one.title, "command": one.command} for one in reply.buttons]
    return {"text": reply.text, "buttons": buttons, "custom": dict(reply.custom)}


def from_json(kept: Mapping[str, Any]) -> Reply:
    """The opposite of `as_json`."""
    buttons = tuple(Button(one["title"], "", one["command"]) for one in kept["buttons"])
    return Reply(kept["text"], buttons, kept["custom"])
