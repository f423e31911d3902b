"""What is polled, what it showed, and how it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ForeignKey,
    Index,
    UniqueConstraint,
    and_,
    false,
    literal_column,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import RowId
from storage.tables.base import Base, where


class SourceRow(Base):
    """What is polled, and when it is next due. A row is never deleted: articles point at it.

    `rhythm` is what is known of when it publishes (see `scheduler.rhythm`), `failures` the weight of the polls that
    failed in a row, `window` the newest items of the last poll and `children` what an index of sitemaps said of its
    own, both as JSON. `body_hash` is over the last body, which was last asked for without validators at
    `read_whole_at`; a source is `distrusted` for good once a 304 hid a change. `moved_to` is where it redirects to
    for good, `newest_at` the date of its newest item, and `requests` counts what it was ever asked for.
    """

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
    language: Mapped[str | None]
    owner: Mapped[str | None]
    group_name: Mapped[str | None]
    rhythm: Mapped[str | None]
    failures: Mapped[int] = mapped_column(server_default="0")
    window: Mapped[str | None]
    children: Mapped[str | None]
    body_hash: Mapped[str | None]
    read_whole_at: Mapped[datetime | None]
    distrusted: Mapped[bool] = mapped_column(server_default=false())
    moved_to: Mapped[str | None]
    newest_at: Mapped[datetime | None]
    requests: Mapped[int] = mapped_column(BigInteger, server_default="0")

    __table_args__ = (Index("ix_sources_due", "due_at", **where("removed_at IS NULL")),)


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
    guid_hash: Mapped[str | None]
    title_hash: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("source_id", "key_hash"),
        Index("ix_leads_guid_hash", "source_id", "guid_hash", **where("guid_hash IS NOT NULL")),
        Index("ix_leads_title_hash", "source_id", "title_hash", **where("title_hash IS NOT NULL")),
        Index("ix_leads_article", "article_id", **where("article_id IS NOT NULL")),
        Index("ix_leads_open", "source_id", "state", "due_at", **where("state != 'done'")),
    )


def is_open_lead(state: str) -> ColumnElement[bool]:
    """Whether a lead is in this state, pending or failed, in words that let databases use `ix_leads_open`.

    Neither takes a parameter for a proof that a row stands in the index.
    """
    return and_(LeadRow.state == state, LeadRow.state != literal_column("'done'"))


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
            **where("closed_at IS NULL"),
        ),
        Index("ix_source_events_source", "source_id", "id"),
    )


class SourceConditionRow(Base):
    """A state that a source is in, or was in until `ended_at`; of each state one row at most is open.

    `seen_at` is when a poll last showed it and `polls` how many did, `told_at` when people were told of it, and
    `recovery_told_at` when they were told that the source is well again.
    """

    __tablename__ = "source_conditions"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    state: Mapped[str]
    evidence: Mapped[str]
    since_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    polls: Mapped[int] = mapped_column(server_default="1")
    ended_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    recovery_told_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_source_conditions_open", "source_id", "state", unique=True, **where("ended_at IS NULL")),
        Index("ix_source_conditions_source", "source_id", "id"),
        Index(
            "ix_source_conditions_untold",
            "id",
            **where("ended_at IS NULL AND told_at IS NULL AND state <> 'ok'"),
        ),
        Index("ix_source_conditions_told", "id", **where("told_at IS NOT NULL AND recovery_told_at IS NULL")),
    )


class SourceNoticeRow(Base):
    """What people are told of a source (one that broke or recovered), or of all that need care."""

    __tablename__ = "source_notices"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"))
    kind: Mapped[str]
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_source_notices_kind", "kind", "created_at"),)
