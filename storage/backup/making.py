"""A backup on its way into its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from storage.backup.errors import BackupError
from storage.backup.form import Head, Whole, Writer
from storage.backup.new_file import check_new, new_file
from storage.backup.progress import Progress
from storage.backup.tables import Stored, blocks, stored_tables
from storage.database import Database
from storage.moments import one_moment
from storage.schema import revision_of, revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that was made, and how large its file is, in bytes."""

    head: Head
    whole: Whole
    size: int


def make_backup(db: Database, file: Path, *, version: str, now: datetime, progress: Progress) -> Made:
    """Write all that the database holds, as it is at one moment, into a new file. Others read and write meanwhile.

    The schema may be an older one. Memory is that of some hundred rows. While it lasts, SQLite's log of what is written
    meanwhile is kept.

    Raises:
        BackupError: the file is there, or could not be written; there is no whole file of this name then.
        StorageError: the database could not be read, likewise.
    """
    check_new(file)
    with one_moment(db) as connection:
        schema = revision_of(connection)
        if schema is None:
            raise BackupError(f"{db.name} is no archive of wirewatch: there is nothing to back up")
        if schema not in revisions():
            raise BackupError(f"{db.name} has the schema of a newer version ({schema}); upgrade wirewatch")
        head = Head(version=version, schema=schema, made_at=now, database=connection.dialect.name)
        with new_file(file, ".part") as part:
            whole = _write(connection, part, head, progress)
            size = part.stat().st_size
    return Made(head=head, whole=whole, size=size)


def _write(connection: Connection, part: Path, head: Head, progress: Progress) -> Whole:
    tables = stored_tables(connection)
    total, done = sum(one.rows for one in tables), 0
    with part.open("wb") as stream:
        writer = Writer(stream, head)
        for stored in tables:
            for more in _rows(connection, writer, stored):
                done += more
                progress.share(done / total)
            if stored.rows:
                progress.say(f"{stored.table.name}: {stored.rows} rows")
        whole = writer.finish()
    missed = [one.table.name for one in tables if whole.tables[one.table.name] != one.rows]
    if missed:
        raise BackupError(f"the database gave fewer rows of {', '.join(missed)} than it counted")
    return whole


def _rows(connection: Connection, writer: Writer, stored: Stored) -> Iterator[int]:
    try:
        yield from writer.table(stored.table, blocks(connection, stored))
    except TypeError as error:
        what = f"a row of {stored.table.name} holds what does not belong there"
        raise BackupError(f"{what} ({error}); `wirewatch verify` says more") from error
