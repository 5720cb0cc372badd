"""The secret code that comes with a complaint: easy to read out, kept only as a hash."""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which people mix up."""

GROUPS, SIGNS = 3, 4


def new_code() -> str:
    """A fresh code of sixty bits: `ABCD-EFGH-JKLM`."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(SIGNS)) for _ in range(GROUPS))


def hash_code(code: str) -> str:
    """SHA-256 in hex of the code as it is compared: capitals, without dashes and spaces."""
    bare = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(bare.encode("utf-8", "replace")).hexdigest()
