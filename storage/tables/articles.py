"""Articles, their revisions, and the lines that their hosts repeat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, and_, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import RowId
from storage.compressed import CompressedText
from storage.records import ARTICLE_PAGE, TextSource
from storage.tables.base import Base, where


class ArticleRow(Base):
    """One article by canonical URL. `revision`, `content_hash` and `text_source` are those of the latest revision.

    `sort_key` is the one order of the archive, by `sorted_at` (see `storage.ordering`), and the article's number in the
    full-text index. `grouped_at` says when its story was found.
    """

    __tablename__ = "articles"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    url: Mapped[str]
    url_key: Mapped[str] = mapped_column(unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    backlog: Mapped[bool]
    revision: Mapped[int]
    content_hash: Mapped[str]
    text_source: Mapped[str] = mapped_column(server_default=TextSource.PAGE.value)
    sorted_at: Mapped[datetime]
    sort_key: Mapped[int] = mapped_column(BigInteger, server_default="0")
    collected_at: Mapped[datetime]
    revised_at: Mapped[datetime]
    grouped_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_articles_sort_key", "sort_key", unique=True),
        # The look at the edges of a period would read hundreds of rows without it.
        Index("ix_articles_sorted", "sort_key", "sorted_at"),
        Index("ix_articles_source_sorted", "source_id", "sorted_at"),
        Index("ix_articles_revised", "revised_at", **where("revision > 1")),
        Index("ix_articles_ungrouped", "backlog", "id", **where("grouped_at IS NULL")),
    )


class RevisionRow(Base):
    """The whole of an article as it read at one time. `flagged_at` says when flagging had seen it.

    `seal` is over all columns but that one (see `storage.revision_seals`); revisions of old have none.
    """

    __tablename__ = "article_revisions"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int]
    fetched_url: Mapped[str]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(CompressedText)
    authors: Mapped[list[str]]
    section: Mapped[str | None]
    language: Mapped[str | None]
    published_at: Mapped[datetime | None]
    modified_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    opening: Mapped[str | None]
    agency: Mapped[str | None]
    tags: Mapped[list[str]] = mapped_column(server_default="[]")
    published_precision: Mapped[str | None]
    modified_precision: Mapped[str | None]
    image_url: Mapped[str | None]
    amp_url: Mapped[str | None]
    is_paywalled: Mapped[bool] = mapped_column(server_default=false())
    text_source: Mapped[str] = mapped_column(server_default=TextSource.PAGE.value)
    page_kind: Mapped[str] = mapped_column(server_default=ARTICLE_PAGE)
    agreement: Mapped[float | None]
    partial: Mapped[str | None]
    provenance: Mapped[dict[str, str]]
    content_hash: Mapped[str]
    seal: Mapped[str | None]
    saved_at: Mapped[datetime]
    flagged_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        Index("ix_article_revisions_language", "language", "number", **where("number = 1")),
        Index("ix_article_revisions_unflagged", "id", **where("flagged_at IS NULL")),
    )


#: Joins an article to the revision that its latest words are.
IS_LATEST = and_(RevisionRow.article_id == ArticleRow.id, RevisionRow.number == ArticleRow.revision)


class HostRow(Base):
    """A host group whose lines are counted; `articles` is how many of its articles were, and their clock."""

    __tablename__ = "hosts"
    name: Mapped[str] = mapped_column(primary_key=True)
    articles: Mapped[int]


class HostLineRow(Base):
    """A line of a host's articles: in how many it stood, from which to which by the host's count.

    The line itself is kept only once a second article showed it.
    """

    __tablename__ = "host_lines"
    host: Mapped[str] = mapped_column(ForeignKey("hosts.name"), primary_key=True)
    line_hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    line: Mapped[str | None]
    articles: Mapped[int]
    first_article: Mapped[int]
    last_article: Mapped[int]

    __table_args__ = (
        Index("ix_host_lines_last", "host", "last_article"),
        Index("ix_host_lines_repeated", "host", "articles", **where("articles >= 3")),
    )
