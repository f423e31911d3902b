"""Who answers a query: the plain matcher over every article, or the search of a database."""

from __future__ import annotations

from collections.abc import Sequence

from storage.archive import Archive
from storage.database import Database
from storage.documents import document_of
from storage.ordering import sort_key, sorted_at
from storage.records import ArchivedArticle
from storage.search import search
from watch import Query


def plain(db: Database, numbers: Sequence[int], queries: Sequence[Query], most: int) -> list[list[int]]:
    """For each query the numbers of the newest `most` articles, each article matched without an index.

    Newest first by the time that they are sorted by; of one time the last of `numbers` first, as they were saved. No
    article is passed over but by a query that has its `most` already.
    """
    archive = Archive(db)
    found: list[list[int]] = [[] for _ in queries]
    left = list(zip(queries, found, strict=True))
    for number in _newest_first(archive, numbers):
        scope = document_of(_article(archive, number)).scope
        for query, held in left:
            if query.root.holds(scope):
                held.append(number)
        left = [(query, held) for query, held in left if len(held) < most]
    return found


def _newest_first(archive: Archive, numbers: Sequence[int]) -> list[int]:
    times = {}
    for came, number in enumerate(numbers):
        article = _article(archive, number)
        times[number] = sort_key(sorted_at(article.article, article.collected_at)), came
    return sorted(numbers, key=times.__getitem__, reverse=True)


def _article(archive: Archive, number: int) -> ArchivedArticle:
    article = archive.get(number)
    assert article is not None
    return article


def searched(db: Database, queries: Sequence[Query], most: int) -> list[list[int]]:
    """The same from the search of a database."""
    return [[one.article.id for one in search(db, query, limit=most)] for query in queries]
