"""`deurwijzer eval`: the arithmetic as a table, the files, and the command with a small model of its own."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from bot.evaluation.rows import Gold, Marked, Row, UnreadableRows, files_in, read_crisis, read_needs, read_pii
from bot.evaluation.scores import (
    Seen,
    bare,
    calibration_error,
    crisis_scores,
    is_top,
    needs_scores,
    pii_scores,
    places,
)
from bot.understanding.private_data import Span

DEBT = Seen((("debt", 0.7), ("poverty_support", 0.2), ("rent_arrears", 0.05), ("waste", 0.01)))


@pytest.mark.parametrize(
    ("right", "most", "expected"),
    [
        (("debt",), 1, True),
        (("poverty_support",), 1, False),
        (("poverty_support",), 3, True),
        (("waste", "debt"), 1, True),  # the second code is right too
        (("waste",), 3, False),  # the fourth does not count
        ((), 3, False),
        (("no_such_code",), 3, False),
    ],
)
def test_top(right: tuple[str, ...], most: int, expected: bool):
    assert is_top(Row("t", "nl", right), DEBT, most) is expected


def test_nothing_seen_is_not_right():
    assert not is_top(Row("t", "nl", ("debt",)), Seen(), 3)
    assert (Seen().first, Seen().confidence) == ("nothing", 0.0)


@pytest.mark.parametrize(
    ("guesses", "expected"),
    [
        ([], 0.0),
        ([(1.0, True)] * 4, 0.0),
        ([(1.0, False)] * 4, 1.0),
        ([(0.75, True), (0.75, True), (0.75, True), (0.75, False)], 0.0),
        ([(0.95, True), (0.95, False), (0.15, False), (0.15, False)], 0.3),  # (2 * 0.45 + 2 * 0.15) / 4
    ],
)
def test_calibration_error(guesses: list[tuple[float, bool]], expected: float):
    assert calibration_error(guesses) == pytest.approx(expected)


def test_needs_scores():
    rows = [Row("a", "nl", ("debt",)), Row("b", "en", ("waste",)), Row("c", "nl", ("waste", "debt"))]
    scores = needs_scores(rows, [DEBT, DEBT, Seen((("debt", 0.3),), asks=True)])
    assert (scores["rows"], scores["top1"], scores["top3"]) == (3, pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert scores["by_language"]["nl"]["top1"] == 1.0 and scores["by_language"]["en"]["top1"] == 0.0
    assert list(scores["by_need"]) == ["waste", "debt"]  # the worst first
    assert scores["confusion"] == [{"need": "waste", "taken_for": "debt", "times": 1}]
    assert scores["asked"] == pytest.approx(1 / 3)
    assert [one["text"] for one in scores["wrong"]] == ["b"]


def test_crisis_scores():
    rows = [Row("a", "nl", ("suicide_risk",)), Row("b", "nl", ("suicide_risk",)), Row("c", "nl", ("emergency",))]
    quiet = [Row("d", "nl"), Row("e", "nl")]
    scores = crisis_scores([*rows, *quiet], ["suicide_risk", None, "suicide_risk", "emergency", None])
    assert (scores["recall"], scores["right_type"]) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert scores["by_type"]["suicide_risk"] == {"rows": 2, "recall": 0.5, "right_type": 0.5}
    assert [one["text"] for one in scores["missed"]] == ["b"]
    assert [one["text"] for one in scores["wrong_type"]] == ["c"]
    assert scores["false_alarms"] == [{"text": "d", "taken_for": "emergency"}] and scores["harmless"] == 2


@pytest.mark.parametrize(
    ("span", "expected"),
    [(" Jan. ", "Jan"), ("“Jan”,", "Jan"), ("(06 12)", "06 12"), ("+31 6", "+31 6"), ("'t Hart", "t Hart")],
)
def test_bare(span: str, expected: str):
    assert bare(span) == expected


JAN = Marked("Jan en Jan bellen 0612345678", "nl", (Gold("Jan", "person"), Gold("Jan", "person")))


def test_the_same_words_twice_stand_in_two_places():
    assert places(JAN) == [(0, 3), (7, 10)]


@pytest.mark.parametrize(
    ("spans", "recall", "precision", "lenient"),
    [
        ([Span("person", 0, 3), Span("person", 7, 10)], 1.0, 1.0, 1.0),
        ([Span("person", 0, 4)], 0.5, 1.0, 0.5),  # the space at the end does not count
        ([Span("person", 0, 3)] * 3, 1.0, 2 / 3, 0.5),  # each gold span is used once
        ([Span("person", 0, 10)], 0.0, 0.0, 1.0),  # too long, but what is masked is safe
        ([Span("address", 0, 3)], 0.0, 0.0, 0.5),
        ([], 0.0, None, 0.0),
    ],
)
def test_pii_scores(spans: list[Span], recall: float, precision: float | None, lenient: float):
    scores = pii_scores([JAN], [spans])
    assert (scores["recall"], scores["precision"], scores["lenient"]) == (recall, precision, lenient)
    assert len(scores["missed"]) == round(2 * (1 - recall))


def test_lookalikes():
    quiet = Marked("factuur 0612345678", "nl", ())
    scores = pii_scores([quiet, quiet], [[Span("phone", 8, 18)], []])
    assert (scores["lookalikes"], len(scores["lookalikes_hit"])) == (2, 1)
    assert scores["by_type"]["phone"] == {"spans": 0, "recall": None, "precision": 0.0, "lenient": None}


def written(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def test_rows_are_read(tmp_path: Path):
    needs = written(tmp_path / "needs_a.csv", 'text,need,alt,lang\n"a, ""b""",debt,waste,nl\nshort,debt\n')
    assert read_needs(needs) == [Row('a, "b"', "nl", ("debt", "waste")), Row("short", "", ("debt",))]
    crisis = written(tmp_path / "crisis.csv", "\ufefftext,crisis,lang\na,none,nl\nb,emergency,en\n")
    assert read_crisis(crisis) == [Row("a", "nl"), Row("b", "en", ("emergency",))]
    pii = written(tmp_path / "pii.csv", 'text,spans,lang\nJan,"[{""text"": ""Jan"", ""type"": ""person""}]",nl\n')
    assert read_pii(pii) == [Marked("Jan", "nl", (Gold("Jan", "person"),))]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("needs.csv", b"text,need\na,debt\n", "these columns are missing: alt, lang"),
        ("needs.csv", b"", "these columns are missing: text, need, alt, lang"),
        ("crisis_x.csv", b"text,crisis,lang\n\xff\xfe,none,nl\n", "cannot be read as CSV in UTF-8"),
        ("pii.csv", b"text,spans,lang\nJan,Jan,nl\n", "in row 1, spans is no JSON list"),
        ("pii.csv", b"text,spans,lang\nJan,5,nl\n", "in row 1, spans is no JSON list"),
        ("other.csv", b"text\n", "there is no CSV file in it"),
    ],
)
def test_what_cannot_be_scored_is_said_in_one_sentence(tmp_path, capsys, monkeypatch, name, content, said):
    from bot.evaluation import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(content)
    assert main(tmp_path) == 2
    shown = capsys.readouterr().err
    assert said in shown and shown.count("\n") == 1
    assert not Path("eval.json").exists()


