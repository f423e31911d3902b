"""How much of a disk each table takes, its indexes with it."""

from __future__ import annotations

from collections import Counter

from storage.database import Database
from storage.upkeep import sizes_by_table

_FULL_TEXT = "article_index"


def sizes(url: str) -> dict[str, int]:
    """By table, in bytes."""
    db = Database(url)
    counted: Counter[str] = Counter()
    for name, size in sizes_by_table(db).items():
        # FTS5 keeps an index in tables that are called after it.
        counted[_FULL_TEXT if name.startswith(f"{_FULL_TEXT}_") else name] += size
    db.close()
    return dict(counted)
