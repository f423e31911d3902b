"""Procrastinate's tables in the archive's database, made by its own statements and migrations.

Which of them were made is kept as a comment on its table of jobs, for Procrastinate keeps it nowhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, text

from storage.database import Database
from storage.errors import StorageError
from storage.jobs import has_jobs
from storage.locks import Turn, take_turn

_MARK = "wirewatch: migrated up to "
_WRITTEN = text("SELECT obj_description('procrastinate_jobs'::regclass, 'pg_class')")


def make_jobs(db: Database) -> None:
    """Make the tables, or bring those of an older Procrastinate up to date; does nothing where they are.

    Raises:
        StorageError: the database is not PostgreSQL, or its tables are those of a newer Procrastinate.
    """
    if db.dialect != "postgresql":
        raise StorageError(f"{db.name}: several workers share their work on PostgreSQL alone")
    migrations = sorted(Path(SchemaManager.get_migrations_path()).glob("[0-9]*.sql"))
    newest = migrations[-1].stem
    with db.write() as connection:
        take_turn(connection, Turn.MIGRATE)
        if not has_jobs(connection):
            _run(connection, _schema())
        elif (known := _known(connection)) != newest:
            if known > newest:
                raise StorageError(f"{db.name}: its jobs are those of a newer Procrastinate ({known})")
            for file in _later(migrations, known):
                _run(connection, file.read_text("utf-8"))
        else:
            return
        _run(connection, f"COMMENT ON TABLE procrastinate_jobs IS '{_MARK}{newest}'")


def _schema() -> str:
    return SchemaManager.get_schema()


def _known(connection: Connection) -> str:
    """The last migration that was made."""
    comment = connection.scalar(_WRITTEN) or ""
    if not comment.startswith(_MARK):
        raise StorageError("its jobs were not made by wirewatch; give the archive a database of its own")
    return str(comment.removeprefix(_MARK))


def _later(migrations: list[Path], known: str) -> list[Path]:
    return [file for file in migrations if file.stem > known]


def _run(connection: Connection, statements: str) -> None:
    """Run several statements at once, which SQLAlchemy does not."""
    driver = cast("Any", connection.connection.driver_connection)
    driver.execute(statements)
