"""A page as its reader finds it: headings, landmarks, links, and fields with what they are called."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})
HEADINGS = ("h1", "h2", "h3", "h4")
SAYING = ("a", "button", "label", "title", *HEADINGS)
FIELDS = ("input", "textarea", "select")


@dataclass
class Page(HTMLParser):
    """Every element with its attributes, and the text of headings, links, buttons and labels."""

    source: str
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self._texts: list[str] = []
        self.feed(self.source)
        self.close()
        if self._open:
            self.problems.append(f"not closed: {self._open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)
            self._texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.problems.append(f"</{tag}> closes {self._open[-1:]}")
            return
        self._open.pop()
        text = self._texts.pop()
        self.said.append((tag, " ".join(text.split())))
        if self._texts:
            self._texts[-1] += text

    def handle_data(self, data: str) -> None:
        if self._texts:
            self._texts[-1] += data

    def all(self, *tags: str) -> list[dict[str, str]]:
        """The attributes of every element of these kinds."""
        return [attributes for tag, attributes in self.elements if tag in tags]

    def texts(self, *tags: str) -> list[str]:
        """What stands in every element of these kinds."""
        return [text for tag, text in self.said if tag in tags]

    def links(self) -> list[str]:
        return [one["href"] for one in self.all("a")]

    def hurdles(self) -> list[str]:
        """What keeps people with a keyboard, a screen reader or zoom from using the page (WCAG 2.2 A and AA)."""
        found = list(self.problems)
        html = self.all("html")[0]
        if html.get("lang") not in ("nl", "en"):
            found.append("no language")
        if len(self.texts("h1")) != 1 or not self.texts("h1")[0]:
            found.append(f"h1: {self.texts('h1')}")
        levels = [HEADINGS.index(tag) for tag, _ in self.elements if tag in HEADINGS]
        if any(after - before > 1 for before, after in pairwise(levels)):
            found.append(f"a level of headings is skipped: {levels}")
        for landmark in ("main", "header", "footer", "nav"):
            if len(self.all(landmark)) != 1:
                found.append(f"{len(self.all(landmark))} times {landmark}")
        ids = [one["id"] for _, one in self.elements if "id" in one]
        found += [f"id {id} twice" for id in set(ids) if ids.count(id) > 1]
        labelled = {one.get("for") for one in self.all("label")}
        shown = [one for one in self.all(*FIELDS) if one.get("type") != "hidden"]
        found += [f"no label: {one}" for one in shown if one.get("id") not in labelled]
        found += [f"a part without a name: {one}" for one in self.all("section", "aside") if not self._named(one, ids)]
        hints = " ".join(one.get("aria-describedby", "") for _, one in self.elements).split()
        found += [f"nothing at {hint}" for hint in hints if hint not in ids]
        found += [f"an empty {tag}" for tag, text in self.said if tag in SAYING and not text]
        if self.links()[0] != "#main" or not any(one.get("id") == "main" for one in self.all("main")):
            found.append("no way past the menu")
        if any("style" in one or any(name.startswith("on") for name in one) for _, one in self.elements):
            found.append("style or script in an attribute: the policy refuses it")
        return found

    def _named(self, part: dict[str, str], ids: list[str]) -> bool:
        return bool(part.get("aria-label")) or part.get("aria-labelledby") in ids
