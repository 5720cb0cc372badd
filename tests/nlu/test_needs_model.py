"""The classifier: quick arithmetic that equals scikit-learn's, confidence that adds up, odd input that does no harm."""

from __future__ import annotations

import pytest

pytest.importorskip("sklearn", reason="the model comes with the Rasa extra")

import numpy as np

from bot.nlu.needs_model import NeedsModel, plain

pytestmark = pytest.mark.rasa

ROWS = {
    "waste": [
        "mijn vuilnis wordt niet opgehaald",
        "waar is de milieustraat",
        "de container zit vol",
        "grofvuil ophalen graag",
    ],
    "parking": [
        "ik wil een parkeervergunning",
        "bezoekers kunnen niet parkeren",
        "naheffing voor parkeren",
        "parkeerplek nodig",
    ],
    "debt": [
        "ik heb schulden",
        "de deurwaarder komt",
        "ik kan mijn rekeningen niet betalen",
        "incassobureau belt elke dag",
    ],
}


@pytest.fixture(scope="module")
def model() -> NeedsModel:
    texts = [text for rows in ROWS.values() for text in rows]
    return NeedsModel.fit(texts, [need for need, rows in ROWS.items() for _ in rows])


@pytest.mark.parametrize("text", ["mijn container zit vol", "de deurwaarder belt", "iets heel anders", ""])
def test_the_quick_way_is_scikit_learns_own(model, text):
    slow = model.vectors.transform([text]) @ model.weights + model.bias
    assert np.allclose(model.margins(text), slow[0], atol=1e-4)


def test_confidence_adds_up_and_the_best_comes_first(model):
    ranking = model.rank("er ligt grofvuil naast de container")
    assert ranking[0][0] == "waste"
    assert sum(sure for _, sure in ranking) == pytest.approx(1, abs=1e-5)
    assert [sure for _, sure in ranking] == sorted((sure for _, sure in ranking), reverse=True)


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b" * 1000, "a" * 100_000, "😀" * 5000, "مرحبا كيف حالك", "woord " * 10_000]
)
def test_odd_input_gets_a_ranking(model, text):
    assert len(model.rank(text)) == 3


def test_plain_takes_out_what_hides_words():
    assert plain("Ik  WIL\u200b niet\u00ad, m’n jaaaaa") == "ik wil niet, m'n jaa"
