"""One open transaction, as the repositories see it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import BotError, Conflict, NotFound
from bot.storage.ciphers import Cipher
from bot.storage.tables import conversations

_TALK = select(conversations.c.id).where(conversations.c.id == bindparam("id"))


@cache
def _locked(statement: Any) -> Any:
    """The same select, holding its rows until the transaction ends; SQLite holds the whole database anyway."""
    return statement.with_for_update()


class Work:
    """Runs statements and remembers, until the transaction ends, what it holds.

    Statements are made once, at import, with `bindparam`: building one takes longer than running it.
    """

    def __init__(self, connection: AsyncConnection, cipher: Cipher, *, reading: bool) -> None:
        self.cipher = cipher
        self.dialect: str = connection.dialect.name
        self._connection = connection
        self._reading = reading
        self.forget()

    def forget(self) -> None:
        """The transaction ended: nothing is held any more and nothing that was read has to be true still."""
        self.last_seq: dict[str, int] = {}
        self.facts: dict[str, dict[str, str]] = {}
        self.private: dict[str, dict[str, str]] = {}
        self._held: set[str] = set()

    async def rows(self, statement: Any, **values: Any) -> Sequence[Any]:
        """All rows of a select."""
        return (await self._connection.execute(statement, values)).all()  # type: ignore[no-any-return]

    async def row(self, statement: Any, *, hold: bool = False, **values: Any) -> Any:
        """The first row or None; `hold` keeps other writers away from it."""
        wanted = _locked(statement) if hold and not self._reading else statement
        return (await self._connection.execute(wanted, values)).first()

    async def row_of_talk(self, statement: Any, **values: Any) -> Any:
        """The first row or None, read once more where its talk had to be held first: what is given is true still."""
        row = await self.row(statement, **values)
        if row is not None and await self.reserve(row.conversation):
            row = await self.row(statement, **values)
        return row

    async def value(self, statement: Any, **values: Any) -> Any:
        """The first column of the first row."""
        return (await self._connection.execute(statement, values)).scalar()

    async def run(self, statement: Any, values: Any) -> int:
        """How many rows an insert, update or delete touched; with a list of values it runs once for each."""
        self._must_write()
        return (await self._connection.execute(statement, values)).rowcount  # type: ignore[no-any-return]

    async def add(self, statement: Any, values: Any, what: str, key: str) -> None:
        """Run an insert; `Conflict` where the record is there already, `NotFound` where its talk (or owner) is not."""
        self._must_write()
        try:
            await self._connection.execute(statement, values)
        except IntegrityError as error:
            raise _refusal(error, what, key) from error

    def _must_write(self) -> None:
        """The database refuses it too, in words that nobody understands."""
        if self._reading:
            raise RuntimeError("this unit of work promised only to read")

    async def hold(self, conversation: str) -> None:
        """Keep other writers away from this talk until the transaction ends; `NotFound` where there is none."""
        self._must_write()
        await self.reserve(conversation)
        if conversation not in self._held:
            raise NotFound("conversation", conversation)

    async def reserve(self, conversation: str) -> bool:
        """The same, if there is such a talk. True where what was read of it before may have changed meanwhile."""
        if self._reading or conversation in self._held:
            return False
        if await self.row(_TALK, hold=True, id=conversation) is not None:
            self.held(conversation)
        return True

    def held(self, conversation: str) -> None:
        """This talk exists and is ours until the transaction ends."""
        self._held.add(conversation)


def _refusal(error: IntegrityError, what: str, key: str) -> BotError:
    """SQLite and PostgreSQL both name a foreign key in their message, and have no other word for it in common."""
    missing = "foreign key" in str(error.orig).lower()
    return NotFound(f"owner of {what}", key) if missing else Conflict(f"{what} {key} exists already")
