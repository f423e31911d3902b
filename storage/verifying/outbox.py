"""The outbox: each delivery is of something, stands as deliveries do, and comes due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from storage.clock import Clock, utc_now
from storage.database import Database
from storage.records import DeliveryState
from storage.tables import DeliveryRow, WorkerRow, is_open_delivery
from storage.verifying.check import Counted, Done, Fault

_WEIGHT = 200
#: A delivery is tried for three days, and no server's wish is longer than one.
LONGEST_WAIT = timedelta(days=7)
#: A lease is minutes long, and what a worker held is given back when it is found dead.
FORGOTTEN_AFTER = timedelta(hours=1)


class OutboxCheck:
    """Asks the database for what no delivery may be."""

    def __init__(self, db: Database, since: datetime | None = None, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock
        self._of = [] if since is None else [DeliveryRow.created_at >= since]
        self._seen = 0

    def size(self) -> int:
        return self._count() * _WEIGHT

    def faults(self, done: Done) -> Iterator[Fault]:
        self._seen = self._count()
        for what, condition in _never(self._clock()):
            statement = (
                select(DeliveryRow.id, DeliveryRow.channel, DeliveryRow.state, DeliveryRow.due_at)
                .outerjoin(WorkerRow, WorkerRow.id == DeliveryRow.worker_id)
                .where(condition, *self._of)
                .order_by(DeliveryRow.created_at, DeliveryRow.id)
            )
            with self._db.read() as connection:
                rows = connection.execute(statement).all()
            for row in rows:
                yield _fault(row, what)
        done(self._seen * _WEIGHT)

    def counted(self) -> list[Counted]:
        return [Counted(what="deliveries", count=self._seen)]

    def _count(self) -> int:
        with self._db.read() as connection:
            return connection.scalar(select(func.count()).select_from(DeliveryRow).where(*self._of)) or 0


def _never(now: datetime) -> list[tuple[str, ColumnElement[bool]]]:
    """What deliveries never are, in words and as a condition; workers are joined by their ids."""
    delivered = DeliveryRow.state == DeliveryState.DELIVERED.value
    sending = DeliveryRow.state == DeliveryState.SENDING.value
    return [
        (
            "is of nothing",
            and_(
                DeliveryRow.hit_id.is_(None),
                DeliveryRow.notice_id.is_(None),
                DeliveryRow.story_notice_key.is_(None),
            ),
        ),
        (
            "is both about stories and about sources or a channel",
            and_(DeliveryRow.notice_id.is_not(None), DeliveryRow.story_notice_key.is_not(None)),
        ),
        ("is in no state that there is", DeliveryRow.state.not_in([one.value for one in DeliveryState])),
        ("is delivered, but nobody knows when", and_(delivered, DeliveryRow.delivered_at.is_(None))),
        ("was delivered, and is not any more", and_(~delivered, DeliveryRow.delivered_at.is_not(None))),
        ("was tried fewer times than never", DeliveryRow.attempts < 0),
        (
            f"is due only in more than {LONGEST_WAIT.days} days: a clock was wrong",
            and_(is_open_delivery(), DeliveryRow.due_at > now + LONGEST_WAIT),
        ),
        ("is being sent by nobody", and_(sending, DeliveryRow.worker_id.is_(None))),
        (
            "was being sent by a worker that is no more, which gave it back to nobody",
            and_(
                sending,
                DeliveryRow.worker_id.is_not(None),
                DeliveryRow.due_at < now - FORGOTTEN_AFTER,
                or_(WorkerRow.id.is_(None), WorkerRow.stopped_at < now - FORGOTTEN_AFTER),
            ),
        ),
    ]


def _fault(row: Row[*tuple[Any, ...]], what: str) -> Fault:
    return Fault(what=f"delivery {row.id} to {row.channel} ({row.state}) {what}")
