"""Alembic runs this inside the transaction that `storage.schema` opened."""

from __future__ import annotations

from alembic import context

from storage.migrations.comparing import ours
from storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=ours,
    transactional_ddl=True,
)
context.run_migrations()
