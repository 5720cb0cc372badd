"""Doors as the choice reads them, made from the rows of HSDS in the transaction that writes those."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text

from bot.storage.tables import metadata

PLAIN = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its letters' codes, as SQLite has it: only then a range of words is what begins with them."""


# Without row ids SQLite keeps rows in the order of their key: the thousands of doors for one need side by side.


def _door(**more: object) -> Column:
    return Column("door", ForeignKey("doors.id", ondelete="CASCADE"), nullable=False, **more)


directory_sources = Table(
    "directory_sources",
    metadata,
    Column("source", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
)
"""Where entries come from. All versions together are that of the directory; the fingerprint is that of the files."""

doors = Table(
    "doors",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("pinned", Boolean, nullable=False, index=True),
    Column("body", Text, nullable=False),
)
"""A door as JSON. `pinned`: needed for every need, as a last door, for its office hours or its complaints."""

door_needs = Table(
    "door_needs",
    metadata,
    Column("need", Text, primary_key=True),
    _door(primary_key=True, index=True),
    Column("local", Boolean, nullable=False),
    Column("place", Integer, nullable=False),
    Column("second", Boolean, nullable=False),
    Column("district", Text),
    Column("lies_in", Text),
    Column("minimum_age", Integer, nullable=False),
    Column("maximum_age", Integer, nullable=False),
    Column("latitude", Float(53)),
    Column("longitude", Float(53)),
    Column("assured", Text, nullable=False),
    Column("expires", Text, nullable=False),
    Column("position", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""What the database needs to know to leave most of the doors for a need aside. Only doors that are in use."""

door_words = Table(
    "door_words",
    metadata,
    _door(primary_key=True),
    Column("word", PLAIN, primary_key=True),
    Column("weight", Integer, nullable=False),
    Index("door_words_word", "word", "weight", "door"),
    sqlite_with_rowid=False,
)
