"""The archive's own index of copies in an SQLite file, and a million texts to fill it with."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from sqlalchemy import Column, MetaData, Table, create_engine

from storage.database import Database
from storage.stories.copy_index import StoredCopies
from storage.tables import Base, CopyKeyRow, CopyLineRow, CopyOutletRow, CopyTextRow
from stories.copies import Additions, KeptText, LineCounts
from stories.copies.sketch import KEYS

_ROWS = (CopyKeyRow, CopyOutletRow, CopyLineRow, CopyTextRow)
_CHUNK = 1_000_000
WORDS, COMMON_EACH = 400, 4


class DatabaseIndex:
    """The index as a worker uses it: a text asks in one transaction, and what it adds is written in another."""

    def __init__(self, file: Path) -> None:
        self._database = Database(f"sqlite:///{file}")
        self._reading = ExitStack()
        self._read: StoredCopies | None = None

    def line_counts(self, outlet: str | None, lines: Sequence[int]) -> LineCounts:
        """How often lines were counted."""
        return self._copies().line_counts(outlet, lines)

    def holders(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[str]]:
        """By key the numbers of the texts that came last, as ids."""
        return self._copies().holders(keys, most)

    def kept(self, ids: Sequence[str]) -> Mapping[str, KeptText]:
        """What is kept of texts."""
        return self._copies().kept(ids)

    def add(self, additions: Additions) -> None:
        """Keeps what a text adds, in one transaction."""
        self._end_reading()
        with self._database.write() as connection:
            StoredCopies(connection).add(additions)

    def close(self) -> None:
        """Closes the file."""
        self._end_reading()
        self._database.close()

    def _copies(self) -> StoredCopies:
        if self._read is None:
            self._read = StoredCopies(self._reading.enter_context(self._database.read()))
        return self._read

    def _end_reading(self) -> None:
        self._read = None
        self._reading.close()


def fill(file: Path, texts: int, common_keys: Sequence[int], seed: int = 1) -> None:
    """Fills a new file with texts of 400 random words' values, and a few of their keys from those that others share."""
    random = np.random.default_rng(seed)
    _make_tables(file)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;")
    # The least of so many hashes lie in the lowest part of their range.
    keys = random.integers(0, (1 << 48) * KEYS // WORDS, (texts, KEYS), dtype=np.int64)
    keys[:, :COMMON_EACH] = random.choice(np.array(common_keys, dtype=np.int64), (texts, COMMON_EACH))
    numbers = np.repeat(np.arange(1, texts + 1, dtype=np.int64), KEYS)
    keys = keys.ravel()
    order = np.lexsort((numbers, keys))
    for at in range(0, len(order), _CHUNK):
        part = order[at : at + _CHUNK]
        rows = zip(keys[part].tolist(), numbers[part].tolist(), strict=True)
        connection.executemany(
            "INSERT INTO copy_keys (key, article_id) VALUES (?, ?) ON CONFLICT DO NOTHING", rows
        )
    connection.executemany(
        "INSERT INTO copy_texts (article_id, outlet, original_id, sketch) VALUES (?, 'elsewhere', ?, ?)",
        ((number, number, random.bytes(4 * WORDS)) for number in range(1, texts + 1)),
    )
    connection.execute("COMMIT")
    connection.close()


def _make_tables(file: Path) -> None:
    """The archive's tables of copies alone: without the articles that their rows are of."""
    metadata = MetaData()
    for row in _ROWS:
        table = Base.metadata.tables[row.__tablename__]
        columns = [
            Column(column.name, column.type, primary_key=column.primary_key) for column in table.columns
        ]
        without_rowid = table.dialect_options["sqlite"]["with_rowid"]
        Table(table.name, metadata, *columns, sqlite_with_rowid=without_rowid)
    engine = create_engine(f"sqlite:///{file}")
    metadata.create_all(engine)
    engine.dispose()
