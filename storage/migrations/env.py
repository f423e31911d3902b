"""Alembic runs this inside the transaction that `storage.schema` opened."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy.schema import SchemaItem

from storage.failpoints import MIGRATING, failpoint
from storage.tables import Base

KINDS = Literal["schema", "table", "column", "index", "unique_constraint", "foreign_key_constraint"]


def ours(
    _item: SchemaItem, name: str | None, kind: str, _reflected: bool, _compared: SchemaItem | None
) -> bool:
    """The full-text index differs by database and is left out of comparisons."""
    return not (kind == "table" and name is not None and name.startswith("article_index"))


def _step_done(
    ctx: MigrationContext, step: MigrationInfo, heads: Collection[Any], run_args: Mapping[str, Any]
) -> None:
    """Within the transaction still: a process that dies here leaves the database as it was."""
    failpoint(MIGRATING)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=ours,
    transactional_ddl=True,
    on_version_apply=_step_done,
)
context.run_migrations()
