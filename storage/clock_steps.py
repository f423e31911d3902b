"""What waits by a clock that was wrong: once it is set back, it comes as soon as it would have come."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from storage.database import Database
from storage.tables import (
    ChannelStateRow,
    DeliveryRow,
    HostLeaseRow,
    LeadRow,
    SourceRow,
    is_open_delivery,
    is_open_lead,
)
from storage.taking_in import PENDING

_Key = InstrumentedAttribute[int] | InstrumentedAttribute[str]
_Time = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
_Waiting = tuple[_Key, _Time, ColumnElement[bool]]


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

    That is: sources, articles to be asked for again, deliveries and their leases, channels that rest, and, where this
    machine's clock says it (on SQLite), hosts that rest. What people said by the clock (silences, quiet hours, digests)
    stays as they said it.

    Other workers whose clocks were right have written some of these times: what they wanted later comes earlier once.
    """
    with db.write() as connection:
        return sum(
            _moved(connection, key, at, and_(condition, at > now + least), by, now)
            for key, at, condition in _waiting(connection.dialect.name)
        )


def _waiting(dialect: str) -> list[_Waiting]:
    """What waits, until when, and which of it."""
    waiting: list[_Waiting] = [
        (SourceRow.id, SourceRow.due_at, SourceRow.removed_at.is_(None)),
        (LeadRow.id, LeadRow.due_at, is_open_lead(PENDING)),
        (DeliveryRow.id, DeliveryRow.due_at, is_open_delivery()),
        (ChannelStateRow.channel, ChannelStateRow.probe_at, ChannelStateRow.probe_at.is_not(None)),
        (
            ChannelStateRow.channel,
            ChannelStateRow.rests_until_at,
            ChannelStateRow.rests_until_at.is_not(None),
        ),
    ]
    if dialect == "sqlite":
        resting = HostLeaseRow.resting_until
        waiting.append((HostLeaseRow.host_group, resting, resting.is_not(None)))
    return waiting


def _moved(
    connection: Connection,
    key: _Key,
    at: _Time,
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
