"""Jobs that ended a week ago: nobody asks for them, and several machines make a million a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, text

from storage.database import Database
from storage.upkeep.pace import Pace

KEPT = timedelta(days=7)
# A job has an event for each of its steps: without a late one it ended before.
_OLD = text(
    "DELETE FROM procrastinate_jobs WHERE id IN ("
    "SELECT job.id FROM procrastinate_jobs AS job WHERE job.id > :after AND job.status IN "
    "('succeeded', 'failed', 'cancelled', 'aborted') AND NOT EXISTS ("
    "SELECT FROM procrastinate_events AS event WHERE event.job_id = job.id AND event.at >= :before) "
    "ORDER BY job.id LIMIT :most) RETURNING id"
)
_FIRST_AT_ONCE, _MOST_AT_ONCE = 200, 5_000


def forget_old_jobs(db: Database, now: datetime, pace: Pace) -> int:
    """Delete the jobs of Procrastinate that ended a week ago, a few at a time; returns how many."""
    forgotten, last, size = 0, -1, _FIRST_AT_ONCE
    while not pace.stop.is_asked:
        ids, took = pace.step(db, partial(_forget_old, now=now, after=last, most=size))
        if not ids:
            break
        forgotten += len(ids)
        last, size = ids[-1], pace.sized(size, took, most=_MOST_AT_ONCE)
    return forgotten


def _forget_old(connection: Connection, now: datetime, *, after: int, most: int) -> list[int]:
    """Delete jobs that ended a week ago, with what happened to them, the oldest first; returns their numbers.

    Those that wait or are at work stay, whatever their age. `after` is the number behind which is looked.
    """
    asked = {"after": after, "before": now - KEPT, "most": most}
    return sorted(connection.scalars(_OLD, asked))
