"""Settings: the defaults, what is refused, and that the README tells the same."""

import stat
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import ROOT, BadSetting, Settings, table, unknown


def read(**given):
    return Settings.read({f"DEURWIJZER_{name}": value for name, value in given.items()})


def test_defaults_suit_one_machine():
    settings = read()
    assert (settings.host, settings.port, settings.var) == ("127.0.0.1", 8080, ROOT / "var")
    assert settings.database_url == f"sqlite:///{ROOT}/var/deurwijzer.db"
    assert settings.profile == ROOT / "profiles" / "voorbeeldstad"
    assert (settings.redis_url, settings.api_tokens, settings.testing, settings.now) == ("", (), False, None)


def test_an_empty_variable_is_not_set():
    assert read(PORT="", API_TOKENS="") == read()


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ({"PORT": "9000"}, "port", 9000),
        ({"API_TOKENS": "one, two,"}, "api_tokens", ("one", "two")),
        ({"TESTING": "true"}, "testing", True),
        ({"TESTING": "0"}, "testing", False),
        ({"LOG_LEVEL": "debug"}, "log_level", "DEBUG"),
        ({"VAR": "/srv/state"}, "var", Path("/srv/state")),
        ({"VAR": "/srv/state"}, "database_url", "sqlite:////srv/state/deurwijzer.db"),
        ({"VAR": "state"}, "var", Path.cwd() / "state"),  # as given: from where one is
    ],
)
def test_what_is_given_counts(given, name, value):
    assert getattr(read(**given), name) == value


@pytest.mark.parametrize("given", ["2026-03-02T09:30:00+01:00", "2026-03-02T08:30:00Z", "2026-03-02T09:30"])
def test_the_clock_starts_where_it_is_told(given):
    """Without a zone it is the time on a Dutch clock."""
    assert read(NOW=given, TESTING="1").now.timestamp() == 1772440200


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"PORT": "eighty"}, "DEURWIJZER_PORT: this must be a port number, 0 to 65535, not “eighty”"),
        ({"PORT": "70000"}, "DEURWIJZER_PORT"),
        ({"PORT": "0"}, "DEURWIJZER_PORT"),
        ({"PORT": "9000", "RASA_PORT": "9000"}, "three different ports"),
        ({"RETENTION_DAYS": "0"}, "DEURWIJZER_RETENTION_DAYS"),
        ({"TESTING": "perhaps"}, "DEURWIJZER_TESTING: this must be 1 or 0"),
        ({"LOG_LEVEL": "LOUD"}, "DEURWIJZER_LOG_LEVEL: this must be one of"),
        ({"NOW": "2026-03-02"}, "DEURWIJZER_TESTING=1"),
        ({"NOW": "yesterday", "TESTING": "1"}, "DEURWIJZER_NOW: this must be a moment"),
    ],
)
def test_a_bad_value_is_refused_in_a_sentence(given, says):
    with pytest.raises(BadSetting) as refused:
        read(**given)
    assert says in str(refused.value)


@pytest.mark.parametrize("port", [1, 8080, 45524, 45525, 65535])
def test_inner_ports_are_ports_and_not_the_gateways(port):
    settings = read(PORT=str(port))
    assert len({settings.port, settings.rasa_port, settings.actions_port}) == 3
    assert all(1 <= one <= 65535 for one in (settings.rasa_port, settings.actions_port))


@pytest.mark.parametrize("other", [8079, 8081, 8082, 8090, 9080, 10080, 18080])
def test_copies_on_likely_ports_do_not_meet(other):
    one, two = read(PORT="8080"), read(PORT=str(other))
    assert not {one.port, one.rasa_port, one.actions_port} & {two.port, two.rasa_port, two.actions_port}


@pytest.mark.parametrize(
    ("host", "url"),
    [("0.0.0.0", "http://127.0.0.1:8080"), ("::1", "http://[::1]:8080"), ("10.0.0.5", "http://10.0.0.5:8080")],  # noqa: S104
)
def test_the_address_is_one_that_a_browser_takes(host, url):
    assert read(HOST=host).url == url


def test_what_is_secret_is_not_shown():
    secrets = {"API_TOKENS": "hush1", "KEYS": "hush2", "TELEGRAM_TOKEN": "hush3", "DATABASE_URL": "sqlite:///hush4"}
    assert "hush" not in repr(read(**secrets))


def test_a_child_reads_the_same_settings(tmp_path):
    settings = read(VAR=str(tmp_path), API_TOKENS="one,two", TESTING="1", NOW="2026-03-02T09:30:00+01:00").prepare()
    assert Settings.read(settings.environment()) == settings


def test_the_inner_token_is_made_once_and_is_private(tmp_path):
    first = read(VAR=str(tmp_path / "new")).prepare()
    assert len(first.inner_token) > 30
    assert read(VAR=str(tmp_path / "new")).inner_token == first.inner_token
    assert stat.S_IMODE((tmp_path / "new" / "inner_token").stat().st_mode) == 0o600
    assert read(VAR=str(tmp_path / "new"), INNER_TOKEN="given").prepare().inner_token == "given"


def test_a_name_that_is_no_setting_is_noticed():
    assert unknown({"DEURWIJZER_PROT": "1", "DEURWIJZER_PORT": "1", "HOME": "/"}) == [
        "DEURWIJZER_PROT is no setting; did you mean DEURWIJZER_PORT?"
    ]


def test_the_readme_has_the_same_table():
    assert table() in (ROOT / "README.md").read_text("utf-8")


def test_a_bad_setting_ends_with_code_2_and_a_sentence(monkeypatch, capsys):
    monkeypatch.setenv("DEURWIJZER_PORT", "many")
    assert main(["check"]) == 2
    assert capsys.readouterr().err.startswith("deurwijzer: DEURWIJZER_PORT: this must be a port number")
