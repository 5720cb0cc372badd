"""Alembic's entry; `bot.storage.migrate` hands over the connection, in a transaction that it commits itself."""

from alembic import context

import bot.storage.door_tables
import bot.storage.hsds_tables  # noqa: F401  # their tables belong to the same metadata
from bot.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
