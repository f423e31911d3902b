"""The file of a backup: gzip (RFC 1952) over lines of JSON, written and read as a stream.

    {"wirewatch_backup": 1, "version": "0.1.0", "schema": "0014", "made_at": "2026-11-28T03:15:00+00:00", ...}
    {"table": "sources", "columns": [["id", "integer"], ["name", "text"], ...], "last": 60}
    [[1, "gazette", ...], [2, "courier", ...], ...]
    {"end": "sources", "rows": 60, "sha256": "..."}
    ...
    {"whole": true, "tables": {"sources": 60, ...}, "sha256": "..."}

A table's digest is over its lines of rows, the last one over all lines before it: a file that lacks its end, or any
byte of it, is none. `last` is the last number that PostgreSQL handed out for the table, null where none was.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self

from isal import isal_zlib

from storage.backup.errors import BackupError

FORMAT = 1
# Four parts in a hundred larger than zlib's sixth, in an eighth of its time.
_LEVEL = 3
_LONGEST_HEAD = 1 << 16
_GZIP = 31  # the window, and RFC 1952 around it: https://zlib.net/manual.html#Advanced
_UNPACKING = (gzip.BadGzipFile, EOFError, zlib.error)

Row = Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a backup says of itself first: `schema` is the revision of the database, `database` its dialect."""

    version: str
    schema: str
    made_at: datetime
    database: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, before its rows: its columns, each with its kind (see `storage.backup.tables`)."""

    name: str
    columns: tuple[tuple[str, str], ...]
    last: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What a backup holds: rows by table, and the SHA-256 over all of it."""

    tables: Mapping[str, int]
    sha256: str


class Writer:
    """Writes a backup to an open file; it is whole once `finish` was called."""

    def __init__(self, file: IO[bytes], head: Head) -> None:
        self._file = file
        self._packing = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, _GZIP)
        self._all = hashlib.sha256()
        self._rows: dict[str, int] = {}
        self._line(
            {
                "wirewatch_backup": FORMAT,
                "version": head.version,
                "schema": head.schema,
                "made_at": head.made_at.isoformat(),
                "database": head.database,
            }
        )

    def table(self, table: Table, blocks: Iterator[Sequence[Row]]) -> Iterator[int]:
        """Write a table; gives after each block how many rows it had."""
        self._line({"table": table.name, "columns": table.columns, "last": table.last})
        digest, rows = hashlib.sha256(), 0
        for block in blocks:
            digest.update(self._line(block))
            rows += len(block)
            yield len(block)
        self._rows[table.name] = rows
        self._line({"end": table.name, "rows": rows, "sha256": digest.hexdigest()})

    def finish(self) -> Whole:
        """Write the end."""
        sha256 = self._all.hexdigest()
        self._line({"whole": True, "tables": self._rows, "sha256": sha256})
        self._file.write(self._packing.flush())
        return Whole(tables=self._rows, sha256=sha256)

    def _line(self, value: object) -> bytes:
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        line = written.encode("utf-8", "surrogatepass") + b"\n"
        self._all.update(line)
        self._file.write(self._packing.compress(line))
        return line


class Reader:
    """A backup that is being read, a block at a time. Raises BackupError, naming the file, where it is not whole."""

    def __init__(self, file: Path) -> None:
        self._path = file
        self._all = hashlib.sha256()
        try:
            self._raw = file.open("rb")
        except OSError as error:
            raise BackupError(f"{file} cannot be read: {error.strerror}") from error
        self._size = max(os.fstat(self._raw.fileno()).st_size, 1)
        self._lines = gzip.GzipFile(fileobj=self._raw, mode="rb")
        try:
            self.head = self._head()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._lines.close()
        self._raw.close()

    @property
    def share(self) -> float:
        """How much of the file is read, from 0 to 1."""
        return min(self._raw.tell() / self._size, 1.0)

    def parts(self) -> Iterator[Table | bytes]:
        """Each table, and behind it its rows in blocks, each for `rows_of`. Returns once all of it is proven."""
        tables: dict[str, int] = {}
        while True:
            before = self._all.hexdigest()
            said = self._said(self._line())
            if "whole" in said:
                if said.get("sha256") != before or said.get("tables") != tables or self._line():
                    raise self._damaged()
                self.whole = Whole(tables=tables, sha256=before)
                return
            table = self._table(said)
            yield table
            tables[table.name] = yield from self._blocks(table.name)

    def _blocks(self, name: str) -> Generator[bytes, None, int]:
        digest = hashlib.sha256()
        while (line := self._line()).startswith(b"["):
            digest.update(line)
            yield line
        end = self._said(line)
        rows = end.get("rows")
        if end.get("end") != name or end.get("sha256") != digest.hexdigest() or not isinstance(rows, int):
            raise self._damaged()
        return rows

    def _head(self) -> Head:
        try:
            line = self._lines.readline(_LONGEST_HEAD)
            said = json.loads(line)
            form = said["wirewatch_backup"]
        except (*_UNPACKING, ValueError, LookupError, TypeError):
            raise BackupError(f"{self._path} is no backup of wirewatch") from None
        if form != FORMAT:
            raise BackupError(f"{self._path} is a backup of a newer version of wirewatch; upgrade wirewatch")
        self._all.update(line)
        try:
            return Head(
                version=said["version"],
                schema=said["schema"],
                made_at=datetime.fromisoformat(said["made_at"]),
                database=said["database"],
            )
        except (ValueError, LookupError, TypeError):
            raise self._damaged() from None

    def _table(self, said: Mapping[str, Any]) -> Table:
        try:
            columns = tuple((str(name), str(kind)) for name, kind in said["columns"])
            return Table(name=said["table"], columns=columns, last=said["last"])
        except (ValueError, LookupError, TypeError):
            raise self._damaged() from None

    def _said(self, line: bytes) -> dict[str, Any]:
        try:
            said = json.loads(line)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise self._damaged()
        return said

    def _line(self) -> bytes:
        try:
            line = self._lines.readline()
        except _UNPACKING:
            raise self._damaged() from None
        except OSError as error:
            raise BackupError(f"{self._path} cannot be read: {error.strerror}") from error
        self._all.update(line)
        return line

    def _damaged(self) -> BackupError:
        return BackupError(f"{self._path} is not whole: it was cut off, or bytes of it changed")


def rows_of(block: bytes) -> list[list[Any]]:
    """The rows of a block."""
    rows: list[list[Any]] = json.loads(block)
    return rows
