"""Writes captures into the capture file of this worker's day, and brings them to the disk."""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from storage.captures import warc
from storage.captures.errors import CaptureError
from storage.captures.nameless import HeldFile, write_all
from storage.captures.names import file_name, this_host, writer_mark
from storage.captures.packing import Records
from storage.clock import Clock, utc_now
from storage.failpoints import failpoint
from storage.records import Place

#: The rights of a file to which nothing is added any more.
WHOLE = 0o400
_WRITTEN = 0o600


class CaptureWriter:
    """One file per day and writer. Safe to share between threads; nobody else writes into its files.

    A file is closed to writing once it is whole, and locked while it is written: by that a worker that starts knows
    what one that died left unfinished (see `storage.captures.repair`).
    """

    def __init__(self, folder: Path, *, host: str | None = None, clock: Clock = utc_now) -> None:
        self.folder = folder
        self.host = host or this_host()
        self._started_at = clock()
        self._file: _File | None = None
        self._lock = threading.Lock()

    def write(self, captures: Sequence[Records], now: datetime) -> list[Place]:
        """Write the captures and say where; they are on the disk when this returns.

        Raises:
            CaptureError: they could not be written (the disk is full, the folder is closed to us); none of them is
                in the file.
        """
        with self._lock:
            try:
                file = self._of(now.date())
                return self._append(file, captures)
            except OSError as error:
                raise CaptureError(f"{self.folder}: {error.strerror or error}") from error

    def close(self) -> None:
        """Close the file; another write opens another one."""
        with self._lock:
            self._finish()

    def _append(self, file: _File, captures: Sequence[Records]) -> list[Place]:
        before = file.size
        try:
            written = [self._one(file, records) for records in captures]
            file.sync()
        except BaseException:
            # What reached the disk is not known: the file ends where it was whole, and is written no further.
            self._file = None
            with contextlib.suppress(OSError):
                file.cut(before)
                file.finish()
            file.close()
            raise
        failpoint("capture-written")
        return written

    def _one(self, file: _File, records: Records) -> Place:
        start = file.size
        for chunk in records.chunks():
            file.write(chunk)
            failpoint("capture-writing")
        return Place(host=self.host, file=file.name, offset=start, length=file.size - start)

    def _of(self, day: date) -> _File:
        if self._file is None or self._file.day != day:
            self._finish()
            self._file = self._begun(day)
        return self._file

    def _begun(self, day: date) -> _File:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        while True:
            path = self.folder / file_name(day, self.host, writer_mark(self._started_at))
            file = _File(path, day)
            if not file.is_removed:
                break
            # By a worker that started at this moment and took it for what one that died had left.
            file.close()
        try:
            warc.write_head(warc.writer(file), file.name, self.host)
            file.sync()
            _sync_folder(self.folder)
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise
        return file

    def _finish(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):
                file.finish()
            file.close()


class _File:
    """A file that is written."""

    def __init__(self, path: Path, day: date) -> None:
        self.name = path.name
        self.day = day
        self.size = 0
        self._raw = HeldFile(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _WRITTEN), "wb")
        fcntl.flock(self._raw, fcntl.LOCK_EX)

    @property
    def is_removed(self) -> bool:
        return os.fstat(self._raw.fileno()).st_nlink == 0

    def write(self, data: bytes, /) -> None:
        write_all(self._raw, data)
        self.size += len(data)

    def flush(self) -> None:
        """Nothing waits here; `sync` brings it to the disk."""

    def sync(self) -> None:
        os.fsync(self._raw.fileno())

    def cut(self, size: int) -> None:
        os.ftruncate(self._raw.fileno(), size)
        os.fsync(self._raw.fileno())

    def finish(self) -> None:
        os.fchmod(self._raw.fileno(), WHOLE)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._raw.close()


def _sync_folder(folder: Path) -> None:
    """Without this a crash of the machine may leave a file without its name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
