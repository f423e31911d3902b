"""What the columns of the first release hold, byte for byte, as digests by table."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

import psycopg

from storage.addresses import parse, sqlite_file
from tests.storage.upgrading.first_rows import COLUMNS

#: Indexed words of the first release; its tables are `COLUMNS`.
INDEX = "article_index"


def digests(url: str, *, index: bool) -> dict[str, str]:
    """By table the number of its rows and SHA-256 over the columns of the first release, stored types among them.

    With `index`, that of the full-text index in the form of the first release: which term is how often in which
    article, on PostgreSQL at which places too.
    """
    file = sqlite_file(parse(url))
    if file is not None:
        with closing(sqlite3.connect(file)) as connection:
            found = {table: _digest(connection.execute(_all(table))) for table in COLUMNS}
            if index:
                found[INDEX] = _digest(_terms(connection))
        return found
    with psycopg.connect(url) as server:
        server.execute("SET TIME ZONE 'UTC'")
        found = {table: _digest(_as_text(server, table)) for table in COLUMNS}
        if index:
            asked = f"SELECT article_id, terms::text FROM {INDEX} ORDER BY article_id"
            found[INDEX] = _digest(_fetched(server, asked))
    return found


def _digest(rows: Iterable[tuple[Any, ...]]) -> str:
    count, digest = 0, hashlib.sha256()
    for row in rows:
        count += 1
        digest.update(repr(tuple(row)).encode(errors="surrogatepass"))
    return f"{count} rows {digest.hexdigest()[:24]}"


def _all(table: str) -> str:
    return f"SELECT {', '.join(COLUMNS[table].split())} FROM {table} ORDER BY id"


def _as_text(server: psycopg.Connection[Any], table: str) -> Iterator[tuple[Any, ...]]:
    columns = ", ".join(f"{name}::text" for name in COLUMNS[table].split())
    yield from _fetched(server, f"SELECT {columns} FROM {table} ORDER BY {table}.id")


def _fetched(server: psycopg.Connection[Any], statement: str) -> Iterator[tuple[Any, ...]]:
    with server.cursor(name="rows") as cursor:
        cursor.itersize = 1000
        cursor.execute(statement.encode())
        yield from cursor


def _terms(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """The index holds no texts: SQLite's own view of its terms is asked."""
    connection.execute(f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {INDEX}, 'col')")
    yield from connection.execute("SELECT term, col, doc, cnt FROM temp.terms ORDER BY term, col")
    yield from connection.execute(f"SELECT id, sz FROM {INDEX}_docsize ORDER BY id")
