"""CSV (RFC 4180), in UTF-8 with the mark by which spreadsheets know it, and safe to open in one.

A spreadsheet takes a cell that begins with `=` or the like for a formula, and articles are written by strangers. Such
cells begin with an apostrophe in the file, and so do texts that begin with one themselves, and empty texts, which are
another thing than none. One apostrophe is taken away again when a file is read.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from app.archive_files.row import COLUMNS, Broken, Found, found, values_of
from storage.records import Wording

# https://owasp.org/www-community/attacks/CSV_Injection, the forms of full width and of small size that spreadsheets
# take for them, and what stands before them unseen.
_GUARDED = re.compile(
    "[\t\r\n']|[\\s\x00-\x1f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff]*[=+@＝＋－＠﹢﹣﹦﹫-]"
)
_LONGEST_CELL = 64_000_000
_TABLES = ("authors", "tags", "provenance")
_TRUTHS = {"true": True, "false": False}
_NUMBERS = {"id": int, "revision": int, "agreement": float}


class CsvWriter:
    """Writes wordings to a stream, below a heading."""

    def __init__(self, stream: BinaryIO) -> None:
        self._text = io.TextIOWrapper(stream, "utf-8-sig", newline="", write_through=True)
        self._csv = csv.writer(self._text)
        self._csv.writerow(COLUMNS)

    def write(self, wordings: Iterable[Wording]) -> None:
        """Add rows."""
        self._csv.writerows([_cell(value) for value in values_of(one).values()] for one in wordings)

    def finish(self) -> None:
        """All rows are written."""
        self._text.flush()
        self._text.detach()


def read_csv(stream: BinaryIO) -> Iterator[Found | Broken]:
    """The rows of a stream, one in memory at a time, each named by the line that it ends on."""
    csv.field_size_limit(_LONGEST_CELL)
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield from _rows(text)
    finally:
        # Or the stream would be closed with the wrapper.
        text.detach()


def _rows(text: io.TextIOWrapper) -> Iterator[Found | Broken]:
    rows = csv.reader(text)
    heading: list[str] | None = None
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Broken(place=f"line {rows.line_num}", why=str(error))
            continue
        place = f"line {rows.line_num}"
        if heading is None:
            heading = cells
        elif len(cells) == len(heading):
            yield _found(place, dict(zip(heading, cells, strict=True)))
        elif cells:
            yield Broken(place=place, why=f"has {len(cells)} cells, and the heading {len(heading)}")


def _found(place: str, cells: dict[str, str]) -> Found | Broken:
    values: dict[str, Any] = {}
    for name, cell in cells.items():
        try:
            value = _value(name, cell)
        except (ValueError, LookupError, RecursionError):
            return Broken(place=place, why=f"{name}: is not written as an export writes it")
        if value is not None:
            values[name] = value
    return found(place, values)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if not value or _GUARDED.match(value) else str(value)


def _value(name: str, cell: str) -> Any:
    """The value of a cell, None where it is empty."""
    if not cell:
        return None
    if name in _NUMBERS:
        return _NUMBERS[name](cell)
    if name in ("backlog", "is_paywalled"):
        return _TRUTHS[cell.lower()]
    if name in _TABLES:
        return json.loads(cell)
    return cell.removeprefix("'")
