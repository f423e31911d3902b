"""Who answers a query: the plain matcher over every article, or the search of a database."""

from __future__ import annotations

from collections.abc import Sequence

from storage.archive import Archive
from storage.database import Database
from storage.documents import document_of
from storage.ordering import sort_key, sorted_at
from storage.search import search
from watch import Query


def plain(db: Database, numbers: Sequence[int], queries: Sequence[Query], most: int) -> list[list[int]]:
    """For each query the numbers of the newest `most` articles, each article matched without an index.

    Newest first by the time that they are sorted by; of one time the last of `numbers` first, as they were saved.
    """
    archive = Archive(db)
    found: list[list[int]] = [[] for _ in queries]
    times = {}
    for came, number in enumerate(numbers):
        article = archive.get(number)
        assert article is not None
        times[number] = sort_key(sorted_at(article.article, article.collected_at)), came
        scope = document_of(article).scope
        for query, held in zip(queries, found, strict=True):
            if query.root.holds(scope):
                held.append(number)
    return [sorted(held, key=times.__getitem__, reverse=True)[:most] for held in found]


def searched(db: Database, queries: Sequence[Query], most: int) -> list[list[int]]:
    """The same from the search of a database."""
    return [[one.article.id for one in search(db, query, limit=most)] for query in queries]
