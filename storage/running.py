"""Whether a worker is at work on a database, whatever its schema."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, Integer, Text, column, inspect, select, table

from storage.columns import UtcDateTime
from storage.errors import StorageError

#: A worker that gave no sign of life for so long is dead.
STALE_AFTER = timedelta(seconds=30)
#: Says of the number of a process of this machine whether there is one.
Alive = Callable[[int], bool]
# As the first migration made it: the workers of every version write these.
_WORKERS = table(
    "workers",
    column("host", Text),
    column("pid", Integer),
    column("heartbeat_at", UtcDateTime),
    column("stopped_at", UtcDateTime),
)


def any_process(_pid: int) -> bool:
    """Takes every process for one that is there."""
    return True


def refuse_beside_workers(connection: Connection, alive: Alive, now: datetime) -> None:
    """Raise StorageError where a worker of any version is at work on the database."""
    if not inspect(connection).has_table("workers"):
        return
    seen = connection.execute(
        select(_WORKERS.c.host, _WORKERS.c.pid, _WORKERS.c.heartbeat_at)
        .where(_WORKERS.c.stopped_at.is_(None), _WORKERS.c.heartbeat_at >= now - STALE_AFTER)
        .order_by(_WORKERS.c.heartbeat_at.desc())
    ).all()
    here = socket.gethostname()
    living = [one for one in seen if one.host != here or alive(one.pid)]
    if living:
        names = ", ".join(f"process {one.pid} on {one.host}" for one in living)
        raise StorageError(
            f"workers are at work on this database: {names}; stop every worker first "
            f"(one that was killed on another host counts for {STALE_AFTER.total_seconds():.0f} s)"
        )
