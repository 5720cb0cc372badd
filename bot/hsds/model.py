"""Every table of Open Referral HSDS 3.0, once; tables, reading, writing and checking all derive from it.

Source: the official schemas, which `tests/hsds/test_model.py` compares it with. Two nestings are not in the schemas
but in the official examples and in what publishers send (`official=False`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Row = dict[str, Any]
"""One row: column to text or number. What is not known is left out (never None or an empty text)."""

Severity = Literal["error", "warning", "repaired"]
"""An error leaves the row out; a warning is kept as it came, or left out where the report says so; repaired is kept as
it was understood."""


@dataclass(frozen=True)
class Origin:
    """Where a row comes from: the file as the person knows it, and its number there (a line, or the how-manieth)."""

    file: str
    row: int = 0


Record = tuple[str, Row, Origin]
"""A package is a stream of these; the text is the name of the table."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field of one row (`field` "" for the whole row): what was expected and what was there."""

    file: str
    row: int
    field: str
    expected: str
    got: str = ""
    severity: Severity = "error"


@dataclass(frozen=True)
class Column:
    """`kind` is text, uuid, uri, email, number, date, datetime or time; `choices` are all that may stand there."""

    name: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    required: bool = False
    tabular_required: bool = False

    @property
    def numeric(self) -> bool:
        return self.kind == "number"


@dataclass(frozen=True)
class Nest:
    """How rows of `table` lie inside another row in JSON, under `name`.

    `many`: an array of the rows whose column `key` holds the outer id, and whose column `kind_key`, if there is one,
    names the kind of thing that is outside. Otherwise an object: the row that the outer row names in its own `key`.
    """

    name: str
    table: str
    key: str
    many: bool = True
    kind_key: str = ""
    official: bool = True


