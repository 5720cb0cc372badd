"""Rows of HSDS in memory, SQLite and PostgreSQL: replaced by id, swept by source, nothing half."""

from __future__ import annotations

import pytest

from bot.hsds.model import TABLES, Row
from bot.services.ports import UnitOfWork, Units

DESK: Row = {"id": "s1", "name": "Balie", "status": "active", "minimum_age": 12, "maximum_age": 17.5}


async def written(units: Units, *rows: Row, table: str = "services", source: str = "town", run: str = "r1") -> None:
    async with units() as uow:
        await uow.hsds.write(table, rows, source=source, run=run)
        await uow.commit()


async def everything(uow: UnitOfWork, table: str, size: int = 500) -> list[list[Row]]:
    return [batch async for batch in uow.hsds.all(table, size=size)]


async def test_a_row_comes_back_as_it_went_in(units: Units) -> None:
    await written(units, DESK)
    async with units(reading=True) as uow:
        found = await uow.hsds.get("services", "s1")
        assert found == DESK and type(found["minimum_age"]) is int
        assert await uow.hsds.get("services", "s2") is None


@pytest.mark.parametrize("table", TABLES)
async def test_every_table_keeps_all_its_columns(units: Units, table: str) -> None:
    row = {column.name: 7 if column.numeric else f"{column.name} é" for column in TABLES[table].columns}
    await written(units, row, table=table)
    async with units(reading=True) as uow:
        assert await everything(uow, table) == [[row]]


async def test_a_second_import_replaces_what_it_says_and_what_it_no_longer_says(units: Units) -> None:
    await written(units, DESK)
    await written(units, {"id": "s1", "name": "Nieuwe balie", "status": "active"}, run="r2")
    async with units(reading=True) as uow:
        assert await everything(uow, "services") == [[{"id": "s1", "name": "Nieuwe balie", "status": "active"}]]


async def test_the_same_id_twice_in_one_run_is_one_row_with_all_that_was_said(units: Units) -> None:
    first, second = {"id": "p1", "number": "14 0123", "service_id": "s1"}, {"id": "p1", "location_id": "l1"}
    await written(units, first, second, table="phones")
    await written(units, {"id": "p1", "contact_id": "c1"}, table="phones")
    async with units(reading=True) as uow:
        assert await uow.hsds.get("phones", "p1") == {**first, **second, "contact_id": "c1"}


async def test_a_sweep_takes_what_its_own_source_no_longer_has(units: Units) -> None:
    await written(units, DESK, {"id": "s2", "name": "Weg"})
    await written(units, {"id": "x"}, source="elsewhere")
    await written(units, DESK, run="r2")
    async with units() as uow:
        assert await uow.hsds.sweep("town", "r2") == 1
        await uow.commit()
    async with units(reading=True) as uow:
        assert {row["id"] for batch in await everything(uow, "services") for row in batch} == {"s1", "x"}


async def test_what_was_not_committed_is_gone(units: Units) -> None:
    await written(units, DESK)
    async with units() as uow:
        await uow.hsds.write("services", [{"id": "s1", "name": "Half"}, {"id": "s9"}], source="town", run="r2")
        await uow.hsds.sweep("town", "r2")
    async with units(reading=True) as uow:
        assert await everything(uow, "services") == [[DESK]]


async def test_rows_of_several_owners_come_in_the_order_of_the_import(units: Units) -> None:
    rows: list[Row] = [{"id": f"{9 - number}", "service_id": f"s{number % 3}"} for number in range(9)]
    await written(units, *rows, table="phones")
    async with units(reading=True) as uow:
        found = await uow.hsds.having("phones", "service_id", ["s1", "s2", "s1"])
    assert found == [row for row in rows if row["service_id"] != "s0"]


async def test_more_owners_than_one_question_can_hold(units: Units) -> None:
    rows: list[Row] = [{"id": f"{number:05d}", "service_id": f"s{number}"} for number in range(1203)]
    await written(units, *rows, table="phones")
    async with units(reading=True) as uow:
        assert await uow.hsds.having("phones", "service_id", [f"s{number}" for number in range(1203)]) == rows
        assert [len(batch) for batch in await everything(uow, "phones", 500)] == [500, 500, 203]
        assert await uow.hsds.count("phones") == 1203


async def test_a_reading_unit_refuses_to_write(units: Units) -> None:
    async with units(reading=True) as uow:
        with pytest.raises(RuntimeError):
            await uow.hsds.write("services", [DESK], source="town", run="r1")
