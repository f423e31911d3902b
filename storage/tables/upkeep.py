"""What runs of the upkeep did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import RowId
from storage.tables.base import Base


class UpkeepRunRow(Base):
    """One run; see `storage.records.UpkeepReport`. Those of two years are kept: they tell how the archive grows."""

    __tablename__ = "upkeep_runs"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    begun_by: Mapped[str]
    whole: Mapped[bool]
    steps: Mapped[dict[str, Any]]
    articles: Mapped[int]
    sizes: Mapped[dict[str, Any]]

    __table_args__ = (Index("ix_upkeep_runs_finished", "finished_at"),)
