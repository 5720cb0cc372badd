"""Whom a complaint is about, and who handles it: no wrong door, it is taken in here and passed on (Awb 2:3)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.complaint_route import ComplaintRoute, Kind, complaint_route
from bot.domain.conversation import Conversation
from bot.domain.directory import Service
from bot.talk.model import Say, World
from bot.understanding.organisations import kind_of_organisation

NOTE = "handled_by"


@dataclass(frozen=True)
class Party:
    """Whom the complaint is about: the way of such complaints, and the name where it is one of the directory."""

    route: ComplaintRoute
    name: str = ""


def party_of(talk: Conversation, world: World) -> Party | None:
    """Who it is, by the answer to that question, or else by the words that the complaint began with."""
    words = talk.facts.get("organisation") or str(talk.memory.notes.get("opening", ""))
    provider, kind = world.provider(words), kind_of_organisation(words)
    about = provider or (Kind(kind) if kind else None)
    route = about and complaint_route(about, age=_age(talk), for_whom=talk.facts.get("for_whom"))
    return Party(route, _name(provider, words) if provider else "") if route else None


def _name(provider: Service, words: str) -> str:
    """The name that the person used for it."""
    return provider.name if provider.name.casefold() in words.casefold() else provider.organization


def _age(talk: Conversation) -> int | None:
    age = talk.facts.get("age", "")
    return int(age) if age.isdigit() else None


def tell(talk: Conversation, world: World) -> tuple[Conversation, tuple[Say, ...]]:
    """Say once who handles it; silent where it is the municipality itself, as for most."""
    party = party_of(talk, world)
    if party is None or party.route.kind is Kind.MUNICIPALITY or NOTE in talk.memory.notes:
        return talk, ()
    kept = {"kind": party.route.kind.value, "name": party.name, "steps": [step.what for step in party.route.steps]}
    told = Say(party.route.text, custom={"complaint_route": kept})
    if party.name and "organisation" not in talk.facts:
        talk = talk.know(organisation=party.name)  # who named it is not asked for it again
    return talk.recall(notes={**talk.memory.notes, NOTE: kept}), (told,)
