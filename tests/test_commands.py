"""The `deurwijzer` command on a database of its own."""

import re

import pytest

from bot.__main__ import main


@pytest.fixture
def deurwijzer(tmp_path, monkeypatch, capsys):
    """Runs the command and gives its exit code and what it said."""
    monkeypatch.setenv("DEURWIJZER_VAR", str(tmp_path))

    def run(*words):
        code = main(words)
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_the_first_login_is_made_once(deurwijzer):
    code, said = deurwijzer("staff", "first")
    assert code == 0
    assert re.search(r"name: admin   password: \S{20}", said)
    assert deurwijzer("staff", "first") == (0, "")
    assert deurwijzer("staff") == (0, "admin  admin\n")


def test_a_forgotten_password_is_made_anew(deurwijzer):
    _, first = deurwijzer("staff", "add", "anna", "--role", "lead")
    code, second = deurwijzer("staff", "renew", "anna")
    assert code == 0
    assert "name: anna" in second
    assert first != second


@pytest.mark.parametrize("words", [("add", "anna"), ("add", "bob", "--role", "king"), ("renew", "nobody")])
def test_what_cannot_be_is_refused_in_a_sentence(deurwijzer, words):
    deurwijzer("staff", "add", "anna")
    code, said = deurwijzer("staff", *words)
    assert code == 1
    assert said.startswith("deurwijzer: ")


def test_nothing_is_old_enough_to_be_erased(deurwijzer):
    assert deurwijzer("purge", "--dry-run") == (0, "0 talks would be erased\n")


def test_the_directory_can_be_read_for_one_need(deurwijzer):
    code, said = deurwijzer("directory", "--need", "homelessness")
    assert code == 0
    assert said
    assert all("homelessness" in line for line in said.splitlines())


def test_a_copy_that_cannot_work_says_what_is_missing(deurwijzer, tmp_path, monkeypatch):
    monkeypatch.setenv("DEURWIJZER_PROFILE", str(tmp_path / "nowhere"))
    code, said = deurwijzer("check")
    assert code == 1
    assert "✗ municipality" in said
    assert "✓ settings" in said


def test_a_service_gets_a_key_of_its_own(deurwijzer, monkeypatch):
    assert deurwijzer("webhook-key", "debt-desk")[0] == 2
    monkeypatch.setenv("DEURWIJZER_WEBHOOK_SECRET", "geheim")
    keys = [deurwijzer("webhook-key", service) for service in ("debt-desk", "other-desk")]
    assert keys[0] != keys[1] and all(code == 0 and len(said.strip()) == 64 for code, said in keys)
