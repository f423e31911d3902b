"""The index in an SQLite file, as the archive lays it out, and a million texts to fill it with."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from stories.copies import Additions, KeptText, LineCounts, Sketch
from stories.copies.sketch import KEYS

_TABLES = """
    CREATE TABLE copy_texts (
        number INTEGER PRIMARY KEY, outlet TEXT, published_at TEXT, original INTEGER NOT NULL, sketch BLOB NOT NULL
    );
    CREATE TABLE copy_keys (
        key INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, number)
    ) WITHOUT ROWID;
    CREATE TABLE copy_lines (
        outlet TEXT NOT NULL, line INTEGER NOT NULL, count INTEGER NOT NULL, before INTEGER NOT NULL,
        PRIMARY KEY (outlet, line)
    ) WITHOUT ROWID;
    CREATE TABLE copy_outlets (outlet TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;
"""
_COUNT_LINE = "INSERT INTO copy_lines VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET count = count + 1"
_COUNT_ARTICLE = "INSERT INTO copy_outlets VALUES (?, 1) ON CONFLICT DO UPDATE SET articles = articles + 1"
_UNKNOWN = ""
_CACHE_KB = 16_000
_CHUNK = 1_000_000
WORDS, COMMON_EACH = 400, 4


class DatabaseIndex:
    """The index in an SQLite file, its page cache bounded. The ids of its texts are numbers, ascending as they come."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.executescript(
            f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-{_CACHE_KB}"
        )

    def line_counts(self, outlet: str | None, lines: Sequence[int]) -> LineCounts:
        """How often lines were counted."""
        articles = self._articles(outlet or _UNKNOWN)
        asked = f"SELECT line, count, before FROM copy_lines WHERE outlet = ? AND line IN ({_marks(lines)})"
        counted = self._connection.execute(asked, (outlet or _UNKNOWN, *lines))
        return LineCounts(
            articles=None if outlet is None else articles,
            lines={line: (count, articles - before) for line, count, before in counted},
        )

    def holders(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[str]]:
        """By key the numbers of the texts that came last, as ids."""
        if not keys:
            return {}
        each = "SELECT * FROM (SELECT key, number FROM copy_keys WHERE key = ? ORDER BY number DESC LIMIT ?)"
        asked = " UNION ALL ".join([each] * len(keys))
        found: dict[int, list[str]] = {}
        given = [part for asked_for in keys for part in (asked_for, most)]
        for key, number in self._connection.execute(asked, given):
            found.setdefault(key, []).append(str(number))
        return found

    def kept(self, ids: Sequence[str]) -> Mapping[str, KeptText]:
        """What is kept of texts."""
        asked = f"SELECT number, outlet, published_at, original, sketch FROM copy_texts WHERE number IN ({_marks(ids)})"
        return {
            str(number): KeptText(
                id=str(number),
                outlet=outlet,
                published_at=published_at and datetime.fromisoformat(published_at),
                original=str(original),
                sketch=Sketch.from_bytes(sketch),
            )
            for number, outlet, published_at, original, sketch in self._connection.execute(
                asked, [int(one) for one in ids]
            )
        }

    def add(self, additions: Additions) -> None:
        """Keeps what a text adds, in one transaction."""
        text, run = additions.kept, self._connection.execute
        number = int(text.id)
        run("BEGIN IMMEDIATE")
        published_at = text.published_at and text.published_at.isoformat()
        kept = run(
            "INSERT INTO copy_texts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (number, text.outlet, published_at, int(text.original), text.sketch.to_bytes()),
        )
        if kept.rowcount:
            many = self._connection.executemany
            many("INSERT INTO copy_keys VALUES (?, ?)", [(key, number) for key in additions.keys])
            if additions.lines:
                outlet = text.outlet or _UNKNOWN
                before = self._articles(outlet)
                many(_COUNT_LINE, [(outlet, line, before) for line in additions.lines])
                run(_COUNT_ARTICLE, (outlet,))
        run("COMMIT")

    def _articles(self, outlet: str) -> int:
        row = self._connection.execute(
            "SELECT articles FROM copy_outlets WHERE outlet = ?", (outlet,)
        ).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()


def fill(file: Path, texts: int, common_keys: Sequence[int], seed: int = 1) -> None:
    """Fills a new file with texts of 400 random words' values, and a few of their keys from those that others share."""
    random = np.random.default_rng(seed)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_TABLES} BEGIN;")
    # The least of so many hashes lie in the lowest part of their range.
    keys = random.integers(0, (1 << 48) * KEYS // WORDS, (texts, KEYS), dtype=np.int64)
    keys[:, :COMMON_EACH] = random.choice(np.array(common_keys, dtype=np.int64), (texts, COMMON_EACH))
    numbers = np.repeat(np.arange(1, texts + 1, dtype=np.int64), KEYS)
    keys = keys.ravel()
    order = np.lexsort((numbers, keys))
    for at in range(0, len(order), _CHUNK):
        part = order[at : at + _CHUNK]
        rows = zip(keys[part].tolist(), numbers[part].tolist(), strict=True)
        connection.executemany("INSERT INTO copy_keys VALUES (?, ?) ON CONFLICT DO NOTHING", rows)
    connection.executemany(
        "INSERT INTO copy_texts VALUES (?, 'elsewhere', NULL, ?, ?)",
        ((number, number, random.bytes(4 * WORDS)) for number in range(1, texts + 1)),
    )
    connection.execute("COMMIT")
    connection.close()


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
