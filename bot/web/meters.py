"""Numbers for Prometheus: how many and how long; no words and no ids of people in any label."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

CHANNELS = frozenset(("web", "widget", "rest", "socketio", "telegram", "whatsapp", "shell"))
"""Channels that are counted by name; a client of the web API can call itself anything."""

QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """All counters of one application; the `Meter` of the intake."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        calls = ("method", "route", "status")
        self._calls = Counter("deurwijzer_http_requests", "Calls that were answered", calls, registry=self.registry)
        self._call_seconds = Histogram(
            "deurwijzer_http_seconds", "Time per call", ("route",), buckets=QUICK, registry=self.registry
        )
        turns = ("channel", "result")
        self._turns = Counter(
            "deurwijzer_turns", "Messages of people, by what came of them", turns, registry=self.registry
        )
        self._turn_seconds = Histogram(
            "deurwijzer_turn_seconds", "Time for the dialogue engine's answer", buckets=QUICK, registry=self.registry
        )
        self._crises = Counter("deurwijzer_crises", "Messages with danger in them", ("code",), registry=self.registry)

    def turn(self, channel: str, result: str, seconds: float) -> None:
        """See `Meter`."""
        self._turns.labels(channel if channel in CHANNELS else "other", result).inc()
        self._turn_seconds.observe(seconds)

    def crisis(self, code: str) -> None:
        """See `Meter`."""
        self._crises.labels(code).inc()

    def call(self, method: str, route: str, status: int, seconds: float) -> None:
        """One HTTP call was answered."""
        self._calls.labels(method, route, str(status)).inc()
        self._call_seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)
