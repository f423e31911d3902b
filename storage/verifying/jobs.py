"""The jobs of several machines: each is of a source that is there, comes due, and was not left by a dead worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, text

from storage.clock import Clock, utc_now
from storage.database import Database
from storage.jobs import has_jobs
from storage.verifying.check import Counted, Done, Fault

_WEIGHT = 200
#: Stalled jobs are looked for every few minutes by each worker.
LEFT_LYING = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=7)

_JOB = "SELECT job.id, job.task_name, job.status, job.args FROM procrastinate_jobs AS job"
# A job has no worker from the moment on at which that is given up, which may have been just now. And where nobody was
# at work for an hour, nobody could take it again.
_LEFT = (
    "LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id "
    "WHERE job.status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < :left_lying) "
    "AND NOT EXISTS (SELECT FROM procrastinate_events AS event "
    "WHERE event.job_id = job.id AND event.at >= :left_lying) "
    "AND EXISTS (SELECT FROM workers WHERE stopped_at IS NULL AND heartbeat_at >= :recently "
    "AND started_at < :left_lying)"
)
_STRANGE = (
    "WHERE job.task_name = 'collect' AND job.status IN ('todo', 'doing') AND NOT EXISTS ("
    "SELECT FROM sources WHERE sources.id::text = job.args ->> 'source_id')"
)
_FAR_OFF = "WHERE job.status = 'todo' AND job.scheduled_at > :at_the_latest"
_NEVER = {
    "was taken by a worker that is no more, and nobody takes it again": _LEFT,
    "is of no source that there is": _STRANGE,
    f"is due only in more than {LONGEST_WAIT.days} days: a clock was wrong": _FAR_OFF,
}
_COUNT = text("SELECT count(*), count(*) FILTER (WHERE status = 'failed') FROM procrastinate_jobs")


class JobCheck:
    """Asks PostgreSQL for what no job may be, if Procrastinate's tables are there."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock
        self._seen: int | None = None
        self._failed = 0

    def size(self) -> int:
        with self._db.read() as connection:
            return connection.execute(_COUNT).one()[0] * _WEIGHT if has_jobs(connection) else 0

    def faults(self, done: Done) -> Iterator[Fault]:
        with self._db.read() as connection:
            if not has_jobs(connection):
                return
            self._seen, self._failed = connection.execute(_COUNT).one()
            now = self._clock()
            found = [
                fault for what, which in _NEVER.items() for fault in _faults(connection, what, which, now)
            ]
        yield from found
        done(self._seen * _WEIGHT)

    def counted(self) -> list[Counted]:
        if self._seen is None:
            return []
        note = f"{self._failed} of them failed" if self._failed else None
        return [Counted(what="jobs", count=self._seen, note=note)]


def _faults(connection: Connection, what: str, which: str, now: datetime) -> Iterator[Fault]:
    moments = {
        "left_lying": now - LEFT_LYING,
        "recently": now - timedelta(minutes=5),
        "at_the_latest": now + LONGEST_WAIT,
    }
    used = {name: at for name, at in moments.items() if f":{name}" in which}
    for row in connection.execute(text(f"{_JOB} {which} ORDER BY job.id"), used):
        yield Fault(what=f"job {row.id} ({_task(row)}, {row.status}) {what}")


def _task(row: Row[*tuple[Any, ...]]) -> str:
    source = row.args.get("source_id") if isinstance(row.args, dict) else None
    return row.task_name if source is None else f"{row.task_name} of source {source}"
