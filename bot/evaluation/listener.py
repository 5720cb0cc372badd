"""The bot as a listener: what the running system makes of a first message, without a server and without Rasa.

The same parts in the same order: private data out of the text, the lexicon of danger, the trained classifier, and the
dialogue core, which decides whether a danger is grave enough and whether to ask which need is meant.
"""

from __future__ import annotations

import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

import joblib

from bot.domain.conversation import Conversation
from bot.domain.errors import BadInput, BotError, TooLarge
from bot.evaluation.scores import Seen
from bot.house import doorkeeper
from bot.nlu.needs_model import NeedsModel
from bot.services.masking import clean, without_private_data
from bot.settings import LOCAL
from bot.talk.dispatch import respond
from bot.talk.model import Heard, World
from bot.understanding.danger import find_danger
from bot.understanding.language import danger_abroad, guess

CLASSIFIER = "needs.joblib"
KEPT = 10
"""How many intents the classifier passes on; as in bot/nlu/needs_classifier.py, which needs Rasa to be read."""


class NoModel(BotError):
    """There is no trained model, or not one of ours."""


def load_model(archive: Path) -> NeedsModel:
    """The classifier out of a model archive. Raises NoModel. Only for archives that this copy trained itself."""
    try:
        with tarfile.open(archive) as tar, tempfile.TemporaryDirectory() as folder:
            member = next(one for one in tar.getmembers() if one.name.endswith(f"/{CLASSIFIER}"))
            member.name = CLASSIFIER
            tar.extract(member, folder)
            model = joblib.load(Path(folder) / CLASSIFIER)
    except (OSError, tarfile.TarError, StopIteration) as error:
        raise NoModel(f"there is no model of ours at {archive}; `deurwijzer train` makes one") from error
    if not isinstance(model, NeedsModel):
        raise NoModel(f"the classifier in {archive} is of another kind; train again")
    return model


class Listener:
    """Hears texts one by one, each as the first message of a new talk."""

    def __init__(self, model: NeedsModel, profile: Path, now: datetime | None = None) -> None:
        house = doorkeeper.__wrapped__(str(profile))  # of its own: the shared one may know the doors of a store
        self._model, self._needs = model, house.needs
        self._world = World(now or datetime.now(LOCAL), house.profile, house.needs, house.choose)

    def hear(self, text: str) -> Seen:
        """What the system does with this text; nothing where the gateway would refuse it."""
        try:
            words = clean(text)
        except (BadInput, TooLarge):
            return Seen()
        danger = find_danger(words)
        code, abroad = (danger.code, None) if danger else danger_abroad(words) or (None, None)
        masked, _ = without_private_data(words)
        ranking = self._model.rank(masked)[:KEPT]
        needs = tuple((code, sure) for code, sure in ranking if code in self._needs)
        heard = Heard(masked, ranking[0][0], ranking[0][1], tuple(ranking), crisis=code, abroad=abroad)
        talk = respond(self._new_talk(words), heard, self._world).talk
        return Seen(needs, talk.crisis or code, code, talk.memory.asks == "need")

    def _new_talk(self, text: str) -> Conversation:
        now, spoken = self._world.now, guess(text)
        return Conversation("eval", "web", now, now, language="en" if spoken == "en" else "nl")
