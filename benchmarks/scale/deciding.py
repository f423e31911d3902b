"""The procrastinate engine over many sources, without the polls."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import psutil
from sqlalchemy import Connection, create_engine, text

from benchmarks.cpu_time import spent_by
from benchmarks.due.deciding import StubbedLauncher
from benchmarks.due.many_sources import declared, spread
from benchmarks.measure import percentile
from benchmarks.postgres_server import served
from crawler.host_slots import HostSlots
from scheduler.beats import Beats
from scheduler.engines import EngineName
from scheduler.engines.procrastinate import ProcrastinateEngine
from scheduler.liveness import Liveness
from scheduler.passes import Passes
from scheduler.runs import Runs
from scheduler.tasks import WorkerTasks
from scheduler.telling import Telling
from scheduler.totals import Totals
from scheduler.upkeep import Upkeep
from scheduler.worker import HEARTBEAT
from storage import schema
from storage.clock import utc_now
from storage.database import Database
from storage.records import SourceState
from storage.sources import Sources

AT_ONCE = 100
_DECIDING = "deciding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """Shares of one core, seconds and counts: `ours` of this process for knowing what is due and enqueueing it,
    `server` of the database's processes for that, `whole` of this process for all, `server_whole` of the server.
    """

    sources: int
    seconds: float
    runs: int
    twice: int
    late_p50: float
    late_p95: float
    late_most: float
    ours: float
    server: float
    whole: float
    server_whole: float

    @property
    def share(self) -> float:
        """The share of one core that deciding and enqueueing costs."""
        return self.ours + self.server

    def __str__(self) -> str:
        return (
            f"{self.sources:,} sources, {self.runs:,} runs in {self.seconds:.0f} s; of one core: deciding and "
            f"enqueueing {self.share:.2%} (here {self.ours:.2%}, in the server {self.server:.2%}), all that this "
            f"process does {self.whole:.1%}, the server {self.server_whole:.1%}; late p50 {self.late_p50:.2f} s, "
            f"p95 {self.late_p95:.2f} s, most {self.late_most:.2f} s; twice {self.twice}"
        )


class TimedSources(Sources):
    """Counts the CPU seconds of handing out."""

    handing = 0.0

    def hand_out(
        self, now: datetime, limit: int, hand_out: Callable[[Connection, SourceState], None]
    ) -> int | None:
        began = time.thread_time()
        try:
            return super().hand_out(now, limit, hand_out)
        finally:
            self.handing += time.thread_time() - began


class TimedEngine(ProcrastinateEngine):
    """Hands out by sources that are timed."""

    def time_with(self, sources: TimedSources) -> None:
        """Use these."""
        self._sources = sources


def measured(count: int, seconds: float) -> Deciding:
    """Let the engine work for so long over so many sources."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
        url = server.create("scale")
        schema.create(url)
        database = Database(url)
        # Connections of its own, by whose processes the server's share is told.
        deciding = Database(f"{url}&application_name={_DECIDING}")
        try:
            Sources(database).sync([declared(number) for number in range(count)], utc_now())
            return asyncio.run(_working(url, database, deciding, count, seconds))
        finally:
            database.close()
            deciding.close()


def _prepare(database: Database, begins_at: datetime) -> None:
    """Sources that are known to answer well, as the planner knows them too."""
    spread(database, begins_at, last_ok_at=begins_at)
    with database.bare() as connection:
        connection.execute(text("VACUUM ANALYZE sources"))


async def _working(url: str, database: Database, deciding: Database, count: int, seconds: float) -> Deciding:
    launcher, totals, beats = StubbedLauncher(), Totals(), Beats()
    sources = Sources(database)
    runs = Runs(sources, launcher, totals)
    telling = Telling(database, "bench", totals)
    tasks = WorkerTasks(sources, runs, HostSlots(), telling, Upkeep(database, lambda: False))
    liveness = Liveness(database, "bench", EngineName.PROCRASTINATE)
    await liveness.begin()
    engine = TimedEngine(deciding, url, beats, tasks, Passes(liveness, telling), liveness)
    timed = TimedSources(deciding)
    engine.time_with(timed)
    engine.use(AT_ONCE)
    begins_at = utc_now() + timedelta(seconds=max(5.0, count / 4000))
    await asyncio.to_thread(_prepare, database, begins_at)
    await engine.begin()
    # One without a heartbeat is buried, and its jobs are taken from it.
    beats.add("heartbeat", liveness.beat, HEARTBEAT)
    beats.start()
    await asyncio.sleep(max(0.0, (begins_at - utc_now()).total_seconds()) + 5)
    deciders, server = await asyncio.to_thread(_processes, url)
    before = timed.handing, time.process_time(), spent_by(deciders), spent_by(server)
    skipped, began = len(launcher.late), time.monotonic()
    await asyncio.sleep(seconds)
    passed = time.monotonic() - began
    after = timed.handing, time.process_time(), spent_by(deciders), spent_by(server)
    ours, whole, decided, served_ = ((end - begin) / passed for begin, end in zip(before, after, strict=True))
    late = launcher.late[skipped:]
    await beats.stop(timedelta(seconds=2))
    await asyncio.gather(runs.stop(timedelta(seconds=2)), engine.stop(timedelta(seconds=2)))
    await telling.stop(timedelta(seconds=2))
    return Deciding(
        sources=count,
        seconds=passed,
        runs=len(late),
        twice=len(launcher.started) - len(set(launcher.started)),
        late_p50=percentile(late, 0.5),
        late_p95=percentile(late, 0.95),
        late_most=max(late),
        ours=ours,
        server=decided,
        whole=whole,
        server_whole=served_,
    )


def _processes(url: str) -> tuple[list[psutil.Process], list[psutil.Process]]:
    """The server's processes that decide, and all of them."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        mine = connection.execute(
            text("SELECT pid FROM pg_stat_activity WHERE application_name = :name"), {"name": _DECIDING}
        )
        deciders = [psutil.Process(pid) for pid in mine.scalars()]
        first = psutil.Process(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
    parent = first.parent()
    engine.dispose()
    everything = [] if parent is None else [parent, *parent.children(recursive=True)]
    return deciders, [one for one in everything if one.pid != first.pid]
