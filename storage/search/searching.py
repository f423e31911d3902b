"""Search: the full-text index proposes, newest first, and the matcher of `watch` decides."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import Connection, select

from storage.articles import latest_by_key, words_by_key
from storage.database import Database
from storage.documents import document_of
from storage.evidence import evidence
from storage.records import ArchivedArticle, Evidence, SpanRecord
from storage.search.filters import EVERY_ARTICLE, Filter, chosen, keys_within, narrowed
from storage.search.index import among, newest
from storage.tables import ArticleRow
from watch import (
    Candidates,
    Match,
    Query,
    candidates,
    is_exact,
    match,
    match_of_words,
    published_within,
    sieve_of,
)

#: Articles whose texts are held in memory at once while they are verified.
MOST_AT_ONCE = 200
_FEWEST_MORE, _AT_MOST_TIMES, _TO_BE_SURE = 5, 4, 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that the query matches, in its latest words, and what made it match.

    The next page of a search goes on below its `key`, whatever is archived meanwhile.
    """

    article: ArchivedArticle
    evidence: Evidence
    key: int

    @property
    def spans(self) -> tuple[SpanRecord, ...]:
        """Where it does."""
        return self.evidence.spans


def search(
    db: Database, query: Query, only: Filter = EVERY_ARTICLE, *, limit: int = 20, below: int | None = None
) -> list[Found]:
    """The articles that the query matches, newest first (by publication, where that is unknown by collection).

    With `below` those that follow upon the article of that key. The matching and its cost stop when `limit` articles
    are found.
    """
    return list(islice(found(db, query, only, below=below, at_first=limit), limit)) if limit > 0 else []


def found(
    db: Database,
    query: Query,
    only: Filter = EVERY_ARTICLE,
    *,
    below: int | None = None,
    at_first: int = MOST_AT_ONCE,
    go_on: Callable[[int], bool] | None = None,
) -> Iterator[Found]:
    """The same, one after the other as they are found; no transaction is open while the caller looks at one.

    `go_on` is asked after each few dozen that were looked at whether to look further, with the key down to which all
    were: where nothing matches, that is the only way to learn that it takes long.
    """
    read, shown = reader(query), shower(query)
    most = min(at_first, MOST_AT_ONCE)
    looked_at = given = 0
    asked: Candidates | None = None
    keys: range | None = None
    while keys is None or keys:
        with db.read() as connection:
            if keys is None:
                asked = narrowed(connection, candidates(query), only)
                keys = keys_of(connection, query, only, below)
            if asked is None or not keys:
                return
            page, last = proposed(connection, asked, keys, only, most)
            articles = read(connection, page)
        looked_at += len(page)
        for one in verified(page, articles, only, shown):
            given += 1
            yield one
        if last is None or (go_on is not None and not go_on(last)):
            return
        keys = range(keys.start, last)
        most = _so_many_more(most, at_first - given, given / looked_at if looked_at else 0.0)


def _so_many_more(before: int, missing: int, share: float) -> int:
    """How many to look at next, when of those before a share was right: few where few are missing."""
    if missing <= 0:
        return min(2 * before, MOST_AT_ONCE)
    likely = math.ceil(_TO_BE_SURE * missing / share) if share else MOST_AT_ONCE
    return min(max(likely, _FEWEST_MORE), _AT_MOST_TIMES * before, MOST_AT_ONCE)


def reader(query: Query) -> Callable[[Connection, Sequence[int]], dict[int, ArchivedArticle]]:
    """What reads the articles of sort keys but those of which a quick look tells that the query does not hold."""
    sieve = sieve_of(query)
    if sieve is None:
        return latest_by_key

    def sifted(connection: Connection, keys: Sequence[int]) -> dict[int, ArchivedArticle]:
        words = words_by_key(connection, keys)
        return latest_by_key(connection, [key for key, title, text in words if sieve.lets_pass(title, text)])

    return sifted


def verified(
    keys: Sequence[int],
    articles: Mapping[int, ArchivedArticle],
    only: Filter,
    shown: Callable[[ArchivedArticle], Match | None],
) -> Iterator[Found]:
    """Those of the proposed articles, by sort key, that the filter admits and that hold the query, in their order."""
    for key in keys:
        article = articles.get(key)
        if article is not None and only.admits(article):
            held = shown(article)
            if held is not None:
                yield Found(article=article, evidence=evidence(held), key=key)


def shower(query: Query) -> Callable[[ArchivedArticle], Match | None]:
    """What says whether, and where, an article that was proposed holds the query; without the sentence to show."""

    def by_words(archived: ArchivedArticle) -> Match | None:
        article = archived.article
        return match_of_words(query, article.title, article.text) or by_matcher(archived)

    def by_matcher(archived: ArchivedArticle) -> Match | None:
        return match(query, document_of(archived), with_sentence=False)

    return by_words if is_exact(query) else by_matcher


def proposed_keys(connection: Connection, query: Query, only: Filter, most: int) -> list[int]:
    """The sort keys of the newest `most` articles that may match."""
    asked = narrowed(connection, candidates(query), only)
    if asked is None:
        return []
    page, _ = proposed(connection, asked, keys_of(connection, query, only), only, most)
    return page


def keys_of(connection: Connection, query: Query, only: Filter, below: int | None = None) -> range:
    """Where the articles lie that the filter, the query and the page before leave."""
    asked = published_within(query)
    since = max((one for one in (asked.since, only.since) if one is not None), default=None)
    until = min((one for one in (asked.until, only.until) if one is not None), default=None)
    keys = keys_within(connection, replace(only, since=since, until=until))
    return keys if below is None else range(keys.start, min(keys.stop, below))


def proposed(
    connection: Connection, asked: Candidates, keys: range, only: Filter, most: int
) -> tuple[list[int], int | None]:
    """The newest keys of those that may match, `most` looked at; and the key below which there may be more."""
    conditions, key = chosen(only), ArticleRow.sort_key
    if not conditions:
        page = looked = newest(connection, asked, keys, most)
    else:
        within = select(key).where(key >= keys.start, key < keys.stop, *conditions)
        looked = list(connection.scalars(within.order_by(key.desc()).limit(most)))
        page = among(connection, asked, looked)
    return page, looked[-1] if len(looked) == most else None
