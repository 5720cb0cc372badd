"""How often something may happen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.errors import TooMany
from bot.services import limits
from bot.services.limits import Limiter
from tests.factories import NOW


def test_the_limit_is_per_key_and_says_when_to_come_back(clock):
    limiter = Limiter(2, 60, clock)
    limiter.take("a")
    clock.move_to(NOW + timedelta(seconds=40))
    limiter.take("a")
    limiter.take("b")
    with pytest.raises(TooMany) as refused:
        limiter.take("a")
    assert refused.value.retry_after == 21
    clock.move_to(NOW + timedelta(seconds=61))
    limiter.take("a")
    with pytest.raises(TooMany):
        limiter.take("a")


def test_keys_that_are_over_are_forgotten(clock, monkeypatch):
    monkeypatch.setattr(limits, "FORGET_AT", 3)
    limiter = Limiter(1, 60, clock)
    for key in "abc":
        limiter.take(key)
    clock.move_to(NOW + timedelta(seconds=61))
    limiter.take("d")
    assert set(limiter._events) == {"d"}
