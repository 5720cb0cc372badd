"""Words as they stand in a dictionary, by spaCy's tables for Dutch and English: "gepest", "pesten" and "pest" meet."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import spacy
from spacy.language import Language

from bot.understanding.language import guess

MOST = 300
"""Words that are looked at; a longer text has said by then what it is about."""


@lru_cache(maxsize=2)
def pipeline(language: str) -> Language:
    """spaCy's tokeniser and lemma table for `nl` or `en`; no trained model, nothing is fetched."""
    nlp = spacy.blank(language)
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    return nlp


def lemmas(text: str) -> list[str]:
    """The lemmas of a text and their pairs, `a_b`; punctuation and spaces are left out."""
    document = pipeline(guess(text))(" ".join(text.split()[:MOST]))
    found = [token.lemma_.lower() for token in document if not token.is_space and not token.is_punct]
    return [*found, *(f"{first}_{second}" for first, second in pairwise(found))]
