"""Rows of backfills as records."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import Row, Select, select

from storage.records import Backfill, BackfillCount, BackfillKind, BackfillPosition, BackfillState
from storage.tables import BackfillRow

#: The columns that hold a `BackfillCount`.
COUNTS = tuple(one.name for one in fields(BackfillCount))


def every_backfill() -> Select[*tuple[Any, ...]]:
    """All columns of backfills; for `backfill`."""
    return select(*BackfillRow.__table__.columns)


def backfill(row: Row[*tuple[Any, ...]]) -> Backfill:
    """The record of a row that has all columns."""
    return Backfill(
        id=row.id,
        kind=BackfillKind(row.kind),
        place=row.place,
        since=row.since,
        state=BackfillState(row.state),
        position=BackfillPosition(offset=row.offset, next_record=row.next_record, records=row.records),
        count=BackfillCount(**{name: getattr(row, name) for name in COUNTS}),
        size=row.size,
        children=row.children,
        worker_id=row.worker_id,
        leased_until=row.leased_until,
        error=row.error,
        added_at=row.added_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def position_values(position: BackfillPosition) -> dict[str, Any]:
    """The columns that hold a position."""
    return {
        "offset": position.offset,
        "next_record": position.next_record,
        "records": position.records,
    }
