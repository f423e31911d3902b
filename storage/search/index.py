"""The full-text index of either database: how articles get in, and the condition that finds them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection

from storage.search import postgres, sqlite
from storage.search.entry import Entry
from watch import Candidates


def write_entries(connection: Connection, entries: Mapping[int, tuple[Entry | None, Entry]]) -> None:
    """Index articles by number: (what the index holds of it now, what it shall hold)."""
    if not entries:
        return
    if connection.dialect.name == "sqlite":
        sqlite.write(connection, entries)
    else:
        postgres.write(connection, entries)


def matching(dialect: str, candidates: Candidates) -> ColumnElement[bool]:
    """The condition that an article is among the candidates."""
    return sqlite.matching(candidates) if dialect == "sqlite" else postgres.matching(candidates)
