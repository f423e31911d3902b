"""Alembic runs this inside the transaction that `storage.schema` opened."""

from __future__ import annotations

from typing import Literal

from alembic import context
from sqlalchemy.schema import SchemaItem

from storage.jobs import JOB_TABLES
from storage.tables import Base

KINDS = Literal["schema", "table", "column", "index", "unique_constraint", "foreign_key_constraint"]


def ours(
    _item: SchemaItem, name: str | None, kind: str, _reflected: bool, _compared: SchemaItem | None
) -> bool:
    """The full-text index differs by database and the jobs are Procrastinate's: both are left out of comparisons."""
    return not (kind == "table" and name is not None and name.startswith(("article_index", JOB_TABLES)))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=ours,
    transactional_ddl=True,
)
context.run_migrations()
