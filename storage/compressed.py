"""Long texts, compressed where the database does not do it: PostgreSQL does, SQLite keeps every letter."""

from __future__ import annotations

import zlib

from isal import isal_zlib
from isal.igzip_lib import IsalError
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

#: Shorter ones, in bytes, are kept as they are.
_SHORTEST = 200
#: The best of this library: two parts in a hundred larger than zlib's sixth, in a third of the time.
_LEVEL = 3


class CompressedText(TypeDecorator[str]):
    """A text; on SQLite a blob of RFC 1950 (zlib) where that is shorter, as rows of earlier releases are texts still.

    A blob that was damaged gives what can be had of it, and ends in U+FFFD: a reader goes on, and `wirewatch verify`
    names it.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | bytes | None:
        if value is None or dialect.name != "sqlite":
            return value
        return compressed(value)

    def process_result_value(self, value: str | bytes | None, dialect: Dialect) -> str | None:
        return expanded(value) if isinstance(value, bytes) else value


def compressed(text: str) -> str | bytes:
    """The text, or where that is shorter its bytes in UTF-8 compressed."""
    whole = text.encode("utf-8", "surrogatepass")
    if len(whole) < _SHORTEST:
        return text
    packed = isal_zlib.compress(whole, _LEVEL)
    return packed if len(packed) < len(whole) else text


def expanded(packed: bytes) -> str:
    """The text of compressed bytes; of damaged ones what can be had, with U+FFFD behind it."""
    try:
        return isal_zlib.decompress(packed).decode("utf-8", "surrogatepass")
    except (IsalError, UnicodeDecodeError):
        return _rest_of(packed) + "\ufffd"


def _rest_of(packed: bytes) -> str:
    expanding = zlib.decompressobj()
    found = bytearray()
    try:
        for at in range(len(packed)):
            found += expanding.decompress(packed[at : at + 1])
    except zlib.error:
        pass
    return found.decode("utf-8", "replace")
