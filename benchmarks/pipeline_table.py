"""The table that the pipeline's peers save in: SQLite, journalled as ours is."""

from __future__ import annotations

import sqlite3
from typing import Any

#: Address, title, text, authors, day of publication.
Row = tuple[str, str | None, str | None, str | None, str | None]
_TABLE = "CREATE TABLE article (url TEXT PRIMARY KEY, title TEXT, text TEXT, authors TEXT, published TEXT)"


def news_please_row(url: str, page: Any) -> Row:
    """The row of what news-please made of a page; `page` is empty where it failed on it."""
    if not page:
        return (url, None, None, None, None)
    return (url, page.title, page.maintext, "; ".join(page.authors or ()), str(page.date_publish))


class PeerTable:
    """A file with one row a page."""

    def __init__(self, file: str) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        for setting in ("journal_mode=WAL", "synchronous=NORMAL"):
            self._connection.execute(f"PRAGMA {setting}")
        self._connection.execute(_TABLE)

    def save(self, row: Row) -> None:
        """Save one page and commit."""
        self._connection.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?)", row)
