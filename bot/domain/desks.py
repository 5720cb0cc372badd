"""The desks that somebody was sent to: each of them once, in the order in which they were named."""

from __future__ import annotations

import re

MOST = 12
_BETWEEN = re.compile(
    r"\s*(?:[,;/\n]|->|→|\b(?:en|and|naar|to|toen|then|daarna|weer|back|vervolgens|via)\b)\s*", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:(?:de|het|een|mijn|the|a|my|bij|at|ik was|ik ben|geweest|van|from|of|ook|eerst|first|nog|de afdeling)\s+)+",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\b(wijkteam|buurtteam|gemeente|school|samenwerkingsverband|leerplicht\w*|jeugdzorg|jeugdbescherming|zorgverzekeraar|"
    r"huisarts|ggz|ggd|uwv|duo|svb|ind|coa|cak|ciz|politie|woningcorporatie|corporatie|verhuurder|veilig thuis|"
    r"belastingdienst|zorgaanbieder|aanbieder|sociale dienst|schuldhulp\w*|werkgever|cjg|"
    r"municipality|police|landlord|community team|insurer|doctor|employer|tax office)\b",
    re.IGNORECASE,
)
"""Desks as people call them in a story."""


def desks(story: str, named: str) -> tuple[str, ...]:
    """Those that were named when asked, then those in the story; the same desk once, whatever its article."""
    parts = [_LEAD.sub("", part).strip(" .!?") for part in _BETWEEN.split(named)]
    found = [part for part in parts if len(part) > 1] + [match.group() for match in _KNOWN.finditer(story)]
    once: dict[str, str] = {}
    for desk in found:
        if not any(_same(desk, known) for known in once):
            once[desk.casefold()] = desk
    return tuple(once.values())[:MOST]


def _same(one: str, other: str) -> bool:
    """ "Wijkteam Noord" and "het wijkteam" are one desk."""
    small, large = sorted((one.casefold(), other.casefold()), key=len)
    return bool(re.search(rf"\b{re.escape(small)}\b", large))
