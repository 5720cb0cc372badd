"""What was tried beside the chosen classifier, on voices that were left out: `python -m bench.tries [NAME…]`.

`--voices everyday young english2` leaves out these only, which takes a third of the time.

The vectorizers see all rows (words without labels), the classifiers only the voices that are not judged; so a try costs
one training for each voice, and the figures of different tries can be compared. What came of it: README, Decisions.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC

from bench.tables import percent, print_table
from bench.training_rows import TrainingRow, read_rows
from bot.evaluation.scores import calibration_error
from bot.nlu.needs_model import NOTIONS, STRENGTH, TOLERANCE, features
from bot.reference import load_needs
from bot.settings import REFERENCE
from bot.understanding.danger import all_dangers
from bot.understanding.language import guess

JUDGED = ("citizen", "everyday", "family", "plain", "professional", "young", "english", "english2")
"""Voices that are left out in turn: those that speak about every need."""

SEED = 7
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True)
class Rows:
    """The rows with what every try needs of them, made once."""

    rows: Sequence[TrainingRow]

    @cached_property
    def vectors(self) -> Any:
        """The vectorizers of the model, fitted on all texts."""
        return features().fit([row.text for row in self.rows])

    @cached_property
    def blocks(self) -> dict[str, Any]:
        """Each family of features as a matrix: words, pieces of words, lemmas, and what the danger lexicon sees."""
        texts = [row.text for row in self.rows]
        counts = self.vectors.transformer_weights or {}
        made = {name: part.transform(texts) * counts.get(name, 1.0) for name, part in self.vectors.transformer_list}
        return {**made, "concepts in full": made["concepts"] / NOTIONS, "lexicon": _lexicon(texts) * NOTIONS}

    @cached_property
    def labels(self) -> Any:
        return np.asarray([row.intent for row in self.rows])

    @cached_property
    def needs(self) -> Any:
        """Which rows are judged: those of a need."""
        known = load_needs(REFERENCE)
        return np.asarray([row.intent in known for row in self.rows])

    @cached_property
    def english(self) -> Any:
        return np.asarray([guess(row.text) == "en" for row in self.rows])

    def voice(self, name: str) -> Any:
        """Which rows were written in this voice."""
        return np.asarray([row.voice == name for row in self.rows])

    def matrix(self, *names: str) -> Any:
        """These families of features beside one another."""
        return hstack([self.blocks[name] for name in names], format="csr")


Scores = tuple[Any, Any]
"""For each judged row a weight for each label, and the labels."""

Try = Callable[[Rows, Any, Any], Scores]
"""From all rows, the places to train on and the places to judge, to scores."""

CHOSEN = ("words", "pieces", "lemmas", "concepts")


def _lexicon(texts: Sequence[str]) -> Any:
    """Each family of the danger lexicon that fires as a feature of its own."""
    found = [[one.pattern for one in all_dangers(text)] for text in texts]
    names = {name: place for place, name in enumerate(sorted({name for one in found for name in one}))}
    at = [(row, names[name]) for row, one in enumerate(found) for name in one]
    rows, columns = zip(*at, strict=True)
    return csr_matrix((np.ones(len(at), np.float32), (rows, columns)), shape=(len(texts), len(names)))


def _svm(*names: str, strength: float = STRENGTH) -> Try:
    def score(rows: Rows, train: Any, test: Any) -> Scores:
        matrix = rows.matrix(*names)
        machine = LinearSVC(C=strength, tol=TOLERANCE).fit(matrix[train], rows.labels[train])
        return machine.decision_function(matrix[test]), machine.classes_

    return score


def _of(make: Callable[[], Any], *names: str) -> Try:
    """A scikit-learn classifier that gives chances."""

    def score(rows: Rows, train: Any, test: Any) -> Scores:
        matrix = rows.matrix(*names)
        machine = make().fit(matrix[train], rows.labels[train])
        return np.log(machine.predict_proba(matrix[test]) + 1e-9), machine.classes_

    return score


def _ridge(rows: Rows, train: Any, test: Any) -> Scores:
    matrix = rows.matrix(*CHOSEN)
    machine = RidgeClassifier(alpha=1.0, tol=0.01, solver="lsqr").fit(matrix[train], rows.labels[train])
    return machine.decision_function(matrix[test]), machine.classes_


def _average(*tries: Try) -> Try:
    """The mean of the standardised scores of several."""

    def score(rows: Rows, train: Any, test: Any) -> Scores:
        found = [one(rows, train, test) for one in tries]
        return sum((part - part.mean()) / part.std() for part, _ in found), found[0][1]

    return score


def _dense(rows: Rows, train: Any, test: Any) -> Scores:
    """Like fastText: the words and pieces of a text averaged into 300 numbers, and a small network over them."""
    matrix = rows.matrix(*CHOSEN)
    squeeze = TruncatedSVD(300, n_iter=2, random_state=SEED).fit(matrix[train])
    machine = MLPClassifier((300,), early_stopping=True, max_iter=30, random_state=SEED)
    machine.fit(squeeze.transform(matrix[train]), rows.labels[train])
    return np.log(machine.predict_proba(squeeze.transform(matrix[test])) + 1e-9), machine.classes_


def _pooled(share: float) -> Try:
    """A text as a whole, and the surest of its sentences for each label, weighed together."""

    def score(rows: Rows, train: Any, test: Any) -> Scores:
        matrix = rows.matrix(*CHOSEN)
        machine = LinearSVC(C=STRENGTH, tol=TOLERANCE, random_state=0).fit(matrix[train], rows.labels[train])
        whole = machine.decision_function(matrix[test])
        for place, at in enumerate(np.flatnonzero(test)):
            parts = [part for part in _SENTENCE.split(rows.rows[at].text) if len(part.split()) > 2]
            if len(parts) > 1:
                best = machine.decision_function(rows.vectors.transform(parts)).max(axis=0)
                whole[place] = (1 - share) * whole[place] + share * best
        return whole, machine.classes_

    return score


def _noisy(rows: Rows, train: Any, test: Any) -> Scores:
    """Each Dutch row once more with typing errors."""
    matrix, chance = rows.matrix(*CHOSEN), random.Random(SEED)
    texts = [_typo(rows.rows[at].text, chance) for at in np.flatnonzero(train)]
    more = rows.vectors.transform(texts)
    both = hstack([matrix[train].T, more.T], format="csr").T.tocsr()
    machine = LinearSVC(C=STRENGTH, tol=TOLERANCE, random_state=0).fit(both, np.tile(rows.labels[train], 2))
    return machine.decision_function(matrix[test]), machine.classes_


def _typo(text: str, chance: random.Random) -> str:
    """About one word in eight loses a letter or has two swapped."""
    words = text.split()
    for place, word in enumerate(words):
        if len(word) > 4 and chance.random() < 1 / 8:
            at = chance.randrange(1, len(word) - 1)
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            words[place] = swapped if chance.random() < 0.5 else word[:at] + word[at + 1 :]
    return " ".join(words)


TRIES: dict[str, Try] = {
    "chosen: words, pieces, lemmas, concepts": _svm(*CHOSEN),
    "concepts four times as heavy": _svm("words", "pieces", "lemmas", "concepts in full"),
    "concepts alone": _svm("concepts"),
    "words, pieces, lemmas": _svm("words", "pieces", "lemmas"),
    "words": _svm("words"),
    "pieces": _svm("pieces"),
    "lemmas": _svm("lemmas"),
    "words, pieces": _svm("words", "pieces"),
    "pieces, lemmas": _svm("pieces", "lemmas"),
    "with the danger lexicon": _svm(*CHOSEN, "lexicon"),
    "logistic regression": _of(lambda: LogisticRegression(C=30, solver="liblinear", tol=0.05), *CHOSEN),
    "complement naive Bayes": _of(lambda: ComplementNB(alpha=0.3), *CHOSEN),
    "ridge": _ridge,
    "SVM and naive Bayes": _average(_svm(*CHOSEN), _of(lambda: ComplementNB(alpha=0.3), *CHOSEN)),
    "SVM and ridge": _average(_svm(*CHOSEN), _ridge),
    "300 numbers and a network": _dense,
    "SVM and network": _average(_svm(*CHOSEN), _dense),
    "half the surest sentence": _pooled(0.5),
    "a quarter the surest sentence": _pooled(0.25),
    "rows with typing errors too": _noisy,
}


def judge(name: str, rows: Rows, voices: Sequence[str] = JUDGED) -> dict[str, Any]:
    """Top-1 and top-3 over all voices that are left out, per language, and the calibration of both kinds."""
    began, right, third, english, folds = time.perf_counter(), list[Any](), list[Any](), list[Any](), list[Any]()
    for voice in voices:
        out = rows.voice(voice)
        test = out & rows.needs
        scores, labels = TRIES[name](rows, ~out, test)
        known = np.isin(labels, np.unique(rows.labels[rows.needs]))
        scores = np.where(known, scores, -np.inf)
        order = labels[np.argsort(-scores, axis=1)[:, :3]]
        truth = rows.labels[test]
        right.append(order[:, 0] == truth)
        third.append((order == truth[:, None]).any(axis=1))
        english.append(rows.english[test])
        folds.append((scores[:, known], np.searchsorted(labels[known], truth)))
    hit, three, en = np.concatenate(right), np.concatenate(third), np.concatenate(english)
    return {
        "top1": float(hit.mean()),
        "nl": float(hit[~en].mean()),
        "en": float(hit[en].mean()),
        "top3": float(three.mean()),
        "temperature": _calibrated(folds, _temperature),
        "isotonic": _calibrated(folds, _isotonic),
        "seconds": time.perf_counter() - began,
    }


Fold = tuple[Any, Any]


def _calibrated(folds: Sequence[Fold], fit: Callable[[Sequence[Fold]], Callable[[Any], Any]]) -> float:
    """The calibration error of each voice with what the other voices taught, as a mean."""
    errors = []
    for place, (scores, truth) in enumerate(folds):
        sure = fit([fold for other, fold in enumerate(folds) if other != place])(scores)
        errors.append(calibration_error(zip(sure, scores.argmax(axis=1) == truth, strict=True)))
    return float(np.mean(errors))


def _softmax(scores: Any) -> Any:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _temperature(folds: Sequence[Fold]) -> Callable[[Any], Any]:
    """One number by which all scores are multiplied."""

    def loss(scale: float) -> float:
        each = [_softmax(scores * scale)[np.arange(len(truth)), truth] for scores, truth in folds]
        return float(-np.log(np.clip(np.concatenate(each), 1e-9, 1)).mean())

    scale = minimize_scalar(loss, bounds=(0.05, 30), method="bounded").x
    return lambda scores: _softmax(scores * scale).max(axis=1)


def _isotonic(folds: Sequence[Fold]) -> Callable[[Any], Any]:
    """A rising line through how often the first guess was right at each lead over the second."""
    lead = np.concatenate([_lead(scores) for scores, _ in folds])
    right = np.concatenate([scores.argmax(axis=1) == truth for scores, truth in folds])
    line = IsotonicRegression(out_of_bounds="clip").fit(lead, right)
    return lambda scores: line.predict(_lead(scores))


def _lead(scores: Any) -> Any:
    two = np.sort(scores, axis=1)[:, -2:]
    return two[:, 1] - two[:, 0]


def main(arguments: Sequence[str]) -> None:
    """Every try, or those whose name holds one of the words; a line as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m bench.tries")
    parser.add_argument("names", nargs="*", help="words in the names of tries; none: all")
    parser.add_argument("--voices", nargs="+", choices=JUDGED, default=JUDGED, help="voices to leave out in turn")
    options = parser.parse_args(arguments)
    names, voices = options.names, options.voices
    wanted = [name for name in TRIES if not names or any(word in name for word in names)]
    rows, lines = Rows(read_rows()), list[tuple[str, ...]]()
    for name in wanted:
        found = judge(name, rows, voices)
        lines.append((name, *(percent(found[key]) for key in ("top1", "nl", "en", "top3")), *_calibration(found)))
        print(*lines[-1], sep=" | ", flush=True)
    head = ("try", "top-1", "Dutch", "English", "top-3", "ECE temperature", "ECE isotonic", "seconds")
    print_table(f"{len(rows.rows)} rows, {len(voices)} voices left out in turn", head, lines)


def _calibration(found: dict[str, Any]) -> tuple[str, str, str]:
    return f"{found['temperature']:.3f}", f"{found['isotonic']:.3f}", f"{found['seconds']:.0f}"


if __name__ == "__main__":
    main(sys.argv[1:])
