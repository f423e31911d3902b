"""Disks that are full, and files that nobody may write."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path

import pytest

from tests.acceptance.faults.faults import Fault
from tests.acceptance.faults.mounts import SmallDisk
from tests.acceptance.faults.newsdesk import Newsdesk

FULL = re.compile(r"\bfull\b|No space left")


def full(disk: SmallDisk) -> Callable[[Newsdesk], AbstractAsyncContextManager[None]]:
    """A block in which the disk is full."""

    @asynccontextmanager
    async def at(newsdesk: Newsdesk) -> AsyncIterator[None]:
        if newsdesk.is_on_sqlite:
            _settle(newsdesk)
        disk.fill()
        try:
            yield
        finally:
            disk.empty()

    return at


def _settle(newsdesk: Newsdesk) -> None:
    """Give back the room of what is written already, or there would be enough for some minutes more."""
    with closing(sqlite3.connect(newsdesk.database, isolation_level=None, timeout=30.0)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def needs_chattr(folder: Path) -> None:
    """Skip the test where no file of this folder can be made immutable."""
    probe = folder / "probe"
    probe.touch()
    command = shutil.which("chattr")
    if command is None or subprocess.run([command, "+i", probe], capture_output=True, check=False).returncode:
        pytest.skip(
            "no file can be made immutable: that asks for root, chattr and a file system such as ext4"
        )
    subprocess.run([command, "-i", probe], check=True)


@asynccontextmanager
async def read_only(newsdesk: Newsdesk) -> AsyncIterator[None]:
    """Nobody may write the database's file or its log, root and those that have it open among them.

    Its shared memory stays writable: SQLite maps it, and the system ends a process that writes where it must not.
    """
    file = newsdesk.database
    files = [str(file), f"{file}-wal"]
    subprocess.run(["chattr", "+i", *files], check=True)
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", *files], check=True)


def full_database(disk: SmallDisk) -> Fault:
    return Fault(name="disk full, database", at=full(disk), names=FULL)


def full_captures(disk: SmallDisk) -> Fault:
    return Fault(name="disk full, captures", at=full(disk), names=FULL)


#: What SQLite says of a file that the system lets it not write is no more than that writing failed.
READ_ONLY = Fault(
    name="database read-only",
    at=read_only,
    names=re.compile(r"read-?only|not permitted|cannot be written", re.IGNORECASE),
)
