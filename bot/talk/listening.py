"""From what was heard to what is known: the fact that was asked, facts told along the way, and corrections."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.domain.conversation import Conversation
from bot.talk.model import Heard, World
from bot.talk.parking import CASE_FACTS, park
from bot.understanding.facts import Fact, answer_to, facts_in, says_unknown, yes_or_no

FREE_TEXT = frozenset(
    {
        *("what_happened", "tried_so_far", "wanted_outcome", "organisation", "decision_about", "has_address"),
        *("right", "idea", "applied_for"),
    }
)
"""Questions to which any words are an answer."""

PRIVATE = {"phone": "telefoon", "email": "e-mail", "name": "naam"}
"""Facts that stand behind a placeholder, and the word in that placeholder."""

_FIRST_PERSON = re.compile(
    r"\b(ik|mij|mijzelf|mezelf|mijn|m'n|mn|me|kheb|kben|ikzelf|i|i'm|i've|my|we|wij|ons|onze|our|us)\b|"
    r"^(heb|ben|sta|zit|wil|moet|kan|zoek|krijg|slaap|word|woon|voel)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(ik|i) (wil|want|would|zou|wou)\b.{0,25}\b(klacht|complain\w*|melden|report)\b( indienen| doen)?", re.IGNORECASE
)
"""Who wants to complain says by that not yet for whom."""

_TO_ME = re.compile(r"\b(mij|me|mijzelf|mezelf|mijn|m'n|mn|my|us|ons)\b", re.IGNORECASE)
_WITNESS = re.compile(r"\b(zag|zagen|hoorde|getuige|saw|heard|witness\w*)\b", re.IGNORECASE)
"""Who saw something happen to another does not speak of themselves."""

_VAGUE = re.compile(
    r"\b(bijna|ongeveer|zowat|ruim|lang|tijdje|poos|about|almost|nearly|over|a while|long)\b", re.IGNORECASE
)
"""A time in such words is asked once more where it matters, because the law counts in days."""

OPENING_WORDS = 6
"""An opening of this length tells something."""

STORY_WORDS = 45
"""An opening of this length is the whole story: to ask what happened would be to ask it again."""

NOTHING_TO_SAY = frozenset(
    {"what_happened", "wanted_outcome", "organisation", "decision_about", "right", "idea", "applied_for"}
)
"""Questions to which a bare no means: nothing to say about it."""

NO_MORE = re.compile(
    r"(nee,? )?(dat|dit|that|this)('s| is| was) (het|alles|it|all)( (hoor|wel|eigenlijk|zo))?|"
    r"ni(et|k)s( meer)?|nothing( more| else)?",
    re.IGNORECASE,
)
"""There is nothing to add."""

_SURELY_WRONG = re.compile(
    r"\bbedoel(de)?\b|\bklopt (toch )?niet\b|\bverkeerd\b|\bfout(je)?\b|\bi meant?\b|\bmistake\b|\bis wrong\b",
    re.IGNORECASE,
)
"""Words that put something right; "sorry" or "nee" alone can also begin an answer."""

_LEAD = re.compile(
    r"^(\W*\b(nee|no|oh?|eh|sorry|wacht|wait|maar|but|ik bedoel(de)?|i meant?|"
    r"het is|it'?s|dat is|het moet|moet|zijn)\b)+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(de|het|een|the|a|an)\s+", re.IGNORECASE)

_MOMENT = re.compile(
    r"^(eer)?gist|^vandaag|^net|^zo ?net|^yesterday|^today|^(vorige|afgelopen|last) (week|maand|month)", re.IGNORECASE
)

GENERIC = frozenset(
    {
        "gemeente",
        "de gemeente",
        "verhuurder",
        "huisbaas",
        "school",
        "werkgever",
        "baas",
        "corporatie",
        "woningcorporatie",
        "buren",
        "municipality",
        "landlord",
        "employer",
        "boss",
        "bank",
    }
)
"""Words for a kind of organisation: they do not say which one."""

_NEGATED = re.compile(r"\b(niet|geen|not)\s+[^.,;!?]+[.,;!?]?", re.IGNORECASE)


@dataclass(frozen=True)
class Listened:
    """The talk with what was understood, whether the open question was answered, and which facts were corrected."""

    talk: Conversation
    answered: bool
    corrected: tuple[str, ...] = ()


def listen(talk: Conversation, heard: Heard, world: World) -> Listened:
    """Take in one message: an answer, what was volunteered with it, or a correction of something older."""
    if heard.intent == "correct":
        listened = _correct(talk, heard, world)
        if listened.corrected or _SURELY_WRONG.search(heard.text) or talk.memory.asks not in FREE_TEXT:
            return listened
        heard = replace(heard, intent="inform")  # "sorry, ik heb alleen gebeld" puts nothing right
    talk, answered = _answer(talk, heard, world)
    return Listened(_volunteer(talk, heard, world), answered)


def _answer(talk: Conversation, heard: Heard, world: World) -> tuple[Conversation, bool]:
    asked = talk.memory.asks
    chosen = {name: value for name, value in heard.choice.items() if name not in ("need", "next")}
    if chosen:
        return talk.know(**chosen), True
    if not asked or heard.intent in world.needs or asked in ("confirm", "need", "next", "safe_now"):
        return talk, False
    if _nothing_to_say(asked, heard):
        return _decline(talk, asked), True
    value = read_answer(asked, heard.text, talk, world)
    if value is None:
        return talk, False
    if value == "none" and asked in PRIVATE:
        return _decline(talk, asked), True
    return talk.know(**{asked: _whole_story(talk, value) if asked == "what_happened" else value}), True


def _nothing_to_say(asked: str, heard: Heard) -> bool:
    """Not knowing, not wanting to say, or a bare no where no is not an answer."""
    if heard.intent == "dont_know" or (heard.intent != "inform" and says_unknown(heard.text)):
        return True
    text = heard.text.strip(" .!")
    no = yes_or_no(heard.text) is False and len(text.split()) <= 3
    return asked in NOTHING_TO_SAY and (bool(NO_MORE.fullmatch(text)) or no)


def opening_tells(talk: Conversation) -> int:
    """How many words the opening tells, apart from asking for a complaint; 0 where they tell too little."""
    words = len(_ASKING.sub("", str(talk.memory.notes.get("opening", ""))).split())
    return words if words >= OPENING_WORDS else 0


def with_opening(talk: Conversation) -> Conversation:
    """A long opening is what happened, and is not asked for again."""
    if "what_happened" in talk.facts or opening_tells(talk) < STORY_WORDS:
        return talk
    return talk.know(what_happened=str(talk.memory.notes["opening"]))


def _whole_story(talk: Conversation, told: str) -> str:
    """What happened is all that was said about it: the first words and the answer to the question."""
    opening = str(talk.memory.notes.get("opening", ""))
    return told if not opening_tells(talk) or told in opening else f"{opening}\n{told}"


def read_answer(asked: str, text: str, talk: Conversation, world: World) -> str | None:
    """The value of the asked fact in this text; None when it is not in there."""
    if asked in PRIVATE:
        found = re.search(rf"\[{PRIVATE[asked]} \d+\]", text)
        if found:
            return found.group()
    if asked in FREE_TEXT and not re.search(r"\w{2}", text):
        return None  # a lone letter or sign tells nothing
    value = answer_to(asked, text, today=world.today, districts=world.profile.districts, for_whom=_whom(talk))
    if asked == "organisation" and value and text.count("[") > value.count("["):
        return text.strip()  # a named worker is part of the answer
    if asked in PRIVATE:
        return value if value == "none" else None
    return value


def _decline(talk: Conversation, name: str) -> Conversation:
    """Go on without this fact; with nothing to add, what happened is what the person began with."""
    if name == "what_happened" and opening_tells(talk):
        return talk.know(what_happened=str(talk.memory.notes["opening"]))
    return talk.recall(declined=talk.memory.declined | {name})


def _volunteer(talk: Conversation, heard: Heard, world: World) -> Conversation:
    """Facts told without being asked fill what is empty or only supposed, and never replace what is known."""
    if not heard.text or talk.memory.asks in ("tried_so_far", "wanted_outcome"):
        return contacts(talk, heard.text)
    text = _ASKING.sub(" ", heard.text)
    told = facts_in(text, today=world.today, districts=world.profile.districts, for_whom=_whom(talk))
    closed = {*talk.facts, *PRIVATE} - set(_supposed(talk))
    new = {fact.name: fact.value for fact in told if fact.name not in closed and _telling(fact, talk)}
    talk = talk.recall(notes={**talk.memory.notes, "supposed": [name for name in _supposed(talk) if name not in new]})
    talk = _suppose_self(talk.know(**new), heard.text)
    return contacts(talk, heard.text)


def _whom(talk: Conversation) -> str | None:
    """For whom it is, as far as the person said so."""
    return None if "for_whom" in _supposed(talk) else talk.facts.get("for_whom")


def _supposed(talk: Conversation) -> list[str]:
    """Facts that nobody said: taken for likely until the person says otherwise."""
    return list(talk.memory.notes.get("supposed", ()))


def _suppose_self(talk: Conversation, text: str) -> Conversation:
    """Who opens with "ik heb geen slaapplek" is taken to speak of themselves, so that it need not be asked.

    So is who tells what was done "tegen mij"; who only saw it happen is asked.
    """
    if "for_whom" in talk.facts or not speaks_of_self(text) or _WITNESS.search(text):
        return talk
    if talk.memory.asks and not (talk.memory.asks == "what_happened" and _TO_ME.search(text)):
        return talk
    return talk.know(for_whom="self").recall(notes={**talk.memory.notes, "supposed": [*_supposed(talk), "for_whom"]})


def _telling(fact: Fact, talk: Conversation) -> bool:
    """Whether a volunteered fact is exact enough to leave the question out.

    "Gisteren" dates an event: enough for a complaint about it, but it does not say how long a problem has been there.
    """
    if fact.name == "organisation":
        return fact.value.lower() not in GENERIC
    if fact.name != "since_when":
        return True
    return not _VAGUE.search(fact.words) and (talk.need == "complaint" or not _MOMENT.search(fact.words))


def speaks_of_self(text: str) -> bool:
    """Whether somebody tells about themselves, apart from saying that they want to complain."""
    return bool(_FIRST_PERSON.search(_ASKING.sub(" ", text)))


def contacts(talk: Conversation, text: str) -> Conversation:
    """A phone number or address that stands in any message is kept for later; a name only where it was asked."""
    for name in ("phone", "email"):
        found = re.search(rf"\[{PRIVATE[name]} \d+\]", text)
        if found and name not in talk.facts:
            talk = talk.know(**{name: found.group()})
    return talk


def _correct(talk: Conversation, heard: Heard, world: World) -> Listened:
    """Words that put an earlier fact right: what is denied in them is left out, the rest replaces the old value."""
    text = _NEGATED.sub(" ", heard.text)
    told = facts_in(text, today=world.today, districts=world.profile.districts)
    new = {fact.name: fact.value for fact in told if fact.name in talk.facts or fact.name in talk.memory.asked}
    for name, word in PRIVATE.items():
        found = re.search(rf"\[{word} \d+\]", heard.text)
        if found and name in (*talk.facts, *talk.memory.asked):
            new[name] = found.group()
    new = new or _swapped(talk, heard.text)
    if not new and talk.memory.asked:
        new = _correct_last(talk, text, world)
    return Listened(talk.know(**new), answered=False, corrected=tuple(new))


def _swapped(talk: Conversation, text: str) -> dict[str, str]:
    """ "De Toren, niet de Boog": the known fact that holds the Boog gets the Toren in its place."""
    denied = re.search(r"\b(?:niet|not)\s+([^.,;!?]+)", text, re.IGNORECASE)
    wanted = _ARTICLE.sub("", _LEAD.sub("", _NEGATED.sub(" ", text)).strip(" .,;!?"))
    if not denied or not wanted:
        return {}
    old = re.compile(re.escape(_ARTICLE.sub("", denied.group(1).strip())), re.IGNORECASE)
    held = (name for name in reversed(list(talk.facts)) if old.search(talk.facts[name]))
    name = next(held, None)
    return {name: old.sub(lambda _: wanted, talk.facts[name], count=1)} if name else {}


def _correct_last(talk: Conversation, text: str, world: World) -> dict[str, str]:
    """Nothing recognisable in it: then it is about the last fact that was given."""
    given = [name for name in talk.memory.asked if name in talk.facts]
    if not given or (given[-1] in FREE_TEXT and not _SURELY_WRONG.search(text)):
        return {}
    value = read_answer(given[-1], text, talk, world)
    return {given[-1]: value} if value else {}


_CALLED = {
    "phone": r"(telefoon)?nummer|telefoon|phone|number",
    "email": r"e-?mail(adres)?|mailadres",
    "name": r"naam|name",
    "age": r"leeftijd|age",
    "district": r"wijk|district",
    "decision_date": r"datum|date",
    "organisation": r"organisatie|organisation",
}
"""How people call a fact when they say that it is wrong."""


def named_fact(talk: Conversation, text: str) -> str | None:
    """The known fact that the words call by its name, as in "mijn nummer klopt niet"."""
    for name, words in _CALLED.items():
        if name in talk.facts and re.search(rf"\b({words})\b", text, re.IGNORECASE):
            return name
    return None


def without(talk: Conversation, name: str) -> Conversation:
    """The talk without this fact, as if it had never been given."""
    return replace(talk, facts={key: value for key, value in talk.facts.items() if key != name})


OF_PERSON = ("told_honest", "parked", "supposed", "angry", "check_in", "last_heard")
"""Notes that stay when the need changes."""


def forget_case(talk: Conversation) -> Conversation:
    """The talk without what belonged to the earlier need; what is about the person stays, and work done is parked."""
    talk = park(talk)
    facts = {name: value for name, value in talk.facts.items() if name not in CASE_FACTS}
    memory = replace(
        talk.memory,
        declined=talk.memory.declined - set(CASE_FACTS),
        asked=tuple(name for name in talk.memory.asked if name not in CASE_FACTS),
        offered=(),
        notes={name: value for name, value in talk.memory.notes.items() if name in OF_PERSON},
        misses=0,
    )
    return replace(talk, facts=facts, memory=memory)
