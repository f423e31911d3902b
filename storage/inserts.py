"""INSERT that leaves a row alone when its unique key is taken, in the dialect of either database."""

from __future__ import annotations

from functools import cache

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
    return _skipping(connection.dialect.name, table, *unique)


@cache
def _skipping(
    dialect: str,
    table: type[Base],
    *unique: InstrumentedAttribute[str] | InstrumentedAttribute[int],
) -> sqlite.Insert | postgresql.Insert:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing(index_elements=unique)


@cache
def insert_or_replace(
    dialect: str,
    table: type[Base],
    *unique: InstrumentedAttribute[str] | InstrumentedAttribute[int],
) -> sqlite.Insert | postgresql.Insert:
    """An INSERT into `table` that overwrites the row whose columns `unique` are taken; its `id` stays.

    To build the statement takes as long as to run it: it is built once for each database and table.
    """
    names = {attribute.key for attribute in unique} | {"id"}
    others = [column.name for column in table.__table__.columns if column.name not in names]
    if dialect == "sqlite":
        lite = sqlite.insert(table)
        excluded = lite.excluded
        return lite.on_conflict_do_update(
            index_elements=unique, set_={name: excluded[name] for name in others}
        )
    full = postgresql.insert(table)
    proposed = full.excluded
    return full.on_conflict_do_update(index_elements=unique, set_={name: proposed[name] for name in others})


@cache
def insert_or_add(
    dialect: str, table: type[Base], unique: tuple[str, ...], added: tuple[str, ...]
) -> sqlite.Insert | postgresql.Insert:
    """An INSERT into `table` that adds the columns `added` to those of the row whose columns `unique` are taken."""
    columns = table.__table__.c
    if dialect == "sqlite":
        lite = sqlite.insert(table)
        sums = {name: columns[name] + lite.excluded[name] for name in added}
        return lite.on_conflict_do_update(index_elements=unique, set_=sums)
    full = postgresql.insert(table)
    sums = {name: columns[name] + full.excluded[name] for name in added}
    return full.on_conflict_do_update(index_elements=unique, set_=sums)
