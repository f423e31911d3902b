"""The answers that gave the revisions, and where they are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import RowId
from storage.tables.base import Base


class CaptureRow(Base):
    """Where the answer is that gave one revision; see `storage.records.Capture`.

    Revisions that were read again from one capture share its place.
    `seal` is over the columns that never change (see `storage.seals`).
    """

    __tablename__ = "captures"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    revision: Mapped[int]
    url: Mapped[str]
    status: Mapped[int]
    fetched_at: Mapped[datetime]
    host: Mapped[str]
    file: Mapped[str]
    offset: Mapped[int] = mapped_column(BigInteger)
    length: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    records_sha256: Mapped[str]
    seal: Mapped[str]
    dropped_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("article_id", "revision"),
        Index("ix_captures_place", "file", "offset"),
        Index("ix_captures_fetched", "fetched_at"),
    )
