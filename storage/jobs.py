"""The jobs of Procrastinate, where its tables stand beside ours: what several machines share out among themselves.

https://procrastinate.readthedocs.io; its tables are its own, and are read and pruned here, never made.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, text

KEPT = timedelta(days=7)
_TABLE = text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")
# A job has an event for each of its steps: without a late one it ended before.
_OLD = text(
    "DELETE FROM procrastinate_jobs WHERE id IN ("
    "SELECT job.id FROM procrastinate_jobs AS job WHERE job.id > :after AND job.status IN "
    "('succeeded', 'failed', 'cancelled', 'aborted') AND NOT EXISTS ("
    "SELECT FROM procrastinate_events AS event WHERE event.job_id = job.id AND event.at >= :before) "
    "ORDER BY job.id LIMIT :most) RETURNING id"
)


def has_jobs(connection: Connection) -> bool:
    """Whether the tables of Procrastinate are in this database."""
    return connection.dialect.name == "postgresql" and bool(connection.scalar(_TABLE))


def forget_old(connection: Connection, now: datetime, *, after: int, most: int) -> list[int]:
    """Delete jobs that ended a week ago, with what happened to them, the oldest first; returns their numbers.

    Those that wait or are at work stay, whatever their age. `after` is the number behind which is looked.
    """
    asked = {"after": after, "before": now - KEPT, "most": most}
    return sorted(connection.scalars(_OLD, asked))
