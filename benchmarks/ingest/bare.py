"""The bare tables: one of articles, and one full-text index, filled as fast as their drivers can."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import psycopg

from benchmarks.ingest.sizes import sizes
from benchmarks.ingest.writer import Batch, Writer
from benchmarks.press import collected


class BareSqlite(Writer):
    """`executemany` into a table and into FTS5, which cuts the texts itself and keeps no positions."""

    name = "executemany, bare table and FTS5"

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection = sqlite3.connect(file, isolation_level=None)
        for setting in ("journal_mode=WAL", "synchronous=NORMAL"):
            self._connection.execute(f"PRAGMA {setting}")
        self._connection.execute(
            "CREATE TABLE articles (id INTEGER PRIMARY KEY, url TEXT UNIQUE, published TEXT, title TEXT, text TEXT)"
        )
        self._connection.execute(
            "CREATE VIRTUAL TABLE article_index USING fts5(title, text, content='', detail=column)"
        )

    def save(self, batch: Batch) -> None:
        rows = [
            (one.number + 1, collected(one, 0).article.url, one.published_at, one.title, one.text)
            for one, _ in batch
        ]
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?)",
            [(number, url, at and at.isoformat(), title, text) for number, url, at, title, text in rows],
        )
        self._connection.executemany(
            "INSERT INTO article_index (rowid, title, text) VALUES (?, ?, ?)",
            [(number, title, text) for number, _, _, title, text in rows],
        )
        self._connection.execute("COMMIT")

    def bytes(self) -> Mapping[str, int]:
        return sizes(f"sqlite:///{self._file}")

    def close(self) -> None:
        self._connection.close()


class BareCopy(Writer):
    """`COPY` into a table whose tsvector the server makes, with a GIN index over it."""

    name = "COPY, bare table with tsvector and GIN"

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute(
            "CREATE TABLE articles (id bigint PRIMARY KEY, url text UNIQUE, published timestamptz, title text,"
            " text text, words tsvector GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || text)) STORED)"
        )
        self._connection.execute("CREATE INDEX ON articles USING gin (words)")

    def save(self, batch: Batch) -> None:
        with (
            self._connection.cursor() as cursor,
            cursor.copy("COPY articles (id, url, published, title, text) FROM STDIN") as copy,
        ):
            for one, _ in batch:
                copy.write_row(
                    (one.number + 1, collected(one, 0).article.url, one.published_at, one.title, one.text)
                )

    def bytes(self) -> Mapping[str, int]:
        return sizes(self._url)

    def close(self) -> None:
        self._connection.close()
