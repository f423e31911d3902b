"""JSON Lines: an object a line, in UTF-8, with whatever a terminal would obey escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from app.archive_files.row import Broken, Found, found, values_of
from storage.records import Wording

#: A longer line is no article's: read as a whole, a file without line breaks would fill the memory.
LONGEST_LINE = 64_000_000

# JSON escapes the controls up to the space itself. The others are controls, marks of direction and what is invisible.
_OBEYED = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


class JsonLinesWriter:
    """Writes wordings to a stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, wordings: Iterable[Wording]) -> None:
        """Add rows."""
        self._stream.writelines(f"{_line(values_of(one))}\n".encode() for one in wordings)

    def finish(self) -> None:
        """All rows are written."""


def read_json_lines(stream: BinaryIO) -> Iterator[Found | Broken]:
    """The rows of a stream, one in memory at a time; lines of nothing but space are passed over."""
    for number, line in enumerate(_lines(stream), 1):
        place = f"line {number}"
        if line is None:
            yield Broken(place=place, why=f"is longer than {LONGEST_LINE:,} bytes")
        elif line.strip():
            yield _found(place, line)


def _found(place: str, line: bytes) -> Found | Broken:
    try:
        values = json.loads(line)
    except UnicodeDecodeError:
        return Broken(place=place, why="is no UTF-8 text")
    except (ValueError, RecursionError):
        return Broken(place=place, why="is no JSON")
    if not isinstance(values, dict):
        return Broken(place=place, why="is no JSON object")
    return found(place, values)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines; None in the place of one that is too long."""
    while line := stream.readline(LONGEST_LINE):
        if len(line) < LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield None


def _line(values: dict[str, Any]) -> str:
    written = json.dumps(values, ensure_ascii=False, default=lambda moment: moment.isoformat())
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
