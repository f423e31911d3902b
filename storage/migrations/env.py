"""Alembic runs this inside the transaction that `storage.schema` opened."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo

from storage.failpoints import MIGRATING, failpoint
from storage.migrations.comparing import ours
from storage.tables import Base


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
