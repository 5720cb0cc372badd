"""Rasa's command line, without TensorFlow.

Rasa imports TensorFlow whether a model uses it or not. Ours does not, and half of the start (6 of 13 s on one machine)
and most of the memory (350 of 590 MB) go into that import. So empty modules stand in for it, in which every name is a
class without content: enough for Rasa's own neural components to be defined, not to be used. A pipeline that names
one of those gets the real TensorFlow. `python -m bot.processes.lean_rasa run …` is `rasa run …`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.settings import ROOT

ABSENT = frozenset({"tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras"})
NEURAL = (
    "DIETClassifier",
    "ResponseSelector",
    "TEDPolicy",
    "UnexpecTEDIntentPolicy",
    "ConveRTFeaturizer",
    "LanguageModelFeaturizer",
)


class _Nothing(type):
    """A class whose attributes and calls are such classes again; as a decorator it leaves things as they are."""

    def __getattr__(cls, name: str) -> Any:
        return _stand_in(name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        decorates = len(args) == 1 and callable(args[0]) and not kwargs
        return args[0] if decorates else _stand_in(cls.__name__)


def _stand_in(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Nothing(name, (), {})


class _EmptyModules(MetaPathFinder, Loader):
    """Finds an empty module for every name under ABSENT."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if name.partition(".")[0] in ABSENT else None

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["__getattr__"] = _stand_in


def leave_out_tensorflow(config: Path = ROOT / "config.yml") -> bool:
    """Stand in for TensorFlow, unless it is there already or the pipeline needs it; says whether it is left out.

    To be called before the first import of Rasa, in any process that loads the model.
    """
    text = config.read_text("utf-8") if config.exists() else ""
    if "tensorflow" in sys.modules or any(name in text for name in NEURAL):
        return False
    sys.meta_path.insert(0, _EmptyModules())
    return True


def main() -> None:
    """Rasa's own command line."""
    leave_out_tensorflow()
    from rasa.__main__ import main as rasa

    rasa()


if __name__ == "__main__":
    main()
