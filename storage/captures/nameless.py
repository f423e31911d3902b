"""Files without a name: bytes that wait on the disk and are gone with whoever holds them, however that ends."""

from __future__ import annotations

import tempfile
from io import FileIO
from pathlib import Path
from typing import Protocol


class _Takes(Protocol):
    def write(self, data: memoryview, /) -> int | None: ...


class HeldFile(FileIO):
    """A file that is closed, without a word of warning, when nobody holds it any more."""

    def __del__(self) -> None:
        self.close()


def nameless(folder: Path) -> HeldFile:
    """A new file in the folder, which is made where it is missing; to be written and read.

    Raises:
        OSError: the folder takes none.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder)
    Path(name).unlink()
    return HeldFile(handle, "r+b")


def write_all(file: _Takes, data: bytes) -> None:
    """Write all of it: the system may take a part at a time."""
    left = memoryview(data)
    while left:
        left = left[file.write(left) or 0 :]
