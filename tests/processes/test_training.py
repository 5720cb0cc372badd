"""The model is trained when its sources are not the ones it was made of, and only then."""

import subprocess

import pytest

from bot.processes import training


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with a few sources, in which training is a file that is written."""
    for name in ("data/texts", "data/nlu", "bot/nlu", "bot/understanding", "models"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "config.yml").write_text("language: nl\n")
    (tmp_path / "bot/nlu/context.py").write_text("WORDS = 1\n")
    model = tmp_path / "models" / "deurwijzer.tar.gz"
    trained = []

    def train(title, command, **_):
        trained.append(command)
        model.write_text("model")

    monkeypatch.setattr(training, "version", lambda name: "1.0")
    monkeypatch.setattr(training, "MODEL", model)
    monkeypatch.setattr(training, "ROOT", tmp_path)
    monkeypatch.setattr(training, "run", train)
    return tmp_path, trained


def test_a_second_time_there_is_nothing_to_do(project):
    assert [training.train(), training.train(), training.train(force=True)] == [True, False, True]
    assert len(project[1]) == 2


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/nlu/money.yml", "bot/nlu/context.py"])
def test_every_source_counts(project, name):
    training.train()
    (project[0] / name).write_text("something else")
    assert training.train()


def test_compiled_files_do_not_count(project):
    training.train()
    (project[0] / "bot/nlu/context.pyc").write_bytes(b"compiled")
    assert not training.train()


def test_texts_do_not_count(project):
    training.train()
    (project[0] / "data/texts/intake.yml").write_text("utter_hello: {nl: Hallo}")
    assert not training.train()


def test_a_newer_rasa_means_a_new_model(project, monkeypatch):
    training.train()
    monkeypatch.setattr(training, "version", lambda name: "2.0")
    assert training.train()


def test_a_model_that_was_taken_away_is_made_again(project):
    training.train()
    training.MODEL.unlink()
    assert training.train()


def test_a_training_that_failed_is_done_again(project, monkeypatch):
    def fail(title, command, **_):
        raise subprocess.CalledProcessError(1, command)

    training.train()
    monkeypatch.setattr(training, "run", fail)
    with pytest.raises(subprocess.CalledProcessError):
        training.train(force=True)
    assert not training.is_trained()
