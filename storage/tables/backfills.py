"""Backfills, and how far each has come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import RowId
from storage.tables.base import Base, where


class BackfillRow(Base):
    """A file or a sitemap; see `storage.records.Backfill`. `place_hash` is unique where `place` would be too long."""

    __tablename__ = "backfills"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str]
    place: Mapped[str]
    place_hash: Mapped[str]
    since: Mapped[datetime | None]
    state: Mapped[str]
    offset: Mapped[int] = mapped_column(BigInteger)
    next_record: Mapped[str | None]
    records: Mapped[int] = mapped_column(BigInteger)
    new: Mapped[int] = mapped_column(BigInteger)
    revised: Mapped[int] = mapped_column(BigInteger)
    known: Mapped[int] = mapped_column(BigInteger)
    older: Mapped[int] = mapped_column(BigInteger)
    refused: Mapped[int] = mapped_column(BigInteger)
    unreadable: Mapped[int] = mapped_column(BigInteger)
    size: Mapped[int | None] = mapped_column(BigInteger)
    children: Mapped[str | None]
    worker_id: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    error: Mapped[str | None]
    added_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("kind", "place_hash"),
        Index("ix_backfills_open", "id", **where("state IN ('waiting', 'running')")),
    )
