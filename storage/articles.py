"""Articles as the statements of this package read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, select

from storage.records import ArchivedArticle, Article
from storage.tables import ArticleRow, RevisionRow, SourceRow

_COLUMNS = (
    RevisionRow.article_id,
    RevisionRow.number,
    SourceRow.name.label("source"),
    ArticleRow.url,
    RevisionRow.fetched_url,
    RevisionRow.title,
    RevisionRow.text,
    RevisionRow.authors,
    RevisionRow.section,
    RevisionRow.language,
    RevisionRow.published_at,
    RevisionRow.modified_at,
    RevisionRow.fetched_at,
    RevisionRow.provenance,
    ArticleRow.collected_at,
    RevisionRow.saved_at,
    ArticleRow.backlog,
)


def every_revision() -> Select[*tuple[Any, ...]]:
    """Articles joined to each of their revisions; for `archived`."""
    return (
        select(*_COLUMNS)
        .join_from(RevisionRow, ArticleRow, ArticleRow.id == RevisionRow.article_id)
        .join(SourceRow, SourceRow.id == ArticleRow.source_id)
    )


def latest_revision() -> Select[*tuple[Any, ...]]:
    """Articles in their latest words; for `archived`."""
    return (
        select(*_COLUMNS)
        .join_from(
            ArticleRow,
            RevisionRow,
            and_(RevisionRow.article_id == ArticleRow.id, RevisionRow.number == ArticleRow.revision),
        )
        .join(SourceRow, SourceRow.id == ArticleRow.source_id)
    )


def latest_by_id(connection: Connection, ids: Sequence[int]) -> dict[int, ArchivedArticle]:
    """The articles of these numbers that exist."""
    rows = connection.execute(latest_revision().where(ArticleRow.id.in_(ids)))
    return {row.article_id: archived(row) for row in rows}


def archived(row: Row[*tuple[Any, ...]]) -> ArchivedArticle:
    """The record of a row that `every_revision` or `latest_revision` selected."""
    return ArchivedArticle(
        id=row.article_id,
        revision=row.number,
        source=row.source,
        article=Article(
            url=row.url,
            fetched_url=row.fetched_url,
            title=row.title,
            text=row.text,
            authors=tuple(row.authors),
            section=row.section,
            language=row.language,
            published_at=row.published_at,
            modified_at=row.modified_at,
            fetched_at=row.fetched_at,
            provenance=row.provenance,
        ),
        collected_at=row.collected_at,
        revised_at=row.saved_at,
        backlog=row.backlog,
    )
