"""Large bodies on their way to a reading process: in a file, for a pipe takes a copy of them on either side."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

log = logging.getLogger(__name__)

#: Bytes up to which a body goes through the pipe.
SMALL = 1_000_000
_PREFIX = "wirewatch-body-"
# Seconds: no body takes so long to read.
_LEFT_AFTER = 3600.0


@asynccontextmanager
async def spilled(content: bytes) -> AsyncIterator[Path | None]:
    """A file that holds the content as long as it is read; None where it is small, or the disk takes no file.

    Only this user can read it.
    """
    file = None if len(content) <= SMALL else await asyncio.to_thread(_written, content)
    try:
        yield file
    finally:
        if file is not None:
            await asyncio.to_thread(file.unlink, missing_ok=True)


def remove_left() -> None:
    """Remove files that workers left an hour ago or longer, for they were killed."""
    before = time.time() - _LEFT_AFTER
    for file in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if file.stat().st_mtime < before:
                file.unlink()


def _written(content: bytes) -> Path | None:
    try:
        with tempfile.NamedTemporaryFile(prefix=_PREFIX, delete=False) as file:
            path = Path(file.name)
            try:
                file.write(content)
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except OSError as error:
        log.debug("a body goes through the pipe, for it could not be written down: %s", error.strerror)
        return None
    return path
