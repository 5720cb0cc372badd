"""Why a door is named: one sentence in the person's language, with what fits first and what does not after "but"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.address import addressed
from bot.domain.directory import Choice, Service
from bot.domain.fitting import ADULT, YOUNG, Case, is_stale
from bot.domain.geography import distance_in_words
from bot.domain.hours import hours_at, hours_in_words

TIGHT = frozenset(
    {"debt", "rent_arrears", "homelessness", "poverty_support", "social_benefit", "allowances", "legal_advice"}
)
"""Needs with which people seldom have money to spend: what costs something comes later, what is free says so."""

SHY = frozenset({"sexual_abuse", "domestic_violence", "suicide_risk", "addiction", "bullying", "childrens_rights"})
"""Needs that the young sooner tell where nobody asks for their name."""

SPOKEN = {
    "en": ("Engels", "English"), "de": ("Duits", "German"), "fr": ("Frans", "French"), "es": ("Spaans", "Spanish"),
    "pt": ("Portugees", "Portuguese"), "it": ("Italiaans", "Italian"), "pl": ("Pools", "Polish"),
    "ro": ("Roemeens", "Romanian"), "bg": ("Bulgaars", "Bulgarian"), "ru": ("Russisch", "Russian"),
    "uk": ("Oekraïens", "Ukrainian"), "tr": ("Turks", "Turkish"), "ar": ("Arabisch", "Arabic"),
    "fa": ("Farsi", "Farsi"), "ku": ("Koerdisch", "Kurdish"), "ti": ("Tigrinya", "Tigrinya"),
    "so": ("Somalisch", "Somali"), "am": ("Amhaars", "Amharic"), "zh": ("Chinees", "Chinese"),
    "nl": ("Nederlands", "Dutch"),
}  # fmt: skip
"""Languages by their code, in Dutch and in English."""


def explained(service: Service, case: Case, made_for_it: bool = False) -> Choice:
    """The door with its reasons and its hours at this moment; `made_for_it` is a line with a place of its own."""
    language = case.wish.language
    hours = hours_at(service.openings, case.now, case.free_days(service))
    in_words = hours_in_words(hours, case.now, language)
    reasons = [addressed(reason, case.wish.form) for reason in reasons_for(service, case, made_for_it)]
    buts = [addressed(but, case.wish.form) for but in buts_for(service, case)]
    away = case.metres_to(service)
    return Choice(
        service,
        _sentence([*reasons, in_words], buts, language),
        hours.open_now,
        hours.next,
        hours.until,
        _sentence(reasons, buts, language),
        in_words,
        None if away is None else round(away),
        case.wish.need in service.needs,
    )


def reasons_for(service: Service, case: Case, made_for_it: bool = False) -> list[str]:
    """Why this door: each reason a few words that follow on each other."""
    reasons = [
        opening_reason(service, case, made_for_it),
        for_whom_in_words(service, case.wish.language),
        _nameless(service, case, made_for_it),
        _free(service, case),
        _way_in(service, case),
        _spoken(service, case),
    ]
    return [reason for reason in reasons if reason]


def opening_reason(service: Service, case: Case, made_for_it: bool) -> str:
    """What weighs most: made for this need, a human at last, or where it is."""
    english = case.wish.language == "en"
    if made_for_it:
        return "made for this" if english else "speciaal hiervoor"
    if case.wish.need not in service.needs:
        return "someone here helps you further" if english else "hier helpt een mens {je|u} verder"
    return place_in_words(service, case)


def place_in_words(service: Service, case: Case) -> str:
    """Where, seen from the person."""
    english = case.wish.language == "en"
    if not service.local:
        return "for all of the Netherlands" if english else "voor heel Nederland"
    away = case.metres_to(service) if case.exact else None
    if away is not None:
        return distance_in_words(away, case.wish.language)
    place = service.district or service.lies_in
    if place is None:
        return "for the whole municipality" if english else "voor de hele gemeente"
    if place.casefold() == case.district:
        return "near you" if english else "bij {jou|u} in de buurt"
    if place.casefold() in case.next_door:
        return f"in {place}, not far from you" if english else f"in {place}, niet ver van {{jou|u}}"
    return f"in {place}"


def for_whom_in_words(service: Service, language: str) -> str:
    """The limits, where there are any: "voor jongeren van 16 tot en met 27 jaar"."""
    english, least, most = language == "en", service.minimum_age, service.maximum_age
    if most is None:
        return _from_age_in_words(least, english) or _role_in_words(service, english)
    young = _young_in_words(least or 0, most, english)
    if english:
        also = " and parents" if "parent" in service.for_whom else ""
        return f"for {young} {f'from {least} to' if least else 'up to'} {most}{also}"
    also = " en ouders" if "parent" in service.for_whom else ""
    return f"voor {young} {f'van {least} ' if least else ''}tot en met {most} jaar{also}"


def _from_age_in_words(least: int | None, english: bool) -> str:
    if not least:
        return ""
    return f"from age {least}" if english else f"vanaf {least} jaar"


ROLES = {
    "parent": ("voor ouders", "for parents"),
    "relative": ("voor naasten", "for relatives"),
    "young_person": ("voor jongeren", "for young people"),
    "professional": ("voor beroepskrachten", "for professionals"),
}
"""For whom a door is, in Dutch and in English."""


def _role_in_words(service: Service, english: bool) -> str:
    return ROLES[service.for_whom[0]][english] if service.for_whom else ""


def _young_in_words(least: int, most: int, english: bool) -> str:
    if most <= ADULT and least < 12:
        return "children" if english else "kinderen"
    if most <= YOUNG:
        return "young people" if english else "jongeren"
    return "people" if english else "mensen"


def _nameless(service: Service, case: Case, made_for_it: bool) -> str:
    """Said where somebody wants it, and where shame or fear keeps people away."""
    if not service.anonymous or not (case.wish.anonymous or made_for_it or case.wish.need in SHY):
        return ""
    return "no name needed" if case.wish.language == "en" else "{je|uw} naam hoeft niet"


def _free(service: Service, case: Case) -> str:
    if not service.free or not (case.wish.free or case.wish.need in TIGHT):
        return ""
    return "free of charge" if case.wish.language == "en" else "gratis"


def _way_in(service: Service, case: Case) -> str:
    """How to get in: the way that the person wants, or that no appointment is needed."""
    english, wanted = case.wish.language == "en", case.wish.channels & service.channels
    if service.walk_in and (not wanted or "walk_in" in wanted):
        return "without an appointment" if english else "zonder afspraak"
    if "chat" in wanted:
        return "you can chat there" if english else "{je|u} kunt er chatten"
    if "online" in wanted and "phone" not in wanted:
        return "also online or by e-mail" if english else "ook online of per e-mail"
    return ""


def _spoken(service: Service, case: Case) -> str:
    """The person's own language, where that is no matter of course."""
    language, english = case.wish.language, case.wish.language == "en"
    if not service.local or language == "nl" or language not in service.languages or language not in SPOKEN:
        return ""
    return f"{SPOKEN[language][1]} spoken" if english else f"ze spreken er {SPOKEN[language][0]}"


