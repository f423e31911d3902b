"""What `wirewatch status` shows, read from the database alone and at one moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, case, func, select

from storage import channel_states, jobs, outbox, quarantine, source_events, sources, workers
from storage.database import Database
from storage.jobs import JobCount
from storage.page_readings import kinds_lately
from storage.records import (
    ChannelQueue,
    ChannelState,
    DeliveryState,
    SourceEvent,
    SourceState,
    UpkeepReport,
)
from storage.server_clock import server_now
from storage.tables import ArticleRow, DeliveryRow, HitRow, RevisionRow, RouteStateRow
from storage.upkeep.reports import last_report
from storage.workers import WorkerState


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelStatus:
    """A channel that something waits for, that has dead letters, or that ever had trouble."""

    state: ChannelState
    queue: ChannelQueue
    dead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of the whole. `last_passed_at` is the last pass of any worker that did all its work.

    `events` are those of the sources that are open or were closed in the last day.
    `oldest_unflagged_at` is when the oldest wording of news was saved that no pass has flagged: for backlog, which may
    be imported and old, nobody waits. `held` counts the stories that wait on a route, `next_release_at` is when the
    first of them is due. `upkeep` is what the last run of it did, `jobs` are those that several workers share, and
    `quarantined` is how many bodies hung or killed the process that read them.
    """

    taken_at: datetime
    #: The same by the clock by which workers go.
    workers_at: datetime
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
    oldest_unflagged_at: datetime | None = None
    channels: tuple[ChannelStatus, ...] = ()
    held: int = 0
    next_release_at: datetime | None = None
    upkeep: UpkeepReport | None = None
    jobs: tuple[JobCount, ...] = ()
    quarantined: int = 0


def snapshot(db: Database, now: datetime) -> Status:
    """The state of the archive, its sources, its outbox and its workers."""
    with db.read() as connection:
        count, oldest = outbox.waiting(connection)
        seen = tuple(workers.listed(connection))
        pages = kinds_lately(connection, now)

        unflagged, oldest_unflagged_at = connection.execute(
            select(func.count(), func.min(case((~ArticleRow.backlog, RevisionRow.saved_at))))
            .join(ArticleRow, ArticleRow.id == RevisionRow.article_id)
            .where(RevisionRow.flagged_at.is_(None))
        ).one()

        held, next_release_at = connection.execute(
            select(func.count(), func.min(RouteStateRow.due_at)).where(RouteStateRow.due_at.is_not(None))
        ).one()

        def counted(row: type[ArticleRow] | type[HitRow]) -> int:
            return connection.scalar(select(func.count()).select_from(row)) or 0

        return Status(
            taken_at=now,
            workers_at=server_now(connection, lambda: now),
            sources=tuple(
                replace(source, pages=pages.get(source.id, ())) for source in sources.listed(connection)
            ),
            workers=seen,
            articles=counted(ArticleRow),
            unflagged=unflagged,
            oldest_unflagged_at=oldest_unflagged_at,
            channels=_channels(connection),
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
            held=held,
            next_release_at=next_release_at,
            upkeep=last_report(connection),
            jobs=tuple(jobs.counts(connection)),
            quarantined=quarantine.held(connection),
        )


def _channels(connection: Connection) -> tuple[ChannelStatus, ...]:
    states = channel_states.listed(connection)
    queues, dead = channel_states.queues(connection), channel_states.dead_letters(connection)
    return tuple(
        ChannelStatus(
            state=states.get(name, ChannelState(channel=name)),
            queue=queues.get(name, ChannelQueue(channel=name)),
            dead=dead.get(name, 0),
        )
        for name in sorted({*states, *queues, *dead})
    )
