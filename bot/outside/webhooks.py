"""Webhooks: a referral as JSON to the system of a service, signed, and safe to receive twice.

The receiver checks `Deurwijzer-Signature`, "sha256=" and the hex HMAC of `<Deurwijzer-Timestamp>.<body>` with its own
key (`deurwijzer webhook-key SERVICE`), and takes one `Idempotency-Key` in once.
"""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.domain.records import Delivery
from bot.services.outgoing import Away, Refused

PATIENCE = 15
"""Seconds for the whole call."""

TRY_LATER = frozenset({408, 409, 425, 429})
LONGEST = 10_000
"""Bytes of an answer that are looked at."""


def key_for(secret: str, service: str) -> str:
    """The key that one service shares with this house: who has it cannot write in the name of another."""
    return hmac.new(secret.encode(), f"webhook {service}".encode(), "sha256").hexdigest()


def signature(key: str, timestamp: str, body: bytes) -> str:
    """What stands in the header of a call at this moment with this body."""
    return "sha256=" + hmac.new(key.encode(), timestamp.encode() + b"." + body, "sha256").hexdigest()


def allowed(url: str) -> bool:
    """Only over TLS, or to this machine."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme, parts.hostname) == ("http", "127.0.0.1"))


class Webhooks:
    """Carries letters of kind "webhook". Redirects are not followed: the address is the one in the directory."""

    def __init__(self, secret: str, now: Callable[[], float] = time.time, patience: float = PATIENCE) -> None:
        self._secret, self._now, self._timeout = secret, now, aiohttp.ClientTimeout(total=patience)

    async def carry(self, delivery: Delivery) -> bool:
        """Hand it over; True where the answer says `{"status": "confirmed"}`.

        A lost answer is tried again with the same key, which is how the receiver knows it.
        """
        url, service = str(delivery.content["url"]), str(delivery.content["service"])
        if not allowed(url):
            raise Refused("address")
        body = json.dumps(delivery.content["body"], ensure_ascii=False).encode()
        headers = self._headers(delivery.id, service, body)
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as session,
                session.post(url, data=body, headers=headers, allow_redirects=False) as answer,
            ):
                return _understood(answer.status, await answer.content.read(LONGEST))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise Away(type(error).__name__) from None

    def _headers(self, id: str, service: str, body: bytes) -> Mapping[str, str]:
        timestamp = str(int(self._now()))
        return {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": id,
            "Deurwijzer-Timestamp": timestamp,
            "Deurwijzer-Signature": signature(key_for(self._secret, service), timestamp, body),
        }


def _understood(status: int, body: bytes) -> bool:
    if status in TRY_LATER or status >= 500:
        raise Away(f"http {status}")
    if not 200 <= status < 300:
        raise Refused(f"http {status}")
    try:
        said: Any = json.loads(body or b"{}")
    except ValueError:
        return False
    return isinstance(said, dict) and said.get("status") == "confirmed"
