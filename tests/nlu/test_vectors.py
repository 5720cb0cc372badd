"""Word vectors: used where a model with them is named and there, and no matter where not."""

from __future__ import annotations

import pytest

pytest.importorskip("sklearn", reason="the model comes with the Rasa extra")

import numpy as np
import spacy

from bot.nlu.needs_classifier import NeedsClassifier
from bot.nlu.needs_model import NeedsModel, features
from bot.nlu.vectors import MeanVector, state
from bot.processes.training import fingerprint
from tests.nlu.test_needs_model import ROWS

pytestmark = pytest.mark.rasa

TEXTS = [text for rows in ROWS.values() for text in rows]
LABELS = [need for need, rows in ROWS.items() for _ in rows]
WORDS = {"schulden": [1.0, 0.0, 0.0], "rekeningen": [0.9, 0.1, 0.0], "krijtstreep": [1.0, 0.0, 0.0], "ik": [0, 0, 0.2]}


@pytest.fixture
def vectors(tmp_path) -> str:
    """The folder of a spaCy model that knows a handful of words."""
    nlp = spacy.blank("nl")
    for word, vector in WORDS.items():
        nlp.vocab.set_vector(word, np.array(vector, dtype="float32"))
    nlp.to_disk(tmp_path / "tiny")
    return str(tmp_path / "tiny")


def test_a_word_that_no_row_has_is_heard_by_its_vector(vectors):
    with_them = NeedsModel.fit(TEXTS, LABELS, vectors=[vectors])
    without = NeedsModel.fit(TEXTS, LABELS)
    text = "ik heb krijtstreep"
    sure = {name: dict(model.rank(text))["debt"] for name, model in (("with", with_them), ("without", without))}
    assert sure["with"] > sure["without"]


def test_the_quick_way_counts_them_too(vectors):
    model = NeedsModel.fit(TEXTS, LABELS, vectors=[vectors])
    slow = model.vectors.transform(["krijtstreep en schulden"]) @ model.weights + model.bias
    assert np.allclose(model.margins("krijtstreep en schulden"), slow[0], atol=1e-4)


def test_a_model_that_is_not_installed_changes_nothing():
    text, plain = "ik heb schulden", NeedsModel.fit(TEXTS, LABELS)
    assert NeedsModel.fit(TEXTS, LABELS, vectors=["nl_core_news_nowhere"]).rank(text) == plain.rank(text)
    assert [name for name, _ in features(["nl_core_news_nowhere"]).transformer_list] == [
        name for name, _ in features().transformer_list
    ]


def test_dutch_vectors_say_nothing_of_english(vectors):
    mean = MeanVector(vectors).fit([])
    assert mean.one("ik heb schulden").any()
    assert not mean.one("I have debts and the bailiff is at the door").any()


def test_a_text_without_known_words_has_no_direction(vectors):
    assert not MeanVector(vectors).fit([]).one("niemand weet dit").any()


def test_the_fingerprints_hold_them(vectors, monkeypatch):
    monkeypatch.delenv("DEURWIJZER_VECTORS", raising=False)
    ours, rasas = fingerprint(), NeedsClassifier.fingerprint_addon({})
    monkeypatch.setenv("DEURWIJZER_VECTORS", vectors)
    assert fingerprint() != ours
    assert NeedsClassifier.fingerprint_addon({}) != rasas


def test_what_is_not_there_has_no_version(vectors):
    assert state("nl_core_news_nowhere") == state("") == ""
    assert state(vectors)
