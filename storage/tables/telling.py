"""What routes remember, decide and tell, and what is silenced."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import RowId
from storage.span_items import SentenceItem, SpanItem, SpanList
from storage.tables.base import Base, where


class RouteRow(Base):
    """Since when a route is known, and when its latest digest was made: a clock set back makes it no earlier."""

    __tablename__ = "routes"
    name: Mapped[str] = mapped_column(primary_key=True)
    known_at: Mapped[datetime]
    digest_at: Mapped[datetime | None]


class RouteStateRow(Base):
    """What a route remembers of a story, or of one hit: `grouping` names either. `held` waits until `due_at`."""

    __tablename__ = "route_states"
    route: Mapped[str] = mapped_column(primary_key=True)
    grouping: Mapped[str] = mapped_column(primary_key=True)
    story_id: Mapped[int | None] = mapped_column(BigInteger())
    first_told_at: Mapped[datetime | None]
    last_told_at: Mapped[datetime | None]
    voices: Mapped[int]
    severity: Mapped[str | None]
    copies: Mapped[int]
    joined: Mapped[int]
    held: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    due_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_route_states_due", "due_at", **where("due_at IS NOT NULL")),
        Index("ix_route_states_story", "story_id"),
    )


class StoryNoticeRow(Base):
    """A notice about stories; `content` is what it tells. Its deliveries are in the outbox."""

    __tablename__ = "story_notices"
    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    route: Mapped[str]
    severity: Mapped[str | None]
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    since_at: Mapped[datetime | None]


class VerdictRow(Base):
    """What was decided for a hit on a route. None is ever changed; a later one may hold in its place."""

    __tablename__ = "verdicts"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    hit_id: Mapped[int] = mapped_column(ForeignKey("hits.id"))
    revision: Mapped[int]
    route: Mapped[str]
    grouping: Mapped[str]
    outcome: Mapped[str]
    rule: Mapped[str]
    decided_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    notice_key: Mapped[str | None] = mapped_column(ForeignKey("story_notices.key"))

    __table_args__ = (
        Index("ix_verdicts_hit", "hit_id", "id"),
        Index("ix_verdicts_notice", "notice_key"),
        Index("ix_verdicts_group", "route", "grouping", "id"),
    )


class HitWordingRow(Base):
    """What made a hit match in a later wording of its article, of which an update tells."""

    __tablename__ = "hit_wordings"
    hit_id: Mapped[int] = mapped_column(RowId, ForeignKey("hits.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    spans: Mapped[SpanList]
    polarity: Mapped[str | None]
    cue: Mapped[SpanItem | None]
    sentence: Mapped[SentenceItem | None]


class SilenceRow(Base):
    """What nobody is told of for a time; see `storage.records.Silence`."""

    __tablename__ = "silences"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    author: Mapped[str]
    comment: Mapped[str]
    watches: Mapped[list[str]]
    sources: Mapped[list[str]]
    languages: Mapped[list[str]]
    stories: Mapped[list[int]] = mapped_column(JSON())
    routes: Mapped[list[str]]
    up_to: Mapped[str | None]

    __table_args__ = (Index("ix_silences_ends", "ends_at"),)
