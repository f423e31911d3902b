"""Workers: which processes do the work, and when each last gave a sign of life."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage.clock import Clock
from storage.database import Database
from storage.host_leases import expire
from storage.jobs import forget
from storage.locks import Turn, take_turn
from storage.outbox import released
from storage.schema import require_own
from storage.server_clock import server_now
from storage.tables import WorkerRow

#: A worker that stopped so long ago is no longer shown: cron starts one every few minutes.
FORGOTTEN_AFTER = timedelta(days=7)
#: The engine of a worker that is the only one of its archive.
ALONE = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerState:
    """A worker process. `passed_at` is the end of its last pass that did all its work.

    `config_error` says why the configuration on disk is not in force; None if it is. `capture_error` says why captures
    are not kept that should be. `engine` hands it its work, and knows it by the numbers `engine_ids`; `config_digest`
    is over the configuration in force. `pid_space` says among which processes of the host `pid` is one.
    """

    id: str
    host: str
    pid: int
    started_at: datetime
    heartbeat_at: datetime
    passed_at: datetime | None = None
    config_loaded_at: datetime | None = None
    config_error: str | None = None
    capture_error: str | None = None
    stopped_at: datetime | None = None
    engine: str = ALONE
    engine_ids: Sequence[str] = ()
    config_digest: str | None = None
    pid_space: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What came of a worker that wants to begin: `other` lives and keeps it out; `dead` were found dead."""

    dead: tuple[str, ...]
    other: WorkerState | None


class Workers:
    """The workers table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def now(self, own: Clock) -> datetime:
        """The time by which workers go (see `storage.server_clock`)."""
        with self._db.read() as connection:
            return server_now(connection, own)

    def register(self, worker_id: str, host: str, pid: int, now: datetime) -> None:
        """A worker begins its work."""
        row = {"id": worker_id, "host": host, "pid": pid, "started_at": now, "heartbeat_at": now}
        with self._db.write() as connection:
            connection.execute(delete(WorkerRow).where(WorkerRow.id == worker_id))
            connection.execute(insert(WorkerRow).values(row))

    def admit(
        self,
        worker_id: str,
        host: str,
        pid: int,
        alive: Callable[[WorkerState], bool],
        now: datetime,
        stale_after: timedelta,
        engine: str = ALONE,
        pid_space: str | None = None,
    ) -> Admission:
        """Bury the dead and register, unless another worker lives that does not share its work by the same
        engine: in one turn, so that of two that start together one is admitted. Workers that stopped long ago are
        forgotten.

        Dead is whoever `reap` says; of several that share their work one that only gave no sign of life is left to
        the others, who know whether the database was away.

        Raises OtherSchemaError where the database was migrated since the program looked.
        """

        def is_dead(worker: WorkerState) -> bool:
            is_stale = worker.heartbeat_at < now - stale_after and ALONE in (engine, worker.engine)
            return is_stale or not alive(worker)

        row = {
            "id": worker_id,
            "host": host,
            "pid": pid,
            "started_at": now,
            "heartbeat_at": now,
            "engine": engine,
            "pid_space": pid_space,
        }
        with self._db.write() as connection:
            require_own(connection)
            take_turn(connection, Turn.ADMIT)
            dead = _reaped(connection, is_dead, now)
            living = [
                worker
                for worker in listed(connection)
                if worker.stopped_at is None and ALONE in (engine, worker.engine)
            ]
            if not living:
                connection.execute(delete(WorkerRow).where(WorkerRow.stopped_at < now - FORGOTTEN_AFTER))
                connection.execute(insert(WorkerRow).values(row))
        return Admission(dead=tuple(dead), other=living[0] if living else None)

    def heartbeat(self, worker_id: str, now: datetime) -> None:
        """The worker lives, whatever anybody thought.

        Raises OtherSchemaError where the database was migrated beneath it.
        """
        values = {"heartbeat_at": now, "stopped_at": None}
        with self._db.write() as connection:
            require_own(connection)
            connection.execute(update(WorkerRow).where(WorkerRow.id == worker_id).values(values))

    def passed(self, worker_id: str, now: datetime) -> None:
        """The worker went through all its work without a failure of its own."""
        self._set(worker_id, passed_at=now)

    def config(
        self, worker_id: str, loaded_at: datetime, error: str | None, digest: str | None = None
    ) -> None:
        """The worker looked at a changed configuration: took it over, or refused it for `error`.

        `config_loaded_at` and `digest` stay those of the configuration in force when one is refused.
        """
        values: dict[str, Any] = {"config_error": error}
        if error is None:
            values |= {"config_loaded_at": loaded_at, "config_digest": digest}
        self._set(worker_id, **values)

    def captures(self, worker_id: str, error: str | None) -> None:
        """Captures are not kept for `error`; None where they are again."""
        self._set(worker_id, capture_error=error)

    def known_as(self, worker_id: str, engine_ids: Sequence[str]) -> None:
        """The worker's engine knows it by these numbers."""
        self._set(worker_id, engine_ids=list(engine_ids))

    def stopped(self, worker_id: str, now: datetime) -> None:
        """The worker ended in good order; what it could not mark any more waits again."""
        with self._db.write() as connection:
            connection.execute(update(WorkerRow).where(WorkerRow.id == worker_id).values(stopped_at=now))
            released(connection, worker_id, now)

    def live(self, now: datetime, stale_after: timedelta) -> list[WorkerState]:
        """The workers that are not stopped and gave a sign of life within `stale_after`."""
        return [
            worker
            for worker in self.list()
            if worker.stopped_at is None and worker.heartbeat_at >= now - stale_after
        ]

    def reap(self, alive: Callable[[WorkerState], bool], now: datetime, stale_after: timedelta) -> list[str]:
        """Find the workers that died without a word; what they held waits again at once.

        Dead is one that is not `alive`, as far as that can be seen from here, or one of any host that gave no sign of
        life for `stale_after`. Returns their ids.
        """

        def is_dead(worker: WorkerState) -> bool:
            return worker.heartbeat_at < now - stale_after or not alive(worker)

        with self._db.write() as connection:
            return _reaped(connection, is_dead, now)

    def _set(self, worker_id: str, **values: Any) -> None:
        with self._db.write() as connection:
            connection.execute(update(WorkerRow).where(WorkerRow.id == worker_id).values(values))

    def list(self) -> list[WorkerState]:
        """Every worker, the last one started first."""
        with self._db.read() as connection:
            return listed(connection)


def _reaped(connection: Connection, is_dead: Callable[[WorkerState], bool], now: datetime) -> list[str]:
    found = [worker for worker in listed(connection) if worker.stopped_at is None and is_dead(worker)]
    dead = [worker.id for worker in found]
    expire(connection, dead)
    forget(connection, [number for worker in found for number in worker.engine_ids])
    for worker_id in sorted(dead):
        connection.execute(update(WorkerRow).where(WorkerRow.id == worker_id).values(stopped_at=now))
        released(connection, worker_id, now)
    return dead


def listed(connection: Connection) -> list[WorkerState]:
    """See `Workers.list`."""
    rows = connection.execute(
        select(*WorkerRow.__table__.columns).order_by(WorkerRow.started_at.desc(), WorkerRow.id)
    )
    return [WorkerState(**row._mapping) for row in rows]
