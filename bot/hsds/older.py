"""Data packages of HSDS 1.0, 1.1 and 2.0 (and of Open Referral UK 1.0), told apart by their columns, as rows of 3.0.

Sources: `datapackage.json` of github.com/openreferral/specification at 1.0, v1.1.0 and v2.0.1, and the changelog of
3.0. What 3.0 has no column for goes where a person still reads it, or is reported; nothing is dropped in silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from babel import Locale

from bot.hsds.model import BY_ENTITY, TABLES, Origin, Problem, Record, Row
from bot.hsds.values import is_uuid, stable_id, weekdays_of

Report = Callable[[Problem], None]
Made = Iterator[tuple[str, Row]]

NAMES = {
    "services_at_location": "service_at_location",
    "services_at_locations": "service_at_location",
    "service_at_locations": "service_at_location",
    "services_taxonomy": "service_taxonomy",
    "service_taxonomies": "service_taxonomy",
    "services_taxonomies": "service_taxonomy",
    "service_attributes": "service_attribute",
    "services_attributes": "service_attribute",
    "other_attributes": "other_attribute",
    "link_taxonomies": "link_taxonomy",
    "regular_schedules": "regular_schedule",
    "holiday_schedules": "holiday_schedule",
    "physical_addresses": "physical_address",
    "postal_addresses": "postal_address",
    "payments_accepted": "payment_accepted",
    "payment_accepteds": "payment_accepted",
    "accessibility_for_disability": "accessibility_for_disabilities",
    "eligibilities": "eligibility",
    "fees": "fee",
    "interpretation_service": "interpretation_services",
    "intepretation_services": "interpretation_services",
    "fundings": "funding",
    "costs_options": "cost_options",
}
"""Other names under which publishers file a table; "intepretation" is how HSDS 1.0 itself spelled it."""

ENTITIES = {
    "physical_address": "address",
    "postal_address": "address",
    "regular_schedule": "schedule",
    "holiday_schedule": "schedule",
    "service_attribute": "attribute",
    "other_attribute": "attribute",
    "accessibility_for_disabilities": "accessibility",
}
"""What older versions call a thing, and 3.0's word for it; tables that became one share their ids."""

FOLDED = ("eligibility", "fee", "interpretation_services")
"""Tables that became columns of `services`: they have to be read before it."""

ACCESS = {
    "cd": "Information on CD",
    "deaf_interpreter": "Interpreter for the deaf",
    "disabled_parking": "Parking for disabled people",
    "elevator": "Elevator",
    "ramp": "Ramp",
    "restroom": "Accessible restroom",
    "tape_braille": "Information on tape or in braille",
    "tty": "Text telephone (TTY)",
    "wheelchair": "Accessible by wheelchair",
    "wheelchair_van": "Wheelchair van",
}
"""The codes of HSDS 1.1 for accessibility, in words."""


def table_of(name: str, columns: Collection[str] = ()) -> str:
    """The table in a file of this name, older ones by their old name; "" where HSDS has none such.

    `taxonomy` is a list of terms in 1.x and a list of taxonomies in 3.0; only its columns tell.
    """
    stem = name.rsplit("/", 1)[-1].lower().removesuffix(".csv").replace("-", "_").replace(" ", "_")
    if stem in ("taxonomy", "taxonomies"):
        return "taxonomy" if {"parent_id", "parent_name", "vocabulary", "term"} & {*columns} else "taxonomies"
    stem = NAMES.get(stem, stem)
    if stem in TABLES or stem in OLDER:
        return stem
    if stem in BY_ENTITY:
        return BY_ENTITY[stem].name
    return ""


def version_of(columns: Mapping[str, Collection[str]]) -> str:
    """The version that a package follows, by the columns of its files: "1.0", "1.1", "2.0", "uk" or "3.0"."""
    tables = {table_of(name, found): {*found} for name, found in columns.items()}
    if tables.keys() & {"service_attribute", "other_attribute"} or "term" in tables.get("taxonomy_terms", ()):
        return "2.0"
    if "link_taxonomy" in tables or {"minimum_age", "maximum_age"} & tables.get("eligibility", set()):
        return "uk"
    if tables.keys() & {"fee", "interpretation_services"} or "location_id" in tables.get("services", ()):
        return "1.0"
    old = tables.keys() & OLDER.keys() - TABLES.keys()
    return "1.1" if old or "url" in tables.get("organizations", ()) else "3.0"


