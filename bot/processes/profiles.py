"""Folders of municipalities: which there are, and a new one from the template."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Template

from bot.domain.errors import BotError
from bot.entries import WrongEntry
from bot.reference import load_profile
from bot.settings import ROOT

TEMPLATE = ROOT / "data" / "profile_template"
NAME = re.compile(r"[^\W\d_][\w' .-]{0,60}|'[^\W\d_][\w' .-]{0,60}")
"""A name as municipalities have them, 's-Hertogenbosch among them; it goes into files and into a path."""


class NoNewProfile(BotError):
    """A folder for a municipality could not be made."""

    code = "no_new_profile"


def profiles(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every folder of a municipality here, with its name or with what is wrong in it."""
    for file in sorted(folder.glob("*/profile.yml")):
        try:
            yield file.parent, load_profile(file.parent).name
        except WrongEntry as error:
            yield file.parent, str(error)


def new(name: str, folder: Path, today: date) -> Path:
    """A folder for this municipality, made from the template; `NoNewProfile` for an odd name or one that is there."""
    name = " ".join(name.split())
    if not NAME.fullmatch(name):
        raise NoNewProfile(f"{name or 'nothing'} is no name of a municipality")
    made = folder / slug(name)
    if made.exists():
        raise NoNewProfile(f"{made} is there already")
    for file in sorted(TEMPLATE.rglob("*.*")):
        place = made / file.relative_to(TEMPLATE)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = Template(file.read_text("utf-8")).safe_substitute(name=name, today=today.isoformat())
        place.write_text(text, encoding="utf-8")
    return made


def slug(name: str) -> str:
    """The name of the folder: "'s-Hertogenbosch" -> "s-hertogenbosch"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "gemeente"
