"""INSERT that leaves a row alone when its unique key is taken, in the dialect of either database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY
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
    dialect: str,
    table: type[Base],
    unique: tuple[str, ...],
    added: tuple[str, ...],
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


def put_rows(connection: Connection, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns, no two of them the same unique key, by a statement that is made once.

    PostgreSQL is given each column as one array: one by one, each row is a message and an answer.
    """
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(statement, rows)
    else:
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        connection.execute(_of_arrays(statement, tuple(columns)), columns)


@cache
def _of_arrays(statement: Insert, names: tuple[str, ...]) -> Insert:
    columns = statement.table.columns
    arrays = (bindparam(name, type_=ARRAY(columns[name].type)) for name in names)
    rows = func.unnest(*arrays).table_valued(*names).render_derived()
    return statement.from_select(names, select(*(rows.c[name] for name in names)))
