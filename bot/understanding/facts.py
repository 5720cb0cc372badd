"""Facts in what people write: volunteered in free text, or given when asked for.

Every rule is about the shape of a language, none about a line of somebody's; where a message is not clear
there is no fact, and the dialogue asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.understanding import ages, contact, decisions, parties, people, places, since
from bot.understanding.dates import resolve_date
from bot.understanding.reading import PLACEHOLDER, Found, Reading, one_of, read
from bot.understanding.replies import says_unknown, yes_or_no
from bot.understanding.states import answered_state, told_state

__all__ = ["Fact", "answer_to", "facts_in", "resolve_date", "says_unknown", "yes_or_no"]
YOUNG = 24  # below this age somebody who asks for themselves is a young person
DETAILS = ("phone", "email", "name")
STATES = ("income", "treated_badly", "consent", "confirm")
CLOSED = ("rent_paid", "has_address", "safe_now", "someone_with_you")  # yes or no, else the words themselves
NAMES = ("district", "organisation")  # any words could be one, so "weet ik niet" has to be told apart first
AT_SCHOOL = one_of(
    r"(?:mijn|mn|m'n|me|my) (?:ouders|mentor|klas|school|moeder|vader|mama|papa|parents|teacher|leraar)\b"
)


@dataclass(frozen=True)
class Fact:
    name: str  # for_whom, role, age, district, since_when, organisation, decision_date, contact_preference ...
    value: str  # canonical: for_whom self|child|client|other, age "16", dates "2026-11-03", "yes"|"no"
    words: str  # the person's own words that it came from: "al bijna een jaar"
    start: int
    end: int


def facts_in(text: str, *, today: date, districts: Sequence[str] = (), for_whom: str | None = None) -> list[Fact]:
    """What a person volunteers in free text, at most one fact per name; `for_whom` when that is known already."""
    message = read(text)
    whom = people.told_for_whom(message)
    age = ages.told_age(message, for_whom or (whom.value if whom else None))
    if age and not whom and not for_whom:
        whom = None if people.anybody(message) else age._replace(value="self")  # "ben 19 en zoek een kamer"
        age = None if ages.of_another(message) else age
    role = _told_role(message, for_whom or (whom.value if whom else None), whom, age)
    found = {"for_whom": whom, "role": role, "age": age, **dict(_others(message, today, districts))}
    return [_fact(message, name, place) for name, place in found.items() if place]


def _others(message: Reading, today: date, districts: Sequence[str]) -> Iterator[tuple[str, Found | None]]:
    """The facts that hang on no other fact."""
    yield "district", places.told_district(message, districts)
    yield "since_when", since.told_since(message, today=today)
    yield "organisation", parties.told_organisation(message, districts)
    yield "decision_date", decisions.told_decision(message, today=today)
    yield "contact_preference", contact.told_contact(message)
    yield from ((name, contact.told_detail(name, message)) for name in DETAILS)
    yield from ((name, told_state(name, message)) for name in ("income", "treated_badly", "consent"))


def _told_role(message: Reading, whom: str | None, told: Found | None, age: Found | None) -> Found | None:
    """Professional by trade, parent by child, else by own age; who speaks of parents and school is young."""
    if trade := people.professional(message):
        return trade if whom in (None, "client") else None
    if whom in ("child", "other"):
        return told._replace(value="parent" if whom == "child" else "citizen") if told else None
    if age:
        return age._replace(value=_role_at(age.value))
    school = AT_SCHOOL.search(message.plain) if whom == "self" and people.young(message) else None
    return Found("young_person", *school.span()) if school else None


def _role_at(age: str) -> str:
    return "young_person" if int(age) < YOUNG else "citizen"


def _fact(message: Reading, name: str, found: Found) -> Fact:
    return Fact(name, found.value, message.own(found.start, found.end), *message.place(found.start, found.end))


def answer_to(
    asked: str, text: str, *, today: date, districts: Sequence[str] = (), for_whom: str | None = None
) -> str | None:
    """The value of the fact that was asked for, out of an answer to that question; None when it is not in there."""
    message = read(text)
    if (not message.words and not PLACEHOLDER.search(text)) or (asked in NAMES and says_unknown(text)):
        return None
    if asked in ANSWERS:
        return ANSWERS[asked](message, today, districts, for_whom)
    if asked in DETAILS:
        return contact.answered_detail(asked, message)
    if asked in STATES:
        return answered_state(asked, message)
    said = answered_state(asked, message) if asked in CLOSED else None
    return said or (None if says_unknown(text) else text.strip())


def _role(message: Reading, today: date) -> str | None:
    """The role by what somebody is, else by their age."""
    age = ages.answered_age(message, "self", today=today)
    return people.answered_role(message) or (_role_at(age) if age else None)


Answer = Callable[[Reading, date, Sequence[str], "str | None"], "str | None"]
ANSWERS: dict[str, Answer] = {
    "for_whom": lambda message, today, districts, whom: people.answered_for_whom(message),
    "role": lambda message, today, districts, whom: _role(message, today),
    "age": lambda message, today, districts, whom: ages.answered_age(message, whom, today=today),
    "district": lambda message, today, districts, whom: places.answered_district(message, districts),
    "since_when": lambda message, today, districts, whom: since.answered_since(message, today=today),
    "organisation": lambda message, today, districts, whom: parties.answered_organisation(message, districts),
    "decision_date": lambda message, today, districts, whom: decisions.answered_decision(message, today=today),
    "contact_preference": lambda message, today, districts, whom: contact.answered_contact(message),
}
