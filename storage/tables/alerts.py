"""Watches, hits, what is sent of them, and who sends it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import RowId
from storage.span_items import SentenceItem, SpanItem, SpanList
from storage.tables.base import Base, where


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
    """The outbox; a delivery is of a notice about stories, or of one about sources or a channel.

    `hit_id` is the hit of a notice about one hit: handled, it is told no more. Deliveries of releases before routes
    have that alone. `due_at` of one that is being sent is the time when its lease runs out.
    """

    __tablename__ = "deliveries"
    id: Mapped[str] = mapped_column(primary_key=True)
    hit_id: Mapped[int | None] = mapped_column(ForeignKey("hits.id"))
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("source_notices.id"))
    story_notice_key: Mapped[str | None] = mapped_column(ForeignKey("story_notices.key"))
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
        UniqueConstraint("notice_id", "channel"),
        UniqueConstraint("story_notice_key", "channel"),
        Index("ix_deliveries_hit", "hit_id"),
        Index("ix_deliveries_due", "channel", "due_at", **where("state IN ('waiting', 'sending')")),
        Index("ix_deliveries_created", "created_at"),
    )


def is_open_delivery() -> ColumnElement[bool]:
    """Whether a delivery is still to be sent, in words that let databases use `ix_deliveries_due`.

    No database takes parameters for a proof that a row stands in it.
    """
    return DeliveryRow.state.in_([literal_column("'waiting'"), literal_column("'sending'")])


class ChannelStateRow(Base):
    """How a channel is, from its first trouble on; see `storage.records.ChannelState`."""

    __tablename__ = "channel_states"
    channel: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    failures: Mapped[int]
    failing_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    opened_at: Mapped[datetime | None]
    probe_at: Mapped[datetime | None]
    rests_until_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    refused: Mapped[dict[str, str]]
    told: Mapped[list[str]]
    told_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    recent_at: Mapped[list[str]]


class WorkerRow(Base):
    """A worker process and its signs of life.

    `engine` hands it its work (see `scheduler.engines`), in whose tables it bears the numbers `engine_ids`.
    `config_digest` is over the configuration in force.
    `pid_space` says among which processes of its host `pid` is one.
    """

    __tablename__ = "workers"
    id: Mapped[str] = mapped_column(primary_key=True)
    host: Mapped[str]
    pid: Mapped[int]
    started_at: Mapped[datetime]
    heartbeat_at: Mapped[datetime]
    passed_at: Mapped[datetime | None]
    config_loaded_at: Mapped[datetime | None]
    config_error: Mapped[str | None]
    capture_error: Mapped[str | None]
    stopped_at: Mapped[datetime | None]
    engine: Mapped[str] = mapped_column(server_default="local")
    engine_ids: Mapped[list[str]] = mapped_column(server_default="[]")
    config_digest: Mapped[str | None]
    pid_space: Mapped[str | None]
