"""Jobs that ended a week ago: nobody asks for them, and several machines make a million a day."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from storage.database import Database
from storage.jobs import forget_old, has_jobs
from storage.upkeep.pace import Pace

_FIRST_AT_ONCE, _MOST_AT_ONCE = 200, 5_000


def forget_old_jobs(db: Database, now: datetime, pace: Pace) -> int:
    """Delete the jobs of Procrastinate that ended a week ago, a few at a time; returns how many."""
    with db.read() as connection:
        if not has_jobs(connection):
            return 0
    forgotten, last, size = 0, -1, _FIRST_AT_ONCE
    while not pace.stop.is_asked:
        ids, took = pace.step(db, partial(forget_old, now=now, after=last, most=size))
        if not ids:
            break
        forgotten += len(ids)
        last, size = ids[-1], pace.sized(size, took, most=_MOST_AT_ONCE)
    return forgotten
