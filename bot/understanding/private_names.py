"""Names of people, by a list of first names and surnames and by the words that announce a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from bot.understanding.private_words import UPPER, Span, ends_as, fold, opens_sentence, stars_of, words_of

# --- People -----------------------------------------------------------------------------------------------------


class Lead(IntEnum):
    """How strongly the words before a place announce a name; each step lets more through."""

    NONE = 0  # only names that are nothing else
    HINT = 1  # "gesprek met", "bedankt,": also names that are words too
    SELF = 2  # "ik ben": also a capital that is on no list, when it is no trade or people
    ROLE = 3  # "mijn zoon", "groetjes,": any capital
    TITLE = 4  # "mevrouw": also a surname in small letters
    NAME = 5  # "ik heet": any word


class Word(NamedTuple):
    """One word, or a row of initials, with its folded form and what stands between it and the word before."""

    text: str
    low: str
    start: int
    end: int
    gap: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def initials(self) -> bool:
        return self.text.endswith(".") and self.low not in words_of("prefixes")


_NAME_WORD = re.compile(
    rf"'[tsnd](?![^\W_])|\b[vV][./]?d(?:\.|(?=\s))|(?:IJ|[{UPPER}][hj]?)\.(?:[ -]?[{UPPER}][hj]?\.){{0,5}}"
    r"|(?<![\d_])[^\W\d_]+(?:['-][^\W\d_]{2,})*(?!\w)"
)
_HANDLE = re.compile(r"(?<!\w)@[\w.]+|\b(?:https?://|www\.)\S+|\b\w+\.(?:nl|com|org|net|eu)\b")
_PLACES = frozenset({"op", "in", "uit", "te", "'s", "het", "voor"})
_PLACE_PREFIXES = (*([word] for word in _PLACES), ["van", "het"])
_ARABIC = ("el", "al", "ben", "bin", "ait")
_ARTICLES = frozenset({"de", "het", "een", "'t", "the", "a", "an", "dit", "deze", "die"})
_WHO = frozenset({"ik", "hij", "zij", "ze", "die"})
_NAMING = frozenset({"heet", "heten", "heette", "is", "was", "'s"})
_SHORTENED = frozenset(
    {"mevr", "mw", "dhr", "mr", "mrs", "ms", "dr", "drs", "ir", "ing", "prof", "fam", "gr", "ds", "v"}
)
_CLAUSE_ENDS = re.compile(r"\s*(?:$|[,.!?;]|(?:en|and|uit|van|from)\b|\d)")
_SENTENCE_GOES_ON = re.compile(r"\s*(?:$|[,;)]|[a-z])")
_AGE_AFTER = re.compile(r",? ?\(?\d{1,2}(?: ?(?:jaar|jr|j)\b(?! (?:geleden|lang))|\))")
_DESK_AFTER = re.compile(
    r" (?:van|from|at) (?:het|de|jullie|onze|the|your) "
    r"(?:\w{0,12}team|gemeente|school|leerplicht|balie|receptie|council|municipality|wmo|jeugd)\b"
)


@cache
def _leads() -> dict[str, Lead]:
    """Every announcing phrase of one to three words with its strength."""
    strengths = {"family": Lead.ROLE, "staff": Lead.SELF, "titles": Lead.TITLE}
    strengths |= {f"lead {lead.name.lower()}": lead for lead in (Lead.HINT, Lead.SELF, Lead.ROLE, Lead.NAME)}
    return {phrase: lead for part, lead in strengths.items() for phrase in words_of(part)}


def _is_staff(word: str) -> bool:
    """True for someone's worker, fellow or relative, also in compounds: klasgenoot, gezinsbegeleider, bonuszoon."""
    return word in words_of("staff") or ends_as(word, "staff endings", before=2)


def _name_words(text: str) -> list[Word]:
    """The words of a text as a reader of names takes them: J.P. is one, 't is one, the s of Daan's is left out."""
    words, end = [], 0
    for found in _NAME_WORD.finditer(text):
        words.append(Word(found[0], fold(found[0]), found.start(), found.end(), text[end : found.start()]))
        end = found.end()
    return words


