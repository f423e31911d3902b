"""Where a backup is restored to: a database that holds nothing, and that holds nothing still if it fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.addresses import parse, redacted, sqlite_file
from storage.backup.errors import BackupError
from storage.backup.new_file import check_new, new_file
from storage.database import Database
from storage.locks import Turn, take_turn

_BESIDE = ("-wal", "-shm", "-journal")


def check_empty(url: str) -> None:
    """Raise BackupError unless the database holds nothing; of SQLite, unless there is no file."""
    file = sqlite_file(parse(url))
    if file is not None:
        _check_no_file(file)
        return
    database = Database(url)
    try:
        with database.read() as connection:
            _check_no_tables(connection, database.name)
    finally:
        database.close()


@contextmanager
def target(url: str) -> Iterator[Connection]:
    """A new database, in one transaction: SQLite's file has its name once all of it is on the disk.

    Raises:
        BackupError: it holds something.
    """
    file = sqlite_file(parse(url))
    if file is None:
        database = Database(url)
        try:
            with database.write() as connection:
                # whoever makes or migrates tables meanwhile waits
                take_turn(connection, Turn.MIGRATE)
                _check_no_tables(connection, redacted(url))
                yield connection
        finally:
            database.close()
        return
    _check_no_file(file)
    with new_file(file, ".restoring") as part:
        for suffix in _BESIDE:
            Path(f"{part}{suffix}").unlink(missing_ok=True)
        with _unjournaled(part) as connection:
            yield connection


@contextmanager
def _unjournaled(part: Path) -> Iterator[Connection]:
    """What fails here is thrown away as a whole: a journal would write every page twice."""
    database = Database(f"sqlite:///{part}")
    try:
        with database.bare() as connection:
            for setting in ("journal_mode = OFF", "synchronous = OFF"):
                connection.execute(text(f"PRAGMA {setting}"))
            connection.execute(text("BEGIN IMMEDIATE"))
            yield connection
            connection.execute(text("COMMIT"))
            connection.execute(text("PRAGMA journal_mode = WAL"))
    finally:
        database.close()


def _check_no_file(file: Path) -> None:
    check_new(file)
    for suffix in _BESIDE:
        if os.path.lexists(f"{file}{suffix}"):
            raise BackupError(f"{file}{suffix} is there, of a database that was {file}: move it away")


def _check_no_tables(connection: Connection, name: str) -> None:
    tables = inspect(connection).get_table_names()
    if tables:
        raise BackupError(f"{name} holds tables already; a backup is restored into an empty database")
