"""A WARC file from one of its records on."""

from __future__ import annotations

import struct
from threading import Event
from typing import BinaryIO

from crawler.warc.errors import StoppedError

# RFC 8878, 3.1.2; a dictionary stands in such a frame before all others:
# https://iipc.github.io/warc-specifications/specifications/warc-zstd/
_DICTIONARY = 0x184D2A5D
_LARGEST_DICTIONARY = 10_000_000
_HEAD = struct.Struct("<II")


class Stretch:
    """What FastWARC reads: a file from `offset` on, behind the dictionary of the file if it has one.

    `read` ends in StoppedError once `stop` is set, for a record may be of any size.
    """

    def __init__(self, file: BinaryIO, offset: int, stop: Event) -> None:
        self._file = file
        self._stop = stop
        self._before = _dictionary(file) if offset else b""
        self._begins_at = offset - len(self._before)
        self._at = 0
        file.seek(offset)

    def in_file(self, position: int) -> int:
        """The byte of the file at a position of this stream."""
        return max(self._begins_at + position, 0)

    def read(self, size: int = -1) -> bytes:
        if self._stop.is_set():
            raise StoppedError
        before, self._before = self._before[:size], self._before[size:]
        found = before + self._file.read(size - len(before))
        self._at += len(found)
        return found

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("a stretch of a file is read once")

    def close(self) -> None:
        """The file is its owner's to close."""


def _dictionary(file: BinaryIO) -> bytes:
    """The frame at the beginning of a Zstandard file that holds its dictionary; empty where there is none."""
    file.seek(0)
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return b""
    magic, length = _HEAD.unpack(head)
    if magic != _DICTIONARY or length > _LARGEST_DICTIONARY:
        return b""
    return head + file.read(length)
