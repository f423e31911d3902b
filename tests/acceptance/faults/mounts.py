"""Small disks of their own for what a fault befalls. They ask for the right to mount, which only root has."""

from __future__ import annotations

import contextlib
import errno
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

#: Bytes of a small disk: room for an archive of some hundred articles.
SIZE = 24_000_000
_BALLAST = "ballast"


@cache
def may_mount() -> bool:
    """Whether a file system may be mounted here."""
    tried = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


def needs_mounts() -> None:
    """Skip the test where nothing may be mounted."""
    if not may_mount():
        pytest.skip("to mount a small disk asks for root")


class SmallDisk:
    """A disk in memory that can be filled and closed to writing while others use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Leave no byte free."""
        with (self.folder / _BALLAST).open("ab", buffering=0) as file, contextlib.suppress(OSError):
            for size in (1 << 20, 4096, 1):
                with contextlib.suppress(_Full), _telling_full():
                    while True:
                        file.write(b"\0" * size)

    def empty(self) -> None:
        """Give the room back."""
        (self.folder / _BALLAST).unlink(missing_ok=True)

    def close(self) -> None:
        """Let nobody write any more, not even into files that are open."""
        subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True)

    def open(self) -> None:
        """Let everybody write again."""
        subprocess.run(["mount", "-o", "remount,rw", str(self.folder)], check=True)


class _Full(Exception):
    pass


@contextlib.contextmanager
def _telling_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise _Full from error
        raise


@contextlib.contextmanager
def small_disk(folder: Path, *, size: int = SIZE) -> Iterator[SmallDisk]:
    """A small disk at this folder, which is made."""
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)
        folder.rmdir()
