"""Search: the full-text index proposes, newest first, and the matcher of `watch` decides."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, select

from storage.articles import latest_by_id
from storage.database import Database
from storage.documents import document_of
from storage.evidence import evidence
from storage.ordering import newest_first
from storage.records import ArchivedArticle, Evidence, SpanRecord
from storage.search.index import matching
from storage.tables import ArticleRow, HitRow, SourceRow
from watch import Query, candidates, match

#: Articles whose texts are held in memory at once while they are verified.
_CHUNK = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that the query matches, in its latest words, and what made it match."""

    article: ArchivedArticle
    evidence: Evidence

    @property
    def spans(self) -> tuple[SpanRecord, ...]:
        """Where it does."""
        return self.evidence.spans


def search(
    db: Database,
    query: Query,
    *,
    source: str | None = None,
    watch: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
) -> list[Found]:
    """The articles that the query matches, newest first (by publication, where that is unknown by collection).

    Only those of the source, of the watch (that have a hit of it), from `since` on, and before `until`.
    The matching and its cost stop when `limit` articles are found.
    """
    if limit <= 0:
        return []
    statement = _candidates(db.dialect, query, source=source, watch=watch, since=since, until=until)
    found: list[Found] = []
    with db.read() as connection, closing(_articles(connection, statement)) as articles:
        for article in articles:
            held = match(query, document_of(article))
            if held is None:
                continue
            found.append(Found(article=article, evidence=evidence(held)))
            if len(found) == limit:
                break
    return found


def _candidates(
    dialect: str,
    query: Query,
    *,
    source: str | None,
    watch: str | None,
    since: datetime | None,
    until: datetime | None,
) -> Select[int]:
    """The numbers of the articles that may match, newest first."""
    statement = select(ArticleRow.id).order_by(*newest_first())
    indexed = matching(dialect, candidates(query))
    if indexed is not None:
        statement = statement.where(ArticleRow.id.in_(indexed))
    if source is not None:
        statement = statement.where(
            ArticleRow.source_id.in_(select(SourceRow.id).where(SourceRow.name == source))
        )
    if watch is not None:
        statement = statement.where(ArticleRow.id.in_(select(HitRow.article_id).where(HitRow.watch == watch)))
    if since is not None:
        statement = statement.where(ArticleRow.sorted_at >= since)
    if until is not None:
        statement = statement.where(ArticleRow.sorted_at < until)
    return statement


def _articles(connection: Connection, statement: Select[int]) -> Generator[ArchivedArticle, None, None]:
    """The articles one after another; the database sends no more numbers than are asked for."""
    with connection.execute(statement, execution_options={"yield_per": _CHUNK}) as numbers:
        for chunk in numbers.scalars().partitions():
            articles = latest_by_id(connection, chunk)
            yield from (articles[number] for number in chunk if number in articles)
