"""The read API of Open Referral HSDS 3.0 under `/hsds`, open to everyone; `hsds_openapi.json` describes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timezone
from typing import Any

from aiohttp import web

from bot.domain.errors import BadInput
from bot.hsds.model import Row
from bot.services.directory_ports import HsdsStore
from bot.services.hsds_reading import Around, HsdsQuery, flat, full, one
from bot.services.ports import UnitOfWork
from bot.settings import REFERENCE
from bot.web.errors import plain_json
from bot.web.keys import UNITS
from bot.web.reading import LARGEST, moment, whole

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/v3.0.1/hsds/"
OPENAPI = REFERENCE / "hsds_openapi.json"

PAGE, MOST = 50, 500
"""Rows on a page where the caller names no number, and the highest number."""

AT_ONCE = 200
"""Rows that are read together where all of them are streamed."""

LONGEST = 200
"""Characters of a search; a word less would do."""

FARTHEST = 1_000_000
"""Metres; more is the whole country."""

EVERYWHERE = {"Access-Control-Allow-Origin": "*"}

Unfold = Callable[[HsdsStore, str, Sequence[Row]], Awaitable[list[Row]]]


@dataclass(frozen=True)
class Kind:
    """One kind of thing: its table, the filters of its list beside those that all lists have, and how one is shown."""

    table: str
    filters: tuple[str, ...] = ()
    nested: bool = True


OF_SERVICES = ("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after")
KINDS = {
    "services": Kind("services", OF_SERVICES),
    "organizations": Kind("organizations"),
    "service_at_locations": Kind("service_at_location", (*OF_SERVICES, "postcode", "proximity")),
    "taxonomies": Kind("taxonomies", nested=False),
    "taxonomy_terms": Kind("taxonomy_terms", ("taxonomy_id", "top_only", "parent_id"), nested=False),
}
"""By the name in the address."""


def register(app: web.Application) -> None:
    """Add what the standard names, and its description."""
    app.add_routes([web.get("/hsds", about), web.get("/hsds/", about), web.get("/hsds/openapi.json", description)])
    for name, kind in KINDS.items():
        calls = _Calls(kind)
        app.add_routes([web.get(f"/hsds/{name}", calls.many), web.get(f"/hsds/{name}/{{id}}", calls.one)])


async def about(request: web.Request) -> web.Response:
    """The version of the standard, and where its forms are described."""
    described = request.url.with_path("/hsds/openapi.json").with_query(None)
    return _answer({"version": VERSION, "profile": PROFILE, "openapi_url": str(described)})


async def description(request: web.Request) -> web.StreamResponse:
    """The standard's own OpenAPI file, with our name in it."""
    return web.FileResponse(OPENAPI, headers={**EVERYWHERE, "Content-Type": "application/json"})


