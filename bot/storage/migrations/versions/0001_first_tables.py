"""The first tables, and triggers that keep the history of complaints append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def text(name, **more):
    return sa.Column(name, sa.String(), **{"nullable": False, **more})


def sealed(name, **more):
    return sa.Column(name, sa.Text(), **{"nullable": False, **more})


def moment(name, **more):
    return sa.Column(name, sa.DateTime(timezone=True), **{"nullable": False, **more})


def number(name, **more):
    return sa.Column(name, sa.Integer(), **{"nullable": False, "autoincrement": False, **more})


def of_conversation(**more):
    talk = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation", sa.String(), talk, nullable=False, **more)


def upgrade() -> None:
    talks()
    files()
    people()
    guard_history()


def talks() -> None:
    op.create_table(
        "conversations",
        text("id", primary_key=True),
        text("channel"),
        moment("created_at"),
        moment("updated_at"),
        text("token_hash"),
        sealed("address"),
        text("address_mark", nullable=True),
        text("language"),
        text("state"),
        text("need", nullable=True),
        text("outcome", nullable=True),
        text("crisis", nullable=True),
        sealed("memory"),
        text("handled_by", nullable=True),
        moment("closed_at", nullable=True),
    )
    op.create_index("conversations_address", "conversations", ["channel", "address_mark"])
    op.create_table("facts", of_conversation(primary_key=True), text("name", primary_key=True), sealed("value"))
    op.create_table(
        "messages",
        of_conversation(primary_key=True),
        number("seq", primary_key=True),
        text("sender"),
        sealed("text"),
        moment("at"),
        sealed("buttons"),
        sealed("custom"),
        text("message_id", nullable=True),
        sa.Column("answers", sa.Integer()),
        sa.Column("waiting", sa.Boolean(), nullable=False),
    )
    where = sa.column("message_id").is_not(None)
    op.create_index(
        "messages_message_id",
        "messages",
        ["conversation", "message_id"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
    where = sa.column("waiting").is_(sa.true())
    op.create_index("messages_waiting", "messages", ["at"], sqlite_where=where, postgresql_where=where)
    op.create_table(
        "private_data",
        of_conversation(primary_key=True),
        text("kind", primary_key=True),
        number("number", primary_key=True),
        sealed("value"),
        text("mark"),
    )
    op.create_index("private_data_mark", "private_data", ["conversation", "mark"], unique=True)
    op.create_table("trackers", text("sender_id", primary_key=True), sealed("body"), moment("updated_at"))


def files() -> None:
    op.create_table(
        "complaints",
        text("reference", primary_key=True),
        text("conversation", index=True),
        text("need", nullable=True),
        moment("received_at"),
        sa.Column("due", sa.Date(), nullable=False, index=True),
        sealed("story"),
        sealed("contact"),
        text("channel"),
        text("filer"),
        text("language"),
        text("code_hash"),
        text("status"),
    )
    op.create_table(
        "complaint_steps",
        sa.Column("reference", sa.String(), sa.ForeignKey("complaints.reference"), primary_key=True),
        number("number", primary_key=True),
        text("status"),
        moment("at"),
        text("by"),
    )
    op.create_table("complaint_numbers", number("year", primary_key=True), number("last"))
    op.create_table(
        "promises",
        text("id", primary_key=True),
        of_conversation(index=True),
        sealed("text"),
        text("owner"),
        moment("due", index=True),
        moment("made_at"),
        sa.Column("kept", sa.Boolean()),
    )
    op.create_table(
        "referrals",
        text("id", primary_key=True),
        of_conversation(index=True),
        text("service"),
        sealed("note"),
        moment("made_at"),
        sealed("contact"),
    )
    op.create_table(
        "handovers",
        text("id", primary_key=True),
        of_conversation(index=True),
        text("kind"),
        text("reason"),
        moment("asked_at"),
        text("status", index=True),
        sealed("phone"),
        sealed("name"),
        text("slot"),
        text("taken_by", nullable=True),
        sealed("outcome", nullable=True),
        moment("done_at", nullable=True),
    )


def people() -> None:
    op.create_table(
        "staff",
        text("name", primary_key=True),
        text("password_hash"),
        text("role"),
        sa.Column("active", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "staff_sessions",
        text("key_hash", primary_key=True),
        sa.Column("staff", sa.String(), sa.ForeignKey("staff.name", ondelete="CASCADE"), nullable=False),
        moment("started_at"),
        moment("expires_at", index=True),
        text("csrf"),
    )
    op.create_table(
        "seen_updates",
        text("channel", primary_key=True),
        text("update_id", primary_key=True),
        moment("seen_at", server_default=sa.func.now()),
    )


def guard_history() -> None:
    """Refuse every change of a step. SQLite's `insert or replace` passes by triggers on delete, hence the third."""
    guards = POSTGRESQL_GUARDS if op.get_bind().dialect.name == "postgresql" else SQLITE_GUARDS
    for guard in guards:
        op.execute(guard)


SQLITE_GUARDS = (
    """create trigger complaint_steps_no_update before update on complaint_steps
    begin select raise(abort, 'the history of a complaint only grows'); end""",
    """create trigger complaint_steps_no_delete before delete on complaint_steps
    begin select raise(abort, 'the history of a complaint only grows'); end""",
    """create trigger complaint_steps_no_replace before insert on complaint_steps
    when exists (select 1 from complaint_steps where reference = new.reference and number = new.number)
    begin select raise(abort, 'the history of a complaint only grows'); end""",
)
POSTGRESQL_GUARDS = (
    """create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception 'the history of a complaint only grows'; end $$""",
    """create trigger complaint_steps_no_change before update or delete on complaint_steps
    for each row execute function refuse_change()""",
    """create trigger complaint_steps_no_truncate before truncate on complaint_steps
    for each statement execute function refuse_change()""",
)


TABLES = (
    *("seen_updates", "staff_sessions", "staff", "handovers", "referrals", "promises"),
    *("complaint_numbers", "complaint_steps", "complaints", "trackers", "private_data", "messages", "facts"),
    "conversations",
)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function refuse_change()")
