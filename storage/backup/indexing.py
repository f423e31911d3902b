"""The full-text index of a restored database: made anew from the words of its articles."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, func, select, text

from storage.search.entry import Change
from storage.search.index import write_entries
from storage.search.latest import held, latest_words
from storage.tables import ArticleRow

_AT_ONCE = 500
_EMPTY = {
    "sqlite": text("INSERT INTO article_index (article_index) VALUES ('delete-all')"),
    "postgresql": text("DELETE FROM article_index"),
}


def index_all(connection: Connection, share: Callable[[float], None]) -> int:
    """Index every article in its latest words; returns how many. What the index held before is gone."""
    connection.execute(_EMPTY[connection.dialect.name])
    total = connection.scalar(select(func.count()).select_from(ArticleRow)) or 0
    # in the order of the index: SQLite would write it in pieces otherwise
    following = latest_words().order_by(ArticleRow.sort_key).limit(_AT_ONCE)
    last, done = -1, 0
    while found := held(connection, following.where(ArticleRow.sort_key > last)):
        changes: list[Change] = [(None, indexed) for _, _, indexed in found]
        write_entries(connection, changes)
        last = found[-1][2].key
        done += len(found)
        share(done / max(total, 1))
    return done