class _Calls:
    """The list and the single thing of one kind."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    async def one(self, request: web.Request) -> web.Response:
        """With all that belongs to it."""
        whole_services = flag(request.query, "full_service")
        async with request.app[UNITS](reading=True) as uow:
            found = await one(uow.hsds, self._kind.table, request.match_info["id"])
            shown = await self._in_full(uow.hsds, [found], services="full" if whole_services else "simple")
        return _answer(shown[0])

    async def many(self, request: web.Request) -> web.StreamResponse:
        """A page, or with `format=ndjson` all of it, a line each."""
        query = query_in(request.query, self._kind)
        form = request.query.get("format") or "json"
        if form not in ("json", "ndjson"):
            raise BadInput("format", "neither json nor ndjson")
        async with request.app[UNITS](reading=True) as uow:
            query = await _centred(query, request.query, self._kind, uow)
        if form == "ndjson":
            return await self._stream(request, query)
        if self._kind.table == "services" and flag(request.query, "minimal"):
            return await self._minimal(request, query)
        size = whole("per_page", request.query.get("per_page", PAGE), least=1, most=MOST)
        return await self._page(request, query, size, self._shape(request.query))

    def _shape(self, query: Mapping[str, str]) -> Unfold:
        if self._kind.table == "organizations" and flag(query, "full_service"):
            return lambda store, table, rows: self._in_full(store, rows, services="full")
        if self._kind.nested and flag(query, "full"):
            return lambda store, table, rows: self._in_full(store, rows, services="simple")
        return flat

    async def _in_full(self, store: HsdsStore, rows: Sequence[Row], *, services: str) -> list[Row]:
        """An organisation shows its services flat, unless they are asked for in full."""
        simple = ("services",) if self._kind.table == "organizations" and services == "simple" else ()
        return await full(store, self._kind.table, rows, simple=simple)

    async def _page(self, request: web.Request, query: HsdsQuery, size: int, unfold: Unfold) -> web.Response:
        number = whole("page", request.query.get("page", 1), least=1)
        async with request.app[UNITS](reading=True) as uow:
            total = await uow.hsds_pages.count(self._kind.table, query)
            skipped = (number - 1) * size
            rows = (
                await uow.hsds_pages.page(self._kind.table, query, limit=size, offset=skipped)
                if skipped < total
                else []
            )
            shown = await unfold(uow.hsds, self._kind.table, rows)
        return _answer(page(shown, total, number, size))

    async def _minimal(self, request: web.Request, query: HsdsQuery) -> web.Response:
        """Which services there are and when each was last changed, all at once unless a page is asked for."""
        size = whole("per_page", request.query.get("per_page", LARGEST), least=1)
        number = whole("page", request.query.get("page", 1), least=1)
        async with request.app[UNITS](reading=True) as uow:
            total = await uow.hsds_pages.count("services", query)
            rows = await uow.hsds_pages.page(
                "services", query, limit=size, offset=min(total, (number - 1) * size), only=("id", "last_modified")
            )
        shown = [{"id": row["id"], "modified_date": row.get("last_modified")} for row in rows]
        return _answer(page(shown, total, number, min(size, max(total, 1))))

    async def _stream(self, request: web.Request, query: HsdsQuery) -> web.StreamResponse:
        """Every row that fits; each batch is read by itself, so that a slow reader keeps nobody else waiting."""
        unfold, last = self._shape(request.query), ""
        answer = web.StreamResponse(headers={**EVERYWHERE, "Content-Type": "application/x-ndjson"})
        await answer.prepare(request)
        while True:
            async with request.app[UNITS](reading=True) as uow:
                rows = await uow.hsds_pages.following(self._kind.table, query, last, limit=AT_ONCE)
                shown = await unfold(uow.hsds, self._kind.table, rows)
            await answer.write(b"".join(plain_json(row).encode() + b"\n" for row in shown))
            if len(rows) < AT_ONCE:
                break
            last = rows[-1]["id"]
        await answer.write_eof()
        return answer


def query_in(query: Mapping[str, str], kind: Kind) -> HsdsQuery:
    """The filters in a query that this kind of list knows; `BadInput` names the first that cannot be right."""
    known = {name: query[name] for name in kind.filters if query.get(name)}
    text = query.get("search", "")
    if len(text) > LONGEST:
        raise BadInput("search", "too long")
    return HsdsQuery(
        words=tuple(text.split()),
        modified_after=_in_utc(known["modified_after"]) if "modified_after" in known else "",
        top_only=flag(known, "top_only"),
        postcode=_postcode(known["postcode"]) if "postcode" in known else "",
        taxonomy_term_id=_id(known, "taxonomy_term_id"),
        taxonomy_id=_id(known, "taxonomy_id"),
        organization_id=_id(known, "organization_id"),
        parent_id=_id(known, "parent_id"),
    )


async def _centred(query: HsdsQuery, asked: Mapping[str, str], kind: Kind, uow: UnitOfWork) -> HsdsQuery:
    """With the circle around the postcode, where one is asked for; around an unknown postcode there is nothing."""
    if "proximity" not in kind.filters or not asked.get("proximity"):
        return query
    metres = whole("proximity", asked["proximity"], most=FARTHEST)
    if not query.postcode:
        raise BadInput("postcode", "missing; proximity is counted from it")
    middle = await uow.hsds_pages.centre(query.postcode)
    return replace(query, around=Around(*middle, metres)) if middle else query


def flag(query: Mapping[str, str], name: str) -> bool:
    """A yes or no; empty and absent are no."""
    value = query.get(name, "").lower()
    if value not in ("", "true", "false", "1", "0"):
        raise BadInput(name, "neither true nor false")
    return value in ("true", "1")


def page(rows: Sequence[Row], total: int, number: int, size: int) -> dict[str, Any]:
    """The wrapper that the standard puts around a list; pages count from 1."""
    pages = -(-total // size)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(rows),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not rows,
        "contents": list(rows),
    }


def _in_utc(value: str) -> str:
    """As moments are stored: ISO 8601 with a Z. One without a zone is taken to be in UTC."""
    found = moment("modified_after", value)
    found = found.replace(tzinfo=timezone.utc) if found.tzinfo is None else found.astimezone(timezone.utc)
    return found.isoformat().replace("+00:00", "Z")


def _postcode(value: str) -> str:
    plain = value.replace(" ", "").upper()
    if not plain[:4].isdigit() or len(plain) not in (4, 6):
        raise BadInput("postcode", "no Dutch postcode")
    return plain


def _id(known: Mapping[str, str], name: str) -> str:
    value = known.get(name, "")
    if "\0" in value:
        raise BadInput(name, "a sign that no id has")
    return value


def _answer(body: Any) -> web.Response:
    return web.json_response(body, dumps=plain_json, headers=EVERYWHERE)
