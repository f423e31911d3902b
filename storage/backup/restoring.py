"""A database made of a backup: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text, update

from storage import schema
from storage.backup.errors import BackupError
from storage.backup.form import Head, Reader, Table, Whole
from storage.backup.indexing import index_all
from storage.backup.loading import load
from storage.backup.progress import Progress
from storage.backup.target import check_empty, target
from storage.locks import Turn, take_turn
from storage.records import DeliveryState
from storage.tables import DeliveryRow, WorkerRow

# What of the way each part takes, nearly.
_CHECKED, _LOADED = 0.05, 0.4
# Rows that are looked at of each index; PostgreSQL has its own measure.
_STATISTICS = {"sqlite": ("PRAGMA analysis_limit = 1000", "ANALYZE"), "postgresql": ("ANALYZE",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was restored: `schema` is what the database has now, `given_back` how many deliveries wait again that a
    worker was about to send.
    """

    head: Head
    tables: Mapping[str, int]
    schema: str
    given_back: int


def checked(file: Path, progress: Progress) -> tuple[Head, Whole]:
    """Read a backup from end to end, and nothing else.

    Raises:
        BackupError: it is none, not whole, or of a newer version.
    """
    with Reader(file) as reader:
        if reader.head.schema not in schema.revisions():
            raise BackupError(
                f"{file} is of a newer version of wirewatch ({reader.head.version}, schema {reader.head.schema}); "
                "upgrade wirewatch"
            )
        for _ in reader.parts():
            progress.share(reader.share)
        return reader.head, reader.whole


def restore_backup(file: Path, url: str, *, now: datetime, progress: Progress) -> Restored:
    """Make the database that a backup was made of; of an older schema, migrated to this program's.

    What a worker was sending is due again, under its id; no worker is alive, and no session. The full-text index is
    made anew. Killed at any moment, it leaves the database empty, or no SQLite file of this name.

    Raises:
        BackupError: the database holds something, or the backup cannot be restored; nothing is changed then.
        StorageError: the database could not be reached or written, likewise.
    """
    check_empty(url)
    head, whole = checked(file, _Part(progress, 0.0, _CHECKED))
    progress.say(
        f"{file} is whole: {sum(whole.tables.values())} rows, made {head.made_at:%Y-%m-%d %H:%M} UTC"
    )
    with target(url) as connection:
        schema.bring_to(connection, head.schema)
        loading = _Part(progress, _CHECKED, _LOADED)
        with Reader(file) as reader:
            load(connection, _told(reader, loading), lambda name: _say_rows(progress, name, whole))
            if reader.whole != whole:
                raise BackupError(f"{file} is another one than a moment ago")
        if head.schema != schema.head():
            schema.bring_to(connection, "head")
            progress.say(f"schema {head.schema} -> {schema.head()}")
        given_back = _settle(connection, now)
        indexed = index_all(connection, _Part(progress, _LOADED, 1.0).share)
        progress.say(f"full-text index: {indexed} articles")
        for statement in _STATISTICS[connection.dialect.name]:
            connection.execute(text(statement))
    return Restored(head=head, tables=whole.tables, schema=schema.head(), given_back=given_back)


def _told(reader: Reader, progress: Progress) -> Iterator[Table | bytes]:
    for part in reader.parts():
        yield part
        progress.share(reader.share)


def _say_rows(progress: Progress, table: str, whole: Whole) -> None:
    if rows := whole.tables.get(table):
        progress.say(f"{table}: {rows} rows")


def _settle(connection: Connection, now: datetime) -> int:
    """Bury the workers that were at work: in this database none is. What they were sending waits again."""
    connection.execute(update(WorkerRow).where(WorkerRow.stopped_at.is_(None)).values(stopped_at=now))
    take_turn(connection, Turn.TELL)
    return connection.execute(
        update(DeliveryRow)
        .where(DeliveryRow.state == DeliveryState.SENDING.value)
        .values(state=DeliveryState.WAITING.value, due_at=now, worker_id=None)
    ).rowcount


class _Part:
    """A part of the whole way."""

    def __init__(self, whole: Progress, start: float, end: float) -> None:
        self._whole = whole
        self._start = start
        self._end = end

    def say(self, words: str) -> None:
        self._whole.say(words)

    def share(self, done: float) -> None:
        self._whole.share(self._start + done * (self._end - self._start))