def reading_order(names: Mapping[str, Collection[str]]) -> list[str]:
    """The files in the order in which `modernised` has to see them: what is folded first, then parents before children.

    Files that hold no table come last, so that they are reported.
    """
    order = [*FOLDED, "taxonomies", "taxonomy", *PARENTS_FIRST, *(name for name in OLDER if name not in LINKS), *LINKS]
    tables = {name: table_of(name, columns) for name, columns in names.items()}
    return sorted(names, key=lambda name: order.index(tables[name]) if tables[name] in order else len(order))


PARENTS_FIRST = (
    "taxonomy_terms",
    "organizations",
    "programs",
    "services",
    "locations",
    "service_at_location",
    "contacts",
    "phones",
    *(name for name in TABLES if name not in ("attributes", "metadata")),
)
LINKS = ("service_taxonomy", "service_attribute", "other_attribute", "link_taxonomy", "attributes", "metadata")
"""Tables that may point to any other."""


def modernised(records: Iterable[Record], report: Report) -> Iterator[Record]:
    """The same package as rows of 3.0. Tables may have their old or their new names; rows of 3.0 pass unchanged.

    Needs the order of `reading_order`. Columns and tables that HSDS does not know are reported once for each file.
    """
    package = _Package(report)
    for name, row, origin in records:
        for table, made in package.read(
            name, {key: value for key, value in row.items() if value not in (None, "")}, origin
        ):
            yield table, made, origin


