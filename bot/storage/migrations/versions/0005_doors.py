"""Doors as the choice and the search box read them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# fmt: off
TABLES = (
    "organizations", "programs", "services", "attributes", "service_at_location", "locations", "phones", "contacts",
    "addresses", "schedules", "funding", "service_areas", "required_documents", "languages", "accessibility",
    "taxonomy_terms", "metadata", "meta_table_descriptions", "cost_options", "organization_identifiers", "taxonomies",
)
# fmt: on


def text(name, **more):
    return sa.Column(name, sa.Text(), **{"nullable": False, **more})


def number(name, kind=sa.Integer, **more):
    return sa.Column(name, kind(), **{"nullable": False, **more})


def door(**more):
    return sa.Column("door", sa.Text(), sa.ForeignKey("doors.id", ondelete="CASCADE"), nullable=False, **more)


def upgrade() -> None:
    op.create_table("directory_sources", text("source", primary_key=True), text("version"), text("fingerprint"))
    op.create_table(
        "doors",
        text("id", primary_key=True),
        text("source", index=True),
        number("position"),
        number("pinned", sa.Boolean, index=True),
        text("body"),
    )
    op.create_table(
        "door_needs",
        text("need", primary_key=True),
        door(primary_key=True, index=True),
        number("local", sa.Boolean),
        number("place"),
        number("second", sa.Boolean),
        text("district", nullable=True),
        text("lies_in", nullable=True),
        number("minimum_age"),
        number("maximum_age"),
        sa.Column("latitude", sa.Float(53)),
        sa.Column("longitude", sa.Float(53)),
        text("assured"),
        text("expires"),
        number("position"),
    )
    plain = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table("door_words", door(primary_key=True), sa.Column("word", plain, primary_key=True), number("weight"))
    op.create_index("door_words_word", "door_words", ["word", "weight", "door"])

    for table in TABLES:
        op.create_index(f"ix_hsds_{table}_order", f"hsds_{table}", ["own_position", "id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(f"ix_hsds_{table}_order", f"hsds_{table}")
    for table in ("door_words", "door_needs", "doors", "directory_sources"):
        op.drop_table(table)
