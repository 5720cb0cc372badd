"""`/hsds`: the read API against the standard's own schemas and its OpenAPI file."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from bot.channels.hsds_api import OPENAPI
from bot.hsds.model import Row
from bot.services.ports import Units
from bot.storage.ciphers import Cipher
from bot.storage.unit_of_work import sql_units
from tests.conftest import Gateway

jsonschema = pytest.importorskip("jsonschema")

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "hsds" / "schema"
SPEC = json.loads(OPENAPI.read_text("utf-8"))
LISTS = {"/services": "service", "/organizations": "organization", "/taxonomies": "taxonomy",
         "/taxonomy_terms": "taxonomy_term", "/service_at_locations": "service_at_location"}  # fmt: skip
STREET = {"address_1": "Straat 1", "city": "Voorbeeldstad", "state_province": "FL", "country": "NL",
          "address_type": "physical"}  # fmt: skip
TOWN: dict[str, list[Row]] = {
    "organizations": [
        {"id": "o1", "name": "Buurthulp", "description": "Hulp in de buurt", "parent_organization_id": "o2"},
        {"id": "o2", "name": "Gemeente", "description": "De stad"},
    ],
    "programs": [{"id": "p1", "organization_id": "o1", "name": "Geld", "description": "Grip op geld"}],
    "services": [
        {"id": "s1", "organization_id": "o1", "program_id": "p1", "name": "Schuldhulp", "status": "active",
         "description": "Samen naar je post kijken", "minimum_age": 18, "last_modified": "2026-03-01T09:00:00Z"},
        {"id": "s2", "organization_id": "o1", "name": "Taalmaatje", "status": "active",
         "last_modified": "2025-03-01T09:00:00Z"},
        {"id": "s3", "organization_id": "o2", "name": "Balie 100%", "status": "inactive"},
    ],
    "locations": [
        {"id": "l1", "location_type": "physical", "name": "Wijkhuis", "latitude": 52.75, "longitude": 5.35},
        {"id": "l2", "location_type": "physical", "name": "Stadhuis", "latitude": 52.77, "longitude": 5.35},
    ],
    "addresses": [
        {"id": "a1", "location_id": "l1", "postal_code": "0999 AB", **STREET},
        {"id": "a2", "location_id": "l2", "postal_code": "0998 AB", **STREET},
    ],
    "service_at_location": [
        {"id": "sal1", "service_id": "s1", "location_id": "l1"},
        {"id": "sal2", "service_id": "s2", "location_id": "l2"},
    ],
    "phones": [
        {"id": "ph1", "service_id": "s1", "number": "085 099 0001"},
        {"id": "ph2", "organization_id": "o1", "number": "085 099 0002"},
    ],
    "languages": [{"id": "la1", "phone_id": "ph1", "code": "nl", "name": "Nederlands"}],
    "schedules": [{"id": "sc1", "service_at_location_id": "sal1", "freq": "WEEKLY", "byday": "MO,TU"}],
    "taxonomies": [{"id": "t1", "name": "Hulpvragen", "description": "Waarvoor mensen komen"}],
    "taxonomy_terms": [
        {"id": "tt1", "taxonomy_id": "t1", "code": "money", "name": "Geld", "description": "Alles over geld"},
        {"id": "tt2", "taxonomy_id": "t1", "code": "debt", "name": "Schulden", "description": "x", "parent_id": "tt1"},
    ],
    "attributes": [
        {"id": "at1", "link_id": "s1", "link_entity": "service", "taxonomy_term_id": "tt2"},
        {"id": "at2", "link_id": "s2", "link_entity": "location", "taxonomy_term_id": "tt1"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def town(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hsds") / "town.db"
    copyfile(empty_database, path)
    return path


@pytest.fixture
async def units(town: Path) -> AsyncIterator[Units]:
    """One small town, written anew for each test; the same rows in the same place."""
    made = sql_units(f"sqlite:///{town}", Cipher([Fernet.generate_key().decode()]))
    async with made() as uow:
        for table, rows in TOWN.items():
            await uow.hsds.write(table, rows, source="town", run="1")
        await uow.commit()
    yield made
    await made.dispose()


@pytest.fixture
async def api(gateway: Gateway) -> TestClient:
    return await gateway()


async def got(api: TestClient, path: str, **query: str) -> Any:
    answer = await api.get(f"/hsds{path}", params=query)
    assert answer.status == 200, await answer.text()
    return await answer.json()


def ids(page: dict[str, Any]) -> list[str]:
    return [one["id"] for one in page["contents"]]


async def test_it_says_which_version_it_is_and_where_it_is_described(api: TestClient) -> None:
    about = await got(api, "/")
    assert about["version"] == "3.0" and about == await got(api, "")
    described = await api.get(about["openapi_url"].partition("127.0.0.1")[2].partition("/")[2].join(["/", ""]))
    assert set((await described.json())["paths"]) == set(SPEC["paths"])


async def test_a_list_shows_what_a_row_points_to_and_nothing_more(api: TestClient) -> None:
    page = await got(api, "/services")
    assert {name: page[name] for name in page if name != "contents"} == {
        "total_items": 3, "total_pages": 1, "page_number": 1, "size": 3,
        "first_page": True, "last_page": True, "empty": False,
    }  # fmt: skip
    first = page["contents"][0]
    assert first["organization"]["name"] == "Buurthulp" and first["program"]["name"] == "Geld"
    assert "phones" not in first and "organization_id" not in first and "services" not in first["organization"]


async def test_a_single_service_shows_everything_that_belongs_to_it_and_no_circle(api: TestClient) -> None:
    service = await got(api, "/services/s1")
    assert service["phones"] == [{"id": "ph1", "number": "085 099 0001", "languages": [
        {"id": "la1", "code": "nl", "name": "Nederlands"}]}]  # fmt: skip
    at = service["service_at_locations"][0]
    assert at["location"]["addresses"][0]["postal_code"] == "0999 AB" and at["schedules"][0]["byday"] == "MO,TU"
    assert "service" not in at
    assert service["attributes"][0]["taxonomy_term"]["taxonomy_detail"]["name"] == "Hulpvragen"
    assert service["organization"]["phones"][0]["id"] == "ph2" and "services" not in service["organization"]


async def test_what_is_said_of_another_kind_of_thing_with_the_same_id_is_not_shown(api: TestClient) -> None:
    assert "attributes" not in await got(api, "/services/s2")


async def test_an_organisation_shows_its_services_flat_or_in_full(api: TestClient) -> None:
    plain, whole = await got(api, "/organizations/o1"), await got(api, "/organizations/o1", full_service="true")
    assert [one["id"] for one in plain["services"]] == ["s1", "s2"] and "phones" not in plain["services"][0]
    assert whole["services"][0]["phones"][0]["id"] == "ph1"
    listed = await got(api, "/organizations")
    assert "services" not in listed["contents"][0]
    assert "services" in (await got(api, "/organizations", full="true"))["contents"][0]


@pytest.mark.parametrize(
    ("path", "query", "wanted"),
    [
        ("/services", {"search": "post"}, ["s1"]),
        ("/services", {"search": "taal MAATJE"}, ["s2"]),
        ("/services", {"search": "100%"}, ["s3"]),
        ("/services", {"search": "_"}, []),
        ("/services", {"taxonomy_term_id": "tt2"}, ["s1"]),
        ("/services", {"taxonomy_id": "t1"}, ["s1", "s2"]),
        ("/services", {"organization_id": "o1"}, ["s1", "s2"]),
        ("/services", {"organization_id": "o1", "modified_after": "2026-01-01"}, ["s1"]),
        ("/services", {"modified_after": "2026-03-01T10:00:00+01:00"}, ["s1"]),
        ("/services", {"modified_after": "2026-03-01T09:00:01Z"}, []),
        ("/services", {"organization_id": "o2", "taxonomy_id": "t1"}, []),
        ("/organizations", {"search": "stad"}, ["o2"]),
        ("/taxonomy_terms", {"top_only": "true"}, ["tt1"]),
        ("/taxonomy_terms", {"parent_id": "tt1"}, ["tt2"]),
        ("/taxonomy_terms", {"taxonomy_id": "nothing"}, []),
        ("/service_at_locations", {"organization_id": "o1", "search": "schuld"}, ["sal1"]),
        ("/service_at_locations", {"postcode": "0998ab"}, ["sal2"]),
        ("/service_at_locations", {"postcode": "0999 AB", "proximity": "1000"}, ["sal1"]),
        ("/service_at_locations", {"postcode": "0999 AB", "proximity": "2500"}, ["sal1", "sal2"]),
        ("/service_at_locations", {"postcode": "1234", "proximity": "2500"}, []),
    ],
)
async def test_filters_narrow_a_list_down(api: TestClient, path: str, query: dict[str, str], wanted: list[str]) -> None:
    assert ids(await got(api, path, **query)) == wanted


async def test_pages_follow_each_other_and_the_one_after_the_last_is_empty(api: TestClient) -> None:
    pages = [await got(api, "/services", page=str(number), per_page="2") for number in (1, 2, 3)]
    assert [ids(one) for one in pages] == [["s1", "s2"], ["s3"], []]
    assert [(one["first_page"], one["last_page"], one["empty"], one["total_pages"]) for one in pages] == [
        (True, False, False, 2), (False, True, False, 2), (False, True, True, 2),
    ]  # fmt: skip


async def test_minimal_gives_ids_and_dates_all_at_once(api: TestClient) -> None:
    page = await got(api, "/services", minimal="true")
    assert page["contents"][0] == {"id": "s1", "modified_date": "2026-03-01T09:00:00Z"}
    assert ids(page) == ["s1", "s2", "s3"] and page["total_pages"] == 1


async def test_ndjson_streams_all_rows_a_line_each(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.hsds_api.AT_ONCE", 2)
    answer = await api.get("/hsds/services", params={"format": "ndjson", "full": "true"})
    lines = [json.loads(line) for line in (await answer.text()).splitlines()]
    assert answer.content_type == "application/x-ndjson"
    assert [one["id"] for one in lines] == ["s1", "s2", "s3"] and lines[0]["phones"]


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"}, {"page": "een"}, {"per_page": "100000"}, {"full": "maybe"}, {"format": "xml"},
        {"modified_after": "gisteren"}, {"search": "x" * 1000}, {"search": "\0"}, {"organization_id": "\0"},
    ],
)  # fmt: skip
async def test_a_question_that_cannot_be_right_is_refused_in_plain_words(
    api: TestClient, query: dict[str, str]
) -> None:
    answer = await api.get("/hsds/services", params=query)
    error = (await answer.json())["error"]
    assert answer.status == 400 and error["code"] == "bad_input" and error["about"] == next(iter(query))


async def test_a_circle_needs_a_middle(api: TestClient) -> None:
    answer = await api.get("/hsds/service_at_locations", params={"proximity": "500"})
    assert answer.status == 400


async def test_an_unknown_id_is_not_found(api: TestClient) -> None:
    assert (await api.get("/hsds/services/none")).status == 404


# Against the standard's own files


def schema_of(entity: str) -> Any:
    resolver = jsonschema.RefResolver((SCHEMAS / "x").as_uri(), {})
    found = json.loads((SCHEMAS / f"{entity}.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(found, resolver=resolver)


PARAMETERS = {
    "search": st.sampled_from(["", "hulp", "%", "a b"]) | st.text(max_size=20),
    "page": st.integers(-1, 4).map(str),
    "per_page": st.integers(-1, 600).map(str),
    "format": st.just("json"),
    "modified_after": st.datetimes().map(lambda one: one.isoformat()) | st.just("x"),
    "proximity": st.integers(-5, 100_000).map(str),
    "postcode": st.sampled_from(["0999", "0998 AB", "9", ""]),
    "full": st.sampled_from(["true", "false", ""]),
    "full_service": st.sampled_from(["true", "false"]),
    "top_only": st.sampled_from(["true", "false"]),
}
ID = st.sampled_from(["o1", "t1", "tt1", "tt2", "nothing"])


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A list of the OpenAPI file with some of the parameters that the file gives it."""
    path = draw(st.sampled_from(sorted(LISTS)))
    named = [one["$ref"].rpartition("/")[2] if "$ref" in one else one["name"] for one in
             SPEC["paths"][path]["get"]["parameters"]]  # fmt: skip
    chosen = draw(st.lists(st.sampled_from([name for name in named if name != "minimal"]), unique=True))
    return path, {name: draw(PARAMETERS.get(name, ID)) for name in chosen}


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the standard's schemas are not at hand")
@effort(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(call=calls())
async def test_every_answer_conforms_to_the_schemas(api: TestClient, call: tuple[str, dict[str, str]]) -> None:
    path, query = call
    answer = await api.get(f"/hsds{path}", params=query)
    body = await answer.json()
    if answer.status != 200:
        assert answer.status == 400 and body["error"]["message"]
        return
    jsonschema.validate(body, SPEC["components"]["schemas"]["Page"])
    for one in body["contents"]:
        schema_of(LISTS[path]).validate(one)


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the standard's schemas are not at hand")
@pytest.mark.parametrize("path", sorted(LISTS))
async def test_every_single_thing_conforms_too(api: TestClient, path: str) -> None:
    for one in (await got(api, path))["contents"]:
        schema_of(LISTS[path]).validate(await got(api, f"{path}/{one['id']}"))
