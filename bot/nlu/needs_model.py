"""Which need a text is about: character and word n-grams into a linear classifier, with calibrated confidence.

A pure model (scikit-learn, no Rasa): `needs_classifier.py` is the shell that puts it into the pipeline.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from bot.nlu.concepts import concepts
from bot.nlu.lemmas import lemmas
from bot.nlu.vectors import MeanVector, installed

STRENGTH = 0.4
"""C of the support vector machine; 0.2 to 0.5 score alike, higher ones worse on voices that were not trained on."""

TOLERANCE = 0.01
"""When the training stops; a hundredth of it changes no guess on the evaluation set and takes a quarter longer."""

PARTS = 4
"""A fold of the calibration leaves out every fourth voice; two folds are enough for one number."""

UNFITTED = 5.0
"""The scale where there are too few voices to fit it."""

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


NOTIONS = 0.25
"""The weight of the concepts; a half or more makes them drown out the words, and held-out voices lose by it."""


def features(vectors: Sequence[str] = ()) -> FeatureUnion:
    """Words and word pairs, pieces of words (which carry over typing errors and compounds), lemmas and concepts.

    `vectors` names spaCy models; the mean vector of each one that is installed comes beside the rest.
    """
    words = TfidfVectorizer(
        preprocessor=plain, token_pattern=WORD, ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32
    )
    pieces = TfidfVectorizer(
        preprocessor=plain, analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True, dtype=np.float32
    )
    stems = TfidfVectorizer(
        preprocessor=plain, tokenizer=lemmas, token_pattern=None, lowercase=False, sublinear_tf=True, dtype=np.float32
    )
    notions = TfidfVectorizer(
        preprocessor=plain, tokenizer=concepts, token_pattern=None, lowercase=False, sublinear_tf=True, dtype=np.float32
    )
    means = [(name, MeanVector(name)) for name in installed(vectors)]
    parts = [("words", words), ("pieces", pieces), ("lemmas", stems), ("concepts", notions), *means]
    return FeatureUnion(parts, transformer_weights={"concepts": NOTIONS})


@dataclass
class NeedsModel:
    """A trained model. `rank` gives every label with its confidence, best first; confidences add up to one."""

    vectors: FeatureUnion
    weights: Any
    bias: Any
    labels: list[str]
    scale: float

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        groups: Sequence[str] = (),
        vectors: Sequence[str] = (),
    ) -> NeedsModel:
        """Train on all rows; the scale of the confidence comes from rows of groups (voices) that were left out.

        `vectors` names spaCy models whose word vectors are used where they are installed.
        """
        union = features(vectors)
        matrix = union.fit_transform(texts)
        truth, voices = np.asarray(labels), np.asarray(groups or ["one"] * len(texts))
        everything = np.zeros(len(texts), bool)
        held_out = [everything, *_folds(truth, voices)]
        machine, *others = Parallel(n_jobs=-1)(delayed(_machine)(matrix, truth, out) for out in held_out)
        scale = _scale([_margins(*one, matrix, truth) for one in zip(others, held_out[1:], strict=True)])
        weights = machine.coef_.astype(np.float32).T.copy()
        return cls(union, weights, machine.intercept_, list(machine.classes_), scale)

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every label with its confidence, best first."""
        confidence = _softmax(self.margins(text) * self.scale)
        return [(self.labels[place], float(confidence[place])) for place in np.argsort(-confidence)]

    def margins(self, text: str) -> Any:
        """How far the text is on the side of each label; the same as scikit-learn's own, in a third of the time."""
        total = self.bias.copy()
        for vectorizer, idf, weights in self._parts:
            row = CountVectorizer.transform(vectorizer, [text])
            values = (np.log(row.data) + 1) * idf[row.indices]
            if len(values):
                total += (values / np.linalg.norm(values)) @ weights[row.indices]
        for mean, weights in self._means:
            total += mean.one(text) @ weights
        return total

    @cached_property
    def _parts(self) -> list[tuple[TfidfVectorizer, Any, Any]]:
        """Each vectorizer with its idf and its weights: scikit-learn sums up all of its idf again at every text."""
        return [(part, part.idf_, weights) for part, weights in self._sliced() if isinstance(part, TfidfVectorizer)]

    @cached_property
    def _means(self) -> list[tuple[MeanVector, Any]]:
        """Each mean of word vectors with its weights."""
        return [(part, weights) for part, weights in self._sliced() if isinstance(part, MeanVector)]

    def _sliced(self) -> Iterator[tuple[Any, Any]]:
        """Each family of features with its share of the weights, multiplied by what the family counts for."""
        counts, start = self.vectors.transformer_weights or {}, 0
        for name, part in self.vectors.transformer_list:
            size = part.size_ if isinstance(part, MeanVector) else len(part.idf_)
            yield part, self.weights[start : start + size] * np.float32(counts.get(name, 1.0))
            start += size


def _softmax(values: Any) -> Any:
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def _folds(labels: Any, groups: Any) -> list[Any]:
    """Which rows are left out in each fold: those of some groups (voices). None where there are too few groups.

    A group that alone knows a label, as the dialogue acts do, is never left out.
    """
    names = [name for name in sorted(set(groups)) if set(labels[groups == name]) <= set(labels[groups != name])]
    if len(names) < PARTS:
        return []
    return [np.isin(groups, part) for part in (names[0::PARTS], names[1::PARTS])]


def _machine(matrix: Any, labels: Any, out: Any) -> LinearSVC:
    """Trained on all rows but those left out; in a process of its own, because it takes most of the training."""
    return LinearSVC(C=STRENGTH, tol=TOLERANCE, random_state=0).fit(matrix[~out], labels[~out])


def _margins(machine: LinearSVC, out: Any, matrix: Any, labels: Any) -> tuple[Any, Any]:
    """Margins on the rows that were left out, and the places of their labels."""
    places = {label: place for place, label in enumerate(machine.classes_)}
    return machine.decision_function(matrix[out]), np.asarray([places[label] for label in labels[out]])


def _scale(folds: Sequence[tuple[Any, Any]]) -> float:
    """The scale at which confidence fits how often the model is right on rows that it has not seen."""
    if not folds:
        return UNFITTED
    margins, truth = np.vstack([fold[0] for fold in folds]), np.concatenate([fold[1] for fold in folds])
    found = minimize_scalar(lambda scale: _loss(margins * scale, truth), bounds=(0.5, 20.0), method="bounded")
    return float(found.x)


def _loss(margins: Any, truth: Any) -> float:
    confidence = _softmax(margins)[np.arange(len(truth)), truth]
    return float(-np.log(np.clip(confidence, 1e-9, 1.0)).mean())
