"""Secrets that give access to one record: made here, stored as a hash, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_token() -> str:
    """A fresh secret of 256 bits that fits in a header or a URL."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """SHA-256 in hex; enough for secrets that nobody can guess."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def opens(token: str, token_hash: str) -> bool:
    """Whether this token is the one behind the hash; an empty hash belongs to no token."""
    return hmac.compare_digest(hash_token(token), token_hash or "none")
