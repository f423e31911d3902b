"""Bodies that hung or killed the process that read them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import RowId
from storage.tables.base import Base


class QuarantineRow(Base):
    """A body; see `storage.records.QuarantinedBody`. `packed` are its first `kept` bytes in RFC 1950 (zlib)."""

    __tablename__ = "quarantine"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str]
    digest: Mapped[str]
    url: Mapped[str]
    source: Mapped[str | None]
    content_type: Mapped[str | None]
    reason: Mapped[str]
    times: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    size: Mapped[int]
    kept: Mapped[int]
    packed_size: Mapped[int]
    packed: Mapped[bytes]

    __table_args__ = (UniqueConstraint("kind", "digest"),)