def find_people(text: str) -> Iterator[Span]:
    """Names of people; a body, a building or a street that carries a name is passed over as a whole."""
    reader = _NameReader(_HANDLE.sub(lambda found: "#" * len(found[0]), text))
    place = 0
    while place < len(reader.words):
        end = reader.name_end(place)
        if end > place and not reader.is_body(place, end):
            yield Span("person", reader.words[place].start, reader.words[end - 1].end)
        place = max(end, place + 1)


class _NameReader:
    """Reads names from left to right in the words of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = _name_words(text)
        self.leads = _leads()
        self.first, self.last = stars_of("first names"), stars_of("surnames")
        self.no_names, self.prefixes = words_of("no names"), words_of("prefixes")
        # Who starts with a small letter writes names that way too; in careful prose a small letter is no name.
        self.careless = bool(self.words) and not self.words[0].capital

    def name_end(self, place: int) -> int:
        """The place after the last word of the name that begins here; this place itself if none does."""
        if not self._may_begin(place):
            return place
        lead = self.lead(place)
        end = place + 1 if self._begins(place, lead) else self._surname_alone(place, lead)
        return self._rest(end) if end > place else place

    def _may_begin(self, place: int) -> bool:
        """A quick no for most words: small letters, on no list, behind nothing that names."""
        word, before = self.words[place], self.words[place - 1].low if place else ""
        if f"{before} {word.low}" in self.leads:
            return False
        if word.low in self.prefixes:
            word = self.words[self._after_prefixes(place)]
        return word.capital or word.low in self.first or word.low in self.last or before in _NAMING

    # What stands before

    def lead(self, place: int) -> Lead:
        """The strongest announcement in the one, two or three words before, or in an age or a desk behind."""
        told = Lead.ROLE if self._told(place) else Lead.NONE
        lows = [before.low for before in self.words[max(0, place - 3) : place]]
        if not lows or not self._touches(place):
            return told
        phrases = (" ".join(lows[-size:]) for size in range(1, len(lows) + 1))
        found = max(told, self._lead_of_staff(lows), *(self.leads.get(phrase, Lead.NONE) for phrase in phrases))
        if "\n" in self.words[place].gap:
            found = max(found, Lead.ROLE)
        return min(found, Lead.HINT) if "," in self.words[place].gap and self._is_someone(lows[-1]) else found

    def _told(self, place: int) -> bool:
        """True inside a sentence where an age or a desk follows: "Delano, 17 jaar", "Oduya van het wijkteam"."""
        word = self.words[place]
        if not place or not word.capital or opens_sentence(self.text, word.start):
            return False
        follows = _AGE_AFTER.match(self.text, word.end) or _DESK_AFTER.match(self.text, word.end)
        return bool(follows) and self.words[place - 1].low not in _ARTICLES

    def _lead_of_staff(self, lows: list[str]) -> Lead:
        """Staff announce more behind mijn; of all that "heet" or "is" something, only people matter."""
        if _is_staff(lows[-1]):
            return Lead.ROLE if lows[-2:-1] and lows[-2] in words_of("possessive") else Lead.SELF
        if lows[-1] in _NAMING and lows[-2:-1] and self._is_someone(lows[-2]):
            return Lead.NAME if lows[-1].startswith("he") else Lead.HINT
        return Lead.NONE

    def _is_someone(self, word: str) -> bool:
        """True for a pronoun or a noun for a person."""
        return word in _WHO or word in words_of("family") or _is_staff(word)

    def _touches(self, place: int) -> bool:
        """True where what stands before the word still belongs to it: a space, a colon, the dot of dhr."""
        gap, before = self.words[place].gap, self.words[place - 1].low
        if before in words_of("sign-offs"):
            return len(gap) < 8 and not gap.strip(" ,.!:;\r\n-")
        allowed = " ,:(/\"'." if before in _SHORTENED else " ,:(/\"'"
        return 0 < len(gap) < 5 and not gap.strip(allowed)

    def _joins(self, place: int) -> bool:
        """True where only a space stands between this word and the one before."""
        if not 0 < place < len(self.words):
            return False
        gap = self.words[place].gap
        return gap in (" ", "  ") or (not gap and self.words[place - 1].initials)

    # The first word

    def _begins(self, place: int, lead: Lead) -> bool:
        """True where this word begins a name: initials, or a first name that its surroundings allow."""
        word = self.words[place]
        if word.initials:
            return self._surname_end(place + 1) > place + 1
        stars = self._first_stars(word.low)
        if word.low in self.no_names and (stars is None or lead < Lead.ROLE):
            return False
        if not word.capital:
            return self._small_begins(place, lead, stars)
        return self._unlisted_begins(place, lead) if stars is None else self._listed_begins(place, lead, stars)

    def _first_stars(self, low: str) -> int | None:
        """The stars of a first name on the list; of two names joined by a dash both must stand there: Pieter-Bas."""
        parts = [low] if low in self.first else low.split("-")
        return self.first[parts[0]] if all(part in self.first for part in parts) else None

    def _listed_begins(self, place: int, lead: Lead, stars: int) -> bool:
        """A capital that is on the list: stars ask for a lead or a surname, all capitals for length."""
        text = self.words[place].text
        if stars:
            return lead > Lead.NONE or self._known_surname_follows(place + 1)
        return lead > Lead.NONE or len(text) > 4 or not text.isupper()

    def _unlisted_begins(self, place: int, lead: Lead) -> bool:
        """A capital that is on no list: who announces it, or a surname behind it, must make it a name."""
        word = self.words[place]
        shouted = word.text[:2].isupper() and lead < Lead.NAME
        if shouted or word.low in self.last or word.low in self.prefixes or word.low in words_of("body before"):
            return False
        if lead is Lead.SELF and ends_as(word.low, "trade endings"):
            return self._surname_end(place + 1) > place + 1
        announced = lead >= Lead.SELF and len(word.text) > 1
        return announced or self._known_surname_follows(place + 1)

    def _small_begins(self, place: int, lead: Lead, stars: int | None) -> bool:
        """A small letter needs a name from the list and a lead; only "ik heet" makes a name of any word."""
        word = self.words[place]
        if lead is Lead.NAME:
            return len(word.low) > 1 and word.low not in self.prefixes and word.low not in self.last
        if lead is Lead.SELF and stars == 1:
            return bool(_CLAUSE_ENDS.match(self.text, word.end))
        if lead >= Lead.ROLE:
            return stars in (0, 1)
        return stars == 0 and (lead > Lead.NONE or (self.careless and len(word.low) > 3))

    # Surnames

    def _rest(self, place: int) -> int:
        """The place after the last of at most four more parts of the name."""
        for _ in range(4):
            end = self._surname_end(place)
            if end == place or (end > place + 1 and not self._takes_prefix(place)):
                break
            place = end
        return place

    def _takes_prefix(self, place: int) -> bool:
        """True behind a first name; behind a surname "van" tells where someone works: mevrouw Snoek van Toezicht."""
        before = self.words[place - 1]
        return before.initials or before.low in self.first or self.lead(place - 1) is not Lead.TITLE

    def _surname_end(self, place: int) -> int:
        """The place after a surname, or a further first name, that begins here; this place itself if there is none."""
        last = self._after_prefixes(place)
        if not self._joins(last) or not self._joins(place):
            return place
        word, prefixes = self.words[last], [word.low for word in self.words[place:last]]
        if self.words[place - 1].initials and word.capital and prefixes:
            return last + 1
        if word.initials:
            return last + 1 if not prefixes and self._initials_end_well(last) else place
        fits = self._capital_follows(word, prefixes) if word.capital else self._small_follows(word, prefixes)
        return last + 1 if fits else place

    def _initials_end_well(self, place: int) -> bool:
        """True for initials inside a name (Robert J. Smit) or at its end (Daan B.); not for the end of a sentence."""
        after = place + 1
        if after < len(self.words) and not self.words[after].initials and self._surname_end(after) > after:
            return True
        return bool(_SENTENCE_GOES_ON.match(self.text, self.words[place].end))

    def _after_prefixes(self, place: int) -> int:
        """The place after van, de, der and the like, at most three of them."""
        end, limit = place, min(place + 3, len(self.words) - 1)
        while end < limit and self.words[end].low in self.prefixes and self.words[end + 1].gap == " ":
            end += 1
        return end

    def _capital_follows(self, word: Word, prefixes: list[str]) -> bool:
        """True for a capital that is no ordinary word and no abbreviation."""
        if prefixes in _PLACE_PREFIXES or word.low in self.no_names:
            return bool(prefixes) and word.low in self.last
        listed = word.low in self.last or word.low in self.first
        return listed or len(word.text) < 2 or not word.text.isupper()

    def _small_follows(self, word: Word, prefixes: list[str]) -> bool:
        """True for a small letter only when the name is on the list, or behind an Arabic el, al, ben."""
        if prefixes and prefixes[-1] in _ARABIC:
            return len(word.low) > 3 and word.low not in self.no_names
        stars = self.last.get(word.low)
        if stars is None:
            return not prefixes and self.first.get(word.low) == 0
        return stars == 0 or (stars == 1 and bool(prefixes))

    def _known_surname_follows(self, place: int) -> bool:
        """True where a surname from the list stands here, or any behind van, de and the like."""
        last = self._after_prefixes(place)
        return self._surname_end(place) > place and (last > place or self.words[last].low in self.last)

    def _surname_alone(self, place: int, lead: Lead) -> int:
        """The place after a surname without a first name; this place itself if there is none."""
        last = self._after_prefixes(place)
        word, stars = self.words[last], self.last.get(self.words[last].low)
        if word.low in self.no_names and (stars is None or lead < Lead.TITLE):
            return place
        if not word.capital:
            usable = stars is not None and (stars < 2 or last > place) and self.words[place].low not in _PLACES
            return last + 1 if usable and lead >= Lead.TITLE else place
        return last + 1 if self._surname_stands(place, last, lead, stars) else place

    def _surname_stands(self, place: int, last: int, lead: Lead, stars: int | None) -> bool:
        """True for a capital that its lead, or the list alone, makes a surname."""
        if lead >= Lead.ROLE and (stars is not None or self._sounds_like_surname(place, last, lead)):
            return True
        if lead is Lead.SELF and last > place and self.words[place].capital and _is_staff(self.words[place - 1].low):
            return True
        return stars == 0 and not self.words[last].text.isupper() and self._plain_prefixes(place, last)

    def _sounds_like_surname(self, place: int, last: int, lead: Lead) -> bool:
        """True for an unlisted surname: De Ruwe, mevrouw van Zijderveld; not for "mijn begeleider van Nidos"."""
        prefixes, word = [word.low for word in self.words[place:last]], self.words[last]
        if not prefixes or prefixes[0] in _PLACES or prefixes in _PLACE_PREFIXES or word.text[:2].isupper():
            return False
        return (lead >= Lead.TITLE or self.words[place].capital) and not ends_as(word.low, "body endings")

    def _plain_prefixes(self, place: int, last: int) -> bool:
        """True where what stands before a surname can only be part of it: none, van der, De inside a sentence."""
        if last - place == 1:
            return self.words[place].capital and not opens_sentence(self.text, self.words[place].start)
        return True

    # Bodies and buildings

    def is_body(self, place: int, end: int) -> bool:
        """True where the name is that of a school, a street, a firm or a feast and not of the person it honours."""
        lead, last = self.lead(place), self.words[end - 1].low
        run = " ".join(word.low for word in self.words[place : end + 2])
        if any(run == body or run.startswith(f"{body} ") for body in words_of("named after people")):
            return True
        endings = "sure body endings" if lead >= Lead.ROLE else "body endings"
        if ends_as(last, endings) and last not in self.last and last not in self.first:
            return True
        follows = self._joins(end) and self.words[end].low in words_of("body after")
        return (follows and lead < Lead.TITLE) or (lead <= Lead.HINT and self._body_before(place))

    def _body_before(self, place: int) -> bool:
        """True behind a word for a body, behind an article, and behind "zit op"."""
        if not self._joins(place) and not (place and self.words[place].gap == ". "):
            return False
        lows = [word.low for word in self.words[max(0, place - 2) : place]]
        if lows in (["was", "het"], ["is", "het"]):
            return False
        listed = lows[-1] in words_of("body before") or lows[-1] in _ARTICLES or " ".join(lows) in words_of("attends")
        return listed or ends_as(lows[-1], "body endings")
