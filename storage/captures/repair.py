"""Cuts off what a writer that died left unfinished at the end of its file: behind it nothing could be read."""

from __future__ import annotations

import fcntl
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from storage.captures.errors import CaptureError
from storage.captures.names import SUFFIX, host_of
from storage.captures.writer import WHOLE

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What was done to one file: `cut` bytes were cut off its end, which is now at `size`.

    Where `lost` is not 0, the file is so many bytes shorter than what the archive says of it.
    """

    file: Path
    size: int
    cut: int = 0
    lost: int = 0


def repair(folder: Path, host: str, end_of: Callable[[str], int]) -> Iterator[Repair]:
    """Cut the torn tails of the files that this host wrote and nobody finished, but those that are being written.

    `end_of` says how much of a file the archive names (see `storage.captures.rows`): never less is kept, and only
    what is behind it is looked at. A file of which nothing is left is removed.

    Raises:
        CaptureError: the folder or a file cannot be read or cut.
    """
    try:
        for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
            if host_of(path.name) == host and path.stat().st_mode & stat.S_IWUSR:
                done = _repaired(path, end_of)
                if done is not None:
                    yield done
    except OSError as error:
        raise CaptureError(f"{error.filename or folder}: {error.strerror}") from error


def whole_members(file: IO[bytes], start: int) -> Iterator[int]:
    """The offsets, from `start` on, at which a gzip member of the file ends well. `start` must be where one begins."""
    file.seek(start)
    end, pending = start, b""
    while True:
        member, taken = zlib.decompressobj(wbits=31), 0
        while not member.eof:
            data = pending or file.read(_CHUNK)
            pending = b""
            if not data:
                return
            taken += len(data)
            try:
                # What it unpacks to is of no interest, and may be large: piece by piece.
                member.decompress(data, _CHUNK)
                while member.unconsumed_tail:
                    member.decompress(member.unconsumed_tail, _CHUNK)
            except zlib.error:
                return
        pending = member.unused_data
        end += taken - len(pending)
        yield end


def _repaired(path: Path, end_of: Callable[[str], int]) -> Repair | None:
    with _locked(path) as file:
        if file is None:
            return None
        size, known = os.fstat(file.fileno()).st_size, end_of(path.name)
        if size < known:
            done = Repair(file=path, size=size, lost=known - size)
        else:
            end = max([known, *(() if size == known else whole_members(file, known))])
            done = Repair(file=path, size=end, cut=size - end)
        if not done.size and not done.lost:
            path.unlink()
            return done
        if done.cut:
            os.ftruncate(file.fileno(), done.size)
            os.fsync(file.fileno())
        os.fchmod(file.fileno(), WHOLE)
        return done if done.cut or done.lost else None


@contextmanager
def _locked(path: Path) -> Iterator[IO[bytes] | None]:
    """The file, which nobody writes; None where somebody does."""
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        yield file
