"""INSERT that leaves a row alone when its unique key is taken, in the dialect of either database.

Where a statement is made for `many` rows, of these columns, PostgreSQL is given each column as one array: one by one,
each row is a message and an answer. Such a statement is run by `put_rows`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
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
    many: tuple[str, ...] = (),
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
    full = _into(table, many)
    proposed = full.excluded
    return full.on_conflict_do_update(index_elements=unique, set_={name: proposed[name] for name in others})


@cache
def insert_or_add(
    dialect: str,
    table: type[Base],
    unique: tuple[str, ...],
    added: tuple[str, ...],
    *,
    many: tuple[str, ...] = (),
) -> sqlite.Insert | postgresql.Insert:
    """An INSERT into `table` that adds the columns `added` to those of the row whose columns `unique` are taken."""
    columns = table.__table__.c
    if dialect == "sqlite":
        lite = sqlite.insert(table)
        sums = {name: columns[name] + lite.excluded[name] for name in added}
        return lite.on_conflict_do_update(index_elements=unique, set_=sums)
    full = _into(table, many)
    sums = {name: columns[name] + full.excluded[name] for name in added}
    return full.on_conflict_do_update(index_elements=unique, set_=sums)


@cache
def insert_many(dialect: str, table: type[Base], many: tuple[str, ...]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of many rows of these columns into `table`."""
    return sqlite.insert(table) if dialect == "sqlite" else _into(table, many)


def put_rows(
    connection: Connection, statement: sqlite.Insert | postgresql.Insert, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Run a statement that was made for many rows. No two of them may have the same unique key."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(statement, rows)
    else:
        connection.execute(statement, {name: [row[name] for row in rows] for name in rows[0]})


def _into(table: type[Base], many: tuple[str, ...]) -> postgresql.Insert:
    if not many:
        return postgresql.insert(table)
    columns = table.__table__.c
    arrays = (bindparam(name, type_=ARRAY(columns[name].type)) for name in many)
    rows = func.unnest(*arrays).table_valued(*many).render_derived()
    return postgresql.insert(table).from_select(many, select(*(rows.c[name] for name in many)))
