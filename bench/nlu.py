"""Our pipeline beside the one of `rasa init`, trained on the same rows and asked the same texts in the same run."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from bench.child import Cost
from bench.child import run as run_child
from bench.folds import tops
from bench.tables import milliseconds, percent, print_table, timing
from bot.domain.needs import URGENT
from bot.evaluation.rows import Row, files_in, read_crisis, read_needs
from bot.evaluation.scores import Seen, crisis_scores
from bot.reference import load_needs
from bot.settings import REFERENCE, ROOT

EVAL = ROOT.parent / "shared" / "eval"
STORY_WORDS = 80
FULL, EPOCHS = 100, 5
"""What `rasa init` writes, and what is trained unless told otherwise: on 2 cores an epoch takes minutes."""

CONFIG = """\
recipe: default.v1
language: nl
assistant_id: stock
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: {epochs}
  constrain_similarities: true
- name: EntitySynonymMapper
- name: ResponseSelector
  epochs: {epochs}
  constrain_similarities: true
- name: FallbackClassifier
  threshold: 0.3
  ambiguity_threshold: 0.1
policies: []
"""
"""What `rasa init` of 3.6 writes, with the epochs left open (it says 100)."""


def run(*, stock: bool = True, epochs: int = EPOCHS, folder: Path = EVAL) -> dict[str, Any]:
    """Both pipelines, or ours alone; `folder` holds the needs and crisis files."""
    with tempfile.TemporaryDirectory(prefix="deurwijzer-nlu-") as name:
        work = Path(name)
        shutil.copytree(ROOT / "data", work / "data")  # a copy: the same rows for both, whoever edits meanwhile
        shutil.copy(ROOT / "domain.yml", work)
        shutil.copy(ROOT / "config.yml", work)
        texts = _texts(folder)
        asked = {kind: [row.text for row in rows] for kind, rows in texts.items()} | {"story": _stories(texts)}
        (work / "texts.json").write_text(json.dumps(asked), encoding="utf-8")
        result = {"rows": _count(work / "data" / "nlu"), "ours": _measure(work, "ours", _train_ours(work), texts)}
        if stock:
            cost = _train_stock(work, epochs)
            result["stock"] = {"epochs": epochs, **_measure(work, "stock", cost, texts)}
    return result


def _texts(folder: Path) -> dict[str, list[Row]]:
    """The rows of all needs and crisis files."""
    files = files_in(folder)
    return {
        "needs": [row for path in files["needs"] for row in read_needs(path)],
        "crisis": [row for path in files["crisis"] for row in read_crisis(path)],
    }


def _stories(texts: dict[str, list[Row]], count: int = 20) -> list[str]:
    """Texts of 80 words, made of what people wrote one after another."""
    words = " ".join(row.text for row in texts["needs"]).split()
    return [" ".join(words[at * STORY_WORDS : (at + 1) * STORY_WORDS]) for at in range(count)]


def _count(folder: Path) -> int:
    from bench.training_rows import read_rows

    return len(read_rows(folder))


def _train_ours(work: Path) -> Cost:
    """The whole model, rules and all, as `deurwijzer train` does it, without what an earlier training left."""
    options = ["--out", "models", "--fixed-model-name", "ours", "--skip-validation"]
    return _train(work, ["-m", "bot.processes.lean_rasa", "train", *options])


def _train_stock(work: Path, epochs: int) -> Cost:
    (work / "stock.yml").write_text(CONFIG.format(epochs=epochs), encoding="utf-8")
    yaml.safe_load((work / "stock.yml").read_text("utf-8"))
    options = ["--config", "stock.yml", "--nlu", "data/nlu", "--out", "models", "--fixed-model-name", "stock"]
    return _train(work, ["-m", "rasa", "train", "nlu", *options])


def _train(work: Path, command: Sequence[str]) -> Cost:
    return run_child(command, work, "train.log", {"RASA_CACHE_DIRECTORY": str(work / "cache")})


def _measure(work: Path, name: str, training: Cost, texts: dict[str, list[Row]]) -> dict[str, Any]:
    """Training, size, memory, parse times and accuracy of one model."""
    model, result = work / "models" / f"{name}.tar.gz", work / f"{name}.json"
    lean = ["--lean"] if name == "ours" else []
    run_child(["-m", "bench.parse", str(model), str(work / "texts.json"), str(result), *lean], work, f"{name}.log")
    said = json.loads(result.read_text("utf-8"))
    short = [one["seconds"] for kind in texts for one in said[kind]]
    return {
        "training_seconds": training.seconds,
        "training_memory_mb": training.memory_mb,
        "archive_mb": model.stat().st_size / 1e6,
        "load_seconds": said["load_seconds"],
        "memory_mb": said["memory_mb"],
        "parse": timing(short),
        "parse_80_words": timing([one["seconds"] for one in said["story"]]),
        **accuracy(texts, said),
    }


def accuracy(texts: dict[str, list[Row]], said: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Needs by ranking, danger as the first intent; both as NLU alone sees it, without lexicon and dialogue."""
    known = frozenset(load_needs(REFERENCE))
    seen = [Seen(tuple((code, sure) for code, sure in one["ranking"] if code in known)) for one in said["needs"]]
    first = [one["first"] if one["first"] in URGENT else None for one in said["crisis"]]
    danger = crisis_scores(texts["crisis"], first)
    return {
        "needs": tops(list(zip(texts["needs"], seen, strict=True))),
        "crisis": {name: danger[name] for name in ("rows", "recall", "right_type", "harmless")}
        | {"false_alarms": len(danger["false_alarms"])},
    }


def show(result: dict[str, Any]) -> None:
    """Both columns side by side."""
    both = [result[name] for name in ("ours", "stock") if name in result]
    head = ["", "ours", f"rasa init, {both[1]['epochs']} epochs"] if len(both) > 1 else ["", "ours"]
    rows = [
        ("needs top-1", *(percent(one["needs"]["top1"]) for one in both)),
        ("needs top-3", *(percent(one["needs"]["top3"]) for one in both)),
        ("calibration error", *(f"{one['needs']['calibration_error']:.3f}" for one in both)),
        ("danger recall, as intent", *(percent(one["crisis"]["recall"]) for one in both)),
        ("danger false alarms, as intent", *(one["crisis"]["false_alarms"] for one in both)),
        ("parse, median", *(milliseconds(one["parse"]["median_ms"]) for one in both)),
        ("parse, p95", *(milliseconds(one["parse"]["p95_ms"]) for one in both)),
        ("parse of 80 words, median", *(milliseconds(one["parse_80_words"]["median_ms"]) for one in both)),
        ("parse of 80 words, p95", *(milliseconds(one["parse_80_words"]["p95_ms"]) for one in both)),
        ("training", *(f"{one['training_seconds']:.0f} s" for one in both)),
        ("memory while training", *(f"{one['training_memory_mb']:.0f} MB" for one in both)),
        ("memory while parsing", *(f"{one['memory_mb']:.0f} MB" for one in both)),
        ("archive", *(f"{one['archive_mb']:.1f} MB" for one in both)),
    ]
    if len(both) > 1 and both[1]["epochs"] < FULL:
        print(
            f"The other pipeline had {both[1]['epochs']} of {FULL} epochs: read its accuracy as a lower bound, and its"
        )
        print("training as that part of the whole. Parse time, memory and size do not depend on it.")
    print_table(f"NLU inside Rasa, trained on {result['rows']} rows", head, rows)
