"""The tables of Open Referral HSDS 3.0."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = {
    "organizations": (
        "name alternate_name description email website tax_status tax_id year_incorporated:number legal_status "
        "logo uri parent_organization_id"
    ),
    "programs": "organization_id name alternate_name description",
    "services": (
        "organization_id program_id name alternate_name description url email status interpretation_services "
        "application_process fees_description wait_time fees accreditations eligibility_description "
        "minimum_age:number maximum_age:number assured_date assurer_email licenses alert last_modified"
    ),
    "attributes": "link_id taxonomy_term_id link_type link_entity value",
    "service_at_location": "service_id location_id description",
    "locations": (
        "location_type url organization_id name alternate_name description transportation latitude:number "
        "longitude:number external_identifier external_identifier_type"
    ),
    "phones": (
        "location_id service_id organization_id contact_id service_at_location_id number extension:number type "
        "description"
    ),
    "contacts": "organization_id service_id service_at_location_id location_id name title department email",
    "addresses": (
        "location_id attention address_1 address_2 city region state_province postal_code country address_type"
    ),
    "schedules": (
        "service_id location_id service_at_location_id valid_from valid_to dtstart timezone:number until "
        "count:number wkst freq interval:number byday byweekno bymonthday byyearday description opens_at "
        "closes_at schedule_link attending_type notes"
    ),
    "funding": "organization_id service_id source",
    "service_areas": "service_id name description extent extent_type uri",
    "required_documents": "service_id document uri",
    "languages": "service_id location_id phone_id name code note",
    "accessibility": "location_id description details url",
    "taxonomy_terms": "code name description parent_id taxonomy language taxonomy_id term_uri",
    "metadata": (
        "resource_id resource_type last_action_date last_action_type field_name previous_value replacement_value "
        "updated_by"
    ),
    "meta_table_descriptions": "name language character_set",
    "cost_options": "service_id valid_from valid_to option currency amount:number amount_description",
    "organization_identifiers": "organization_id identifier_scheme identifier_type identifier",
    "taxonomies": "name description uri version",
}
"""The columns of each beside its id; all text but the numbers."""


def upgrade() -> None:
    for table, columns in TABLES.items():
        names = [name.partition(":")[0] for name in columns.split()]
        op.create_table(
            f"hsds_{table}",
            sa.Column("id", sa.Text(), primary_key=True),
            *(sa.Column(name, sa.Float(53) if f"{name}:number" in columns.split() else sa.Text()) for name in names),
            sa.Column("own_source", sa.Text(), nullable=False),
            sa.Column("own_run", sa.Text(), nullable=False),
            sa.Column("own_position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        )
        for name in names:
            if name.endswith("_id") and name != "tax_id":
                op.create_index(f"ix_hsds_{table}_{name}", f"hsds_{table}", [name])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(f"hsds_{table}")
