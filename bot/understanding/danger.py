"""Hears danger in a message, before any model looks at it.

What counts as danger stands in data/reference/danger.yml, written for a social worker to read and correct; this
module turns that file into matchers over words. Nothing here is learned or weighed: the same text always gets
the same answer, and the answer names the family of expressions that gave it.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache, reduce
from itertools import permutations
from operator import or_
from pathlib import Path
from typing import Any, Union

import yaml

LEXICON = Path(__file__).parents[2] / "data" / "reference" / "danger.yml"
BY_URGENCY = ("emergency", "suicide_risk", "sexual_abuse", "domestic_violence")
LONG = 7                    # from this length on a word may miss a letter or have one too many
WINDOW, OVERLAP = 80, 30    # text without full stops is read in pieces; no expression is longer than the overlap


@dataclass(frozen=True)
class Danger:
    code: str        # suicide_risk | emergency | domestic_violence | sexual_abuse
    pattern: str     # name of the family in danger.yml that fired


class LexiconError(ValueError):
    """A line of danger.yml that we cannot read; says where and why, for whoever edited it last."""
    def __init__(self, place: str, line: str, reason: str) -> None:
        super().__init__(f"danger.yml, {place}: {reason} in: {line.strip()}")
        self.place, self.line, self.reason = place, line, reason


def find_danger(text: str) -> Danger | None:
    """The most urgent danger in the text: what asks for 112 first, then by BY_URGENCY."""
    return next(_dangers(text), None)


def all_dangers(text: str) -> list[Danger]:
    """Every family that fires, most urgent first, each once."""
    return list(_dangers(text))


def _dangers(text: str) -> Iterator[Danger]:
    lexicon = load()
    passages = [lexicon.read(words) for words in _passages(text)]
    for family in lexicon.families:
        if any(lexicon.fires(family, passages, at) for at in range(len(passages))):
            yield family.danger


# Words: from what people type to what the lexicon compares

LEET = str.maketrans("013457@$", "oieastas")
SOUNDS = [(re.compile(wrong), right) for wrong, right in (
    (r"(.)\1{2,}", r"\1\1"), ("y", "ij"), ("ei", "ij"), ("ou", "au"), ("s(?:ch|k)", "sg"), ("cht", "gt"), ("ck", "k"), ("c(?=[ei])", "s"), ("c(?!h)", "k"),
    ("ph", "f"), ("v", "f"), ("z", "s"), ("x", "ks"), (r"([b-df-hj-np-tv-z])\1+", r"\1"))]


def fold(text: str) -> str:
    """Small letters without accents, invisible characters and apostrophes: "M\u2019n suï\u200bcide" -> "mn suicide"."""
    flat = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in flat if c not in "'\u2018\u2019\u201b`\u00b4\u02bc" and unicodedata.category(c) not in ("Mn", "Cf"))


@lru_cache(maxsize=1 << 15)
def sound(word: str) -> str:
    """One spelling for what sounds alike in Dutch: "verkragt" and "verkracht", "zelluf-" and "zeluf-" meet."""
    for wrong, right in SOUNDS:
        word = wrong.sub(right, word)
    return word


def ending(word: str) -> str:
    """The end of a whole word as it is heard: "doot", "dood" and "doodt" are one, and so are "klappen" and "klappe"."""
    if word.endswith("en") and len(word) > 4 and word[-3] not in "aeiou":
        return word[:-1]
    return word[:-2] + "t" if word.endswith("dt") else word[:-1] + "t" if word.endswith("d") else word


def shortened(word: str) -> set[str]:
    """The word with any one letter left out; only for long words, where that does not make another word."""
    return {word[:at] + word[at + 1:] for at in range(1, len(word))} if len(word) >= LONG else set()


def _passages(text: str) -> Iterator[list[str]]:
    """Sentences as lists of words between ^ and $; endless ones in overlapping pieces. "Ik, hij!" -> [^ ik hij $]"""
    for sentence in re.split(r"(?<!\.)[.!?;]+(?=\s|$)|\n+", re.sub(r"\.{2,}", " ", fold(text))):
        words = ["^", *_unrepeated(re.findall(r"[^\W_]+(?:[@$][^\W_]+)*|:\(", _spelled_out(sentence))), "$"]
        if len(words) > 2:
            yield from (words[at:at + WINDOW] for at in range(0, max(1, len(words) - OVERLAP), WINDOW - OVERLAP))


def _spelled_out(sentence: str) -> str:
    """Letters set apart come back together: "d o o d" and "k.m.s" -> "dood", "kms"."""
    return re.sub(r"\b(?:\w[ .*-]){2,}\w\b", lambda found: re.sub(r"[ .*-]", "", found[0]), sentence)


def _unrepeated(words: Iterable[str]) -> Iterator[str]:
    """The same word no more than twice in a row: "nee nee nee nee" -> "nee nee"."""
    before: list[str] = []
    for word in words:
        if before[-2:] != [word, word]:
            yield word
            before = [*before[-1:], word]


def variants(word: str) -> set[str]:
    """What a typed word may stand for, letters held down and leet included: "d00d", "heeelp" -> "help", "heelp"."""
    forms = {word, re.sub(r"(.)\1{2,}", r"\1", word)}
    if not word.isalpha() and not word.isdigit():
        forms |= {form.translate(LEET) for form in forms}
    return {sound(form[:40]) for form in forms}    # 40: longer than any word that we know


# Matchers: every word carries a mask with one bit for each word class of the lexicon that it belongs to

@dataclass(frozen=True)
class Word:
    """One word of a class; negated, it takes no room: the next word is not of that class."""
    bit: int
    negated: bool = False

    def ends(self, masks: list[int], at: int) -> Iterator[int]:
        if self.negated != bool(masks[at] & self.bit if at < len(masks) else 0):
            yield at if self.negated else at + 1

    def needs(self) -> int:
        return 0 if self.negated else self.bit

    def opens(self) -> tuple[int, bool]:
        return self.needs(), self.negated


@dataclass(frozen=True)
class Gap:
    """Up to so many words of any kind."""
    most: int

    def ends(self, masks: list[int], at: int) -> Iterator[int]:
        return iter(range(at, min(at + self.most, len(masks)) + 1))

    def needs(self) -> int:
        return 0

    def opens(self) -> tuple[int, bool]:
        return 0, True


@dataclass(frozen=True)
class Row:
    """Parts one after another."""
    parts: tuple[Node, ...]

    def ends(self, masks: list[int], at: int, part: int = 0) -> Iterator[int]:
        if part == len(self.parts):
            yield at
            return
        for end in self.parts[part].ends(masks, at):
            yield from self.ends(masks, end, part + 1)

    def needs(self) -> int:
        """The bits that a sentence must have for this to be worth trying."""
        together = 0
        for part in self.parts:
            together |= part.needs()
        return together

    def opens(self) -> tuple[int, bool]:
        """The bits it can begin with, and whether it may also take no room at all."""
        bits = 0
        for part in self.parts:
            more, empty = part.opens()
            bits |= more
            if not empty:
                return bits, False
        return bits, True


@dataclass(frozen=True)
class Choice:
    """One of several; an empty Row among them makes it optional."""
    options: tuple[Node, ...]

    def ends(self, masks: list[int], at: int) -> Iterator[int]:
        for option in self.options:
            yield from option.ends(masks, at)

    def needs(self) -> int:
        common = self.options[0].needs()
        for option in self.options[1:]:
            common &= option.needs()
        return common

    def opens(self) -> tuple[int, bool]:
        bits, empty = 0, False
        for option in self.options:
            more, nothing = option.opens()
            bits, empty = bits | more, empty or nothing
        return bits, empty


Node = Union[Word, Gap, Row, Choice]


@dataclass(frozen=True)
class Phrase:
    """One expression of the lexicon, ready to search with."""
    node: Node
    needs: int
    opens: int

    def spans(self, masks: list[int]) -> Iterator[tuple[int, int]]:
        """Where it stands, from word to word, as long as it goes."""
        for at, mask in enumerate(masks):
            if mask & self.opens:
                end = max(self.node.ends(masks, at), default=None)
                if end is not None:
                    yield at, end

    def stands_in(self, masks: list[int]) -> bool:
        return any(mask & self.opens and next(self.node.ends(masks, at), None) is not None
                   for at, mask in enumerate(masks))


@dataclass(frozen=True)
class Passage:
    """A sentence as one mask per word, and all masks together: as typed, and with what is harmless wiped out."""
    typed: list[int]
    typed_seen: int
    masks: list[int]
    seen: int


@dataclass(frozen=True)
class Family:
    """Expressions with one meaning; the first part of a line is looked for in a sentence, the rest in or beside it."""
    danger: Danger
    lines: tuple[tuple[Phrase, ...], ...]
    unless: tuple[str, ...]         # contexts that silence it from the same sentence
    unless_near: tuple[str, ...]    # and those that do so from the sentence before or after, too


@dataclass
class Lexicon:
    """Everything in danger.yml, compiled; word classes by whole word, by beginning and by ending."""
    whole: dict[str, int] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    finishes: dict[str, int] = field(default_factory=dict)
    clipped: dict[str, int] = field(default_factory=dict)
    harmless: list[Phrase] = field(default_factory=list)
    contexts: dict[str, list[Phrase]] = field(default_factory=dict)
    families: list[Family] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)

    def read(self, words: list[str]) -> Passage:
        """Words to masks; "ik schaam me dood" leaves nothing to be found but stays visible for the contexts."""
        typed = [self.mask(word) for word in words]
        masks, seen = list(typed), _together(typed)
        for phrase in self.harmless:
            if phrase.needs & seen == phrase.needs:
                for start, end in phrase.spans(typed):
                    masks[start:end] = [0] * (end - start)
        return Passage(typed, seen, masks, _together(masks))

    def mask(self, word: str) -> int:
        """All classes of a word; remembered, because people use few words."""
        if word not in self.known:
            if len(self.known) > 1 << 16:
                self.known.clear()
            self.known[word] = _together(self._classes(form) for form in variants(word))
        return self.known[word]

    def _classes(self, form: str) -> int:
        """By whole word, beginning and ending; a word that says nothing so is tried with one letter more or less."""
        key = ending(form)
        found = self.whole.get(key, 0)
        for at in range(1, len(form) + 1):
            found |= self.starts.get(ending(form[:at]), 0) | self.finishes.get(ending(form[-at:]), 0)
        return found or self.clipped.get(key, 0) | _together(self.whole.get(less, 0) for less in shortened(key))

    def fires(self, family: Family, passages: list[Passage], at: int) -> bool:
        """Whether one of the family's lines stands in this sentence and no context takes it back."""
        here, near = passages[at], passages[max(0, at - 1):at + 2]
        for first, *rest in family.lines:
            if first.needs & here.seen == first.needs and first.stands_in(here.masks) and all(
                    any(part.needs & other.seen == part.needs and part.stands_in(other.masks) for other in near)
                    for part in rest):
                return not (self.speaks_of(family.unless, [here]) or self.speaks_of(family.unless_near, near))
        return False

    def speaks_of(self, contexts: Iterable[str], passages: list[Passage]) -> bool:
        """Whether study, mourning, long ago or another of these contexts stands in one of the sentences."""
        return any(phrase.needs & passage.typed_seen == phrase.needs and phrase.stands_in(passage.typed)
                   for name in contexts for phrase in self.contexts[name] for passage in passages)


