"""Those that are databases: the article is a row, and every watch is a query over it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import psutil
import psycopg

from benchmarks.matching.languages import BETWEEN, fts5, tsquery
from benchmarks.matching.peers.peer import Peer
from benchmarks.matching.watches import Boolean
from benchmarks.postgres_server import served

# A tsquery must fit into a page with the rest of its row.
_LARGEST_ROW = 8_000


class Fts5(Peer):
    """An index in memory that holds one article at a time."""

    name = "SQLite FTS5"
    part = "all, but no Han or Hangul inside a run"
    slowness = 0.09

    def __init__(self, watches: Sequence[Boolean]) -> None:
        self._queries = [fts5(watch) for watch in watches]
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE article USING fts5(title, text)")

    def found(self, text: str) -> set[int]:
        execute = self._database.execute
        execute("INSERT INTO article (rowid, title, text) VALUES (1, ?, ?)", text.split(BETWEEN, 1))
        ask = "SELECT 1 FROM article WHERE article MATCH ?"
        found = {number for number, query in enumerate(self._queries) if execute(ask, (query,)).fetchone()}
        execute("DELETE FROM article")
        return found

    def close(self) -> None:
        self._database.close()


class Postgres(Peer):
    """A table of queries, asked with one statement an article. The CPU time is that of the server's process."""

    name = "PostgreSQL tsvector @@ tsquery"
    part = "all, but no Han or Hangul inside a run and no watch over 8 kB (a NEAR is 20 <n>)"
    slowness = 0.0025

    def __init__(self, watches: Sequence[Boolean]) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="wirewatch-bench-"))
        self._running = ExitStack()
        server = self._running.enter_context(served(self._folder, settings={}))
        self._connection = psycopg.connect(server.uri, autocommit=True)
        execute = self._connection.execute
        execute("CREATE TEMPORARY TABLE watches (number int, query tsquery)")
        with self._connection.cursor() as cursor:
            cursor.executemany(
                "WITH asked AS MATERIALIZED (SELECT to_tsquery('simple', %s) AS query)"
                " INSERT INTO watches SELECT %s, query FROM asked WHERE pg_column_size(query) < %s",
                [(tsquery(watch), number, _LARGEST_ROW) for number, watch in enumerate(watches)],
            )
        execute("ANALYZE watches")
        row = execute("SELECT pg_backend_pid()").fetchone()
        if row is None:
            raise RuntimeError("the server has no process")
        self._process = psutil.Process(row[0])

    def found(self, text: str) -> set[int]:
        title, body = text.split(BETWEEN, 1)
        rows = self._connection.execute(
            "WITH article AS MATERIALIZED (SELECT to_tsvector('simple', %s) || to_tsvector('simple', %s) AS words)"
            " SELECT number FROM watches, article WHERE words @@ query",
            (title, body.replace("\0", " ")),
        )
        return {number for (number,) in rows}

    def cpu(self) -> float:
        times = self._process.cpu_times()
        return times.user + times.system

    def close(self) -> None:
        self._connection.close()
        self._running.close()
        shutil.rmtree(self._folder, ignore_errors=True)