class _Package:
    """What has to be remembered from one row to the next."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._told: set[tuple[str, str]] = set()
        self.folded: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.ages: dict[str, Row] = defaultdict(dict)
        self.owner: dict[tuple[str, str], str] = {}
        self.made: set[str] = set()

    def read(self, name: str, row: Row, origin: Origin) -> Made:
        table = table_of(name, row)
        if not table:
            self._tell(origin, "", "a table of HSDS", name)
            return
        change = OLDER.get(table)
        for made_table, made in change(self, row) if change else [(table, row)]:
            yield made_table, self._known(made_table, made, origin)

    def _known(self, table: str, row: Row, origin: Origin) -> Row:
        known = TABLES[table].column
        for column in row.keys() - known.keys():
            self._tell(origin, str(column), f"a column of {table} in HSDS", str(row[column])[:80])
        return {column: value for column, value in row.items() if column in known}

    def _tell(self, origin: Origin, field: str, expected: str, got: str) -> None:
        if (origin.file, field) not in self._told:
            self._told.add((origin.file, field))
            self._report(Problem(origin.file, origin.row, field, expected, got, "warning"))

    def new(self, id: str) -> bool:
        """Whether a row that is made here, of this id, was not made before."""
        fresh = id not in self.made
        self.made.add(id)
        return fresh


def moved(entity: str, id: str) -> str:
    """The id of a row whose table became part of another one; UUIDs are unique among all, others within a table."""
    return id if is_uuid(id) or entity not in ENTITIES else f"{entity}:{id}"


# Each old table


def _organizations(package: _Package, row: Row) -> Made:
    yield "organizations", _renamed(row, url="website")


def _services(package: _Package, row: Row) -> Made:
    row = _renamed(row, fees="fees_description", accrediations="accreditations", website="url")
    row = _renamed(row, eligibility="eligibility_description")
    id, location = str(row.get("id", "")), row.pop("location_id", None)
    terms = _parts(row.pop("taxonomy_ids", ""))
    for column, texts in package.folded.pop(id, {}).items():
        row[column] = "; ".join(dict.fromkeys(_parts_of(row.get(column)) + texts))
    yield "services", {**package.ages.pop(id, {}), **row}
    if location:
        yield "service_at_location", {"id": f"{id}@{location}", "service_id": id, "location_id": location}
    for term in terms:
        yield "attributes", _attribute(f"services:{id}:{term}", "service", id, term)


def _fold(sort: str, column: str, *sources: str) -> Callable[[_Package, Row], Made]:
    def fold(package: _Package, row: Row) -> Made:
        service = str(row.get("service_id", ""))
        texts = [str(row[source]) for source in sources if row.get(source)]
        package.owner[sort, str(row.get("id"))] = service
        if texts:
            package.folded[service][column] += texts
        package.ages[service].update({key: row[key] for key in ("minimum_age", "maximum_age") if key in row})
        return iter(())

    return fold


def _address(entity: str) -> Callable[[_Package, Row], Made]:
    def change(package: _Package, row: Row) -> Made:
        more = [str(row.pop(line)) for line in ("address_2", "address_3", "address_4") if line in row]
        lines = {"address_2": ", ".join(more)} if more else {}
        yield "addresses", {**_moved(entity, row), **lines, "address_type": entity.removesuffix("_address")}

    return change


def _regular(package: _Package, row: Row) -> Made:
    """Weekdays are names, or numbers: 1 is Monday, and 0 as well as 7 is Sunday (ISO and cron agree on the others)."""
    row = _moved("regular_schedule", row)
    weekday = row.pop("weekday", None)
    if weekday is not None:
        row |= {"freq": "WEEKLY", "byday": weekdays_of(str(weekday)) or str(weekday)}
    yield "schedules", row


def _holiday(package: _Package, row: Row) -> Made:
    """Closed days are a schedule with dates and without hours; other hours are one with both."""
    row = _renamed(_moved("holiday_schedule", row), start_date="valid_from", end_date="valid_to", open_at="opens_at")
    closed = str(row.pop("closed", "")).strip().lower() in ("true", "t", "yes", "y", "1", "ja", "x")
    row.setdefault("valid_to", row.get("valid_from"))
    if closed:
        row = {key: value for key, value in row.items() if key not in ("opens_at", "closes_at")}
        row.setdefault("description", "Closed")
    yield "schedules", row


def _service_term(entity: str) -> Callable[[_Package, Row], Made]:
    def change(package: _Package, row: Row) -> Made:
        row = _renamed(row, taxonomy_id="taxonomy_term_id", taxonomy_detail="value")
        service = row.pop("service_id", None)
        yield "attributes", {**row, "id": _own(entity, row), "link_entity": "service", "link_id": service}

    return change


def _link(entity: str) -> Callable[[_Package, Row], Made]:
    """`link_type` was the kind of thing; in 3.0 that is `link_entity`, and `link_type` what the term says of it.

    What became a column of the service is the service now: a term of its eligibility has link_type "eligibility".
    """

    def change(package: _Package, row: Row) -> Made:
        row = _renamed(row, taxonomy_id="taxonomy_term_id")
        kind = str(row.pop("link_type", "service"))
        kind = NAMES.get(kind, TABLES[kind].entity if kind in TABLES else kind)
        link = moved(kind, str(row.get("link_id", "")))
        if (kind, link) in package.owner:
            row, link, kind = {**row, "link_type": kind}, package.owner[kind, link], "service"
        yield "attributes", {
            **row, "id": _own(entity, row), "link_id": link, "link_entity": ENTITIES.get(kind, kind)
        }  # fmt: skip

    return change


def _payment(package: _Package, row: Row) -> Made:
    """A way to pay is a term of a taxonomy of its own, and an attribute of the service."""
    package.owner["payment_accepted", str(row.get("id"))] = str(row.get("service_id"))
    for way in _parts(row.get("payment", "")):
        taxonomy, term = stable_id("taxonomies", "payment_accepted"), stable_id("payment_accepted", way.lower())
        if package.new(taxonomy):
            yield "taxonomies", {"id": taxonomy, "name": "Payment accepted", "description": "Ways to pay (HSDS 1.1)"}
        if package.new(term):
            yield "taxonomy_terms", {"id": term, "name": way, "description": way, "taxonomy_id": taxonomy}
        id = f"payment_accepted:{row.get('id', '')}:{way}"
        yield "attributes", {**_attribute(id, "service", row.get("service_id"), term), "link_type": "payment_accepted"}


def _terms(package: _Package, row: Row) -> Made:
    """A term of 1.x or 2.0; the taxonomy that it names becomes a row of its own."""
    row = _renamed(row, term="name", vocabulary="taxonomy")
    row.pop("parent_name", None)
    if "name" in row:
        row.setdefault("description", row["name"])
    named = row.get("taxonomy")
    if named and "taxonomy_id" not in row:
        row["taxonomy_id"] = stable_id("taxonomies", str(named))
        if package.new(row["taxonomy_id"]):
            yield "taxonomies", {"id": row["taxonomy_id"], "name": named, "description": named}
    yield "taxonomy_terms", row


def _access(package: _Package, row: Row) -> Made:
    row = _renamed(row, accessibility="description")
    words = [ACCESS.get(part, part) for part in _parts(row.get("description", ""))]
    known = all(part in ACCESS for part in _parts(row.get("description", "")))
    yield "accessibility", {**row, "description": ", ".join(words)} if words and known else row


def _phones(package: _Package, row: Row) -> Made:
    """The languages of a number are rows of their own; a department is said in the description."""
    spoken, department = row.pop("language", ""), row.pop("department", None)
    if department:
        row["description"] = "; ".join(dict.fromkeys([*_parts_of(row.get("description")), str(department)]))
    yield "phones", row
    for language in _parts(spoken):
        id = f"phones:{row.get('id', '')}:{language}"
        yield "languages", {"id": id, "phone_id": row.get("id"), **_language(language)}


def _languages(package: _Package, row: Row) -> Made:
    said, id = row.pop("language", ""), str(row.get("id", ""))
    languages = _parts(said)
    if not languages:
        yield "languages", row
    for place, language in enumerate(languages):
        yield "languages", {**row, "id": f"{id}:{language}" if place else id, **_language(language)}


def _areas(package: _Package, row: Row) -> Made:
    yield "service_areas", _renamed(row, service_area="name")


def _locations(package: _Package, row: Row) -> Made:
    yield "locations", {"location_type": "physical", **row}


def _metadata(package: _Package, row: Row) -> Made:
    """A change is told of a kind of thing that may have another name now."""
    kind = str(row.get("resource_type", ""))
    if kind in ENTITIES:
        row = {**row, "resource_type": ENTITIES[kind], "resource_id": moved(kind, str(row.get("resource_id", "")))}
    yield "metadata", row


OLDER: dict[str, Callable[[_Package, Row], Made]] = {
    "organizations": _organizations,
    "eligibility": _fold("eligibility", "eligibility_description", "eligibility"),
    "fee": _fold("fee", "fees_description", "fee"),
    "interpretation_services": _fold("interpretation_services", "interpretation_services", "language"),
    "services": _services,
    "locations": _locations,
    "taxonomy": _terms,
    "taxonomy_terms": _terms,
    "phones": _phones,
    "languages": _languages,
    "physical_address": _address("physical_address"),
    "postal_address": _address("postal_address"),
    "regular_schedule": _regular,
    "holiday_schedule": _holiday,
    "service_taxonomy": _service_term("service_taxonomy"),
    "service_attribute": _service_term("service_attribute"),
    "other_attribute": _link("other_attribute"),
    "link_taxonomy": _link("link_taxonomy"),
    "payment_accepted": _payment,
    "accessibility_for_disabilities": _access,
    "service_areas": _areas,
    "metadata": _metadata,
}
"""What becomes of a row of each table that differs from 3.0, in 1.0, 1.1, 2.0 or the United Kingdom's variant."""


