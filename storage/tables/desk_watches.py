"""Watches that people made in the desk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import RowId
from storage.tables.base import Base, where


class DeskWatchRow(Base):
    """A watch of the desk. `trouble` says why the worker leaves it out, None where it does not."""

    __tablename__ = "desk_watches"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str]
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str | None]
    trouble: Mapped[str | None]

    __table_args__ = (Index("ix_desk_watches_living", "name", unique=True, **where("removed_at IS NULL")),)


class DeskWatchVersionRow(Base):
    """What somebody saved of a watch; the greatest number of a watch is what it is now."""

    __tablename__ = "desk_watch_versions"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    watch_id: Mapped[int] = mapped_column(ForeignKey("desk_watches.id"))
    number: Mapped[int]
    query: Mapped[str]
    severity: Mapped[str]
    note: Mapped[str]
    author: Mapped[str]
    saved_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("watch_id", "number"),)
