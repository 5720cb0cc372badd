"""The texts of the bot, in `data/texts`: one file for each flow, Dutch and English side by side.

They are not Rasa responses, because the gateway has to speak them too when Rasa is down, and because a turn that finds
out the language must already answer in it. One source for every process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.domain.address import Form, addressed
from bot.domain.messages import Button, Reply
from bot.understanding.glossary import EXPLAINED, found_in

FOLDER = Path(__file__).resolve().parent.parent / "data" / "texts"
_HOLE = re.compile(r"\{(\w+)\}")


class Texts:
    """Every text by name. A text that a language lacks is said in Dutch."""

    def __init__(self, folder: Path = FOLDER, own: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """The texts of the folder, and those of a municipality in their place; KeyError for one that nobody says."""
        self._texts: dict[str, dict[str, Any]] = {}
        for path in sorted(folder.glob("*.yml")):
            self._texts |= yaml.safe_load(path.read_text("utf-8"))
        for name, text in (own or {}).items():
            self._texts[name] = {**self._texts[name], **text}

    def names(self) -> frozenset[str]:
        """Every text there is."""
        return frozenset(self._texts)

    def say(self, name: str, language: str = "nl", form: Form = Form.U, /, **values: Any) -> str:
        """The text alone. KeyError where there is no such text."""
        return self.reply(name, language, form, **values).text

    def reply(self, name: str, language: str = "nl", form: Form = Form.U, /, **values: Any) -> Reply:
        """The text with its buttons and custom part; payloads of buttons are still commands.

        Dutch comes in one form of address; values are put in as they are, because they may be the person's own words.
        """
        found = self._texts[name]
        titles = [(addressed(one.get(language, one["nl"]), form), one["command"]) for one in found.get("buttons") or ()]
        buttons = tuple(Button(title, "", _fill(command, values)) for title, command in titles)
        text = _fill(addressed(found.get(language, found["nl"]), form), values)
        return Reply(text, buttons, {**(found.get("custom") or {}), **_explaining(text, language, form)})


def _explaining(text: str, language: str, form: Form) -> Mapping[str, Any]:
    """The words of law and institutions in this text, each with its plain line, for channels that can show it."""
    found = found_in(text, language) if language in EXPLAINED else ()
    explains = [{"word": word, "text": addressed(term.says, form)} for word, term in found]
    return {"explains": explains} if explains else {}


def _fill(text: str, values: Mapping[str, Any]) -> str:
    """Put the values in; a line whose only value is empty is left out."""
    lines = [line for line in text.split("\n") if not _empty(line, values)]
    return _HOLE.sub(lambda hole: str(values.get(hole.group(1), hole.group())), "\n".join(lines)).strip()


def _empty(line: str, values: Mapping[str, Any]) -> bool:
    holes = _HOLE.findall(line)
    return bool(holes) and all(values.get(hole) == "" for hole in holes)
