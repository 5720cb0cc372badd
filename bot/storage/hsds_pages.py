"""Lists out of the stored directory (`HsdsPages` of services.hsds_reading)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, radians
from typing import Any

from sqlalchemy import and_, func, or_, select

from bot.domain.errors import BadInput
from bot.hsds.model import Row
from bot.services.hsds_reading import Around, HsdsQuery
from bot.storage.hsds_store import to_row
from bot.storage.hsds_tables import HSDS
from bot.storage.work import Work

METRES_PER_DEGREE = 111_320
SEARCHED = {
    "services": ("name", "alternate_name", "description"),
    "organizations": ("name", "alternate_name", "description"),
    "taxonomies": ("name", "description"),
    "taxonomy_terms": ("name", "description", "code"),
}
"""The columns in which a word may stand."""


class SqlHsdsPages:
    """Statements are made for the question that is asked: the filters are cumulative and there are many."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def count(self, table: str, query: HsdsQuery) -> int:
        return int(await self._work.value(_narrowed(select(func.count()).select_from(HSDS[table]), table, query)))

    async def page(
        self, table: str, query: HsdsQuery, *, limit: int, offset: int, only: Sequence[str] = ()
    ) -> list[Row]:
        """The ids first: skipping them is quick, skipping whole rows is not."""
        stored = HSDS[table]
        wanted = [stored.c[name] for name in only] or [stored]
        ids = _narrowed(select(stored.c.id), table, query).order_by(stored.c.id).limit(limit).offset(offset).subquery()
        found = await self._work.rows(select(*wanted).where(stored.c.id.in_(select(ids.c.id))).order_by(stored.c.id))
        return [to_row(row) for row in found]

    async def following(self, table: str, query: HsdsQuery, after: str, *, limit: int) -> list[Row]:
        stored = HSDS[table]
        found = _narrowed(select(stored).where(stored.c.id > after), table, query)
        return [to_row(row) for row in await self._work.rows(found.order_by(stored.c.id).limit(limit))]

    async def centre(self, postcode: str) -> tuple[float, float] | None:
        places = HSDS["locations"].c
        middle = select(func.avg(places.latitude).label("latitude"), func.avg(places.longitude).label("longitude"))
        found = await self._work.row(middle.where(places.id.in_(_at_postcode(postcode))))
        return None if found is None or found.latitude is None else (found.latitude, found.longitude)


def _narrowed(statement: Any, table: str, query: HsdsQuery) -> Any:
    conditions = list(_at_location(query) if table == "service_at_location" else _conditions(table, query))
    return statement.where(and_(*conditions)) if conditions else statement


def _conditions(table: str, query: HsdsQuery) -> Iterator[Any]:
    columns = HSDS[table].c
    for word in query.words:
        yield or_(*(columns[name].ilike(f"%{_literal(word)}%", escape="\\") for name in SEARCHED[table]))
    if table == "taxonomy_terms":
        yield from _terms(query)
    if table == "services":
        yield from _services(query)


def _services(query: HsdsQuery) -> Iterator[Any]:
    columns, said = HSDS["services"].c, HSDS["attributes"].c
    terms = HSDS["taxonomy_terms"].c
    if query.taxonomy_term_id:
        yield columns.id.in_(select(said.link_id).where(said.taxonomy_term_id == query.taxonomy_term_id))
    if query.taxonomy_id:
        of_taxonomy = select(terms.id).where(terms.taxonomy_id == query.taxonomy_id)
        yield columns.id.in_(select(said.link_id).where(said.taxonomy_term_id.in_(of_taxonomy)))
    if query.organization_id:
        yield columns.organization_id == query.organization_id
    if query.modified_after:
        yield columns.last_modified >= query.modified_after


def _terms(query: HsdsQuery) -> Iterator[Any]:
    columns = HSDS["taxonomy_terms"].c
    if query.taxonomy_id:
        yield columns.taxonomy_id == query.taxonomy_id
    if query.parent_id:
        yield columns.parent_id == query.parent_id
    if query.top_only:
        yield columns.parent_id.is_(None)


def _at_location(query: HsdsQuery) -> Iterator[Any]:
    """A service at a location is found by what is known of the service, and by where it is."""
    columns, services = HSDS["service_at_location"].c, HSDS["services"].c
    of_service = list(_conditions("services", query))
    if of_service:
        yield columns.service_id.in_(select(services.id).where(and_(*of_service)))
    if query.around:
        yield columns.location_id.in_(_within(query.around))
    elif query.postcode:
        yield columns.location_id.in_(_at_postcode(query.postcode))


def _at_postcode(postcode: str) -> Any:
    columns = HSDS["addresses"].c
    return select(columns.location_id).where(columns.postal_code.like(f"{_literal(postcode[:4])}%", escape="\\"))


def _within(circle: Around) -> Any:
    """Places in the circle, on a map that is flat so near by: right to a few metres in a city."""
    columns = HSDS["locations"].c
    north = (columns.latitude - circle.latitude) * METRES_PER_DEGREE
    east = (columns.longitude - circle.longitude) * METRES_PER_DEGREE * cos(radians(circle.latitude))
    return select(columns.id).where(north * north + east * east <= circle.metres**2)


def _literal(word: str) -> str:
    """The word without its power over LIKE; `BadInput` for a sign that no database takes."""
    if "\0" in word:
        raise BadInput("search", "a sign that cannot be searched for")
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
