"""Doors and dates in words, in the person's language: the short lines that a card is made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from babel.dates import format_date

from bot.domain.address import addressed, form_of
from bot.domain.conversation import Conversation
from bot.domain.directory import Choice, Service
from bot.domain.geography import distance_in_words
from bot.domain.office_hours import OfficeHour


def door_values(choice: Choice, talk: Conversation) -> dict[str, str]:
    """What a card says of a door; every value is short and ready, or "" where there is nothing to say.

    `say` is the bare sentence to say there; `why` leaves the hours to `when`.
    """
    service, language = choice.service, talk.language
    return {
        "name": service.name,
        "organization": service.organization if service.organization != service.name else "",
        "what": service.text("description", language),
        "where": where(service, language),
        "when": when(choice, language),
        "how": how(service, language),
        "say": service.text("say", language),
        "why": choice.reasons,
    }


def where(service: Service, language: str) -> str:
    """The building and its street, or by which way when there is no building to go to."""
    if service.address:
        street = service.address.partition(",")[0]  # postcode and city are on the page of the door
        return f"{service.location}, {street}" if service.location not in ("", service.name) else street
    if not service.phone:
        return "Online"
    words = {"nl": ("Per telefoon", "Per telefoon of chat"), "en": ("By phone", "By phone or chat")}
    return words["en" if language == "en" else "nl"][service.chat]


def when(choice: Choice, language: str) -> str:
    """Open or not at this moment, or the note on the hours; after it what is special now."""
    words = choice.hours or choice.service.text("hours", language)
    return " ".join(part for part in (_sentence(words), choice.service.text("alert", language)) if part)


def how(service: Service, language: str) -> str:
    """The number with its cost, the website, and what to bring."""
    ways = [way for way in (_call(service, language), _visit(service, language)) if way]
    said = _sentence((" or " if language == "en" else " of ").join(ways))
    return " ".join(part for part in (said, service.text("documents", language)) if part)


def _call(service: Service, language: str) -> str:
    if not service.phone:
        return ""
    english = language == "en"
    numbers = (" or " if english else " of ").join((service.phone, *service.other_phones))
    cost = service.phone_cost if english else service.phone_cost_nl
    return f"{'call' if english else 'bel'} {numbers}{f' ({cost})' if cost else ''}"


def _visit(service: Service, language: str) -> str:
    if not service.website:
        return ""
    if service.chat:
        return f"chat {'at' if language == 'en' else 'op'} {service.website}"
    return f"{'see' if language == 'en' else 'kijk op'} {service.website}"


def office_hour_line(session: OfficeHour, talk: Conversation) -> str:
    """One session of office hours: day, hours, place, and how far where that is known."""
    language, english = talk.language, talk.language == "en"
    hours = f"{session.starts:%H:%M}-{session.ends:%H:%M}"
    near = session.service.lies_in and session.service.lies_in.casefold() == talk.facts.get("district", "").casefold()
    far = "" if session.distance is None or near else f" ({distance_in_words(session.distance, language)})"
    own = (" (in your district)" if english else " (in {je|uw} wijk)") if near else ""
    return f"• {in_words(session.day, language)}, {hours}\n  {session.place}{addressed(own, form_of(talk))}{far}"


def in_words(day: date, language: str) -> str:
    """A date as it is said: "maandag 4 januari 2027"."""
    return str(format_date(day, "EEEE d MMMM y", locale=_locale(language)))


def moment(at: datetime, language: str) -> str:
    """A date with its time, in the zone of `at`: "maandag 4 januari 2027 om 09:00"."""
    return f"{in_words(at.date(), language)} {'at' if language == 'en' else 'om'} {at:%H:%M}"


def broken_promise(what: str, due: str, language: str) -> str:
    """What happened, where something was promised and did not happen."""
    if language == "en":
        return f"It was promised: “{what}” This was to happen by {due}. It did not happen."
    return f"Er is beloofd: “{what}” Dat zou uiterlijk {due} gebeuren. Het is niet gebeurd."


def municipality(name: str, language: str) -> str:
    """Who answers for what the house promised."""
    return f"Municipality of {name}" if language == "en" else f"Gemeente {name}"


ABOUT = {
    "what_happened": ("Wat er gebeurde", "What happened"),
    "organisation": ("Over wie", "About whom"),
    "since_when": ("Sinds wanneer", "Since when"),
    "tried_so_far": ("Al geprobeerd", "Tried so far"),
    "wanted_outcome": ("Wens", "Wish"),
    "for_whom": ("Voor wie", "For whom"),
    "district": ("Wijk", "District"),
    "age": ("Leeftijd", "Age"),
    "name": ("Naam", "Name"),
    "phone": ("Telefoon", "Phone"),
    "email": ("E-mail", "E-mail"),
    "contact_preference": ("Contact het liefst", "Preferred contact"),
    "self": ("de inwoner zelf", "the resident"),
    "child": ("een kind van de inwoner", "a child of the resident"),
    "client": ("een cliënt van de inwoner", "a client of the resident"),
    "other": ("iemand anders", "someone else"),
    "none": ("geen", "none"),
    "chat": ("in de chat", "in the chat"),
}
CODED = ("for_whom", "contact_preference")
"""Words about a person for somebody else to read: facts, and values that are a code."""


def about_resident(facts: Mapping[str, str], language: str) -> str:
    """Facts as lines in a letter to a service."""
    place = int(language == "en")

    def said(name: str, value: str) -> str:
        return ABOUT[value][place].lower() if name in CODED and value in ABOUT else value

    return "\n".join(f"- {ABOUT[name][place]}: {said(name, value)}" for name, value in facts.items() if name in ABOUT)


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else "nl_NL"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""
