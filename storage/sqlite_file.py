"""What can be seen from outside of an SQLite file that fails. It is never opened here: that would end its locks."""

from __future__ import annotations

import os
from pathlib import Path

#: A disk with fewer free bytes is full: SQLite's log alone takes four times as many.
LEAST_FREE = 1_000_000


def trouble(file: Path) -> str | None:
    """What keeps the file from being written, in a few words; None where nothing can be seen."""
    try:
        disk = os.statvfs(file)
    except OSError:
        return f"{file} is not there"
    if disk.f_flag & os.ST_RDONLY:
        return "its disk is read-only"
    if not os.access(file, os.W_OK):
        return "the file is read-only"
    if disk.f_bavail * disk.f_frsize < LEAST_FREE:
        return "its disk is full"
    return None


def identity(file: Path) -> tuple[int, int] | None:
    """Which file stands at this path: the same as long as none is put in its place; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