# What does not fit


def buts_for(service: Service, case: Case) -> list[str]:
    """What to know before going there, each a few words."""
    wish, english = case.wish, case.wish.language == "en"
    buts = {
        ("it is full now", "het is nu vol"): service.capacity == "full",
        ("there is a waiting list", "er is een wachtlijst"): service.capacity == "waiting_list",
        ("it costs money", "het kost geld"): service.free is False and (wish.free or wish.need in TIGHT),
        ("they ask for your name", "ze vragen wel {je|uw} naam"): service.anonymous is False and wish.anonymous,
        _only_by(service): bool(wish.channels) and service.channels.isdisjoint(wish.channels),
        ("nobody checked this for over a year", "dit is langer dan een jaar niet nagekeken"): is_stale(service, case),
    }
    return [words[not english] for words, applies in buts.items() if applies]


def _only_by(service: Service) -> tuple[str, str]:
    if "phone" in service.channels:
        return "you have to call", "{je|u} moet er wel bellen"
    if service.address:
        return "only by appointment", "alleen op afspraak"
    return "only in another way", "alleen op een andere manier"


def _sentence(parts: Sequence[str], buts: Sequence[str], language: str) -> str:
    text = ", ".join(part for part in parts if part)
    if buts:
        but, also = ("but", "and") if language == "en" else ("maar", "en")
        text = f"{text}, {but} {f' {also} '.join(buts)}"
    return f"{text[:1].upper()}{text[1:]}." if text else ""
