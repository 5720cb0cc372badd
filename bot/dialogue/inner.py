"""What the three processes agree on when they talk to each other."""

from __future__ import annotations

import hmac

INNER_HEADER = "X-Deurwijzer-Token"
INNER_VARIABLE = "DEURWIJZER_INNER_TOKEN"
"""The environment variable that holds the token; the same one for all three processes."""

ACTION_SECONDS = 7.0
"""How long Rasa waits for an action, so that it can still tell the gateway, which waits a second longer."""

TURN_SECONDS = 8.0
"""How long the gateway waits for the answer to one message."""


def same_token(given: str | None, wanted: str) -> bool:
    """True when the caller knows the token, told in constant time; an empty token is known to nobody."""
    return bool(wanted) and hmac.compare_digest((given or "").encode("utf-8", "surrogateescape"), wanted.encode())
