"""What people add to a complaint after filing it, and signals without a complaint."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SQLITE_GUARDS = (
    """create trigger complaint_additions_no_update before update of reference, number, at on complaint_additions
    begin select raise(abort, 'the history of a complaint only grows'); end""",
    """create trigger complaint_additions_no_delete before delete on complaint_additions
    begin select raise(abort, 'the history of a complaint only grows'); end""",
    """create trigger complaint_additions_no_replace before insert on complaint_additions
    when exists (select 1 from complaint_additions where reference = new.reference and number = new.number)
    begin select raise(abort, 'the history of a complaint only grows'); end""",
)
POSTGRESQL_GUARDS = (
    """create trigger complaint_additions_no_change before update of reference, number, at or delete
    on complaint_additions for each row execute function refuse_change()""",
    """create trigger complaint_additions_no_truncate before truncate on complaint_additions
    for each statement execute function refuse_change()""",
)


def text(name, **more):
    return sa.Column(name, sa.String(), **{"nullable": False, **more})


def upgrade() -> None:
    op.create_table(
        "complaint_additions",
        sa.Column("reference", sa.String(), sa.ForeignKey("complaints.reference"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    for guard in POSTGRESQL_GUARDS if op.get_bind().dialect.name == "postgresql" else SQLITE_GUARDS:
        op.execute(guard)
    op.create_table(
        "signals",
        text("id", primary_key=True),
        text("need", index=True),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        text("language"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("signals")
    op.drop_table("complaint_additions")
