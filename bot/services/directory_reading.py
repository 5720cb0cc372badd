"""The rows around a few others, read in as few questions as there are tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from bot.hsds.model import TABLES, Nest, Row
from bot.hsds.slice import Slice
from bot.services.directory_ports import HsdsStore

# fmt: off
OF_A_DOOR = frozenset((
    "services", "organizations", "phones", "schedules", "languages", "service_areas", "required_documents",
    "service_at_location", "locations", "addresses", "accessibility", "attributes", "taxonomy_terms",
))
# fmt: on
"""The tables that a door is made from."""


async def gather(store: HsdsStore, table: str, rows: Sequence[Row], *, only: Collection[str] = TABLES) -> Slice:
    """The rows with all that nests in them, from the tables in `only`, however deep.

    What publishers nest beyond the standard (the services of an organization) comes along at the first level alone.
    """
    around = Slice()
    fresh = {table: around.add(table, rows)}
    first = True
    while any(fresh.values()):
        found: dict[str, list[Row]] = defaultdict(list)
        for nest, column, ids in _questions(fresh, around, first):
            if nest.table in only:
                found[nest.table] += around.add(nest.table, await store.having(nest.table, column, ids))
        fresh, first = found, False
    return around


def _questions(fresh: dict[str, list[Row]], around: Slice, first: bool) -> Iterator[tuple[Nest, str, list[str]]]:
    """What to ask for next: nested rows by the column that points outward, or by the ids that rows hold."""
    for table, rows in fresh.items():
        for nest in TABLES[table].nests if rows else ():
            if nest.many and (nest.official or first):
                yield nest, nest.key, [row["id"] for row in rows]
            elif not nest.many and (nest.official or first):
                ids = {row[nest.key] for row in rows if nest.key in row}
                yield nest, "id", [id for id in ids if around.one(nest.table, id) is None]
