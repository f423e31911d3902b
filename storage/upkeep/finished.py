"""Rows that are done with, and that nothing else forgets: what people were told long ago, and no hit led to.

Leads stay, or what they led to would be collected again; what hits led to stays as long as they do, verdicts, notices
and deliveries: `wirewatch why` asks for them. Page readings, conditions, events, lines of hosts and workers are
forgotten where they are written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, delete, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.database import Database
from storage.records import DeliveryState, StoryNoticeKind
from storage.tables import DeliveryRow, SourceNoticeRow, StoryNoticeRow, VerdictRow
from storage.upkeep.pace import Pace

KEPT = timedelta(days=180)
_AT_ONCE = 100
_OVER = (DeliveryState.DELIVERED.value, DeliveryState.ENDED.value)


def forget_old_notices(db: Database, now: datetime, pace: Pace) -> int:
    """Delete what nobody needs any more of half a year ago: notices about sources and channels, and digests that said
    that there is nothing; with their deliveries. Returns how many notices.

    A dead letter may still be replayed: its notice stays.
    """
    forgotten = 0
    for forget in (_forget, _forget_digests):
        while not pace.stop.is_asked:
            count, _ = pace.step(db, partial(forget, now=now))
            forgotten += count
            if count < _AT_ONCE:
                break
    return forgotten


def _forget(connection: Connection, *, now: datetime) -> int:
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
    return _dropped(connection, connection.scalars(old).all(), SourceNoticeRow.id, DeliveryRow.notice_id)


def _forget_digests(connection: Connection, *, now: datetime) -> int:
    of_notice = DeliveryRow.story_notice_key == StoryNoticeRow.key
    old = (
        select(StoryNoticeRow.key)
        .where(
            StoryNoticeRow.kind == StoryNoticeKind.DIGEST.value,
            StoryNoticeRow.created_at < now - KEPT,
            # one that tells of anything has the verdicts of its hits
            ~exists().where(VerdictRow.notice_key == StoryNoticeRow.key),
            ~exists().where(of_notice, DeliveryRow.state.not_in(_OVER)),
        )
        .order_by(StoryNoticeRow.key)
        .limit(_AT_ONCE)
    )
    keys = connection.scalars(old).all()
    return _dropped(connection, keys, StoryNoticeRow.key, DeliveryRow.story_notice_key)


def _dropped(
    connection: Connection,
    keys: Sequence[Any],
    key: InstrumentedAttribute[Any],
    of: InstrumentedAttribute[Any],
) -> int:
    """Delete the notices of these keys, and before them the deliveries that are of one; returns how many notices."""
    if keys:
        connection.execute(delete(DeliveryRow).where(of.in_(keys)))
        connection.execute(delete(key.class_).where(key.in_(keys)))
    return len(keys)
