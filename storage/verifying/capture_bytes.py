"""The files of captures: each byte is what was written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Row, func, select

from storage.captures.errors import CaptureError
from storage.captures.names import SUFFIX, host_of, this_host
from storage.captures.reader import parse
from storage.database import Database
from storage.errors import StorageError
from storage.tables import CaptureRow
from storage.verifying.capture_files import is_written, unnamed
from storage.verifying.check import Counted, Done, Fault
from storage.verifying.rows import check_order

_BATCH = 200
_CHUNK = 1 << 20
_Row = Row[*tuple[Any, ...]]


class CaptureFileCheck:
    """Holds the bytes of each capture against the digest in its row, and what stands between against its own."""

    def __init__(self, db: Database, folder: Path, since: datetime | None = None) -> None:
        self._db = db
        self._folder = folder
        # Files are named by their day.
        self._first = "" if since is None else f"{since:%Y%m%d}"
        self._files = self._elsewhere = 0

    def size(self) -> int:
        return sum(path.stat().st_size for path in self._here())

    def faults(self, done: Done) -> Iterator[Fault]:
        names = {path.name for path in self._here()}
        try:
            names |= set(self._named())
            for name in sorted(names):
                yield from self._file(name, done)
        except (StorageError, ValueError, TypeError) as error:
            yield Fault(what=f"the rows of captures cannot be read: {error}")

    def counted(self) -> list[Counted]:
        note = f"{self._elsewhere} captures are on other machines" if self._elsewhere else None
        return [Counted(what="capture files", count=self._files, note=note)]

    def _here(self) -> list[Path]:
        found = sorted(self._folder.glob(f"*{SUFFIX}")) if self._folder.is_dir() else []
        return [path for path in found if host_of(path.name) is not None and path.name >= self._first]

    def _named(self) -> Iterator[str]:
        """The files that rows name, each once."""
        statement = select(func.min(CaptureRow.file)).where(CaptureRow.dropped_at.is_(None))
        last = self._first
        with self._db.read() as connection:
            found = connection.scalar(statement.where(CaptureRow.file >= last))
        while found is not None:
            yield found
            last = found
            with self._db.read() as connection:
                found = connection.scalar(statement.where(CaptureRow.file > last))
            if found is not None and found <= last:
                raise StorageError("their files are not in their order any more")

    def _file(self, name: str, done: Done) -> Iterator[Fault]:
        path = self._folder / name
        if path.name != name or not path.is_file():
            yield from self._missing(name, path)
            return
        self._files += 1
        at = 0
        with path.open("rb") as file:
            for row in self._rows(name):
                # Behind what stands between them: the head of the file, or what came to nothing.
                if row.offset > at:
                    yield from _unnamed(file, path, at, row.offset)
                if (fault := _differing(file, path, row)) is not None:
                    yield fault
                done(row.offset + row.length - at)
                at = max(at, row.offset + row.length)
            end = path.stat().st_size
            # What a living worker writes has no row yet.
            if end > at and not is_written(path):
                yield from _unnamed(file, path, at, end)
                done(end - at)

    def _missing(self, name: str, path: Path) -> Iterator[Fault]:
        rows = list(self._rows(name))
        if rows[0].host != this_host():
            self._elsewhere += len(rows)
            return
        for row in rows:
            yield _fault(path, row, "the file is missing")

    def _rows(self, name: str) -> Iterator[_Row]:
        """The captures of a file that were not dropped, in the order of the file."""
        columns = CaptureRow.__table__.c
        statement = (
            select(*(columns[each] for each in ("article_id", "revision", "host", "records_sha256")))
            .add_columns(columns["offset"], columns["length"])
            .where(CaptureRow.file == name, CaptureRow.dropped_at.is_(None))
            .order_by(CaptureRow.offset)
            .limit(_BATCH)
        )
        last = -1
        while True:
            with self._db.read() as connection:
                rows = connection.execute(statement.where(CaptureRow.offset > last)).all()
            if not rows:
                return
            check_order(last, rows[-1].offset)
            yield from rows
            last = rows[-1].offset


def _unnamed(file: IO[bytes], path: Path, start: int, end: int) -> Iterator[Fault]:
    for offset, wrong in unnamed(file, start, end):
        yield Fault(what=f"of no capture: {wrong}", file=str(path), offset=offset)


def _differing(file: IO[bytes], path: Path, row: _Row) -> Fault | None:
    try:
        file.seek(row.offset)
    except (OSError, ValueError, OverflowError):
        return _fault(path, row, "the capture begins nowhere in the file")
    digest, left = hashlib.sha256(), row.length
    while left > 0 and (chunk := file.read(min(left, _CHUNK))):
        digest.update(chunk)
        left -= len(chunk)
    if left:
        return _fault(path, row, "the file ends before the record does")
    if digest.hexdigest() == row.records_sha256:
        return None
    return _fault(path, row, f"the bytes of the record differ from those that were written{_how(file, row)}")


def _how(file: IO[bytes], row: _Row) -> str:
    """What can be said of bytes that differ."""
    file.seek(row.offset)
    try:
        parse(BytesIO(file.read(row.length)), "")
    except CaptureError:
        return ", and cannot be unpacked any more"
    return ""


def _fault(path: Path, row: _Row, what: str) -> Fault:
    return Fault(
        what=what, article_id=row.article_id, revision=row.revision, file=str(path), offset=row.offset
    )
