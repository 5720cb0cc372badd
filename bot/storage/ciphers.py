"""Encryption at rest: what people say and how to reach them is unreadable in the database file and its copies."""

from __future__ import annotations

import hmac
import os
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.settings import Settings

KEYS = "DEURWIJZER_KEYS"


class WrongKey(Exception):
    """None of the keys opens what is stored: a key was taken away before the rows were rotated."""

    def __init__(self) -> None:
        super().__init__(f"no key in {KEYS} opens this record; put the old key back, as the last one")


class Cipher:
    """Seals and opens text, with one or more Fernet keys: the first one seals, every one opens.

    Empty text stays empty. Raises ValueError for no keys at all or one that is no Fernet key, without naming it.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
            self._marking = [hmac.digest(urlsafe_b64decode(key), b"mark", "sha256") for key in keys]
        except ValueError as error:
            raise ValueError(f"{KEYS} needs Fernet keys, comma separated: 32 bytes in URL-safe base64 each") from error

    def seal(self, text: str) -> str:
        """The text as a Fernet token."""
        return self._fernet.encrypt(text.encode()).decode() if text else ""

    def open(self, token: str) -> str:
        """The text in a token; `WrongKey` where no key fits."""
        try:
            return self._fernet.decrypt(token.encode()).decode() if token else ""
        except InvalidToken as error:
            raise WrongKey from error

    def renew(self, token: str) -> str:
        """The same text, sealed with the first key."""
        return self.seal(self.open(token))

    def marks(self, *parts: str) -> list[str]:
        """Keyed fingerprints of a value, one per key and the one to store first; without a key they tell nothing."""
        value = "\x1f".join(parts).encode()
        return [hmac.digest(key, value, "sha256").hex() for key in self._marking]


def cipher_of(settings: Settings) -> Cipher:
    """The cipher of this installation: the keys in the settings, or else those in the file `keys` in the VAR folder.

    The file is made where there is none, readable for its owner alone. Processes that start at once get the same key.
    """
    keys = settings.keys or _key_file(settings.var / "keys")
    return Cipher([key.strip() for key in keys.replace("\n", ",").split(",") if key.strip()])


def _key_file(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _create_once(path, Fernet.generate_key())
    return path.read_text(encoding="ascii")


def _create_once(path: Path, content: bytes) -> None:
    """Write the whole file and only then give it its name, so that nobody reads half a key; the first one wins."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
