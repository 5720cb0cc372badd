"""`python -m bench`: every part, or those that are named; prints tables and writes bench/results.json."""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import directory, doors, folds, nlu, recovery, storage, turns
from bot.domain.errors import BotError
from bot.processes.progress import Progress
from bot.settings import ROOT
from tests.live import House

RESULTS = ROOT / "bench" / "results.json"


@dataclass(frozen=True)
class Part:
    """One benchmark: what it does in a few words, how to run it and how to show it."""

    title: str
    run: Callable[[argparse.Namespace], dict[str, Any]]
    show: Callable[[dict[str, Any]], None]


@contextmanager
def living_house() -> Iterator[House]:
    """A Deurwijzer on free ports with a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="deurwijzer-bench-") as name:
        house = House(Path(name))
        try:
            yield house.start()
        finally:
            house.stop()


def _turns(options: argparse.Namespace) -> dict[str, Any]:
    with living_house() as house:
        return turns.run(house, options.talks)


def _recovery(options: argparse.Namespace) -> dict[str, Any]:
    with living_house() as house:
        return recovery.run(house)


PARTS = {
    "turns": Part("Turn time beside a stock Rasa (trains one, a minute or two)", _turns, turns.show),
    "storage": Part("The store in a turn", lambda options: storage.run(), storage.show),
    "doors": Part("Choice of doors", lambda options: doors.run(), doors.show),
    "directory": Part("Directory of up to 100,000 services (minutes)", directory.run, directory.show),
    "recovery": Part("Recovery after kill -9", _recovery, recovery.show),
    "folds": Part("Folds by voice (five trainings)", lambda options: folds.run(), folds.show),
    "nlu": Part(
        "NLU beside the pipeline of rasa init",
        lambda options: nlu.run(stock=not options.quick, epochs=options.epochs, folder=options.eval),
        nlu.show,
    ),
}


def main(words: list[str] | None = None) -> int:
    """Run the parts one after another; one that fails is told and does not stop the others, but the exit code is 1."""
    options = _parser().parse_args(words)
    wanted = options.parts or list(PARTS)
    if "nlu" in wanted:
        print(_about_stock(options))
    measured, failed = dict[str, Any](), False
    for name in wanted:
        if name == "nlu" and not options.eval.is_dir():
            print(f"nlu is left out: there are no evaluation files at {options.eval}")
            continue
        try:
            with Progress(PARTS[name].title):
                measured[name] = PARTS[name].run(options)
            PARTS[name].show(measured[name])
        except (RuntimeError, AssertionError, OSError, BotError) as error:
            failed = True
            print(f"{name}: {error}", file=sys.stderr)
    write(measured, options)
    return int(failed)


def _about_stock(options: argparse.Namespace) -> str:
    if options.quick:
        return "--quick: the pipeline of rasa init is left out of the comparison; its training takes many minutes"
    return f"The pipeline of rasa init is trained for {options.epochs} of {nlu.FULL} epochs; minutes each on 2 cores"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="part", help=", ".join(PARTS))
    parser.add_argument(
        "--quick", action="store_true", help="no training of the pipeline of rasa init, and 10,000 services at most"
    )
    parser.add_argument("--epochs", type=int, default=nlu.EPOCHS, help="epochs of that pipeline; rasa init says 100")
    parser.add_argument("--talks", type=int, default=turns.TALKS, help="talks of ten turns on each side")
    parser.add_argument("--eval", type=Path, default=nlu.EVAL, help="folder with needs*.csv and crisis*.csv")
    return parser


def write(measured: dict[str, Any], options: argparse.Namespace) -> None:
    """Put the figures into results.json; parts that were not run this time keep their earlier ones."""
    earlier = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "machine": platform.machine()}
    stamped = {
        name: {"measured_at": time.strftime("%Y-%m-%dT%H:%M:%S%z"), "load": os.getloadavg()[0], **figures}
        for name, figures in measured.items()
    }
    made = {**earlier, "machine": machine, **stamped}
    RESULTS.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\nAll figures: {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what we started is stopped then too
    sys.exit(main())
