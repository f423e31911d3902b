"""50,000 sources, each polled every 15 minutes, without the polls: what it costs to know what is due.

The worker's own tick, the database and the rhythm are those that ship; only the crawl is a stub, which answers after a
fifth of a second that nothing is new.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.due.many_sources import declared, spread
from benchmarks.measure import percentile
from crawler.reports import RunReport
from scheduler.beats import Beats
from scheduler.collecting import Collecting
from scheduler.engines.local import BEAT
from scheduler.launcher import Launcher
from scheduler.runs import Runs
from scheduler.totals import Totals
from storage import schema
from storage.clock import utc_now
from storage.database import Database
from storage.records import PollResult, RunOutcome, SourceState, Transition
from storage.sources import Sources

AT_ONCE = 100
A_CRAWL = 0.2
IDLE = 10.0


class StubbedLauncher(Launcher):
    """Crawls nothing, and notes how late each crawl was asked for."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self.started: list[int] = []

    async def crawl(self, state: SourceState) -> RunReport:
        self.late.append((utc_now() - state.due_at).total_seconds())
        self.started.append(state.id)
        await asyncio.sleep(A_CRAWL)
        return RunReport(poll=PollResult(outcome=RunOutcome.UNCHANGED, requests=1))

    async def stop(self, grace: timedelta) -> bool:
        del grace
        return True


class TimedSources(Sources):
    """Counts the CPU seconds of asking what is due, and of writing down what a poll said."""

    asking = 0.0
    writing = 0.0

    def due(self, now: datetime, limit: int, *, but: Collection[str] = ()) -> list[SourceState]:
        began = time.thread_time()
        try:
            return super().due(now, limit, but=but)
        finally:
            self.asking += time.thread_time() - began

    def finish(
        self,
        source_id: int,
        result: PollResult,
        *,
        url: str,
        new: int,
        now: datetime,
        due_at: datetime,
        rhythm: str | None = None,
        failures: int = 0,
        started_at: datetime | None = None,
    ) -> Transition:
        began = time.thread_time()
        transition = super().finish(
            source_id,
            result,
            url=url,
            new=new,
            now=now,
            due_at=due_at,
            rhythm=rhythm,
            failures=failures,
            started_at=started_at,
        )
        self.writing += time.thread_time() - began
        return transition


class TimedCollecting(Collecting):
    """Counts the CPU seconds of choosing among what is due and of starting it."""

    choosing = 0.0

    def _fill(self) -> int:
        began = time.thread_time()
        try:
            return super()._fill()
        finally:
            self.choosing += time.thread_time() - began


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """Shares of one core, seconds and counts. `beat` is the tick itself with nothing due, in `deciding` like asking
    and choosing; `writing` is what is kept of each poll, `whole` all that the process did.
    """

    sources: int
    seconds: float
    runs: int
    lost: int
    twice: int
    late_p50: float
    late_p95: float
    late_most: float
    asking: float
    choosing: float
    beat: float
    writing: float
    whole: float

    @property
    def deciding(self) -> float:
        """The share of one core that knowing and starting what is due costs."""
        return self.asking + self.choosing + self.beat


def measured(count: int, seconds: float) -> Deciding:
    """Tick for so long over so many sources."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'wirewatch.db'}"
        schema.create(url)
        database = Database(url)
        try:
            sources = TimedSources(database)
            sources.sync([declared(number) for number in range(count)], utc_now())
            return asyncio.run(_ticking(database, sources, seconds))
        finally:
            database.close()


async def _ticking(database: Database, sources: TimedSources, seconds: float) -> Deciding:
    launcher = StubbedLauncher()
    runs = Runs(sources, launcher, Totals())
    collecting = TimedCollecting(sources, runs)
    collecting.runs_at_once = AT_ONCE
    beats = Beats()

    async def collect() -> None:
        await collecting.start_due()

    begins_at = utc_now() + timedelta(seconds=IDLE + 4)
    await asyncio.to_thread(spread, database, begins_at)
    beats.add("collect", collect, BEAT)
    beats.start()
    await asyncio.sleep(1)
    idle_began, asked_before = time.process_time(), sources.asking
    await asyncio.sleep(IDLE)
    beat = (time.process_time() - idle_began - (sources.asking - asked_before)) / IDLE
    await asyncio.sleep(max(0.0, (begins_at - utc_now()).total_seconds()))
    began, asking, choosing = time.process_time(), sources.asking, collecting.choosing
    await asyncio.sleep(seconds)
    whole = time.process_time() - began
    asking, choosing = sources.asking - asking, collecting.choosing - choosing
    ends_at = utc_now()
    await asyncio.sleep(2 * BEAT)
    await beats.stop(timedelta(seconds=2))
    await runs.stop(timedelta(seconds=2))
    # what should have been started and was not is still due
    lost = await asyncio.to_thread(sources.due, ends_at, 1_000_000)
    return Deciding(
        sources=len(await asyncio.to_thread(sources.names)),
        seconds=seconds,
        runs=len(launcher.started),
        lost=len(lost),
        twice=len(launcher.started) - len(set(launcher.started)),
        late_p50=percentile(launcher.late, 0.5),
        late_p95=percentile(launcher.late, 0.95),
        late_most=max(launcher.late),
        asking=asking / seconds,
        choosing=choosing / seconds,
        beat=beat,
        writing=sources.writing / seconds,
        whole=whole / seconds,
    )
