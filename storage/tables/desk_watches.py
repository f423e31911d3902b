"""The watches that are written at the desk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import RowId
from storage.tables.base import Base, where


class DeskWatchRow(Base):
    """A watch, living or removed. `folded` is its name as names are compared; `version` is that in force."""

    __tablename__ = "desk_watches"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str]
    folded: Mapped[str]
    version: Mapped[int]
    author: Mapped[str]
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str | None]

    __table_args__ = (
        Index("ix_desk_watches_living", "folded", unique=True, **where("removed_at IS NULL")),
        Index("ix_desk_watches_name", "name"),
    )


class DeskWatchVersionRow(Base):
    """What a watch of the desk said at one time. None is ever changed or deleted."""

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
