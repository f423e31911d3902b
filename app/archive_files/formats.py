"""The formats of archive files, and which one a file has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from importlib.util import find_spec
from pathlib import PurePath
from typing import BinaryIO, Protocol

from app.archive_files.csv_rows import CsvWriter, read_csv
from app.archive_files.json_lines import JsonLinesWriter, read_json_lines
from app.archive_files.row import Broken, Found
from storage.records import Wording


class ArchiveFileError(ValueError):
    """A file cannot be read or written as what it is said to be. One line."""


class FileFormat(StrEnum):
    """How wordings are written."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


class Writing(Protocol):
    """Writes wordings to a stream."""

    def write(self, wordings: Iterable[Wording]) -> None:
        """Add rows."""
        ...

    def finish(self) -> None:
        """All rows are written."""
        ...


_SUFFIXES = {
    ".jsonl": FileFormat.JSONL,
    ".ndjson": FileFormat.JSONL,
    ".csv": FileFormat.CSV,
    ".parquet": FileFormat.PARQUET,
}


def format_of(name: str) -> FileFormat:
    """The format that a file's name tells; JSON Lines where it tells none."""
    return _SUFFIXES.get(PurePath(name).suffix.lower(), FileFormat.JSONL)


def require(format_: FileFormat) -> None:
    """Raises ArchiveFileError where what the format needs is not installed; the message names the command."""
    if format_ is FileFormat.PARQUET and find_spec("pyarrow") is None:
        raise ArchiveFileError(
            "Parquet needs pyarrow, which is not installed: pip install 'wirewatch[parquet]'"
        )


def writing(stream: BinaryIO, format_: FileFormat) -> Writing:
    """What writes to the stream in this format. Raises ArchiveFileError, see `require`."""
    require(format_)
    if format_ is FileFormat.JSONL:
        return JsonLinesWriter(stream)
    if format_ is FileFormat.CSV:
        return CsvWriter(stream)
    # It takes a third of a second and 60 MB to load.
    from app.archive_files.parquet import ParquetWriter

    return ParquetWriter(stream)


def read(stream: BinaryIO, format_: FileFormat) -> Iterator[Found | Broken]:
    """The rows of the stream, a few in memory at a time.

    Raises:
        ArchiveFileError: what the format needs is not installed, or the stream is none of the format from here on.
    """
    require(format_)
    if format_ is FileFormat.JSONL:
        yield from read_json_lines(stream)
    elif format_ is FileFormat.CSV:
        yield from read_csv(stream)
    else:
        from app.archive_files.parquet import ParquetFileError, read_parquet

        try:
            yield from read_parquet(stream)
        except ParquetFileError as error:
            raise ArchiveFileError(str(error)) from error
