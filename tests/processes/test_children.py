"""What the three processes are started with."""

import pytest

from bot.processes import children
from bot.settings import Settings

EVERYWHERE = "0.0.0.0"  # noqa: S104


@pytest.fixture
def started(tmp_path):
    """The recipes of a copy on port 9000, by name."""
    environment = {"DEURWIJZER_PORT": "9000", "DEURWIJZER_VAR": str(tmp_path), "DEURWIJZER_HOST": EVERYWHERE}
    return {recipe.name: recipe for recipe in children.recipes(Settings.read(environment).prepare())}


def test_the_gateway_comes_first(started):
    assert list(started) == ["gateway", "dialogue", "actions"]


def test_only_the_gateway_listens_to_others(started):
    assert started["gateway"].environment["DEURWIJZER_HOST"] == EVERYWHERE
    command = started["dialogue"].command
    assert command[command.index("--interface") + 1] == "127.0.0.1"
    assert started["actions"].environment["SANIC_HOST"] == "127.0.0.1"


def test_inner_processes_do_not_log_what_people_say(started):
    assert all("--quiet" in started[name].command for name in ("dialogue", "actions"))


def test_all_get_the_same_settings(started):
    """So the dialogue server finds the action server of its own copy, and both know the inner token."""
    port = started["actions"].command[-1]
    assert {recipe.environment["DEURWIJZER_ACTIONS_PORT"] for recipe in started.values()} == {port}
    (token,) = {recipe.environment["DEURWIJZER_INNER_TOKEN"] for recipe in started.values()}
    assert token
