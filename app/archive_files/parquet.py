"""Parquet, by pyarrow, which only who wants it installs: it is larger than all the rest together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from app.archive_files.row import COLUMNS, Broken, Found, found, values_of
from storage.records import Wording

#: Rows that are in memory at once.
_AT_ONCE = 500
_TIME = pa.timestamp("us", tz="UTC")
_TYPES = {
    "id": pa.int64(),
    "revision": pa.int64(),
    "agreement": pa.float64(),
    "backlog": pa.bool_(),
    "is_paywalled": pa.bool_(),
    "authors": pa.list_(pa.string()),
    "tags": pa.list_(pa.string()),
    "provenance": pa.map_(pa.string(), pa.string()),
} | dict.fromkeys(("published_at", "modified_at", "fetched_at", "collected_at", "revised_at"), _TIME)
_SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in COLUMNS])


class ParquetFileError(ValueError):
    """The file is no Parquet, or is broken as a whole. One line."""


class ParquetWriter:
    """Writes wordings to a stream: a row group for some hundreds of them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._parquet = pq.ParquetWriter(stream, _SCHEMA, compression="zstd")
        self._waiting: list[dict[str, Any]] = []

    def write(self, wordings: Iterable[Wording]) -> None:
        """Add rows."""
        for one in wordings:
            self._waiting.append(values_of(one))
            if len(self._waiting) == _AT_ONCE:
                self._write_out()

    def finish(self) -> None:
        """All rows are written; without this the file cannot be read."""
        self._write_out()
        self._parquet.close()

    def _write_out(self) -> None:
        if self._waiting:
            self._parquet.write_table(pa.Table.from_pylist(self._waiting, schema=_SCHEMA))
            self._waiting = []


def read_parquet(stream: BinaryIO) -> Iterator[Found | Broken]:
    """The rows of a stream that can be sought in, some hundreds in memory at a time.

    Raises:
        ParquetFileError: it cannot be read, from some row on or at all.
    """
    number = 0
    try:
        with pq.ParquetFile(stream) as parquet:
            for values in _rows(parquet):
                number += 1
                there = {key: value for key, value in values.items() if value is not None}
                yield found(f"row {number}", there)
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        said = " ".join(str(error).split())[:200]
        raise ParquetFileError(f"cannot be read as Parquet after row {number}: {said}") from error


def _rows(parquet: pq.ParquetFile) -> Iterator[dict[str, Any]]:
    # Read in one go over all groups, memory grows by each of them.
    for group in range(parquet.num_row_groups):
        for batch in parquet.iter_batches(batch_size=_AT_ONCE, row_groups=[group]):
            yield from batch.to_pylist(maps_as_pydicts="strict")
