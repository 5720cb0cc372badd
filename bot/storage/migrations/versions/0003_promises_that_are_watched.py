"""Promises are watched and settled by somebody, referrals have a state, and what goes out waits in a table."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def text(name, **more):
    return sa.Column(name, sa.String(), **{"nullable": False, **more})


def moment(name, **more):
    return sa.Column(name, sa.DateTime(timezone=True), **{"nullable": False, **more})


def sealed(name, **more):
    return sa.Column(name, sa.Text(), **{"nullable": False, **more})


def of_conversation():
    talk = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation", sa.String(), talk, nullable=False, index=True)


def upgrade() -> None:
    op.create_table(
        "errands",
        text("id", primary_key=True),
        of_conversation(),
        text("kind"),
        text("subject", index=True),
        moment("at", index=True),
        sa.Column("tries", sa.Integer(), nullable=False),
    )
    op.create_table(
        "deliveries",
        text("id", primary_key=True),
        of_conversation(),
        text("kind"),
        sealed("content"),
        moment("next_at"),
        text("subject", index=True),
        text("state"),
        sa.Column("tries", sa.Integer(), nullable=False),
        moment("claimed_at", nullable=True),
        text("error"),
    )
    op.create_index("deliveries_next", "deliveries", ["state", "next_at"])
    promises()
    referrals()


def promises() -> None:
    """What was promised before is watched too: the moment of the question is looked at again when it comes."""
    add(
        "promises",
        text("about", server_default=""),
        sealed("note", server_default=""),
        moment("asked_at", nullable=True),
        text("settled_by", server_default=""),
        moment("settled_at", nullable=True),
    )
    op.execute(
        "insert into errands (id, conversation, kind, subject, at, tries) "
        "select id, conversation, 'promise_ask', id, due, 0 from promises where kept is null"
    )


def referrals() -> None:
    add(
        "referrals",
        text("state", server_default="with_staff"),
        moment("due", nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.false()),
        text("token_hash", server_default=""),
        text("settled_by", server_default=""),
        moment("settled_at", nullable=True),
    )
    op.create_index("ix_referrals_state", "referrals", ["state"])


def add(table, *columns) -> None:
    for column in columns:
        op.add_column(table, column)


def downgrade() -> None:
    op.drop_index("ix_referrals_state", "referrals")
    gone = {
        "referrals": ("state", "due", "late", "token_hash", "settled_by", "settled_at"),
        "promises": ("about", "note", "asked_at", "settled_by", "settled_at"),
    }
    for table, columns in gone.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)
    op.drop_table("deliveries")
    op.drop_table("errands")
