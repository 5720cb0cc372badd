"""The tables of HSDS 3.0, made from `bot/hsds/model.py`; each name begins with `hsds_`.

Nothing but the id is required and no foreign key is enforced: real directories have holes, which are reported
instead. `own_source` tells which import or profile a row came from and `own_run` which time that was, so that what the
same source no longer has can go; `own_position` keeps the order in which rows came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import BigInteger, Column, Float, Index, Integer, Table, Text

from bot.hsds import model
from bot.storage.tables import metadata

OWN = ("own_source", "own_run", "own_position")
"""Columns of ours beside those of the standard, which has a `source` itself."""


def _columns(table: model.Table) -> Iterator[Column]:
    for one in table.columns:
        yield Column(one.name, Float(53) if one.numeric else Text, primary_key=one.name == "id")
    yield Column("own_source", Text, nullable=False)
    yield Column("own_run", Text, nullable=False)
    yield Column("own_position", BigInteger().with_variant(Integer, "sqlite"), nullable=False)


def _indexes(table: model.Table) -> Iterator[Index]:
    """On every column by which rows are looked up from another one, and on the order in which all are read."""
    pointing = {name for name, _ in table.references} | {"link_id", "resource_id"}
    for one in table.columns:
        if one.name in pointing:
            yield Index(f"ix_hsds_{table.name}_{one.name}", one.name)
    yield Index(f"ix_hsds_{table.name}_order", "own_position", "id")


HSDS: Mapping[str, Table] = {
    table.name: Table(f"hsds_{table.name}", metadata, *_columns(table), *_indexes(table))
    for table in model.TABLES.values()
}
"""By the name that the standard gives them."""
