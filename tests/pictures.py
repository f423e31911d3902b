"""PNG pictures as a browser writes them: what is in them."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {2: 3, 6: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The pixels of a picture, row by row, each a colour of three or four bytes."""

    width: int
    height: int
    rows: tuple[tuple[bytes, ...], ...]

    @property
    def colours(self) -> set[bytes]:
        """The colours that are in it."""
        return {pixel for row in self.rows for pixel in row}

    @property
    def written_rows(self) -> int:
        """How many rows hold more than one colour."""
        return sum(len(set(row)) > 1 for row in self.rows)


def decoded(png: bytes) -> Picture:
    """The picture; raises ValueError for what is no PNG with eight bits a colour, in one pass."""
    if not png.startswith(_SIGNATURE):
        raise ValueError("no PNG")
    at, data, header = len(_SIGNATURE), b"", b""
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            header = body
        elif kind == b"IDAT":
            data += body
        at += length + 12
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if depth != 8 or colour not in _CHANNELS or interlaced:
        raise ValueError("a PNG of another kind")
    return Picture(
        width=width, height=height, rows=_rows(zlib.decompress(data), width, height, _CHANNELS[colour])
    )


def _rows(data: bytes, width: int, height: int, size: int) -> tuple[tuple[bytes, ...], ...]:
    """Undo the filters (PNG specification, section 9)."""
    length, above, rows = width * size, bytes(width * size), []
    for number in range(height):
        at = number * (length + 1)
        kind, line = data[at], bytearray(data[at + 1 : at + 1 + length])
        for place in range(length):
            left = line[place - size] if place >= size else 0
            corner = above[place - size] if place >= size else 0
            line[place] = (line[place] + _predicted(kind, left, above[place], corner)) & 0xFF
        above = bytes(line)
        rows.append(tuple(above[place : place + size] for place in range(0, length, size)))
    return tuple(rows)


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    match kind:
        case 0:
            return 0
        case 1:
            return left
        case 2:
            return up
        case 3:
            return (left + up) // 2
        case _:
            return min(
                (left, up, corner),
                key=lambda near: abs(left + up - corner - near),
            )
