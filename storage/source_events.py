"""Events: changes in the health of sources, opened and closed by what their pages read like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from storage.database import Database
from storage.drift import BASELINE, RECENT, DatedReading, Interval, changes, has_recovered, has_settled
from storage.page_readings import forget_old_readings, newest_readings
from storage.records import EventEnding, SourceEvent
from storage.tables import SourceEventRow, SourceRow

DRIFT = "extraction-drift"
#: So many events of a source are remembered, the newest.
KEPT = 200
#: How long an event that is over is still shown.
LATELY = timedelta(days=1)
# Twice what is compared: the readings of a change that is over are passed over.
_READINGS = 2 * (BASELINE + RECENT)


class SourceEvents:
    """The events of all sources."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def judge(self, source_id: int, now: datetime, *, new: int) -> None:
        """Compare the newest pages of a source with those before: open and close the events of its drift.

        So many pages are `new` since the last time.
        """
        self._db.retrying(lambda connection: _judge(connection, source_id, now, new))

    def list(self, now: datetime) -> list[SourceEvent]:
        """The events that are open or were closed in the last day, the last one opened first."""
        with self._db.read() as connection:
            return listed(connection, now)


def listed(connection: Connection, now: datetime) -> list[SourceEvent]:
    """The events that are open or were closed in the last day, the last one opened first."""
    rows = connection.execute(
        select(*SourceEventRow.__table__.columns, SourceRow.name.label("source"))
        .join(SourceRow, SourceRow.id == SourceEventRow.source_id)
        .where(
            SourceRow.removed_at.is_(None),
            or_(SourceEventRow.closed_at.is_(None), SourceEventRow.closed_at > now - LATELY),
        )
        .order_by(SourceEventRow.id.desc())
    )
    return [_event(row) for row in rows]


def _judge(connection: Connection, source_id: int, now: datetime, new: int) -> None:
    # Two workers that judge one source must not both open an event.
    connection.execute(select(SourceRow.id).where(SourceRow.id == source_id).with_for_update())
    readings = newest_readings(connection, source_id, _READINGS)
    events = connection.execute(
        select(*SourceEventRow.__table__.columns)
        .where(SourceEventRow.source_id == source_id, SourceEventRow.kind == DRIFT)
        .order_by(SourceEventRow.id.desc())
        .limit(KEPT)
    ).all()
    for event in events:
        if event.closed_at is None and (ending := _ending(event, readings)) is not None:
            connection.execute(
                update(SourceEventRow)
                .where(SourceEventRow.id == event.id)
                .values(closed_at=now, ending=ending.value)
            )
    # What recovered this moment is judged again when pages were read after it.
    known = frozenset(event.subject for event in events if event.closed_at is None)
    opened = [
        {
            "source_id": source_id,
            "kind": DRIFT,
            "subject": change.subject,
            "detail": change.detail,
            "before": change.before,
            "after": change.after,
            "since_at": change.since_at,
            "example_url": change.example_url,
            "opened_at": now,
        }
        for change in changes(readings, known=known, spared=_over(events), new=new)
    ]
    if opened:
        connection.execute(insert(SourceEventRow), opened)
        _forget(connection, source_id)
    forget_old_readings(connection, source_id)


def _ending(event: Row[*tuple[Any, ...]], readings: Sequence[DatedReading]) -> EventEnding | None:
    if has_recovered(event.subject, readings, event.before, event.after):
        return EventEnding.RECOVERED
    return EventEnding.SETTLED if has_settled(event.subject, readings, event.since_at) else None


def _over(events: Sequence[Row[*tuple[Any, ...]]]) -> dict[str, list[Interval]]:
    """By subject, the times of changes after which all was as before."""
    over: dict[str, list[Interval]] = {}
    for event in events:
        if event.closed_at is not None and event.ending == EventEnding.RECOVERED.value:
            over.setdefault(event.subject, []).append((event.since_at, event.closed_at))
    return over


def _forget(connection: Connection, source_id: int) -> None:
    kept = (
        select(SourceEventRow.id)
        .where(SourceEventRow.source_id == source_id)
        .order_by(SourceEventRow.id.desc())
        .limit(KEPT)
    )
    connection.execute(
        delete(SourceEventRow).where(
            SourceEventRow.source_id == source_id,
            SourceEventRow.closed_at.is_not(None),
            SourceEventRow.id.not_in(kept),
        )
    )


def _event(row: Row[*tuple[Any, ...]]) -> SourceEvent:
    return SourceEvent(
        id=row.id,
        source=row.source,
        kind=row.kind,
        subject=row.subject,
        detail=row.detail,
        before=row.before,
        after=row.after,
        since_at=row.since_at,
        example_url=row.example_url,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        ending=None if row.ending is None else EventEnding(row.ending),
    )
