"""The database file: SQLite's own checks of it, tables held against indexes, and rows against those they point at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from storage.database import Database
from storage.errors import StorageError
from storage.verifying.check import Counted, Done, Fault

_MOST = 100


class DatabaseFileCheck:
    """Asks SQLite whether the file is whole. PostgreSQL has `data_checksums` for that, and tells by itself."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def size(self) -> int:
        file = self._file()
        return 0 if file is None else file.stat().st_size

    def faults(self, done: Done) -> Iterator[Fault]:
        file = self._file()
        if file is None:
            return
        try:
            with self._db.read() as connection:
                found = list(connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").scalars())
        except StorageError as error:
            found = [str(error)]
        done(self.size())
        found += self._loose_ends()
        for said in found:
            if said != "ok":
                yield Fault(what=str(said), file=str(file))

    def _loose_ends(self) -> list[str]:
        """Rows that point at rows that are not there."""
        try:
            with self._db.read() as connection:
                rows = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_MOST)
        except StorageError as error:
            return [str(error)]
        return [
            f"row {row} of {table} points at a row of {other} that is not there"
            for table, row, other, _ in rows
        ]

    def counted(self) -> list[Counted]:
        return [] if self._file() is None else [Counted(what="database file", count=1)]

    def _file(self) -> Path | None:
        if self._db.dialect != "sqlite":
            return None
        with self._db.read() as connection:
            return Path(str(connection.exec_driver_sql("PRAGMA database_list").all()[0][2]))
