"""What `wirewatch status` shows, read from the database alone and at one moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from storage import outbox, source_events, sources, workers
from storage.database import Database
from storage.page_readings import kinds_lately
from storage.records import DeliveryState, SourceEvent, SourceState
from storage.tables import ArticleRow, DeliveryRow, HitRow, RevisionRow
from storage.workers import WorkerState


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of the whole. `last_passed_at` is the last pass of any worker that did all its work.

    `events` are those of the sources that are open or were closed in the last day.
    """

    taken_at: datetime
    sources: tuple[SourceState, ...]
    workers: tuple[WorkerState, ...]
    articles: int
    unflagged: int
    hits: int
    waiting: int
    oldest_waiting_at: datetime | None
    dead: int
    last_passed_at: datetime | None
    events: tuple[SourceEvent, ...]


def snapshot(db: Database, now: datetime) -> Status:
    """The state of the archive, its sources, its outbox and its workers."""
    with db.read() as connection:
        count, oldest = outbox.waiting(connection)
        seen = tuple(workers.listed(connection))
        pages = kinds_lately(connection, now)

        def counted(row: type[ArticleRow] | type[HitRow]) -> int:
            return connection.scalar(select(func.count()).select_from(row)) or 0

        return Status(
            taken_at=now,
            sources=tuple(
                replace(source, pages=pages.get(source.id, ())) for source in sources.listed(connection)
            ),
            workers=seen,
            articles=counted(ArticleRow),
            unflagged=connection.scalar(
                select(func.count()).select_from(RevisionRow).where(RevisionRow.flagged_at.is_(None))
            )
            or 0,
            hits=counted(HitRow),
            waiting=count,
            oldest_waiting_at=oldest,
            dead=connection.scalar(
                select(func.count())
                .select_from(DeliveryRow)
                .where(DeliveryRow.state == DeliveryState.DEAD.value)
            )
            or 0,
            last_passed_at=max((one.passed_at for one in seen if one.passed_at), default=None),
            events=tuple(source_events.listed(connection, now)),
        )
