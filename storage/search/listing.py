"""All articles of the archive, or those that a filter leaves, without a query."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import select

from storage.articles import latest_by_id, latest_by_key
from storage.database import Database
from storage.records import ArchivedArticle
from storage.search.filters import EVERY_ARTICLE, Filter, chosen, keys_within, narrowed
from storage.search.index import matching
from storage.search.searching import MOST_AT_ONCE, proposed
from storage.tables import ArticleRow
from watch import Everything

#: An article, and the place below which the next page begins.
Listed = tuple[ArchivedArticle, int]


def last_published(
    db: Database, only: Filter = EVERY_ARTICLE, *, limit: int = 20, below: int | None = None
) -> list[Listed]:
    """The articles that the filter leaves, newest first; with `below` those that follow upon that place."""
    return list(islice(_published(db, only, limit, below), limit))


def last_saved(
    db: Database, only: Filter = EVERY_ARTICLE, *, limit: int = 20, below: int | None = None
) -> list[Listed]:
    """The same, the last collected first."""
    found: list[Listed] = []
    with db.read() as connection:
        asked = narrowed(connection, Everything(), only)
        if asked is None:
            return []
        keys, key = keys_within(connection, only), ArticleRow.sort_key
        statement = select(ArticleRow.id).where(key >= keys.start, key < keys.stop, *chosen(only))
        indexed = matching(db.dialect, asked)
        if indexed is not None:
            statement = statement.where(key.in_(indexed))
        statement = statement.order_by(ArticleRow.id.desc()).limit(min(limit, MOST_AT_ONCE))
        while len(found) < limit:
            page = connection.scalars(
                statement if below is None else statement.where(ArticleRow.id < below)
            ).all()
            articles = latest_by_id(connection, page)
            found += [(articles[one], one) for one in page if only.admits(articles[one])]
            if len(page) < min(limit, MOST_AT_ONCE):
                break
            below = page[-1]
    return found[:limit]


def _published(db: Database, only: Filter, most: int, below: int | None) -> Iterator[Listed]:
    keys: range | None = None
    while keys is None or keys:
        with db.read() as connection:
            asked = narrowed(connection, Everything(), only)
            if keys is None:
                keys = keys_within(connection, only)
                keys = keys if below is None else range(keys.start, min(keys.stop, below))
            if asked is None or not keys:
                return
            page, last = proposed(connection, asked, keys, only, min(most, MOST_AT_ONCE))
            articles = latest_by_key(connection, page)
        for key in page:
            article = articles.get(key)
            if article is not None and only.admits(article):
                yield article, key
        if last is None:
            return
        keys = range(keys.start, last)
