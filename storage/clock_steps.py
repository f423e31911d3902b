"""What waits by a clock that was wrong: once it is set back, it comes as soon as it would have come."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from storage.database import Database
from storage.tables import (
    ChannelStateRow,
    DeliveryRow,
    LeadRow,
    SourceRow,
    is_open_delivery,
    is_open_lead,
)
from storage.taking_in import PENDING


def ahead(db: Database, now: datetime) -> timedelta:
    """How far the clock was ahead by which the sources were last polled; nothing where it was not."""
    with db.read() as connection:
        polled_at = connection.scalar(
            select(func.max(SourceRow.last_finished_at)).where(SourceRow.removed_at.is_(None))
        )
    return timedelta() if polled_at is None else max(polled_at - now, timedelta())


def set_back(db: Database, by: timedelta, now: datetime, *, least: timedelta = timedelta()) -> int:
    """Let what waits for a time beyond `now` wait as long as it would have; returns how many times were changed.

    `least` leaves alone what waits for no longer than that.

    That is: sources, articles to be asked for again, deliveries and their leases, and channels that rest. What people
    said by the clock (silences, quiet hours, digests) stays as they said it.

    Other workers whose clocks were right have written some of these times: what they wanted later comes earlier once.
    """
    with db.write() as connection:
        return sum(
            _moved(connection, key, at, and_(condition, at > now + least), by, now)
            for key, at, condition in (
                (SourceRow.id, SourceRow.due_at, SourceRow.removed_at.is_(None)),
                (LeadRow.id, LeadRow.due_at, is_open_lead(PENDING)),
                (DeliveryRow.id, DeliveryRow.due_at, is_open_delivery()),
                (ChannelStateRow.channel, ChannelStateRow.probe_at, ChannelStateRow.probe_at.is_not(None)),
                (
                    ChannelStateRow.channel,
                    ChannelStateRow.rests_until_at,
                    ChannelStateRow.rests_until_at.is_not(None),
                ),
            )
        )


def _moved(
    connection: Connection,
    key: InstrumentedAttribute[int] | InstrumentedAttribute[str],
    at: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    condition: ColumnElement[bool],
    by: timedelta,
    now: datetime,
) -> int:
    rows = connection.execute(select(key.label("of"), at.label("until")).where(condition)).all()
    if rows:
        statement = update(at.class_.__table__).where(key == bindparam("of"))
        connection.execute(
            statement.values({at.key: bindparam("until")}),
            [{"of": row.of, "until": max(now, row.until - by)} for row in rows],
        )
    return len(rows)
