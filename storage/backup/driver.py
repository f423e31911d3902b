"""Rows in and out as the drivers of the databases have them.

A backup has millions of rows, and each layer above the driver costs as much again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection

from storage.backup.errors import BackupError
from storage.backup.form import Row


def read(connection: Connection, table: str, statement: str, at_once: int) -> Iterator[Sequence[Row]]:
    """What a statement about a table gives, some rows at a time, in memory for these."""
    with _translated(table):
        driver = connection.connection.driver_connection
        if isinstance(driver, psycopg.Connection):
            with driver.cursor(name="wirewatch_backup") as cursor:
                cursor.execute(statement.encode())
                while some := cursor.fetchmany(at_once):
                    yield some
        else:
            lite = _sqlite(driver).execute(statement)
            while rows := lite.fetchmany(at_once):
                yield rows


def write(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Add rows to a table, in the form in which the database wants them."""
    named = ", ".join(f'"{column}"' for column in columns)
    with _translated(table):
        driver = connection.connection.driver_connection
        if isinstance(driver, psycopg.Connection):
            with (
                driver.cursor() as cursor,
                cursor.copy(f'COPY "{table}" ({named}) FROM STDIN'.encode()) as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join("?" for _ in columns)
            statement = f'INSERT INTO "{table}" ({named}) VALUES ({places})'  # noqa: S608
            _sqlite(driver).executemany(statement, rows)


def _sqlite(driver: Any) -> sqlite3.Connection:
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"nobody knows how to read rows from {type(driver)}")
    return driver


@contextmanager
def _translated(table: str) -> Iterator[None]:
    try:
        yield
    except (psycopg.Error, sqlite3.Error) as error:
        said = str(error).splitlines() or ["the database failed"]
        raise BackupError(f"table {table}: {said[0].strip()[:300]}") from error
