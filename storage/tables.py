"""The tables of the archive. The migrations make them; these models are what the statements are typed by.

The full-text index is not among them: it differs by database and lives in `storage.search`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Float,
    ForeignKey,
    Index,
    MetaData,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.columns import RowId, Seconds, UtcDateTime
from storage.records import ARTICLE_PAGE, TextSource

#: A span as JSON: field, start, end, form and alias. Hits of the first releases lack the alias.
SpanItem = tuple[str, int, int, str] | tuple[str, int, int, str, str | None]
SpanList = list[SpanItem]
SentenceItem = tuple[str, int, int]


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        float: Float(),
        datetime: UtcDateTime(),
        timedelta: Seconds(),
        SpanList: JSON(),
        SpanItem: JSON(none_as_null=True),
        SentenceItem: JSON(none_as_null=True),
        list[str]: JSON(),
        dict[str, str]: JSON(),
    }


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class SourceRow(Base):
    """What is polled, and when it is next due. A row is never deleted: articles point at it."""

    __tablename__ = "sources"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    url: Mapped[str]
    host_group: Mapped[str]
    interval: Mapped[timedelta]
    tell_backlog: Mapped[bool]
    country: Mapped[str | None]
    due_at: Mapped[datetime]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    first_read_at: Mapped[datetime | None]
    last_started_at: Mapped[datetime | None]
    last_finished_at: Mapped[datetime | None]
    last_ok_at: Mapped[datetime | None]
    last_outcome: Mapped[str | None]
    last_detail: Mapped[str | None]
    last_new: Mapped[int] = mapped_column(default=0)
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]

    __table_args__ = (Index("ix_sources_due", "due_at", **_where("removed_at IS NULL")),)


class ArticleRow(Base):
    """One article by canonical URL. `revision`, `content_hash` and `text_source` are those of the latest revision.

    `sorted_at` is the one order of the archive (see `storage.ordering`).
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
    collected_at: Mapped[datetime]
    revised_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_articles_sorted", "sorted_at", "id"),
        Index("ix_articles_source_sorted", "source_id", "sorted_at"),
        Index("ix_articles_revised", "revised_at", **_where("revision > 1")),
    )


class RevisionRow(Base):
    """The whole of an article as it read at one time. `flagged_at` says when flagging had seen it."""

    __tablename__ = "article_revisions"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int]
    fetched_url: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
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
    saved_at: Mapped[datetime]
    flagged_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        Index("ix_article_revisions_unflagged", "id", **_where("flagged_at IS NULL")),
    )


class LeadRow(Base):
    """The frontier. `state` is pending, done or failed; the feed's text is kept only while pending.

    `fruitless` counts the reads in a row that found the article unchanged although the claims had changed.
    """

    __tablename__ = "leads"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    key_hash: Mapped[str]
    key: Mapped[str]
    url: Mapped[str]
    title: Mapped[str | None]
    published_at: Mapped[datetime | None]
    updated_at: Mapped[datetime | None]
    authors: Mapped[list[str]]
    section: Mapped[str | None]
    text: Mapped[str | None]
    fingerprint: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str | None]
    attempts: Mapped[int]
    backlog: Mapped[bool]
    due_at: Mapped[datetime]
    first_seen_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"))
    fruitless: Mapped[int]

    __table_args__ = (
        UniqueConstraint("source_id", "key_hash"),
        Index("ix_leads_open", "source_id", "state", "due_at", **_where("state != 'done'")),
    )


class WatchVersionRow(Base):
    """What a watch asked for at one time. `digest` is over the query and what its aliases stood for."""

    __tablename__ = "watch_versions"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    watch: Mapped[str]
    number: Mapped[int]
    query: Mapped[str]
    alias_digest: Mapped[str]
    digest: Mapped[str]
    first_seen_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("watch", "number"), UniqueConstraint("watch", "digest"))


class HitRow(Base):
    """A watch matched in an article: once, whatever later revisions and later versions of the watch say."""

    __tablename__ = "hits"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    revision: Mapped[int]
    watch: Mapped[str]
    version_id: Mapped[int | None] = mapped_column(ForeignKey("watch_versions.id"))
    query: Mapped[str]
    spans: Mapped[SpanList]
    polarity: Mapped[str | None]
    cue: Mapped[SpanItem | None]
    sentence: Mapped[SentenceItem | None]
    outcome: Mapped[str]
    flagged_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("article_id", "watch"),
        Index("ix_hits_watch", "watch", "article_id"),
        Index("ix_hits_flagged", "flagged_at", "id"),
    )


class HitMarkRow(Base):
    """What a person said of a hit. The latest mark counts; the earlier ones stay."""

    __tablename__ = "hit_marks"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    hit_id: Mapped[int] = mapped_column(ForeignKey("hits.id"))
    mark: Mapped[str]
    note: Mapped[str | None]
    marked_at: Mapped[datetime]

    __table_args__ = (Index("ix_hit_marks_hit", "hit_id", "id"),)


class DeliveryRow(Base):
    """The outbox. `due_at` of a delivery that is being sent is the time when its lease runs out."""

    __tablename__ = "deliveries"
    id: Mapped[str] = mapped_column(primary_key=True)
    hit_id: Mapped[int] = mapped_column(ForeignKey("hits.id"))
    channel: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int]
    due_at: Mapped[datetime]
    worker_id: Mapped[str | None]
    created_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    last_error: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("hit_id", "channel"),
        Index("ix_deliveries_due", "channel", "due_at", **_where("state IN ('waiting', 'sending')")),
        Index("ix_deliveries_created", "created_at"),
    )


class WorkerRow(Base):
    """A worker process and its signs of life."""

    __tablename__ = "workers"
    id: Mapped[str] = mapped_column(primary_key=True)
    host: Mapped[str]
    pid: Mapped[int]
    started_at: Mapped[datetime]
    heartbeat_at: Mapped[datetime]
    passed_at: Mapped[datetime | None]
    config_loaded_at: Mapped[datetime | None]
    config_error: Mapped[str | None]
    stopped_at: Mapped[datetime | None]


class PageReadingRow(Base):
    """How the pages of a source read lately, each page once: the newest reading of an address stays."""

    __tablename__ = "page_readings"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    url_hash: Mapped[str]
    url: Mapped[str]
    kind: Mapped[str]
    found: Mapped[list[str]]
    text_length: Mapped[int]
    agreement: Mapped[float | None]
    read_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("source_id", "url_hash"),
        Index("ix_page_readings_source_read", "source_id", "read_at", "id"),
    )


class SourceEventRow(Base):
    """Changes in the health of the sources. Of each subject of a source one event at most is open."""

    __tablename__ = "source_events"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    kind: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    before: Mapped[float]
    after: Mapped[float]
    since_at: Mapped[datetime]
    example_url: Mapped[str]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    ending: Mapped[str | None]

    __table_args__ = (
        Index(
            "ix_source_events_open",
            "source_id",
            "kind",
            "subject",
            unique=True,
            **_where("closed_at IS NULL"),
        ),
        Index("ix_source_events_source", "source_id", "id"),
    )


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
        Index("ix_host_lines_repeated", "host", "articles", **_where("articles >= 3")),
    )
