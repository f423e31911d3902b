"""A database that the first migration made, filled as the first release did."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

import psycopg

from storage import schema
from storage.addresses import parse, sqlite_file
from storage.migrations.vectors_before_0008 import vector
from storage.search.entry import Entry
from tests.storage.upgrading.first_rows import COLUMNS, Belonging, Row, belongings, sources, workers

FIRST = "0001"
_BATCH = 500


def make(url: str, articles: int, seed: int) -> None:
    """Make the tables of the first release in a new database and fill them."""
    schema.upgrade(url, FIRST)
    file = sqlite_file(parse(url))
    if file is not None:
        connection = sqlite3.connect(file, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        _fill_sqlite(connection, articles, seed)
        connection.execute("COMMIT")
        connection.close()
        return
    with psycopg.connect(url) as server, server.cursor() as cursor:
        _fill_postgres(cursor, articles, seed)
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("VACUUM ANALYZE")


def _batches(articles: int, seed: int) -> Iterator[tuple[dict[str, list[Row]], list[Belonging]]]:
    """The rows by table, some hundred articles at a time, with the articles that are to be indexed."""
    yield {"sources": list(sources()), "workers": list(workers())}, []
    made = belongings(articles, seed)
    while batch := list(islice(made, _BATCH)):
        yield {name: [row for one in batch for row in one.rows[name]] for name in COLUMNS}, batch


def _fill_sqlite(connection: sqlite3.Connection, articles: int, seed: int) -> None:
    for rows, batch in _batches(articles, seed):
        for table, columns in COLUMNS.items():
            names = columns.split()
            statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
            connection.executemany(statement, map(_for_sqlite, rows.get(table, ())))
        connection.executemany(
            "INSERT INTO article_index (rowid, title, text) VALUES (?, ?, ?)",
            ((number, entry.title, entry.text) for number, entry in _entries(batch)),
        )


def _fill_postgres(cursor: psycopg.Cursor[Any], articles: int, seed: int) -> None:
    for rows, batch in _batches(articles, seed):
        for table, columns in COLUMNS.items():
            if rows.get(table):
                statement = f"COPY {table} ({', '.join(columns.split())}) FROM STDIN"
                _copy(cursor, statement, rows[table])
        vectors = ((number, vector(entry)) for number, entry in _entries(batch))
        _copy(cursor, "COPY article_index (article_id, terms) FROM STDIN", vectors)
    for table in COLUMNS:
        if table not in ("deliveries", "workers"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}".encode()
            )


def _copy(cursor: psycopg.Cursor[Any], statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with cursor.copy(statement.encode()) as copy:
        for row in rows:
            copy.write_row(row)


def _entries(batch: list[Belonging]) -> Iterator[tuple[int, Entry]]:
    for one in batch:
        yield one.number, Entry.of(one.latest.title, one.latest.text)


def _for_sqlite(row: Row) -> tuple[Any, ...]:
    """The first release wrote times in UTC without saying so, to the microsecond."""
    return tuple(
        each.replace(tzinfo=None).isoformat(" ", "microseconds") if isinstance(each, datetime) else each
        for each in row
    )
