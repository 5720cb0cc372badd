"""Lists of the directory on both kinds of database."""

from __future__ import annotations

import pytest

from bot.domain.errors import BadInput
from bot.services.hsds_reading import Around, HsdsQuery
from bot.storage.unit_of_work import SqlUnits

ROWS = {
    "services": [
        {"id": "b", "name": "Schuldhulp voor één", "organization_id": "o", "last_modified": "2026-01-02T00:00:00Z"},
        {"id": "a", "name": "Taalmaatje", "description": "50% korting", "last_modified": "2026-01-01T00:00:00Z"},
        {"id": "c", "name": "Balie"},
    ],
    "locations": [{"id": "l", "latitude": 52.0, "longitude": 5.0}, {"id": "m", "latitude": 52.01, "longitude": 5.0}],
    "addresses": [
        {"id": "x", "location_id": "l", "postal_code": "0999AB"},
        {"id": "y", "location_id": "m", "postal_code": "0999 CD"},
    ],
    "service_at_location": [
        {"id": "at l", "service_id": "a", "location_id": "l"},
        {"id": "at m", "service_id": "b", "location_id": "m"},
    ],
    "taxonomy_terms": [{"id": "t", "taxonomy_id": "tax"}, {"id": "child", "parent_id": "t", "taxonomy_id": "tax"}],
    "attributes": [{"id": "said", "link_id": "b", "link_entity": "service", "taxonomy_term_id": "t"}],
}


@pytest.fixture
async def town(sql: SqlUnits) -> SqlUnits:
    async with sql() as uow:
        for table, rows in ROWS.items():
            await uow.hsds.write(table, rows, source="town", run="1")
        await uow.commit()
    return sql


@pytest.mark.parametrize(
    ("table", "query", "wanted"),
    [
        ("services", HsdsQuery(), ["a", "b", "c"]),
        ("services", HsdsQuery(words=("schuld", "één")), ["b"]),
        ("services", HsdsQuery(words=("50%",)), ["a"]),
        ("services", HsdsQuery(words=("_",)), []),
        ("services", HsdsQuery(taxonomy_id="tax", organization_id="o"), ["b"]),
        ("services", HsdsQuery(modified_after="2026-01-02T00:00:00Z"), ["b"]),
        ("taxonomy_terms", HsdsQuery(top_only=True), ["t"]),
        ("taxonomy_terms", HsdsQuery(parent_id="t"), ["child"]),
        ("service_at_location", HsdsQuery(taxonomy_term_id="t"), ["at m"]),
        ("service_at_location", HsdsQuery(postcode="0999"), ["at l", "at m"]),
        ("service_at_location", HsdsQuery(postcode="0999", around=Around(52.0, 5.0, 1000)), ["at l"]),
        ("service_at_location", HsdsQuery(around=Around(52.0, 5.0, 1200)), ["at l", "at m"]),
    ],
)
async def test_a_list_holds_what_fits_in_the_order_of_ids(
    town: SqlUnits, table: str, query: HsdsQuery, wanted: list[str]
) -> None:
    async with town(reading=True) as uow:
        found = await uow.hsds_pages.page(table, query, limit=10, offset=0)
        assert [row["id"] for row in found] == wanted
        assert await uow.hsds_pages.count(table, query) == len(wanted)


async def test_a_list_can_be_read_in_pieces(town: SqlUnits) -> None:
    async with town(reading=True) as uow:
        second = await uow.hsds_pages.page("services", HsdsQuery(), limit=1, offset=1, only=("id",))
        rest = await uow.hsds_pages.following("services", HsdsQuery(), "a", limit=5)
    assert second == [{"id": "b"}] and [row["id"] for row in rest] == ["b", "c"]


async def test_the_middle_of_a_postcode_is_that_of_its_places(town: SqlUnits) -> None:
    async with town(reading=True) as uow:
        assert await uow.hsds_pages.centre("0999AB") == pytest.approx((52.005, 5.0))
        assert await uow.hsds_pages.centre("1234") is None


async def test_a_sign_that_no_database_takes_is_bad_input(town: SqlUnits) -> None:
    async with town(reading=True) as uow:
        with pytest.raises(BadInput):
            await uow.hsds_pages.count("services", HsdsQuery(words=("a\0",)))
