"""How much of a disk each table takes, its indexes with it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

_FULL_TEXT = "article_index"


def sqlite_sizes(file: Path) -> dict[str, int]:
    """By table, in bytes; what no table has is free. https://www.sqlite.org/dbstat.html"""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        rows = connection.execute(
            "SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) FROM dbstat s LEFT JOIN sqlite_schema m"
            " ON m.name = s.name WHERE s.aggregate = 1 GROUP BY 1"
        ).fetchall()
    sizes: dict[str, int] = {}
    for name, size in rows:
        # FTS5 keeps an index in tables that are called after it.
        table = _FULL_TEXT if name.startswith(f"{_FULL_TEXT}_") else name
        sizes[table] = sizes.get(table, 0) + size
    return sizes


def postgresql_sizes(url: str) -> dict[str, int]:
    """By table, in bytes, with what lies beside it because it is long."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM")
        rows = connection.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchall()
    return {str(name): int(size) for name, size in rows}
