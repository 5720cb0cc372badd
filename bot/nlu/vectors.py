"""Word vectors of a spaCy model, where one is installed; nothing depends on it.

Named by one setting (DEURWIJZER_VECTORS=nl_core_news_md, or the folder of a model; several with commas). What is not
installed gives no features, and the model is trained as if it had not been named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin

from bot.understanding.language import guess

if TYPE_CHECKING:
    from spacy.language import Language

MOST = 300
"""Words that are looked at, as with the lemmas."""


def state(name: str) -> str:
    """The version of an installed model, a hash of one in a folder; empty where there is none of that name."""
    made = Path(name) / "meta.json"
    if made.is_file():
        parts = sorted(part for part in made.parent.rglob("*") if part.is_file())
        return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()
    try:
        return version(name) if name else ""
    except (PackageNotFoundError, ValueError):
        return ""


def installed(names: Iterable[str]) -> list[str]:
    """Those of the named models that are there."""
    return [name for name in names if state(name)]


class MeanVector(BaseEstimator, TransformerMixin):
    """The mean of the vectors of a text's words, of length one; zeros where the model is of another language."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fit(self, texts: Sequence[str], labels: Any = None) -> MeanVector:
        """Remembers how long a vector is."""
        found = _load(self.name)
        self.size_ = found.vocab.vectors_length if found else 0
        return self

    def transform(self, texts: Iterable[str]) -> csr_matrix:
        """One row for each text."""
        return csr_matrix(np.vstack([self.one(text) for text in texts]).astype(np.float32))

    def one(self, text: str) -> Any:
        """The vector of one text; zeros also where the model that was trained with is no longer installed."""
        found, empty = _load(self.name), np.zeros(self.size_, np.float32)
        if not found or found.lang != guess(text):
            return empty
        words = [found.vocab[token.text] for token in found.make_doc(" ".join(text.split()[:MOST]))]
        total = empty + sum(np.asarray(word.vector) for word in words if word.has_vector)
        length = np.linalg.norm(total)
        return total / length if length else empty


@lru_cache(maxsize=4)
def _load(name: str) -> Language | None:
    """The tokeniser and the vectors; what else is in the model is left out."""
    if not state(name):
        return None
    import spacy
    from spacy.util import get_model_meta, get_package_path

    folder = Path(name) if Path(name).is_dir() else get_package_path(name)
    return spacy.load(name, exclude=get_model_meta(folder).get("pipeline", []))
