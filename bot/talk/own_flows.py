"""Needs that are helped by a flow of their own only where the words ask for it; else by the doors."""

from __future__ import annotations

import re

from bot.domain.conversation import Conversation

IDEA = re.compile(
    r"\b(idee|ideeen|ideeën|voorstel\w*|suggestie\w*|idea|ideas|suggest\w*|proposal)\b|"
    r"\b(kan|kunnen|zou|mag) (er|jullie|de gemeente|u)\b.{0,40}\b(komen|maken|bouwen|neerzetten|plaatsen|regelen)\b",
    re.IGNORECASE,
)
THIS_TALK = re.compile(
    r"\b(dit|deze|this) (gesprek|chat|talk|bot|conversation)\b|"
    r"\b(wie|who)\b.{0,20}\b(leest|lezen|ziet|reads?|sees?)\b|"
    r"\b(weet|weten|bewaar|bewaren|know|keep)\b.{0,12}\b(je|jij|jullie|u|you)\b.{0,20}"
    r"\b(van|over|about|of) (mij|me|ons|us)\b|"
    r"\b(jullie|je|jij|u|you)\b.{0,30}\b(weten?|weet|bewaar\w*|bewaren|opsla\w*|opgeslagen|know|keep|store)\b|"
    r"\b(wis|wissen|verwijder\w*|delete|erase)\b.{0,30}\b(gegevens|gesprek|alles|data|everything|chat)\b|"
    r"\bmijn gegevens\b(?!.{0,30}\b(school|gemeente|wijkteam|jeugd\w+|huisarts)\b)|\bmy data\b",
    re.IGNORECASE,
)
WHEN = {"participation": ("participation", IDEA), "privacy_data": ("my_data", THIS_TALK)}


def own_flow(need: str, talk: Conversation) -> str | None:
    """The flow that the opening words ask for."""
    flow, words = WHEN.get(need, ("", None))
    return flow if words and words.search(str(talk.memory.notes.get("opening", ""))) else None
