"""Everything that can be refused, as a small tree; each error carries its facts."""

from __future__ import annotations


class BotError(Exception):
    """A refusal that has a plain explanation. `code` is what the HTTP contract shows."""

    code = "refused"


class NotFound(BotError):
    """There is no such conversation, complaint or other record."""

    code = "not_found"

    def __init__(self, what: str, key: str) -> None:
        super().__init__(f"no {what} {key}")
        self.what, self.key = what, key


class Forbidden(BotError):
    """The token does not belong to the record, or is missing."""

    code = "unauthorized"


class BadInput(BotError):
    """What came in cannot be read; `field` says which part."""

    code = "bad_input"

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field, self.why = field, why


class TooLarge(BotError):
    """The message is longer than anyone can read."""

    code = "too_large"


class TooMany(BotError):
    """Too many tries in a short time; `retry_after` is in seconds."""

    code = "too_many"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after


class Conflict(BotError):
    """The record changed meanwhile, or is taken by somebody else."""

    code = "conflict"


class IllegalStep(Conflict):
    """A complaint was asked for a step that its present status does not allow."""

    def __init__(self, reference: str, now: str, wanted: str) -> None:
        super().__init__(f"{reference} cannot go from {now} to {wanted}")
        self.reference, self.now, self.wanted = reference, now, wanted


class EngineDown(BotError):
    """The dialogue server does not answer, or not in time."""

    code = "dialogue_down"
