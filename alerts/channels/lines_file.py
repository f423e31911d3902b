"""Telling by a line of JSON: appended to a file, or on standard output."""

from __future__ import annotations

import asyncio
import fcntl
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from alerts.channels.webhook_payload import payload
from alerts.errors import DeliveryError
from alerts.notice import AnyNotice


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSettings:
    """The file that is written to; it is made, with rights for its owner alone, where it is not there."""

    path: Path


class FileChannel:
    """One line a notice, the body of a webhook; on the disk before the notice counts as delivered."""

    def __init__(self, name: str, settings: FileSettings) -> None:
        self.name = name
        self._path = settings.path
        self._one_by_one = asyncio.Lock()

    async def deliver(self, notice: AnyNotice) -> str:
        """Append the line; see `Channel.deliver`."""
        line = f"{payload(notice)}\n".encode()
        async with self._one_by_one:
            failed = await asyncio.to_thread(_appended, self._path, line)
        if failed is not None:
            raise DeliveryError(f"{self._path.name}: {failed}", retryable=True)
        return f"{len(line)} bytes written"

    async def close(self) -> None:
        """Nothing is held between two notices."""


class StdoutChannel:
    """One line a notice on standard output, the body of a webhook."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def deliver(self, notice: AnyNotice) -> str:
        """Print the line; see `Channel.deliver`."""
        line = f"{payload(notice)}\n"
        failed: str | None = None
        try:
            sys.stdout.write(line)
            sys.stdout.flush()
        except (OSError, ValueError) as error:
            failed = getattr(error, "strerror", None) or "standard output is closed"
        if failed is not None:
            raise DeliveryError(f"standard output: {failed}", retryable=True)
        return "printed"

    async def close(self) -> None:
        """Nothing is held between two notices."""


def _appended(path: Path, line: bytes) -> str | None:
    """Append the line whole and wait until the disk has it; why not, where that failed."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        return error.strerror or type(error).__name__
    try:
        _write(handle, line)
        os.fsync(handle)
    except OSError as error:
        return error.strerror or type(error).__name__
    finally:
        os.close(handle)
    return None


def _write(handle: int, line: bytes) -> None:
    # what others write at this moment is no half line: theirs ends before ours begins
    fcntl.flock(handle, fcntl.LOCK_EX)
    size = os.fstat(handle).st_size
    if size and os.pread(handle, 1, size - 1) != b"\n":
        # a disk that was full, or a machine that went down, left half a line: it stays one of its own
        line = b"\n" + line
    while line:
        line = line[os.write(handle, line) :]
