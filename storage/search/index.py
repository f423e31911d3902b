"""The full-text index of either database: how articles get in, and the condition that finds them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Select

from storage.search import postgres, sqlite
from storage.search.entry import Entry
from watch import AllOf, AnyOf, Candidates, Everything


def write_entries(connection: Connection, entries: Mapping[int, tuple[Entry | None, Entry]]) -> None:
    """Index articles by number: (what the index holds of it now, what it shall hold)."""
    if not entries:
        return
    if connection.dialect.name == "sqlite":
        sqlite.write(connection, entries)
    else:
        postgres.write(connection, entries)


def matching(dialect: str, candidates: Candidates) -> Select[int] | None:
    """The numbers of the articles that are candidates in their latest words; None for every article there is."""
    asked = _simplified(candidates)
    if isinstance(asked, Everything):
        return None
    return sqlite.matching(asked) if dialect == "sqlite" else postgres.matching(asked)


def _simplified(candidates: Candidates) -> Candidates:
    """The same, with `Everything` nowhere but at the top: no index can be asked for it."""
    if not isinstance(candidates, AllOf | AnyOf):
        return candidates
    parts = tuple(map(_simplified, candidates.parts))
    asked = tuple(part for part in parts if not isinstance(part, Everything))
    if isinstance(candidates, AnyOf):
        return AnyOf(parts=asked) if len(asked) == len(parts) else Everything()
    return AllOf(parts=asked) if asked else Everything()
