"""Which worker may ask which hosts, where several work on one archive."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class HostLeaseRow(Base):
    """A host group that was asked, and the worker that alone may ask it until `held_until`.

    `asked_at` is when it was last asked, `delay` the seconds that are to pass after that, and until `resting_until` it
    wants to be left alone.
    """

    __tablename__ = "host_leases"
    host_group: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str | None]
    held_until: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    delay: Mapped[float]
    resting_until: Mapped[datetime | None]
