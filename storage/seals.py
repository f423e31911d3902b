"""Seals: a digest over the columns of a row, the same on both databases, by which a change of it shows.

A seal is no signature: who can write the database can write another seal. It shows what a disk, a program or a hand
changed without meaning to hide it.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

# `json.dumps` would build one for each value.
_JSON = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), sort_keys=True)


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The columns that seals of one version are over, in their order."""

    version: int
    columns: tuple[str, ...]

    @cached_property
    def names(self) -> list[bytes]:
        return [column.encode() for column in self.columns]


def seal(values: Mapping[str, object], sealed: Sealed) -> str:
    """The seal of a row: version, SHA-256 over all columns in hex, and two digits for each by which it is named."""
    forms = [(_FORMS.get(type(value)) or _form)(value) for value in map(values.__getitem__, sealed.columns)]
    told = [b"%s %d %s" % (name, len(form), form) for name, form in zip(sealed.names, forms, strict=True)]
    marks = bytes([zlib.crc32(form) & 0xFF for form in forms])
    return f"{sealed.version}:{hashlib.sha256(b''.join(told)).hexdigest()}:{marks.hex()}"


def changed(values: Mapping[str, object], sealed: Sealed, found: object) -> tuple[str, ...]:
    """The columns that are not what they were when `found` was made; ("seal",) where it is no seal of theirs.

    A changed column is left out once in 256 times where another one changed too; a changed row is always found.
    """
    now = seal(values, sealed)
    if now == found:
        return ()
    if not isinstance(found, str):
        return ("seal",)
    marks, before = now.rpartition(":")[2], found.rpartition(":")[2]
    if len(marks) != len(before):
        return ("seal",)
    places = range(len(sealed.columns))
    differing = tuple(
        sealed.columns[at] for at in places if marks[2 * at : 2 * at + 2] != before[2 * at : 2 * at + 2]
    )
    return differing or ("seal",)


def _form(value: object) -> bytes:
    """A value of a type that is not in `_FORMS`, as one of a type that it descends from."""
    return next((form for kind, form in _FORMS.items() if isinstance(value, kind)), _as_json)(value)


def _as_json(value: object) -> bytes:
    return b"j" + _JSON.encode(value).encode()


# A value as bytes that tell it from any other, of another type too. Looked up by the type itself first: a seal is
# made of 29 values for each article. A bool is an int too.
_FORMS: dict[type, Callable[[Any], bytes]] = {
    str: lambda value: b"s" + value.encode("utf-8", "surrogatepass"),
    type(None): lambda value: b"n",
    bool: lambda value: b"b1" if value else b"b0",
    int: lambda value: b"i%d" % value,
    float: lambda value: b"f" + value.hex().encode(),
    datetime: lambda value: b"t" + value.astimezone(UTC).isoformat("T", "microseconds").encode(),
    # SQLite gives what stands there, whatever the column is.
    bytes: lambda value: b"y" + value,
    list: _as_json,
    dict: _as_json,
}