def test_a_folder_that_is_not_there(tmp_path: Path):
    with pytest.raises(UnreadableRows, match="no folder"):
        files_in(tmp_path / "nowhere")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model archive as Rasa packs it, with a classifier that knows three intents."""
    joblib = pytest.importorskip("joblib", reason="the model needs scikit-learn, which comes with the Rasa extra")
    from bot.nlu.needs_model import NeedsModel

    folder = tmp_path_factory.mktemp("model")
    texts = {
        "debt": ["ik heb schulden", "de deurwaarder staat voor de deur", "te veel schulden bij de bank"],
        "waste": ["de vuilnis is niet opgehaald", "mijn container is vol", "waar breng ik grofvuil"],
        "domestic_violence": ["mijn man slaat mij", "hij slaat ons elke avond", "ik word thuis geslagen"],
        "inform": ["sinds mei", "twee jaar", "ik ben 17"],
    }
    rows = [(text, intent) for intent, some in texts.items() for text in some]
    joblib.dump(NeedsModel.fit(*zip(*rows, strict=True)), folder / "needs.joblib")
    with tarfile.open(folder / "model.tar.gz", "w:gz") as tar:
        tar.add(folder / "needs.joblib", "components/train_NeedsClassifier0/needs.joblib")
    return folder / "model.tar.gz"


def test_the_whole_command(archive: Path, tmp_path: Path, capsys, monkeypatch):
    """Three kinds of files, texts that the gateway refuses, and codes that nobody knows."""
    from bot.evaluation import main

    monkeypatch.chdir(tmp_path)
    strange = f"\u200b,debt,,nl\n{'a' * 20_000},debt,,nl\n\U0001f4a9\u202e,no_such_need,,xx\n"
    written(
        tmp_path / "needs_own.csv", f"text,need,alt,lang\nik heb schulden,debt,,nl\nvuilnis ophalen,debt,,nl\n{strange}"
    )
    written(tmp_path / "crisis_own.csv", "text,crisis,lang\nmijn man slaat mij,domestic_violence,nl\nhoi,none,nl\n")
    written(
        tmp_path / "pii_own.csv",
        'text,spans,lang\nbel 06-12345678,"[{""text"":""06-12345678"",""type"":""phone""}]",nl\n',
    )
    assert main(tmp_path, archive) is None
    shown, kept = capsys.readouterr().out, json.loads(Path("eval.json").read_text("utf-8"))["files"]
    assert kept["needs_own.csv"]["rows"] == 5 and kept["needs_own.csv"]["top1"] == pytest.approx(1 / 5)
    assert kept["crisis_own.csv"]["recall"] == 1.0 and kept["crisis_own.csv"]["right_type"] == 1.0
    assert kept["pii_own.csv"]["by_type"]["phone"]["recall"] == 1.0
    assert all(
        title in shown for title in ("Needs: needs_own.csv", "Danger: crisis_own.csv", "Private data: pii_own.csv")
    )


def test_without_a_model(tmp_path: Path):
    pytest.importorskip("joblib", reason="the model needs scikit-learn, which comes with the Rasa extra")
    from bot.evaluation.listener import NoModel, load_model

    with pytest.raises(NoModel, match="deurwijzer train"):
        load_model(tmp_path / "none.tar.gz")
