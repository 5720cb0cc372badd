"""The tailored case (maatwerk): what a person was offered, what does not fit and why, so that nobody asks it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Misfit:
    """A door for the need that is none for this person; `why` is a word of `misfit` in bot/domain/fitting.py."""

    name: str
    why: str


@dataclass(frozen=True)
class TailoredCase:
    """What a human needs to find something that fits: the need, the wish, what was tried, what does not fit."""

    need: str
    wanted: str = ""
    tried: tuple[str, ...] = ()
    misfits: tuple[Misfit, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is kept in the memory of a talk."""
        misfits = [{"name": one.name, "why": one.why} for one in self.misfits]
        return {"need": self.need, "wanted": self.wanted, "tried": list(self.tried), "misfits": misfits}


def tailored_case(need: str, facts: Mapping[str, str], misfits: Iterable[Misfit]) -> TailoredCase:
    """The case out of what the talk knows and of what keeps the person from the doors for the need.

    A door that was named already and was not it counts as tried, beside what the person tells of it; of a service
    with several locations the name is there once. What has ended is nobody's misfit.
    """
    each = {(one.name, one.why): one for one in misfits}.values()
    named = [one.name for one in each if one.why == "named"]
    told = [facts["tried_so_far"]] if facts.get("tried_so_far") else []
    kept = tuple(one for one in each if one.why not in ("named", "ended"))
    return TailoredCase(need, facts.get("wanted_outcome", ""), (*named, *told), kept)


def tailored_from(kept: Mapping[str, Any]) -> TailoredCase:
    """The opposite of `TailoredCase.as_json`."""
    misfits: Sequence[Mapping[str, str]] = kept["misfits"]
    return TailoredCase(
        kept["need"], kept["wanted"], tuple(kept["tried"]), tuple(Misfit(one["name"], one["why"]) for one in misfits)
    )
