"""Rows for the dialogue server's trackers, in the same database and under the same keys; synchronous, as Rasa asks."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import bindparam, create_engine, delete, event, select
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

from bot.settings import Settings
from bot.storage.ciphers import Cipher, cipher_of
from bot.storage.engine import PATIENCE, set_pragmas, sync_url
from bot.storage.tables import per_dialect, trackers

_BODY = select(trackers.c.body).where(trackers.c.sender_id == bindparam("sender"))
_ERASE = delete(trackers).where(trackers.c.sender_id == bindparam("sender"))
_SENDERS = select(trackers.c.sender_id).order_by(trackers.c.sender_id)
_SAVE = per_dialect(
    lambda insert: insert(trackers).on_conflict_do_update(
        index_elements=["sender_id"],
        set_={name: insert(trackers).excluded[name] for name in ("body", "updated_at")},
    )
)


class TrackerRows:
    """One encrypted text per sender. Every call is one statement and a transaction of its own; threads may share it."""

    def __init__(self, url: str, cipher: Cipher | None = None) -> None:
        self._cipher = cipher or cipher_of(Settings.read())
        self._engine = _open(url)

    def save(self, sender: str, body: str) -> None:
        """Store the text in place of what was there."""
        values = {"sender_id": sender, "body": self._cipher.seal(body), "updated_at": datetime.now(timezone.utc)}
        with self._engine.connect() as connection:
            connection.execute(_SAVE[self._engine.dialect.name], values)

    def load(self, sender: str) -> str | None:
        """The text, or None."""
        with self._engine.connect() as connection:
            token = connection.execute(_BODY, {"sender": sender}).scalar()
        return None if token is None else self._cipher.open(token)

    def erase(self, sender: str) -> None:
        """Take the text away; nothing happens where there is none."""
        with self._engine.connect() as connection:
            connection.execute(_ERASE, {"sender": sender})

    def senders(self) -> list[str]:
        """Everyone who has a text."""
        with self._engine.connect() as connection:
            return list(connection.execute(_SENDERS).scalars())

    def dispose(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _open(url: str) -> Engine:
    address = sync_url(url)
    options: dict[str, Any] = {"future": True, "isolation_level": "AUTOCOMMIT", "poolclass": QueuePool, "pool_size": 2}
    if address.get_backend_name() == "postgresql":
        return create_engine(address, pool_pre_ping=True, **options)
    engine = create_engine(address, connect_args={"timeout": PATIENCE, "check_same_thread": False}, **options)
    event.listen(engine, "connect", lambda connection, _: set_pragmas(connection))
    return engine
