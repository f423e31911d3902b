"""Search in the order of collection: what the archive got last comes first, however old it is."""

from __future__ import annotations

from sqlalchemy import select

from storage.database import Database
from storage.search.filters import EVERY_ARTICLE, Filter, chosen, narrowed
from storage.search.index import matching
from storage.search.searching import MOST_AT_ONCE, Found, keys_of, reader, shower, verified
from storage.tables import ArticleRow
from watch import Query, candidates


def last_collected(
    db: Database, query: Query, only: Filter = EVERY_ARTICLE, *, limit: int = 20, below: int | None = None
) -> list[Found]:
    """The articles that the query matches, the last collected first; with `below` those of a lower number."""
    found: list[Found] = []
    read, shown = reader(query), shower(query)
    with db.read() as connection:
        asked = narrowed(connection, candidates(query), only)
        if asked is None:
            return []
        keys = keys_of(connection, query, only)
        key = ArticleRow.sort_key
        statement = select(ArticleRow.id, key).where(key >= keys.start, key < keys.stop, *chosen(only))
        indexed = matching(db.dialect, asked)
        if indexed is not None:
            statement = statement.where(key.in_(indexed))
        statement = statement.order_by(ArticleRow.id.desc()).limit(MOST_AT_ONCE)
        while len(found) < limit:
            page = connection.execute(
                statement if below is None else statement.where(ArticleRow.id < below)
            ).all()
            keys_of_page = [row.sort_key for row in page]
            articles = read(connection, keys_of_page)
            found.extend(verified(keys_of_page, articles, only, shown))
            if len(page) < MOST_AT_ONCE:
                break
            below = page[-1].id
    return found[:limit]
