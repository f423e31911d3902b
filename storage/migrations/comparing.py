"""What Alembic compares with the models when it writes a migration."""

from __future__ import annotations

from sqlalchemy.schema import SchemaItem

from storage.jobs import JOB_TABLES


def ours(
    _item: SchemaItem, name: str | None, kind: str, _reflected: bool, _compared: SchemaItem | None
) -> bool:
    """The full-text index differs by database and the jobs are Procrastinate's: both are left out of comparisons."""
    return not (kind == "table" and name is not None and name.startswith(("article_index", JOB_TABLES)))
