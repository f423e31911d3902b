"""Drops captures that were kept for long enough, by the file; what a watch hit is moved on, and stays."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, exists, update

from storage.captures.errors import CaptureError
from storage.captures.names import SUFFIX, day_of, host_of, this_host
from storage.captures.reader import sound_records
from storage.captures.rows import capture_of, every_capture, moved_to
from storage.captures.store import CaptureStore
from storage.database import Database
from storage.records import Capture, Place
from storage.tables import CaptureRow, HitRow

log = logging.getLogger(__name__)

_MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """How many captures were dropped, how many that were hit were moved on, and how many files are gone."""

    dropped: int = 0
    moved: int = 0
    files: int = 0

    def __add__(self, other: Dropped) -> Dropped:
        return Dropped(
            dropped=self.dropped + other.dropped,
            moved=self.moved + other.moved,
            files=self.files + other.files,
        )


@dataclass(frozen=True, slots=True)
class _Moving:
    """The bytes of a capture on their way into another file."""

    capture: Capture
    records: bytes

    def chunks(self) -> Iterator[bytes]:
        yield self.records


def drop_older(db: Database, store: CaptureStore, folder: Path, before: datetime, now: datetime) -> Dropped:
    """Drop the captures of the days before `before` that this machine wrote; their rows stay, with the digests.

    A capture of an article that a watch hit goes into the file of today. A file that holds one which is not what was
    written, or cannot be read, is left as it is.

    Raises:
        StorageError: the database or the disk refused it; what was done until then is done.
    """
    done = Dropped()
    for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
        day = day_of(path.name)
        if day is not None and day < before.date() and host_of(path.name) == this_host():
            done += _drop(db, store, path, now)
    return done


def _drop(db: Database, store: CaptureStore, path: Path, now: datetime) -> Dropped:
    moved = 0
    while hit := _hit(db, path.name):
        try:
            moving = [_Moving(capture, sound_records(path.parent, capture)) for capture in hit]
        except CaptureError as error:
            log.error("captures: %s is kept, for %s", path.name, error)
            return Dropped(moved=moved)
        places = store.write(moving, now)
        if len(places) < len(moving):
            return Dropped(moved=moved)
        db.retrying(partial(_move, moving, places))
        moved += len(moving)
    dropped = db.retrying(
        lambda connection: (
            connection.execute(
                update(CaptureRow)
                .where(CaptureRow.file == path.name, CaptureRow.dropped_at.is_(None))
                .values(dropped_at=now)
            ).rowcount
        )
    )
    try:
        path.unlink()
    except OSError as error:
        raise CaptureError(f"{path}: {error.strerror}") from error
    return Dropped(dropped=dropped, moved=moved, files=1)


def _hit(db: Database, file: str) -> list[Capture]:
    """Some of the captures of a file whose articles were hit."""
    is_hit = exists().where(HitRow.article_id == CaptureRow.article_id)
    statement = every_capture().where(CaptureRow.file == file, CaptureRow.dropped_at.is_(None), is_hit)
    with db.read() as connection:
        rows = connection.execute(statement.order_by(CaptureRow.offset).limit(_MOST_AT_ONCE))
        return [capture_of(row) for row in rows]


def _move(moving: Sequence[_Moving], places: Sequence[Place], connection: Connection) -> None:
    for one, place in zip(moving, places, strict=True):
        connection.execute(
            update(CaptureRow)
            .where(
                CaptureRow.article_id == one.capture.article_id, CaptureRow.revision == one.capture.revision
            )
            .values(moved_to(one.capture, place))
        )
