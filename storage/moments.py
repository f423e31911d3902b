"""One state of the database for several statements, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from storage.database import Database


@contextmanager
def one_moment(db: Database) -> Iterator[Connection]:
    """A connection whose statements all see the database as the first of them does; it changes nothing.

    `Database.read` is so on SQLite alone: PostgreSQL shows each statement what was committed before it.
    """
    with db.read() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        yield connection
