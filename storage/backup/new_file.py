"""A file that has its name only once it is whole, and never in the place of another one."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.backup.errors import BackupError

_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS)


@contextmanager
def new_file(file: Path, suffix: str) -> Iterator[Path]:
    """An empty file beside `file`, its name with `suffix` behind it, which takes the name when the block ends well.

    It is for its owner alone. What a killed process left under that name is written over.

    Raises:
        BackupError: the file is there, another process writes it at this moment, or it cannot be written.
    """
    part = file.with_name(file.name + suffix)
    try:
        check_new(file)
        handle = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _claim(handle, file, part)
            try:
                yield part
                os.fsync(handle)
                _name(part, file)
            finally:
                part.unlink(missing_ok=True)
        finally:
            os.close(handle)
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror or error}") from error


def check_new(file: Path) -> None:
    """Raise BackupError where there is something of this name, were it a link that leads nowhere."""
    if os.path.lexists(file):
        raise BackupError(f"{file} is there already; nothing is written over")


def _claim(handle: int, file: Path, part: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BackupError(f"another process is writing {file} at this moment") from None
    if not part.exists() or os.fstat(handle).st_ino != part.stat().st_ino:
        raise BackupError(f"another process has just written {file}")
    os.ftruncate(handle, 0)


def _name(part: Path, file: Path) -> None:
    try:
        # unlike a rename it fails where the name was taken meanwhile
        os.link(part, file)
    except FileExistsError:
        check_new(file)
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        check_new(file)
        part.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
