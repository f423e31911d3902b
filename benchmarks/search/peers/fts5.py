"""SQLite's FTS5 as fast as it can be: no text of its own, its row numbers in the order of time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import TextClause, text

from benchmarks.matching.languages import fts5
from benchmarks.matching.watches import Boolean
from benchmarks.search.contender import KEYS_A_DAY, NEWEST, Contender, Window
from benchmarks.search.forms import Asked
from benchmarks.search.peers.texts import Text
from storage.database import Database

# Phrases and NEAR need positions, which take three times the room and cost the other queries time.
_INDEXES = {"by_column": "detail=column", "by_position": "detail=full"}
_END = 1 << 62
_WITHIN = "MATCH :terms AND rowid >= :start AND rowid < :stop"


def _titles(index: str, order: str) -> TextClause:
    return text(
        "SELECT key, title FROM articles WHERE key IN ("
        f"SELECT rowid FROM {index} WHERE {index} {_WITHIN} ORDER BY {order} LIMIT {NEWEST}) ORDER BY key DESC"
    )


_NEWEST = {index: _titles(index, "rowid DESC") for index in _INDEXES}
_RELEVANT = _titles("by_position", "rank")
_BY_DAY = text(
    f"SELECT count(*), rowid / {KEYS_A_DAY} FROM by_column WHERE by_column {_WITHIN} GROUP BY 2 ORDER BY 2"
)


def build(file: Path, batches: Iterator[list[Text]]) -> None:
    """Makes the file."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
    connection.execute("CREATE TABLE articles (key INTEGER PRIMARY KEY, title TEXT NOT NULL)")
    for name, detail in _INDEXES.items():
        connection.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(title, text, content='', {detail})")
    for rows in batches:
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO articles VALUES (?, ?)", [(key, title) for key, title, _ in rows])
        for name in _INDEXES:
            connection.executemany(f"INSERT INTO {name} (rowid, title, text) VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")
    for name in _INDEXES:
        connection.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
    connection.execute("ANALYZE")
    connection.close()


class RawFts5(Contender):
    """Asked through the same SQLAlchemy call as ours, and for the titles."""

    name = "raw FTS5"

    def __init__(self, file: Path) -> None:
        self._db = Database(f"sqlite:///{file}")

    def newest(self, asked: Asked, window: Window | None) -> list[int] | None:
        structure = asked.structure
        if structure is None:
            return None
        is_plain = not structure.near and all(
            len(form.words) == 1 for group in structure.groups for form in group
        )
        return self._asked(_NEWEST["by_column" if is_plain else "by_position"], structure, window)

    def most_relevant(self, asked: Asked, window: Window | None) -> list[int] | None:
        return None if asked.structure is None else self._asked(_RELEVANT, asked.structure, window)

    def by_day(self, asked: Asked, window: Window | None) -> list[int] | None:
        return None if asked.structure is None else self._asked(_BY_DAY, asked.structure, window)

    def close(self) -> None:
        self._db.close()

    def _asked(self, statement: TextClause, structure: Boolean, window: Window | None) -> list[int]:
        start, stop = (0, _END) if window is None else window.keys
        with self._db.read() as connection:
            rows = connection.execute(statement, {"terms": fts5(structure), "start": start, "stop": stop})
            return [number for number, _ in rows]
