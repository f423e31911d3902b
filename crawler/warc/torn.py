"""Whether a file ends before its last record does, which FastWARC takes for the end of the file."""

from __future__ import annotations

import zlib
from threading import Event
from typing import BinaryIO

from crawler.warc.errors import StoppedError

_GZIP = b"\x1f\x8b"
# ISO 28500:2017, 4: each record ends in two newlines.
_END = b"\r\n\r\n"
_PIECE = 1 << 18
_AS_GZIP = 31


def torn_at(file: BinaryIO, offset: int, stop: Event) -> int | None:
    """The byte at which what is torn begins, None where nothing is; `offset` is that of the last record that is known.

    A file that was cut between two records is whole to all appearances.
    """
    file.seek(offset)
    magic = file.read(len(_GZIP))
    if magic == _GZIP:
        return _torn_member(file, offset, stop)
    if magic == b"WA":
        size = file.seek(0, 2)
        file.seek(max(size - len(_END), 0))
        return None if file.read() == _END else offset
    # Of Zstandard and LZ4, FastWARC tells by itself.
    return None


def _torn_member(file: BinaryIO, offset: int, stop: Event) -> int | None:
    file.seek(offset)
    held, at = b"", offset
    while held := held or file.read(_PIECE):
        member, begins_at = zlib.decompressobj(_AS_GZIP), at
        while not member.eof:
            if stop.is_set():
                raise StoppedError
            held = held or file.read(_PIECE)
            if not held:
                return begins_at
            try:
                member.decompress(held, _PIECE)
            except zlib.error:
                return begins_at
            rest = member.unused_data if member.eof else member.unconsumed_tail
            at += len(held) - len(rest)
            held = rest
    return None
