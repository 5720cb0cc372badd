"""Doors in the database (`DoorStore` of services.directory_ports)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import and_, bindparam, case, delete, exists, func, insert, or_, select

from bot.domain.directory import Service
from bot.hsds.plain import made, plain
from bot.hsds.words import after
from bot.services.directory_ports import Near
from bot.storage.door_tables import directory_sources, door_needs, door_words, doors
from bot.storage.tables import per_dialect
from bot.storage.work import Work

OLDEST, AFTER_LINES, NEVER = 999, 99, "9999-12-31"
LOOKED_AT = 3000
"""Words that one search looks at: a single letter stands for tens of thousands, and nobody reads on that far."""


class SqlDoors:
    """Reads are one statement each."""

    _VERSION = select(directory_sources.c.version).order_by(directory_sources.c.source)
    _FINGERPRINT = select(directory_sources.c.fingerprint).where(directory_sources.c.source == bindparam("source"))
    _BEGIN = delete(doors).where(doors.c.source == bindparam("this"))
    _LAST = select(func.coalesce(func.max(doors.c.position), 0))
    _ADD = (insert(door_needs), insert(door_words))
    _WHOLE = (
        select(doors.c.body)
        .join(door_needs, door_needs.c.door == doors.c.id)
        .where(door_needs.c.need == bindparam("need"))
        .order_by(doors.c.position)
    )
    _HOW_MANY = select(func.count()).select_from(
        select(door_needs.c.door).where(door_needs.c.need == bindparam("need")).limit(bindparam("size")).subquery()
    )
    _PINNED = select(doors.c.body).where(doors.c.pinned.is_(True)).order_by(doors.c.position)
    _GET = select(doors.c.body).where(doors.c.id == bindparam("id"))
    _FORGET = delete(doors).where(doors.c.id.in_(bindparam("ids", expanding=True)))

    def __init__(self, work: Work) -> None:
        self._work = work
        self._position: int | None = None

    async def version(self) -> str:
        return " ".join([row.version for row in await self._work.rows(self._VERSION)])

    async def fingerprint(self, source: str) -> str:
        return str(await self._work.value(self._FINGERPRINT, source=source) or "")

    async def begin(self, source: str) -> None:
        await self._work.run(self._BEGIN, {"this": source})

    async def add(self, entries: Sequence[tuple[Service, Mapping[str, int]]], *, source: str) -> None:
        entries = list({door.id: (door, words) for door, words in entries}.values())
        if not entries:
            return
        await self._work.run(self._FORGET, {"ids": [door.id for door, _ in entries]})
        place = await self._next()
        rows = [_door_row(door, source, place + number) for number, (door, _) in enumerate(entries)]
        self._position = place + len(rows)
        await self._work.run(insert(doors), rows)
        needs = [row for number, (door, _) in enumerate(entries) for row in _need_rows(door, place + number)]
        words = [
            {"door": door.id, "word": word, "weight": weight}
            for door, found in entries
            for word, weight in found.items()
        ]
        for statement, values in zip(self._ADD, (needs, words), strict=True):
            if values:
                await self._work.run(statement, values)

    async def _next(self) -> int:
        if self._position is None:
            self._position = int(await self._work.value(self._LAST)) + 1
        return self._position

    async def finish(self, source: str, fingerprint: str = "") -> None:
        values = {"source": source, "version": uuid4().hex, "fingerprint": fingerprint}
        await self._work.run(_FINISH[self._work.dialect], values)

    async def whole(self, need: str, most: int) -> list[Service] | None:
        if await self._work.value(self._HOW_MANY, need=need, size=most + 1) > most:
            return None
        return [_read(row) for row in await self._work.rows(self._WHOLE, need=need)]

    async def nearest(self, need: str, near: Near, *, local: int, national: int) -> list[Service]:
        values = {
            "need": need,
            "age": near.age,
            "district": near.district and near.district.casefold(),
            "latitude": near.latitude,
            "longitude": near.longitude,
            "today": near.today.isoformat(),
        }
        given = {name: value for name, value in values.items() if value is not None}
        found: list[Any] = []
        for here, size in ((True, local), (False, national)):
            statement = _nearest(here, near.age is not None, bool(near.district), near.latitude is not None)
            found += await self._work.rows(statement, **given, size=size)
        return [_read(row) for row in sorted(found, key=lambda row: row.position)]

    async def pinned(self) -> list[Service]:
        return [_read(row) for row in await self._work.rows(self._PINNED)]

    async def get(self, id: str) -> Service | None:
        row = await self._work.row(self._GET, id=id)
        return _read(row) if row else None

    async def find(self, words: Sequence[str], limit: int) -> list[Service]:
        if not words:
            return []
        ordered = sorted(words, key=len, reverse=True)  # the longest is the rarest, most often
        bounds = {f"from{number}": word for number, word in enumerate(ordered)}
        bounds |= {f"to{number}": after(word) for number, word in enumerate(ordered)}
        return [_read(row) for row in await self._work.rows(_found(len(ordered)), **bounds, size=limit)]


def _read(row: Any) -> Service:
    return made(Service, json.loads(row.body))


def _door_row(door: Service, source: str, position: int) -> dict[str, Any]:
    pinned = bool(door.last_door or door.office_hours_of or door.complaint_kind)
    body = json.dumps(plain(door), ensure_ascii=False)
    return {"id": door.id, "source": source, "position": position, "pinned": pinned, "body": body}


def _need_rows(door: Service, position: int) -> Iterator[dict[str, Any]]:
    """Nothing for a door that is not in use: it is found by its id, never chosen."""
    if door.status != "active":
        return
    shared = {
        "door": door.id,
        "local": door.local,
        "district": door.district and door.district.casefold(),
        "lies_in": door.lies_in and door.lies_in.casefold(),
        "minimum_age": door.minimum_age or 0,
        "maximum_age": OLDEST if door.maximum_age is None else door.maximum_age,
        "latitude": door.latitude,
        "longitude": door.longitude,
        "assured": door.assured_date.isoformat() if door.assured_date else NEVER,
        "expires": door.expires.isoformat() if door.expires else NEVER,
        "position": position,
    }
    for need in dict.fromkeys(door.needs):
        yield {**shared, "need": need, "place": door.first_for.get(need, AFTER_LINES), "second": need in door.also}


def _finish(insert: Any) -> Any:
    new = insert(directory_sources)
    changes = {"version": new.excluded.version, "fingerprint": new.excluded.fingerprint}
    return new.on_conflict_do_update(index_elements=["source"], set_=changes)


_FINISH = per_dialect(_finish)


@cache
def _nearest(local: bool, age: bool, district: bool, point: bool) -> Any:
    """What the ranking (bot/domain/routing.py) would put first as far as columns can tell, most of it in its order."""
    row = door_needs.c
    order: list[Any] = [row.place]
    if age:
        order.append(case((and_(row.minimum_age <= bindparam("age"), row.maximum_age >= bindparam("age")), 0), else_=1))
    if district:
        order.append(case((or_(row.district.is_(None), row.district == bindparam("district")), 0), else_=1))
    order.append(row.second)
    if point:
        north, east = row.latitude - bindparam("latitude"), (row.longitude - bindparam("longitude")) * 0.61
        order.append(func.coalesce(north * north + east * east, 1e6))
    elif district:
        order.append(case((row.lies_in == bindparam("district"), 0), else_=1))
    found = select(door_needs.c.door, door_needs.c.position).where(
        row.need == bindparam("need"), row.local.is_(local), row.expires >= bindparam("today")
    )
    best = found.order_by(*order, row.assured.desc(), row.position).limit(bindparam("size")).subquery()
    return select(doors.c.body, doors.c.position).join(best, best.c.door == doors.c.id)


@cache
def _found(words: int) -> Any:
    """The first word by its index, the others at the doors that it gives."""
    row = door_words.c
    some = select(row.door, row.weight).where(row.word >= bindparam("from0"), row.word < bindparam("to0"))
    for number in range(1, words):
        other = door_words.alias(f"w{number}")
        begins = and_(other.c.word >= bindparam(f"from{number}"), other.c.word < bindparam(f"to{number}"))
        some = some.where(exists().where(other.c.door == row.door, begins))
    looked = some.limit(LOOKED_AT).subquery()
    weight = func.max(looked.c.weight).label("weight")
    some_doors = select(looked.c.door, weight).group_by(looked.c.door)
    best = some_doors.order_by(weight.desc(), looked.c.door).limit(bindparam("size")).subquery()
    found = select(doors.c.body).join(best, best.c.door == doors.c.id)
    return found.order_by(best.c.weight.desc(), best.c.door)
