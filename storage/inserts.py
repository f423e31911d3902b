"""INSERT that leaves a row alone when its unique key is taken, in the dialect of either database."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute

from storage.tables import Base


def insert_or_skip(
    connection: Connection,
    table: type[Base],
    *unique: InstrumentedAttribute[str] | InstrumentedAttribute[int],
) -> sqlite.Insert | postgresql.Insert:
    """An INSERT into `table` that skips rows whose columns `unique` are taken; RETURNING names the others."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing(index_elements=unique)
    return postgresql.insert(table).on_conflict_do_nothing(index_elements=unique)
