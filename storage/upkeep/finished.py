"""Rows that are done with, and that nothing else forgets: what people were told of sources and channels long ago.

Leads stay, or what they led to would be collected again; what hits led to stays as long as they do. Page readings,
conditions, events, lines of hosts and workers are forgotten where they are written.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, select

from storage.database import Database
from storage.records import DeliveryState
from storage.tables import DeliveryRow, SourceNoticeRow
from storage.upkeep.pace import Pace

KEPT = timedelta(days=180)
_AT_ONCE = 100
_OVER = (DeliveryState.DELIVERED.value, DeliveryState.ENDED.value)


def forget_old_notices(db: Database, now: datetime, pace: Pace) -> int:
    """Delete the notices about sources and channels of half a year ago that need nobody any more; returns how many.

    A dead letter may still be replayed: its notice stays.
    """
    forgotten = 0
    while not pace.stop.is_asked:
        count, _ = pace.step(db, lambda connection: _forget(connection, now))
        forgotten += count
        if count < _AT_ONCE:
            break
    return forgotten


def _forget(connection: Connection, now: datetime) -> int:
    of_notice = DeliveryRow.notice_id == SourceNoticeRow.id
    old = (
        select(SourceNoticeRow.id)
        .where(
            SourceNoticeRow.created_at < now - KEPT,
            ~exists().where(of_notice, DeliveryRow.state.not_in(_OVER)),
        )
        .order_by(SourceNoticeRow.id)
        .limit(_AT_ONCE)
    )
    ids = connection.scalars(old).all()
    if ids:
        connection.execute(delete(DeliveryRow).where(DeliveryRow.notice_id.in_(ids)))
        connection.execute(delete(SourceNoticeRow).where(SourceNoticeRow.id.in_(ids)))
    return len(ids)
