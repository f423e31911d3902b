"""When the worker takes care of its database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from scheduler.upkeep import AFTER_START, AT_THE_LATEST, EVERY, Upkeep
from storage.database import Database
from storage.records import KeepFor
from storage.upkeep import reports, run_upkeep

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


class Hours:
    """A clock, and whether the worker has nothing else to do."""

    def __init__(self) -> None:
        self.now = START
        self.quiet = True

    def __call__(self) -> datetime:
        return self.now


async def runs(db: Database, upkeep: Upkeep) -> int:
    """How many runs there are once the upkeep had a look."""
    await upkeep.look()
    with db.read() as connection:
        return len(reports(connection))


async def test_once_a_day_in_quiet_minutes(db: Database) -> None:
    hours = Hours()
    upkeep = Upkeep(db, lambda: hours.quiet, clock=hours)
    assert await runs(db, upkeep) == 0
    hours.now += AFTER_START
    hours.quiet = False
    assert await runs(db, upkeep) == 0
    hours.quiet = True
    assert await runs(db, upkeep) == 1
    hours.now += EVERY - MOMENT
    assert await runs(db, upkeep) == 1
    hours.now += MOMENT
    hours.quiet = False
    assert await runs(db, upkeep) == 1
    hours.now += AT_THE_LATEST
    assert await runs(db, upkeep) == 2


async def test_a_run_by_hand_counts_too(db: Database) -> None:
    hours = Hours()
    run_upkeep(db, KeepFor(), by="command", clock=hours)
    upkeep = Upkeep(db, lambda: True, clock=hours)
    hours.now += EVERY - MOMENT
    assert await runs(db, upkeep) == 1
    hours.now += 2 * MOMENT
    run_upkeep(db, KeepFor(), by="command", clock=hours)
    assert await runs(db, upkeep) == 2


async def test_a_worker_that_ends_begins_none(db: Database) -> None:
    hours = Hours()
    upkeep = Upkeep(db, lambda: True, clock=hours)
    hours.now += AFTER_START
    upkeep.stop()
    assert await runs(db, upkeep) == 0
