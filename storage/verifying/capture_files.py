"""What stands in a capture file beside what rows name: its head, and answers whose transaction came to nothing."""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from storage.captures.repair import whole_members

_HEADERS = (zlib.compressobj(9, zlib.DEFLATED, 31).compress(b"")[:10], bytes.fromhex("1f8b0800000000000203"))


def unnamed(file: IO[bytes], start: int, end: int) -> Iterator[tuple[int, str]]:
    """The records between two offsets that are not as a writer leaves them: each by its offset, with what is wrong."""
    at = start
    for stop in whole_members(file, start):
        if stop > end:
            break
        file.seek(at)
        wrong = _wrong(file.read(stop - at))
        if wrong is not None:
            yield at, wrong
        at = stop
        if at == end:
            return
    if at < end:
        yield at, f"{end - at} bytes are no whole record"


def is_written(path: Path) -> bool:
    """Whether a worker writes the file at this moment."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _wrong(member: bytes) -> str | None:
    if member[:10] not in _HEADERS:
        return "the head of the record differs"
    try:
        for record in ArchiveIterator(BytesIO(member), check_digests=True):
            record.raw_stream.read()
            if record.digest_checker.passed is not True:
                return "the record differs from its own digest"
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, AttributeError):
        return "not a WARC record"
    return None
