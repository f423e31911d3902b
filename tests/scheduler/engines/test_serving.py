"""The job workers of one process: they outlast a database that is away, and a clock that is set."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import text

from scheduler.beats import Beats
from scheduler.engines import EngineName
from scheduler.engines.procrastinate import ProcrastinateEngine
from scheduler.liveness import Liveness
from scheduler.passes import Passes
from scheduler.telling import Telling
from scheduler.totals import Totals
from storage.database import Database
from storage.patience import conninfo

#: Seconds for what takes a moment, on a machine that is busy with other things.
PATIENCE = 120.0
GRACE = timedelta(seconds=5)
REAL_OPEN = AsyncConnectionPool.open


class Doing:
    """Tasks that are counted."""

    def __init__(self) -> None:
        self.flagged = 0

    async def collect(self, source_id: int) -> None:
        raise AssertionError(f"no source is due, {source_id} least of all")

    async def flag(self) -> bool:
        self.flagged += 1
        return True

    async def deliver(self) -> None:
        return

    async def upkeep(self) -> None:
        return


@asynccontextmanager
async def an_engine(db: Database, url: str, tasks: Doing) -> AsyncIterator[ProcrastinateEngine]:
    beats = Beats()
    liveness = Liveness(db, "w1", EngineName.PROCRASTINATE)
    passes = Passes(liveness, Telling(db, "w1", Totals()))
    engine = ProcrastinateEngine(db, url, beats, tasks, passes, liveness)
    db.outage.is_told = True
    beats.start()
    await engine.begin()
    try:
        yield engine
    finally:
        await beats.stop(GRACE)
        assert await engine.stop(GRACE)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.05)


def nowhere() -> str:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"postgresql://postgres@127.0.0.1:{taken.getsockname()[1]}/postgres"


def job_workers(db: Database) -> set[int]:
    with db.read() as connection:
        return set(connection.scalars(text("SELECT id FROM procrastinate_workers")))


async def _open(pool: AsyncConnectionPool, wait: bool = False) -> None:
    """As the pool opens itself, and gives up after half a second instead of thirty."""
    await REAL_OPEN(pool, wait=wait, timeout=0.5)


async def test_a_database_that_was_away_for_long_is_served_again(
    postgres_db: Database,
    postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A pool that finds no connection in time gives up with an error of its own, which is none of procrastinate's."""
    caplog.set_level("INFO", "scheduler")
    monkeypatch.setattr(AsyncConnectionPool, "open", _open)
    tasks = Doing()
    async with an_engine(postgres_db, nowhere(), tasks) as engine:
        await until(lambda: "jobs: " in caplog.text)
        monkeypatch.setattr(engine, "_address", conninfo(postgres_url))
        await until(lambda: tasks.flagged > 0)
    said = [one.getMessage() for one in caplog.records if one.name.startswith("scheduler")]
    assert said == ["jobs: pool initialization incomplete after 0.5 sec", "jobs are taken again"]


async def test_a_clock_that_is_set_begins_regular_work_anew(postgres_db: Database, postgres_url: str) -> None:
    """Procrastinate reckons from the last time that a job came: set back, it would wait for the step."""
    tasks = Doing()
    async with an_engine(postgres_db, postgres_url, tasks) as engine:
        await until(lambda: tasks.flagged > 0)
        before = job_workers(postgres_db)
        assert before
        engine.clock_was_set()
        await until(lambda: bool(now := job_workers(postgres_db)) and not now & before)
        flagged = tasks.flagged
        await until(lambda: tasks.flagged > flagged)
