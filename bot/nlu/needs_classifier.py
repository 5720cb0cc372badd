"""The needs model as a Rasa component."""

from __future__ import annotations

import hashlib
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.lemmas import pipeline
from bot.nlu.needs_model import NeedsModel
from bot.nlu.second_need import second_need
from bot.nlu.vectors import state
from bot.settings import ROOT, Settings

BESIDE = ("bot/understanding/language.py", "data/reference/concepts.yml")
"""Sources of the features that lie outside bot/nlu."""

KEPT = 10
"""How many of the likeliest intents go into the ranking."""


SECOND = "second_need"
"""Where a second need stands in what Rasa passes on; read in actions/flow_action.py."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NeedsClassifier(GraphComponent):
    """Names the intent of a message: one of the needs or a dialogue act."""

    def __init__(self, storage: ModelStorage, resource: Resource, model: NeedsModel | None = None) -> None:
        self._storage, self._resource, self._model = storage, resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NeedsClassifier:
        """A component that still has to be trained."""
        return cls(model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """What else the component is made of: else Rasa's cache would hand back one from before a change in there."""
        sources = [*sorted((ROOT / "bot" / "nlu").glob("*.py")), *(ROOT / source for source in BESIDE)]
        made = hashlib.sha256(b"".join(source.read_bytes() for source in sources))
        return f"{made.hexdigest()} {[(name, state(name)) for name in Settings.read().vectors]}"

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples; the voice of a row is its group."""
        rows = [one for one in training_data.intent_examples if one.get(TEXT)]
        voices = [voice_of(one) for one in rows]
        texts, intents = [one.get(TEXT) for one in rows], [one.get(INTENT) for one in rows]
        self._model = NeedsModel.fit(texts, intents, voices, Settings.read().vectors)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / "needs.joblib", compress=3)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NeedsClassifier:
        """The trained component out of a model archive."""
        for language in ("nl", "en"):
            pipeline(language)  # half a second each, not at somebody's first message
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, joblib.load(folder / "needs.joblib"))

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the intent, the ranking and a second need on each message that has text."""
        for message in messages:
            if self._model and message.get(TEXT):
                ranking = [
                    {"name": name, "confidence": sure} for name, sure in self._model.rank(message.get(TEXT))[:KEPT]
                ]
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set("intent_ranking", ranking, add_to_output=True)
                second = second_need(message.get(TEXT), str(ranking[0]["name"]), self._model.rank)
                if second:
                    message.set(SECOND, {"name": second[0], "confidence": second[1]}, add_to_output=True)
        return messages


def voice_of(message: Message) -> str:
    """The voice that a training row was written in, from the metadata of its block."""
    metadata = message.get(METADATA) or {}
    return str((metadata.get("intent") or {}).get("voice", "acts"))
