"""A small sample of `python -m tests.agreement`: search and the plain matcher give the same answers."""

from __future__ import annotations

from itertools import chain

from storage.articles import latest_by_key
from storage.database import Database
from storage.documents import document_of
from storage.search import count_by_day, search
from storage.search.filters import EVERY_ARTICLE
from storage.search.searching import proposed_keys
from tests.agreement.answers import plain, searched
from tests.agreement.articles import fill, texts
from tests.archive_queries import KINDS, queries
from watch import Query, WatchSyntaxError, is_exact, match, parse

ARTICLES, MOST = 120, 30


def test_search_and_matcher_agree(db: Database) -> None:
    given = texts(None, ARTICLES, seed=3)
    numbers = fill(db, given)
    asked = understood(3 * len(KINDS), [f"{one.title}\n\n{one.text}" for one in given])
    expected = plain(db, numbers, asked, MOST)
    for query, found, wanted in zip(asked, searched(db, asked, MOST), expected, strict=True):
        assert found == wanted, str(query)
    assert sum(map(bool, expected)) > len(asked) // 2
    assert len(set(chain.from_iterable(expected))) > ARTICLES // 2

    exact = [query for query in asked if is_exact(query)]
    assert len(exact) >= 10
    for query in exact:
        with db.read() as connection:
            keys = proposed_keys(connection, query, EVERY_ARTICLE, ARTICLES)
            articles = latest_by_key(connection, keys).values()
        assert all(match(query, document_of(article)) for article in articles), str(query)
    for query in asked[:60]:
        days = [
            (one.article.article.published_at or one.article.collected_at).date()
            for one in search(db, query, limit=ARTICLES)
        ]
        assert {day: days.count(day) for day in days} == dict(count_by_day(db, query)), str(query)


def understood(count: int, given: list[str]) -> list[Query]:
    found = []
    for written in queries(count, 3, given):
        try:
            found.append(parse(written))
        except WatchSyntaxError:
            continue
    return found
