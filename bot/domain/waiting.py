"""Waiting for help: how long it may take, by law or by a norm, and whether that is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.deadlines import NONE, Holidays, working_day
from bot.domain.directory import Norm


@dataclass(frozen=True)
class Limit:
    """How many weeks help may take. `law` is True for a term of the law, False for a norm that was agreed on.

    `weeks` counts from asking for help to the help or the decision; `first` is the part up to the first talk.
    """

    weeks: int
    first: int = 0
    law: bool = False


LAW: Mapping[str, Limit] = {
    "wmo_support": Limit(8, 6, law=True),
    "debt": Limit(4, 4, law=True),
    "social_benefit": Limit(8, law=True),
}
"""Wmo 2015 2.3.2 lid 1 and 2.3.5 lid 2; Wgs 4 lid 1; Awb 4:13 for what has no term of its own."""

ADULT_CARE = Norm(4, 10)
"""The norm for adults in mental health care, the same everywhere (Treeknorm): four weeks and then ten."""

ADULT = 18
YOUTH, MIND = "youth_care_wait", "mental_health"


def limit_for(need: str, age: int | None, norms: Mapping[str, Norm]) -> Limit | None:
    """What may be said of the wait for this help; None where neither law nor municipality gives a number.

    There is no legal maximum in the Jeugdwet: for the young only what the municipality agreed on counts.
    """
    if need in LAW:
        return LAW[need]
    if need == MIND and (age is None or age >= ADULT):
        norm: Norm | None = norms.get(MIND, ADULT_CARE)
    else:
        norm = norms.get(YOUTH) if need in (YOUTH, MIND, "youth_care") else None
    return Limit(norm.intake_weeks + norm.help_weeks, norm.intake_weeks) if norm else None


def waiting_ends(began: date, limit: Limit, *, holidays: Holidays = NONE) -> date:
    """The last day within the limit; only a term of the law moves on from a weekend (Algemene termijnenwet 1)."""
    last = began + timedelta(weeks=limit.weeks)
    return working_day(last, holidays) if limit.law else last


def weeks_between(began: date, today: date) -> int:
    """Whole weeks since it began."""
    return max((today - began).days // 7, 0)
