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


def insert_or_replace(
    connection: Connection,
    table: type[Base],
    *unique: InstrumentedAttribute[str] | InstrumentedAttribute[int],
) -> sqlite.Insert | postgresql.Insert:
    """An INSERT into `table` that overwrites the row whose columns `unique` are taken; its `id` stays."""
    names = {attribute.key for attribute in unique} | {"id"}
    others = [column.name for column in table.__table__.columns if column.name not in names]
    if connection.dialect.name == "sqlite":
        lite = sqlite.insert(table)
        return lite.on_conflict_do_update(
            index_elements=unique, set_={name: lite.excluded[name] for name in others}
        )
    full = postgresql.insert(table)
    return full.on_conflict_do_update(
        index_elements=unique, set_={name: full.excluded[name] for name in others}
    )