# Small things


def _renamed(row: Row, **names: str) -> Row:
    """Columns under their new names, where the new one is not there already."""
    return {names[key] if key in names and names[key] not in row else key: value for key, value in row.items()}


def _moved(entity: str, row: Row) -> Row:
    return {**row, "id": moved(entity, str(row["id"]))} if "id" in row else row


def _own(entity: str, row: Row) -> str:
    """The id of a row in a table that several old ones became."""
    id = str(row.get("id", ""))
    if is_uuid(id):
        return id
    return f"{entity}:{id or ':'.join(map(str, row.values()))}"


def _attribute(id: str, entity: str, link: object, term: str) -> Row:
    return {"id": id, "link_id": link, "link_entity": entity, "taxonomy_term_id": term}


def _parts(text: object) -> list[str]:
    """The parts of a list in one cell."""
    return [part.strip() for part in str(text).replace(";", ",").split(",") if part.strip()]


def _parts_of(text: object) -> list[str]:
    return [str(text)] if text else []


def _language(said: str) -> Row:
    """A code with its name, or a name alone."""
    code = said.lower().split("-")[0]
    name = Locale("en").languages.get(code)
    if name is None and code == said and len(code) == 3:
        return {"code": code}
    return {"code": code, "name": name} if name else {"name": said}