@dataclass(frozen=True)
class Table:
    """One table: `name` is that of its CSV file, `entity` that of one thing in it."""

    name: str
    entity: str
    columns: tuple[Column, ...]
    nests: tuple[Nest, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def column(self) -> Mapping[str, Column]:
        return _BY_NAME[self.name]

    @property
    def references(self) -> Iterator[tuple[str, str]]:
        """Columns that hold the id of a row elsewhere, each with the table of that row."""
        return ((one.name, REFERENCES[one.name]) for one in self.columns if one.name in REFERENCES)


CHOICES = {
    "status": ("active", "inactive", "defunct", "temporarily closed"),
    "location_type": ("physical", "postal", "virtual"),
    "weekday": ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
    "frequency": ("WEEKLY", "MONTHLY"),
}

REFERENCES = {
    "organization_id": "organizations",
    "parent_organization_id": "organizations",
    "program_id": "programs",
    "service_id": "services",
    "location_id": "locations",
    "service_at_location_id": "service_at_location",
    "contact_id": "contacts",
    "phone_id": "phones",
    "taxonomy_id": "taxonomies",
    "taxonomy_term_id": "taxonomy_terms",
    "parent_id": "taxonomy_terms",
}
"""The table that a column points to, wherever a column has this name."""


def _columns(words: str) -> tuple[Column, ...]:
    """Columns in a few letters: `name`, `url:uri`; `!` required everywhere, `+` only where tables stand apart."""
    return tuple(_column(*word.rstrip("!+").partition(":")[::2], word[-1]) for word in words.split())


def _column(name: str, kind: str, mark: str) -> Column:
    choices = CHOICES.get(kind, ())
    return Column(name, "text" if choices else kind or "text", choices, mark == "!", mark == "+")


ATTRIBUTES = Nest("attributes", "attributes", "link_id", kind_key="link_entity")
METADATA = Nest("metadata", "metadata", "resource_id", kind_key="resource_type")


def _table(name: str, entity: str, columns: str, *nests: Nest, described: bool = True) -> Table:
    last = (ATTRIBUTES, METADATA) if described else (METADATA,)
    return Table(name, entity, _columns(columns), (*nests, *last) if entity != "metadata" else ())


def _each(key: str, names: str) -> tuple[Nest, ...]:
    """Arrays under the names of their tables."""
    return tuple(Nest(name, name, key) for name in names.split())


_TABLES = (
    _table(
        "organizations",
        "organization",
        "id:uuid! name! alternate_name description! email:email website:uri tax_status tax_id year_incorporated:number"
        " legal_status logo uri:uri parent_organization_id:uuid",
        *_each("organization_id", "funding contacts phones locations programs organization_identifiers"),
        Nest("services", "services", "organization_id", official=False),
    ),
    _table("programs", "program", "id:uuid! organization_id:uuid+ name! alternate_name description!"),
    _table(
        "services",
        "service",
        "id:uuid! organization_id:uuid+ program_id:uuid name! alternate_name description url:uri email:email"
        " status:status! interpretation_services application_process fees_description wait_time fees accreditations"
        " eligibility_description minimum_age:number maximum_age:number assured_date:date assurer_email:email licenses"
        " alert last_modified:datetime",
        *_each("service_id", "phones schedules service_areas"),
        Nest("service_at_locations", "service_at_location", "service_id"),
        *_each("service_id", "languages funding cost_options required_documents contacts"),
        Nest("organization", "organizations", "organization_id", many=False),
        Nest("program", "programs", "program_id", many=False),
    ),
    _table(
        "attributes",
        "attribute",
        "id:uuid! link_id:uuid+ taxonomy_term_id:uuid+ link_type link_entity+ value",
        Nest("taxonomy_term", "taxonomy_terms", "taxonomy_term_id", many=False),
        described=False,
    ),
    _table(
        "service_at_location",
        "service_at_location",
        "id:uuid! service_id:uuid+ location_id:uuid+ description",
        *_each("service_at_location_id", "contacts phones schedules"),
        Nest("location", "locations", "location_id", many=False),
        Nest("service", "services", "service_id", many=False, official=False),
    ),
    _table(
        "locations",
        "location",
        "id:uuid! location_type:location_type! url:uri organization_id:uuid name alternate_name description"
        " transportation latitude:number longitude:number external_identifier external_identifier_type",
        *_each("location_id", "languages addresses contacts accessibility phones schedules"),
    ),
    _table(
        "phones",
        "phone",
        "id:uuid! location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid service_at_location_id:uuid"
        " number! extension:number type description",
        *_each("phone_id", "languages"),
    ),
    _table(
        "contacts",
        "contact",
        "id:uuid! organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid name title"
        " department email:email",
        *_each("contact_id", "phones"),
    ),
    _table(
        "addresses",
        "address",
        "id:uuid! location_id:uuid attention address_1! address_2 city! region state_province! postal_code! country!"
        " address_type:location_type!",
    ),
    _table(
        "schedules",
        "schedule",
        "id:uuid! service_id:uuid location_id:uuid service_at_location_id:uuid valid_from:date valid_to:date"
        " dtstart:date timezone:number until:date count:number wkst:weekday freq:frequency interval:number byday"
        " byweekno bymonthday byyearday description opens_at:time closes_at:time schedule_link:uri attending_type"
        " notes",
    ),
    _table("funding", "funding", "id:uuid! organization_id:uuid service_id:uuid source"),
    _table("service_areas", "service_area", "id:uuid! service_id:uuid name description extent extent_type uri"),
    _table("required_documents", "required_document", "id:uuid! service_id:uuid document uri:uri"),
    _table("languages", "language", "id:uuid! service_id:uuid location_id:uuid phone_id:uuid name code note"),
    _table("accessibility", "accessibility", "id:uuid! location_id:uuid description details url:uri"),
    _table(
        "taxonomy_terms",
        "taxonomy_term",
        "id:uuid! code name! description! parent_id:uuid taxonomy language taxonomy_id:uuid term_uri:uri",
        Nest("taxonomy_detail", "taxonomies", "taxonomy_id", many=False),
        described=False,
    ),
    _table(
        "metadata",
        "metadata",
        "id:uuid! resource_id:uuid+ resource_type+ last_action_date:date! last_action_type! field_name!"
        " previous_value! replacement_value! updated_by!",
    ),
    _table("meta_table_descriptions", "meta_table_description", "id:uuid! name language character_set"),
    _table(
        "cost_options",
        "cost_option",
        "id:uuid! service_id:uuid+ valid_from:date valid_to:date option currency amount:number amount_description",
    ),
    _table(
        "organization_identifiers",
        "organization_identifier",
        "id:uuid! organization_id:uuid+ identifier_scheme identifier_type! identifier!",
    ),
    _table("taxonomies", "taxonomy", "id:uuid! name! description! uri:uri version", described=False),
)

TABLES: Mapping[str, Table] = {table.name: table for table in _TABLES}
"""By name, in the order of the official data package."""

BY_ENTITY: Mapping[str, Table] = {table.entity: table for table in _TABLES}
_BY_NAME = {table.name: {column.name: column for column in table.columns} for table in _TABLES}
