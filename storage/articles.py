"""Articles as the statements of this package read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from storage.one_of import one_of
from storage.records import ArchivedArticle, Article, TextSource
from storage.tables import IS_LATEST, ArticleRow, RevisionRow, SourceRow

_COLUMNS = (
    RevisionRow.article_id,
    RevisionRow.number,
    SourceRow.name.label("source"),
    SourceRow.country,
    ArticleRow.url,
    RevisionRow.fetched_url,
    RevisionRow.title,
    RevisionRow.text,
    RevisionRow.authors,
    RevisionRow.opening,
    RevisionRow.agency,
    RevisionRow.section,
    RevisionRow.tags,
    RevisionRow.language,
    RevisionRow.published_at,
    RevisionRow.published_precision,
    RevisionRow.modified_at,
    RevisionRow.modified_precision,
    RevisionRow.fetched_at,
    RevisionRow.image_url,
    RevisionRow.amp_url,
    RevisionRow.is_paywalled,
    RevisionRow.text_source,
    RevisionRow.page_kind,
    RevisionRow.agreement,
    RevisionRow.partial,
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
            IS_LATEST,
        )
        .join(SourceRow, SourceRow.id == ArticleRow.source_id)
    )


def wording(connection: Connection, article_id: int, revision: int) -> ArchivedArticle | None:
    """An article in the words of one revision."""
    statement = every_revision().where(RevisionRow.article_id == article_id, RevisionRow.number == revision)
    row = connection.execute(statement).one_or_none()
    return None if row is None else archived(row)


def latest_by_id(connection: Connection, ids: Sequence[int]) -> dict[int, ArchivedArticle]:
    """The articles of these numbers that exist."""
    rows = connection.execute(latest_revision().where(ArticleRow.id.in_(ids)))
    return {row.article_id: archived(row) for row in rows}


def latest_by_key(connection: Connection, keys: Sequence[int]) -> dict[int, ArchivedArticle]:
    """The articles of these sort keys that exist."""
    return {row[-1]: archived(row) for row in connection.execute(_BY_KEY, {"keys": keys}).all()}


# Made once: to build a statement of so many columns takes as long as to run it.
_BY_KEY = latest_revision().add_columns(ArticleRow.sort_key).where(one_of(ArticleRow.sort_key, "keys"))


def words_by_key(connection: Connection, keys: Sequence[int]) -> list[tuple[int, str, str]]:
    """Sort key, title and text of the articles of these sort keys that exist."""
    return [(key, title, text) for key, title, text in connection.execute(_WORDS, {"keys": keys}).all()]


_WORDS = (
    select(ArticleRow.sort_key, RevisionRow.title, RevisionRow.text)
    .join(RevisionRow, IS_LATEST)
    .where(one_of(ArticleRow.sort_key, "keys"))
)


def archived(row: Row[*tuple[Any, ...]]) -> ArchivedArticle:
    """The record of a row that `every_revision` or `latest_revision` selected."""
    # By place, as `_COLUMNS` has them: by name takes twice as long, and a page of results is mostly this.
    (
        article_id,
        number,
        source,
        country,
        url,
        fetched_url,
        title,
        text,
        authors,
        opening,
        agency,
        section,
        tags,
        language,
        published_at,
        published_precision,
        modified_at,
        modified_precision,
        fetched_at,
        image_url,
        amp_url,
        is_paywalled,
        text_source,
        page_kind,
        agreement,
        partial,
        provenance,
        collected_at,
        saved_at,
        backlog,
        *_,
    ) = row
    return ArchivedArticle(
        id=article_id,
        revision=number,
        source=source,
        country=country,
        article=Article(
            url=url,
            fetched_url=fetched_url,
            title=title,
            text=text,
            authors=tuple(authors),
            opening=opening,
            agency=agency,
            section=section,
            tags=tuple(tags),
            language=language,
            published_at=published_at,
            published_precision=published_precision,
            modified_at=modified_at,
            modified_precision=modified_precision,
            fetched_at=fetched_at,
            image_url=image_url,
            amp_url=amp_url,
            is_paywalled=is_paywalled,
            text_source=_TEXT_SOURCES[text_source],
            page_kind=page_kind,
            agreement=agreement,
            partial=partial,
            provenance=provenance,
        ),
        collected_at=collected_at,
        revised_at=saved_at,
        backlog=backlog,
    )


_TEXT_SOURCES = {one.value: one for one in TextSource}


def revision_values(article: Article) -> dict[str, Any]:
    """The columns of a revision that hold `article`."""
    return {
        "fetched_url": article.fetched_url,
        "title": article.title,
        "text": article.text,
        "authors": list(article.authors),
        "opening": article.opening,
        "agency": article.agency,
        "section": article.section,
        "tags": list(article.tags),
        "language": article.language,
        "published_at": article.published_at,
        "published_precision": article.published_precision,
        "modified_at": article.modified_at,
        "modified_precision": article.modified_precision,
        "fetched_at": article.fetched_at,
        "image_url": article.image_url,
        "amp_url": article.amp_url,
        "is_paywalled": article.is_paywalled,
        "text_source": article.text_source.value,
        "page_kind": article.page_kind,
        "agreement": article.agreement,
        "partial": article.partial,
        "provenance": dict(article.provenance),
        "content_hash": article.content_hash,
    }
