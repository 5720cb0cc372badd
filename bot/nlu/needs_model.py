"""Which need a text is about: character and word n-grams into a linear classifier, with calibrated confidence.

A pure model (scikit-learn, no Rasa): `needs_classifier.py` is the shell that puts it into the pipeline.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from bot.nlu.lemmas import lemmas

STRENGTH = 0.4
"""C of the support vector machine; 0.2 to 0.5 score alike, higher ones worse on voices that were not trained on."""

LONGEST = 4000
"""Characters that are looked at: what people need stands in there, and time stays bounded."""

_STRETCH = re.compile(r"(\w)\1{2,}")
_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")


def plain(text: str) -> str:
    """Lower case, straight apostrophes, no invisible characters, at most two of the same letter in a row."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).lower().replace("’", "'").replace("`", "'")
    return _SPACE.sub(" ", _STRETCH.sub(r"\1\1", _INVISIBLE.sub("", text))).strip()


WORD = r"(?u)\b\w+\b"


def features() -> FeatureUnion:
    """Words and word pairs, pieces of words (which carry over typing errors and unknown compounds), and lemmas."""
    words = TfidfVectorizer(
        preprocessor=plain, token_pattern=WORD, ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32
    )
    pieces = TfidfVectorizer(
        preprocessor=plain, analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True, dtype=np.float32
    )
    stems = TfidfVectorizer(
        preprocessor=plain, tokenizer=lemmas, token_pattern=None, lowercase=False, sublinear_tf=True, dtype=np.float32
    )
    return FeatureUnion([("words", words), ("pieces", pieces), ("lemmas", stems)])


@dataclass
class NeedsModel:
    """A trained model. `rank` gives every label with its confidence, best first; confidences add up to one."""

    vectors: FeatureUnion
    weights: Any
    bias: Any
    labels: list[str]
    scale: float

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str], groups: Sequence[str] = ()) -> NeedsModel:
        """Train on all rows; the scale of the confidence comes from rows of groups (voices) that were left out."""
        vectors = features()
        matrix = vectors.fit_transform(texts)
        machine = LinearSVC(C=STRENGTH).fit(matrix, labels)
        scale = _calibrate(matrix, np.asarray(labels), np.asarray(groups or ["one"] * len(texts)))
        return cls(
            vectors, machine.coef_.astype(np.float32).T.copy(), machine.intercept_, list(machine.classes_), scale
        )

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every label with its confidence, best first."""
        margins = self.vectors.transform([text]) @ self.weights + self.bias
        confidence = _softmax(margins[0] * self.scale)
        return [(self.labels[place], float(confidence[place])) for place in np.argsort(-confidence)]


def _softmax(values: Any) -> Any:
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def _calibrate(matrix: Any, labels: Any, groups: Any, folds: int = 3) -> float:
    """The scale at which confidence fits how often the model is right, on groups that it has not seen."""
    names = sorted(set(groups))
    held_out = [names[fold::folds] for fold in range(min(folds, len(names)))] if len(names) > 1 else []
    parts = [part for part in (_margins(matrix, labels, np.isin(groups, out)) for out in held_out) if part is not None]
    if not parts:
        return 5.0
    margins, truth = np.vstack([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    found = minimize_scalar(lambda scale: _loss(margins * scale, truth), bounds=(0.5, 20.0), method="bounded")
    return float(found.x)


def _margins(matrix: Any, labels: Any, out: Any) -> tuple[Any, Any] | None:
    """Margins on the rows that were left out, for labels that the rest knows."""
    machine = LinearSVC(C=STRENGTH).fit(matrix[~out], labels[~out])
    places = {label: place for place, label in enumerate(machine.classes_)}
    known = np.asarray([label in places for label in labels[out]])
    if len(places) != len(set(labels)):
        return None
    return machine.decision_function(matrix[out][known]), np.asarray([places[label] for label in labels[out][known]])


def _loss(margins: Any, truth: Any) -> float:
    confidence = _softmax(margins)[np.arange(len(truth)), truth]
    return float(-np.log(np.clip(confidence, 1e-9, 1.0)).mean())
