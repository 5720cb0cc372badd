"""What people say is wrong in the directory."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry_reports",
        sa.Column("id", sa.String(), nullable=False, primary_key=True),
        sa.Column("conversation", sa.String(), sa.ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("solved_at", sa.DateTime(timezone=True), index=True),
        sa.Column("solved_by", sa.String()),
        sa.Column("note", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("entry_reports")
