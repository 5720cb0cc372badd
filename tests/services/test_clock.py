"""The movable clock: one time for all processes, forward only."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.clock import MovableClock, SystemClock, make_clock, wind_back
from bot.domain.errors import BadInput
from tests import factories
from tests.factories import NOW


class Real:
    """Seconds of the machine, moved by hand."""

    def __init__(self) -> None:
        self.seconds = datetime(2026, 1, 1, tzinfo=timezone.utc).timestamp()

    def __call__(self) -> float:
        return self.seconds


def test_it_starts_where_it_is_told_and_runs_on():
    real = Real()
    clock = MovableClock(NOW, real=real)
    real.seconds += 90
    assert clock.now() == NOW + timedelta(seconds=90)


def test_it_moves_forward_only():
    clock = MovableClock(NOW, real=Real())
    clock.move_to(NOW + timedelta(days=42))
    assert clock.now() == NOW + timedelta(days=42)
    with pytest.raises(BadInput):
        clock.move_to(NOW)


def test_processes_agree_also_after_a_restart(tmp_path):
    real, path = Real(), tmp_path / "var" / "clock.json"
    gateway = MovableClock(NOW, path=path, real=real)
    real.seconds += 20
    actions = MovableClock(NOW, path=path, real=real)
    assert gateway.now() == actions.now() == NOW + timedelta(seconds=20)
    gateway.move_to(NOW + timedelta(days=42))
    assert actions.now() == NOW + timedelta(days=42)
    assert MovableClock(NOW, path=path, real=real).now() == NOW + timedelta(days=42)


def test_another_start_and_a_new_run_begin_again(tmp_path):
    settings = factories.settings(tmp_path, now=NOW)
    make_clock(settings).move_to(NOW + timedelta(days=42))
    later = make_clock(factories.settings(tmp_path, now=NOW + timedelta(days=1)))
    assert later.now() - NOW < timedelta(days=2)
    wind_back(settings)
    assert make_clock(settings).now() - NOW < timedelta(days=1)


def test_where_people_use_it_the_time_is_the_time(tmp_path):
    assert isinstance(make_clock(factories.settings(tmp_path, testing=False)), SystemClock)
    assert SystemClock().now().tzinfo is timezone.utc
