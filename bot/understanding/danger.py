"""Hears danger in a message, before any model looks at it.

What counts as danger stands in data/reference/danger.yml, written for a social worker to read and correct; this
module turns that file into matchers over words. Nothing here is learned or weighed: the same text always gets
the same answer, and the answer names the family of expressions that gave it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache, reduce
from itertools import permutations
from operator import and_, or_
from pathlib import Path
from typing import Any

import yaml

LEXICON = Path(__file__).parents[2] / "data" / "reference" / "danger.yml"
BY_URGENCY = ("emergency", "suicide_risk", "sexual_abuse", "domestic_violence")
WINDOW, OVERLAP = 90, 40  # text without full stops is read in pieces; an expression is shorter than the overlap
LONG = 8  # from this length on a word may miss a letter or have one too many


@dataclass(frozen=True)
class Danger:
    code: str  # suicide_risk | emergency | domestic_violence | sexual_abuse
    pattern: str  # name of the family in danger.yml that fired


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


CALM = ("studie", "voorlichting", "wet", "media", "rouw", "voorbij", "zegswijze_zelfmoord")
"""Contexts that say that nobody is in danger; others in the lexicon only say that it is not now, or not at home."""

TELLING = 3
"""Fewer words tell a classifier nothing: it finds its danger anywhere."""


def harmless(text: str) -> bool:
    """Whether it is a saying, or speaks of a study, a film, the law or mourning: there the lexicon itself keeps silent.

    A classifier that sees danger in such words, or in one or two words, is not believed; the lexicon always is.
    """
    if len(text.split()) < TELLING:
        return True
    lexicon = load()
    passages = [lexicon.read(words) for words in _passages(text)]
    return any(passage.typed != passage.masks for passage in passages) or lexicon.speaks_of(CALM, passages)


def _dangers(text: str) -> Iterator[Danger]:
    lexicon = load()
    passages = [lexicon.read(words) for words in _passages(text)]
    worth_trying: dict[int, list[tuple[int, Line]]] = defaultdict(list)
    for at, passage in enumerate(passages):
        for line in lexicon.candidates(passage):
            worth_trying[line.family].append((at, line))
    for family in sorted(worth_trying):
        if lexicon.fires(family, worth_trying[family], passages):
            yield lexicon.families[family].danger


# From what people type to the words that the lexicon compares

LEET = str.maketrans("013457@$", "oieastas")
SAME_SOUND = (
    ("ei", "ij"),
    ("ou", "au"),
    ("sch", "sg"),
    ("sk", "sg"),
    ("cht", "gt"),
    ("ck", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("ch", "\0"),
    ("c", "k"),
    ("\0", "ch"),
    ("ph", "f"),
    ("v", "f"),
    ("z", "s"),
    ("x", "ks"),
)
WORDS = re.compile(r"[^\W_]+(?:[@$][^\W_]+)*|[,:()]")
OWN_SOUND = ("my", "ass", "butt", "roc", "dad", "did", "hid")  # and not "mij", "as", "but", "rok", "dat", "dit", "hit"
WRITTEN_Y = re.compile(r"(?<![aeiou])y")
HELD_DOWN = re.compile(r"([aeiou])\1{2,}")
DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")


def fold(text: str) -> str:
    """Small letters without accents, invisible characters and apostrophes: "M\u2019n suï\u200bcide" -> "mn suicide"."""
    flat = unicodedata.normalize("NFKD", text.lower())
    if flat.isascii():
        return flat.replace("'", "").replace("`", "")
    return "".join(
        c for c in flat if c not in "'\u2018\u2019\u201b`\u00b4\u02bc" and unicodedata.category(c) not in ("Mn", "Cf")
    )


@lru_cache(maxsize=1 << 15)
def sound(word: str) -> str:
    """One spelling for what sounds alike in Dutch: "verkragt" meets "verkracht", "dooood" meets "dood"."""
    if word in OWN_SOUND:
        return word
    word = WRITTEN_Y.sub("ij", HELD_DOWN.sub(r"\1\1", word))
    for written, heard in SAME_SOUND:
        word = word.replace(written, heard)
    return DOUBLED.sub(r"\1", word)


def ending(word: str) -> str:
    """The end of a whole word as it is heard: "doot", "dood" and "doodt" are one, and so are "klappen" and "klappe"."""
    if word in OWN_SOUND:
        return word
    if word.endswith("en") and len(word) > 4 and word[-3] not in "aeiou":
        return word[:-1]
    return word[:-2] + "t" if word.endswith("dt") else word[:-1] + "t" if word.endswith("d") else word


def shortened(word: str) -> set[str]:
    """The word with any one letter left out; only for long words, where that does not make another word."""
    return {word[:at] + word[at + 1 :] for at in range(1, len(word))} if len(word) >= LONG else set()


def variants(word: str) -> set[str]:
    """What a typed word may stand for, letters held down and leet included: "d00d", "heeelp" -> "help", "heelp"."""
    forms = {word, re.sub(r"([^\W\d])\1{2,}", r"\1", word)}
    if not word.isalpha() and 2 * sum(map(str.isdigit, word)) <= len(word):
        forms |= {form.translate(LEET) for form in forms}
    return {sound(form[:40]) for form in forms}  # 40: longer than any word that we know


def _passages(text: str) -> list[tuple[str, ...]]:
    """Sentences as words and commas, each once, endless ones in overlapping pieces: "Ik, hij!" -> (, ik , hij ,)."""
    found: dict[tuple[str, ...], None] = {}
    for sentence in re.split(r"(?<!\.)[.!?;]+(?=\s|$)|\n+", re.sub(r"\.{2,}", " ", fold(text))):
        words = (",", *_unrepeated(WORDS.findall(_spelled_out(sentence))), ",")
        if len(words) > 2:
            found.update(
                (words[at : at + WINDOW], None) for at in range(0, max(1, len(words) - OVERLAP), WINDOW - OVERLAP)
            )
    return list(found)


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


# Matchers: every word of a sentence carries a mask, with one bit for each class of words that it belongs to

FIRST, LAST = 1, 2  # the bits of the first and the last word of a clause
BETWEEN_CLAUSES = frozenset({"en", "maar", "want", "omdat", "dus", "of", "and", "but", "because", "or", "so"})

Gate = Callable[[list[int]], int]  # the bit that says "at least one of these options can be there"


@dataclass(frozen=True)
class Word:
    """One word of a class; negated, it takes no room: the next word is not of that class."""

    bit: int
    negated: bool = False

    def ends(self, masks: list[int], at: int) -> Iterator[int]:
        if self.negated != bool(masks[at] & self.bit if at < len(masks) else 0):
            yield at if self.negated else at + 1

    def needs(self, gate: Gate) -> int:
        return 0 if self.negated else self.bit

    def opens(self) -> tuple[int, bool]:
        return 0 if self.negated else self.bit, self.negated


@dataclass(frozen=True)
class Edge:
    """The beginning or the end of a clause; takes no room."""

    bit: int

    def ends(self, masks: list[int], at: int) -> Iterator[int]:
        beside = at if self.bit == FIRST else at - 1
        if 0 <= beside < len(masks) and masks[beside] & self.bit:
            yield at

    def needs(self, gate: Gate) -> int:
        return 0

    def opens(self) -> tuple[int, bool]:
        return 0, True


@dataclass(frozen=True)
class Gap:
    """Up to so many words of any kind."""

    most: int

    def ends(self, masks: list[int], at: int) -> Iterator[int]:
        return iter(range(at, min(at + self.most, len(masks)) + 1))

    def needs(self, gate: Gate) -> int:
        return 0

    def opens(self) -> tuple[int, bool]:
        return 0, True


@dataclass(frozen=True)
class Later:
    """A word of a class after up to so many others: a gap and a word in one, for speed."""

    most: int
    bit: int

    def ends(self, masks: list[int], at: int) -> Iterator[int]:
        for spot, mask in enumerate(masks[at : at + self.most + 1], at + 1):
            if mask & self.bit:
                yield spot

    def needs(self, gate: Gate) -> int:
        return self.bit

    def opens(self) -> tuple[int, bool]:
        return self.bit, False


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

    def needs(self, gate: Gate) -> int:
        """The bits that a sentence must have for this to be worth trying."""
        return _together(part.needs(gate) for part in self.parts)

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

    def needs(self, gate: Gate) -> int:
        each = [option.needs(gate) for option in self.options]
        return reduce(and_, each) | gate(each)

    def opens(self) -> tuple[int, bool]:
        each = [option.opens() for option in self.options]
        return _together(bits for bits, _ in each), any(empty for _, empty in each)


Node = Word | Edge | Gap | Later | Row | Choice


@dataclass(frozen=True)
class Phrase:
    """One expression, ready to search with: what must be in the sentence, and what it can begin with."""

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

    def stands_in(self, masks: list[int], seen: int) -> bool:
        return self.needs & seen == self.needs and any(
            mask & self.opens and next(self.node.ends(masks, at), None) is not None for at, mask in enumerate(masks)
        )


@dataclass(frozen=True)
class Passage:
    """A sentence as one mask per word, and all masks together: as typed, and with what is harmless wiped out."""

    typed: list[int]
    typed_seen: int
    masks: list[int]
    seen: int


@dataclass(frozen=True)
class Line:
    """A line of the lexicon: its first part stands in a sentence, the others in that one or beside it."""

    family: int
    parts: tuple[Phrase, ...]


@dataclass(frozen=True)
class Family:
    """Expressions with one meaning, and the contexts that silence them."""

    danger: Danger
    unless: tuple[str, ...]  # from the same sentence
    unless_near: tuple[str, ...]  # also from the sentence before or after


@dataclass
class Lexicon:
    """Everything in danger.yml, compiled; classes of words by whole word, by beginning and by ending."""

    whole: dict[str, int] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    finishes: dict[str, int] = field(default_factory=dict)
    clipped: dict[str, int] = field(default_factory=dict)
    harmless: list[Phrase] = field(default_factory=list)
    contexts: dict[str, list[Phrase]] = field(default_factory=dict)
    families: list[Family] = field(default_factory=list)
    lines: dict[int, list[Line]] = field(default_factory=dict)  # by the rarest class of words that they need
    keys: int = 0  # those classes together
    known: dict[str, int] = field(default_factory=dict)

    def read(self, words: tuple[str, ...]) -> Passage:
        """Words to masks; "ik schaam me dood" leaves nothing to be found but stays visible for the contexts."""
        typed = _with_edges(words, [self.mask(word) for word in words])
        masks, seen = list(typed), _together(typed)
        for phrase in self.harmless:
            if phrase.needs & seen == phrase.needs:
                for start, end in phrase.spans(typed):
                    masks[start:end] = [mask & (FIRST | LAST) for mask in masks[start:end]]
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
            found |= self.starts.get(form[:at], 0) | self.finishes.get(key[-at:], 0)
        return found or self.clipped.get(key, 0) | _together(self.whole.get(less, 0) for less in shortened(key))

    def candidates(self, passage: Passage) -> Iterator[Line]:
        """The lines whose rarest class of words is in this sentence, and all their other classes too."""
        for key in _each(passage.seen & self.keys):
            yield from (line for line in self.lines[key] if line.parts[0].needs & passage.seen == line.parts[0].needs)

    def fires(self, family: int, lines: list[tuple[int, Line]], passages: list[Passage]) -> bool:
        """Whether one of these lines stands in its sentence and no context of the family takes it back."""
        return any(
            _stands(line, passages[at], _near(passages, at))
            and not self.taken_back(self.families[family], passages, at)
            for at, line in lines
        )

    def taken_back(self, family: Family, passages: list[Passage], at: int) -> bool:
        """Whether a context of the family stands in the sentence, or beside it where that counts too."""
        return self.speaks_of(family.unless, [passages[at]]) or self.speaks_of(family.unless_near, _near(passages, at))

    def speaks_of(self, contexts: Iterable[str], passages: list[Passage]) -> bool:
        """Whether study, mourning, long ago or another of these contexts stands in one of the sentences."""
        return any(
            phrase.stands_in(passage.typed, passage.typed_seen)
            for name in contexts
            for phrase in self.contexts[name]
            for passage in passages
        )


def _stands(line: Line, here: Passage, near: list[Passage]) -> bool:
    first, *others = line.parts
    return first.stands_in(here.masks, here.seen) and all(
        any(other.stands_in(passage.masks, passage.seen) for passage in near) for other in others
    )


def _near(passages: list[Passage], at: int) -> list[Passage]:
    """A sentence between the one before and the one after."""
    return passages[max(0, at - 1) : at + 2]


def _with_edges(words: tuple[str, ...], masks: list[int]) -> list[int]:
    """The masks of the words without the commas, in which each clause has its first and its last word marked."""
    marked: list[int] = []
    for at, (word, mask) in enumerate(zip(words, masks, strict=True)):
        if word in BETWEEN_CLAUSES or word in ",:()":
            marked[-1:] = [before | LAST for before in marked[-1:]]
        if word not in ",:()":
            follows = words[at - 1] in BETWEEN_CLAUSES or words[at - 1] in ",:()"
            marked.append(mask | FIRST if follows else mask)
    return marked


def _together(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


def _each(mask: int) -> Iterator[int]:
    """The bits of a mask one by one."""
    while mask:
        yield mask & -mask
        mask &= mask - 1


# Reading danger.yml

TOKENS = re.compile(r"\.\.\d*|[()\[\]<>|,&!]|[^\s()\[\]<>|,&!]+")


def expressions(block: str) -> Iterator[str]:
    """The lines of a block without remarks; a line that stands further in goes on with the one before."""
    bare = "\n".join(line.split("#")[0].rstrip() for line in block.splitlines())
    together = re.sub(r"(?<=/)\n +", "", bare)
    yield from (line.strip() for line in re.sub(r"\n +", " ", together).splitlines() if line.strip())


@cache
def load(path: Path = LEXICON) -> Lexicon:
    """The lexicon, read once per process."""
    return Builder(yaml.safe_load(path.read_text(encoding="utf-8"))).lexicon()


class Builder:
    """Compiles danger.yml: first every line, which makes the classes of words, then what each line needs."""

    def __init__(self, source: dict[str, Any]) -> None:
        self.source, self.made = source, Lexicon()
        self.lists = {name: str(words).split() for name, words in source["words"].items()}
        self.parts, self.spelling = source["parts"], source["spelling"]
        self.bits: dict[frozenset[str], int] = {frozenset("^"): FIRST, frozenset("$"): LAST}
        self.words_of: dict[int, frozenset[str]] = {}

    def lexicon(self) -> Lexicon:
        harmless = [self.nodes(f"harmless {name}", block) for name, block in self.source["harmless"].items()]
        contexts = {name: self.nodes(f"contexts {name}", block) for name, block in self.source["contexts"].items()}
        families = [
            (self.family(code, name, entry), self.nodes(f"{code} {name}", entry["phrases"]))
            for code in BY_URGENCY
            for name, entry in self.source[code].items()
        ]
        self.common = Counter(word for words in self.bits for word in words)
        self.made.harmless = [self.phrase(part) for lines in harmless for line in lines for part in line]
        self.made.contexts = {
            name: [self.phrase(part) for line in lines for part in line] for name, lines in contexts.items()
        }
        for family, lines in families:
            self.enter_family(family, lines)
        return self.made

    def family(self, code: str, name: str, entry: dict[str, Any]) -> Family:
        here, near = tuple(entry.get("not", ())), tuple(entry.get("not_near", ()))
        for context in here + near:
            if context not in self.source["contexts"]:
                raise LexiconError(f"{code} {name}", context, "there is no such context")
        return Family(Danger(code, name), here, near)

    def enter_family(self, family: Family, lines: list[list[Node]]) -> None:
        """Its lines, filed under the rarest class of words that they need."""
        self.made.families.append(family)
        for parts in lines:
            line = Line(len(self.made.families) - 1, tuple(self.phrase(part) for part in parts))
            key = self.rarest(line.parts[0].needs)
            self.made.lines.setdefault(key, []).append(line)
            self.made.keys |= key

    def nodes(self, place: str, block: str) -> list[list[Node]]:
        """One expression per line; "&" sets off what must stand in or beside the same sentence."""
        return [[self.node(place, part) for part in line.split("&")] for line in expressions(block)]

    def node(self, place: str, line: str) -> Node:
        reader = Reader(self, place, line)
        node = reader.row()
        if reader.left:
            raise LexiconError(place, line, f"did not expect {reader.left[-1]!r}")
        if node.opens()[1]:
            raise LexiconError(place, line, "begins with a gap or with something optional; leave that off")
        if reader.loose_end(node):
            raise LexiconError(place, line, "ends in a gap or in something optional; leave that off")
        return node

    def phrase(self, node: Node) -> Phrase:
        return Phrase(node, node.needs(self.gate), node.opens()[0])

    def gate(self, options: list[int]) -> int:
        """For alternatives: a class made of the rarest words of each, so that a sentence with none is passed over."""
        if not all(options) or len(set(options)) == 1:
            return 0
        return self.bit(word for needs in options for word in self.words_of[self.rarest(needs)])

    def rarest(self, needs: int) -> int:
        """The bit of the class least likely to be met; words that are in many classes are taken to be common."""
        return min(_each(needs), key=lambda bit: sum(self.common[word] for word in self.words_of[bit]))

    def bit(self, words: Iterable[str]) -> int:
        """The bit of this class; a new class gets the next one and its words are entered under it."""
        key = frozenset(words)
        if key not in self.bits:
            bit = self.bits[key] = 1 << len(self.bits)
            self.words_of[bit] = key
            for word in key:
                self.enter(word, bit)
        return self.bits[key]

    def enter(self, word: str, bit: int) -> None:
        """Under whole words, or with a star under beginnings or endings; with its known misspellings."""
        bare = word.strip("*")
        for form in (bare, *self.spelling.get(bare, "").split()):
            heard = sound(fold(form))
            if word.endswith("*"):
                keys, table = {heard, ending(heard)}, self.made.starts
            else:
                keys, table = {ending(heard)}, self.made.finishes if word.startswith("*") else self.made.whole
            _add(table, keys, bit)
            if table is not self.made.finishes:
                _add(self.made.clipped, shortened(ending(heard)), bit)


def _add(table: dict[str, int], keys: Iterable[str], bit: int) -> None:
    for key in keys:
        table[key] = table.get(key, 0) | bit


def in_a_row(parts: list[Node]) -> Node:
    """The parts one after another, in which a gap and the word that ends it become one."""
    joined: list[Node] = []
    for part in parts:
        if joined and isinstance(before := joined[-1], Gap) and isinstance(part, Word) and not part.negated:
            joined[-1] = Later(before.most, part.bit)
        else:
            joined.append(part)
    return joined[0] if len(joined) == 1 else Row(tuple(joined))


class Reader:
    """Reads one expression from left to right; the notation is explained at the top of danger.yml."""

    def __init__(self, builder: Builder, place: str, line: str) -> None:
        self.builder, self.place, self.line = builder, place, line
        self.left = TOKENS.findall(line)[::-1]

    def row(self) -> Node:
        parts = []
        while self.left and self.left[-1] not in ")]>|,":
            parts.append(self.item())
        return in_a_row(parts)

    def item(self) -> Node:
        token = self.left.pop()
        if token.startswith(".."):
            return Gap(int(token[2:] or 3))
        if token == "!":
            return Word(self.builder.bit(self.words(self.left.pop())), negated=True)
        if token == "(":
            return self.options(")")
        if token == "[":
            return Choice((self.options("]"), Row(())))
        return self.any_order() if token == "<" else self.named(token)

    def options(self, close: str) -> Node:
        """What stands between brackets, divided by upright lines."""
        options = [self.row()]
        while self.left and self.left[-1] == "|":
            self.left.pop()
            options.append(self.row())
        self.expect(close)
        return self.one_of(options)

    def one_of(self, options: list[Node]) -> Node:
        """A choice in which all single words are one class: that is quicker to look for."""
        single = [option for option in options if isinstance(option, Word) and not option.negated]
        others = [option for option in options if option not in single]
        if single:
            words = (word for option in single for word in self.builder.words_of[option.bit])
            others.insert(0, Word(self.builder.bit(words)))
        return others[0] if len(others) == 1 else Choice(tuple(others))

    def any_order(self) -> Node:
        """Parts divided by commas, in any order, with up to three words (or the number after "<") between each."""
        gap = Gap(int(self.left.pop()) if self.left[-1].isdigit() else 3)
        parts = [self.row()]
        while self.left and self.left[-1] == ",":
            self.left.pop()
            parts.append(self.row())
        self.expect(">")
        orders = ([node for part in order for node in (gap, part)][1:] for order in permutations(parts))
        return Choice(tuple(in_a_row(order) for order in orders))

    def named(self, token: str) -> Node:
        """A word, words divided by slashes, a list of words between braces, or a part that has its own name."""
        name = token.strip("{}")
        if token.startswith("{") and name in self.builder.parts:
            lines = expressions(self.builder.parts[name])
            return self.one_of([Reader(self.builder, f"parts {name}", line).row() for line in lines])
        words = self.words(token)
        edges: list[Node] = [Edge(bit) for sign, bit in (("^", FIRST), ("$", LAST)) if sign in words]
        plain = [word for word in words if word not in ("^", "$")]
        return self.one_of([*([Word(self.builder.bit(plain))] if plain else []), *edges])

    def words(self, token: str) -> list[str]:
        found: list[str] = []
        for word in token.split("/"):
            if not word.strip("{}"):
                raise LexiconError(self.place, self.line, f"a slash stands between single words, unlike in {token}")
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
        last = node.parts[-1] if isinstance(node, Row) and node.parts else node
        return (
            isinstance(last, Gap)
            or last == Row(())
            or (isinstance(last, Choice) and any(Reader.loose_end(option) for option in last.options))
        )

    def expect(self, close: str) -> None:
        if not self.left or self.left.pop() != close:
            raise LexiconError(self.place, self.line, f"{close} is missing")