def _together(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


# Reading danger.yml

TOKENS = re.compile(r"\.\.\d*|[()\[\]<>|,&!]|[^\s()\[\]<>|,&!]+")


@cache
def load(path: Path = LEXICON) -> Lexicon:
    """The lexicon, read once per process."""
    return Builder(yaml.safe_load(path.read_text(encoding="utf-8"))).lexicon()


class Builder:
    """Compiles the sections of danger.yml; gives every class of words its bit."""

    def __init__(self, source: dict[str, Any]) -> None:
        self.source, self.made, self.bits = source, Lexicon(), {}
        self.lists = {name: words.split() for name, words in source["words"].items()}
        self.parts = source.get("parts", {})
        self.spelling = source.get("spelling", {})

    def lexicon(self) -> Lexicon:
        for name, block in self.source["harmless"].items():
            self.made.harmless += [part for line in self.lines(f"harmless {name}", block) for part in line]
        for name, block in self.source["contexts"].items():
            self.made.contexts[name] = [part for line in self.lines(f"contexts {name}", block) for part in line]
        for code in BY_URGENCY:
            self.made.families += [self.family(code, name, entry) for name, entry in self.source[code].items()]
        return self.made

    def family(self, code: str, name: str, entry: dict[str, Any]) -> Family:
        here, near = tuple(entry.get("not", ())), tuple(entry.get("not_near", ()))
        for context in here + near:
            if context not in self.source["contexts"]:
                raise LexiconError(f"{code} {name}", context, "there is no such context")
        return Family(Danger(code, name), tuple(self.lines(f"{code} {name}", entry["phrases"])), here, near)

    def lines(self, place: str, block: str) -> list[tuple[Phrase, ...]]:
        """One expression per line; "&" sets off what must stand in or beside the same sentence."""
        bare = (line.split("#")[0].strip() for line in block.splitlines())
        return [tuple(self.phrase(place, part) for part in line.split("&")) for line in bare if line]

    def phrase(self, place: str, line: str) -> Phrase:
        reader = Reader(self, place, line)
        node = reader.row()
        if reader.left:
            raise LexiconError(place, line, f"did not expect {reader.left[-1]!r}")
        bits, empty = node.opens()
        if empty:
            raise LexiconError(place, line, "begins with a gap or with something optional; leave that off")
        if reader.loose_end(node):
            raise LexiconError(place, line, "ends in a gap or in something optional; leave that off")
        return Phrase(node, node.needs(), bits)

    def bit(self, words: Iterable[str]) -> int:
        """The bit of this class; a new class gets the next one and its words are entered under it."""
        key = frozenset(words)
        if key not in self.bits:
            self.bits[key] = 1 << len(self.bits)
            for word in key:
                self.enter(word, self.bits[key])
        return self.bits[key]

    def enter(self, word: str, bit: int) -> None:
        """Under whole words, or with a star under beginnings or endings; with its known misspellings."""
        table = self.made.starts if word.endswith("*") else self.made.finishes if word.startswith("*") else self.made.whole
        bare = word.strip("*")
        for form in (bare, *self.spelling.get(bare, "").split()):
            key = ending(sound(fold(form)))
            table[key] = table.get(key, 0) | bit
            for less in shortened(key) if table is not self.made.finishes else ():
                self.made.clipped[less] = self.made.clipped.get(less, 0) | bit


class Reader:
    """Reads one expression from left to right; the notation is explained at the top of danger.yml."""

    def __init__(self, builder: Builder, place: str, line: str) -> None:
        self.builder, self.place, self.line = builder, place, line
        self.left = TOKENS.findall(line)[::-1]

    def row(self) -> Node:
        parts = []
        while self.left and self.left[-1] not in ")]>|,":
            parts.append(self.item())
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def item(self) -> Node:
        token = self.left.pop()
        if token.startswith(".."):
            return Gap(int(token[2:] or 3))
        if token == "!":
            return Word(self.builder.bit(self.words(self.left.pop())), negated=True)
        if token == "(":
            return self.options(")")
        if token == "[":
            return Choice((*self.options("]").options, Row(())))
        return self.any_order() if token == "<" else self.named(token)

    def options(self, close: str) -> Choice:
        """What stands between brackets, divided by upright lines."""
        options = [self.row()]
        while self.left and self.left[-1] == "|":
            self.left.pop()
            options.append(self.row())
        self.expect(close)
        return Choice(tuple(options))

    def any_order(self) -> Node:
        """Parts divided by commas, in any order, with up to three words (or the number after "<") between each."""
        gap = Gap(int(self.left.pop()) if self.left[-1].isdigit() else 3)
        parts = [self.row()]
        while self.left and self.left[-1] == ",":
            self.left.pop()
            parts.append(self.row())
        self.expect(">")
        return Choice(tuple(Row(tuple(node for part in order for node in (gap, part))[1:]) for order in permutations(parts)))

    def named(self, token: str) -> Node:
        """A word, words divided by slashes, a list of words between braces, or a part that has its own name."""
        name = token.strip("{}")
        if token.startswith("{") and name in self.builder.parts:
            rows = [Reader(self.builder, f"parts {name}", line).row() for line in self.builder.parts[name].splitlines() if line.strip()]
            return Choice(tuple(rows))
        return Word(self.builder.bit(self.words(token)))

    def words(self, token: str) -> list[str]:
        found: list[str] = []
        for word in token.split("/"):
            found += self.listed(word.strip("{}")) if word.startswith("{") else [word]
        return found

    def listed(self, name: str) -> list[str]:
        """The words of a list; a list may name other lists."""
        if name not in self.builder.lists:
            raise LexiconError(self.place, self.line, f"there is no list of words called {name}")
        return [inner for word in self.builder.lists[name] for inner in self.words(word)]

    @staticmethod
    def loose_end(node: Node) -> bool:
        """Whether the last part may be left out; often a slip for "one of these words"."""
        last = node.parts[-1] if isinstance(node, Row) else node
        return last.opens()[1] and not isinstance(last, Word)

    def expect(self, close: str) -> None:
        if not self.left or self.left.pop() != close:
            raise LexiconError(self.place, self.line, f"{close} is missing")
