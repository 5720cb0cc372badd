"""Doors of a need and words of a door lie side by side; both are made anew from the directory at the next start."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PLAIN = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def door(**more):
    return sa.Column("door", sa.Text(), sa.ForeignKey("doors.id", ondelete="CASCADE"), nullable=False, **more)


def number(name, kind=sa.Integer, **more):
    return sa.Column(name, kind(), **{"nullable": False, **more})


def upgrade() -> None:
    _make(sqlite_with_rowid=False)


def downgrade() -> None:
    _make()


def _make(**how) -> None:
    op.drop_table("door_words")
    op.drop_table("door_needs")
    op.execute("update directory_sources set fingerprint = ''")
    op.create_table(
        "door_needs",
        sa.Column("need", sa.Text(), primary_key=True, nullable=False),
        door(primary_key=True, index=True),
        number("local", sa.Boolean),
        number("place"),
        number("second", sa.Boolean),
        sa.Column("district", sa.Text()),
        sa.Column("lies_in", sa.Text()),
        number("minimum_age"),
        number("maximum_age"),
        sa.Column("latitude", sa.Float(53)),
        sa.Column("longitude", sa.Float(53)),
        sa.Column("assured", sa.Text(), nullable=False),
        sa.Column("expires", sa.Text(), nullable=False),
        number("position"),
        **how,
    )
    op.create_table(
        "door_words", door(primary_key=True), sa.Column("word", PLAIN, primary_key=True), number("weight"), **how
    )
    op.create_index("door_words_word", "door_words", ["word", "weight", "door"])
