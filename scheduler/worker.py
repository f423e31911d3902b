"""The worker: collect, flag, deliver, as its engine has it, in one process that can be killed at any moment."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from enum import IntEnum
from typing import Any

from alerts.delivery import DeliveryTally
from alerts.matching_ways import MatchingStoppedError
from alerts.watchlist import Watchlist, registered
from crawler.archive_writer import ArchiveWriter
from crawler.host_slots import HostSlots
from crawler.leased_hosts import LeasedHosts
from scheduler.backfill_work import BackfillWork
from scheduler.beats import Beats
from scheduler.capture_care import CaptureCare
from scheduler.clock_watch import ClockWatch
from scheduler.collecting import Collecting
from scheduler.counted import counted
from scheduler.desk_watches import DeskWatching
from scheduler.engines import Engine, EngineName
from scheduler.engines.local import LocalEngine
from scheduler.holders import new_holder
from scheduler.last_resort import end_process_in
from scheduler.launcher import Launcher
from scheduler.liveness import Liveness
from scheduler.passes import Passes
from scheduler.plan import Plan, PlanError, Plans
from scheduler.pooled_matching import PooledMatching
from scheduler.quarantining import Quarantining
from scheduler.reader_process import Trimming, keep_large_apart
from scheduler.reading_pool import PAGE_TIMEOUT, PROCESSES, ReadingPool
from scheduler.runs import Runs
from scheduler.surroundings import Surroundings
from scheduler.tasks import WorkerTasks, tell
from scheduler.telling import Telling
from scheduler.totals import Totals
from scheduler.upkeep import Upkeep
from storage.archive import Archive
from storage.captures.store import CaptureStore
from storage.clock import Clock, utc_now
from storage.clock_steps import ahead, set_back
from storage.database import Database
from storage.errors import StorageError
from storage.frontier import Frontier
from storage.host_leases import HostLeases
from storage.host_lines import HostLines
from storage.source_events import SourceEvents
from storage.sources import Sources
from storage.watches import WatchVersions

log = logging.getLogger(__name__)

HEARTBEAT = 5.0
CONFIG_BEAT = 2.0
TRIM_BEAT = 1.0
LEASES_BEAT = 1.0
BACKFILL_BEAT = 5.0
# 15 s in all is what an operator waits for. Runs and sends end side by side; then the rest.
CRAWL_GRACE = timedelta(seconds=5)
DELIVERY_GRACE = timedelta(seconds=5)
BEAT_GRACE = timedelta(seconds=2)
LAST_RESORT = 14.0
#: Seconds for which a single pass waits for a database that fails.
OUTAGE_PATIENCE = 30.0
#: What was written by a clock that was set back since waits for at least the step but so much.
BY_THE_OLD_CLOCK = timedelta(minutes=3)


class Ending(IntEnum):
    """How a worker ended, as its exit code.

    DRAINED: all that was under way was finished. ABANDONED: a server or a receiver hung and was left; nothing
    is half stored, and the next start goes on from there.
    """

    DRAINED = 0
    ABANDONED = 3


class Worker:
    """One worker over one database, at `url`, by the engine of this name. Build it inside the running event loop."""

    def __init__(
        self,
        db: Database,
        plans: Plans,
        *,
        engine: EngineName = EngineName.LOCAL,
        url: str = "",
        clock: Clock = utc_now,
    ) -> None:
        self.id = new_holder()
        self.totals = Totals()
        self._plans = plans
        self._clock = clock
        db.outage.is_told = True
        self._db = db
        self._is_alone = engine is EngineName.LOCAL
        self._sources = Sources(db)
        self._versions = WatchVersions(db)
        self._desk = DeskWatching(db)
        self._plan: Plan | None = None
        self._captures = CaptureStore(clock=clock)
        self._writer = ArchiveWriter(Archive(db, self._captures), clock)
        self._pool = ReadingPool(
            processes=PROCESSES, timeout=PAGE_TIMEOUT, quarantine=Quarantining(db, clock=clock)
        )
        self._slots = HostSlots(leased=LeasedHosts(HostLeases(db, self.id)))
        self._launcher = Launcher(
            frontier=Frontier(db),
            writer=self._writer,
            known_lines=HostLines(db),
            events=SourceEvents(db),
            reader=self._pool,
            slots=self._slots,
            clock=clock,
        )
        self._surroundings = Surroundings()
        self._runs = Runs(
            self._sources, self._launcher, self.totals, clock=clock, surroundings=self._surroundings
        )
        self._collecting = Collecting(self._sources, self._runs, clock=clock)
        matching = PooledMatching(self._pool)
        self._telling = Telling(db, self.id, self.totals, matching=matching, clock=clock)
        self._capture_care = CaptureCare(db, self._captures, self.id, clock=clock)
        self._upkeep = Upkeep(db, lambda: not self._runs.under_way, clock=clock)
        self._liveness = Liveness(db, self.id, engine, clock=clock)
        self._passes = Passes(self._liveness, self._telling)
        self._tasks = WorkerTasks(
            self._sources, self._runs, self._slots, self._telling, self._upkeep, clock=clock
        )
        self._beats = Beats(clock)
        self._engine = self._engine_of(engine, db, url)
        self._backfill = BackfillWork(db, self._pool, self._launcher, self.id, clock=clock)
        self._stop = asyncio.Event()
        self._reload_asked = False
        self._in_force = ""
        self._clock_watch = ClockWatch(self._clock_was_set, clock=clock)
        self._trimming = Trimming()

    def _engine_of(self, name: EngineName, db: Database, url: str) -> Engine:
        if name is EngineName.LOCAL:
            return LocalEngine(self._beats, self._tasks, self._collecting, self._passes)
        # Who is alone does not pay for its imports.
        from scheduler.engines.procrastinate import ProcrastinateEngine

        return ProcrastinateEngine(
            db, url, self._beats, self._tasks, self._passes, self._liveness, clock=self._clock
        )

    @property
    def deliveries(self) -> DeliveryTally:
        """What the channels in force were sent."""
        return self._telling.tally

    async def run(self) -> Ending:
        """Work until SIGTERM or SIGINT.

        Raises:
            PlanError: the configuration is not valid.
            WorkerRunningError: another worker is at work on this database.
        """
        ending = await self._working(self._until_stopped)
        log.info("stopped" if ending is Ending.DRAINED else "stopped; what hung was left, nothing is lost")
        return ending

    async def run_once(self) -> Ending:
        """Poll everything that is due, flag, deliver, and end; or end on SIGTERM or SIGINT.

        Raises:
            PlanError: the configuration is not valid.
            WorkerRunningError: another worker is at work on this database.
            StorageError: the database failed.
        """
        return await self._working(self._one_pass)

    async def _working(self, work: Callable[[], Coroutine[Any, Any, None]]) -> Ending:
        keep_large_apart()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._asked_to_stop, number)
        loop.add_signal_handler(signal.SIGHUP, self._asked_to_reload)
        await self._liveness.begin()
        self._beats.add("heartbeat", self._liveness.beat, HEARTBEAT)
        self._beats.add("trim", self._trim, TRIM_BEAT)
        self._beats.add("captures", self._capture_care.look, HEARTBEAT)
        self._beats.add("hosts", self._slots.look, LEASES_BEAT)
        self._beats.add("surroundings", self._surroundings.look, HEARTBEAT)
        self._beats.start()
        self._clock_watch.start()
        warming = asyncio.create_task(self._pool.warm(), name="readers")
        try:
            await self._look_at_the_clock()
            await self._take_over()
            # What is there by now stays: to look through it for garbage takes a tenth of a second each time.
            gc.freeze()
            await work()
        finally:
            ending = await self._end()
            await warming
        return ending

    async def _until_stopped(self) -> None:
        await self._engine.begin()
        self._beats.add("config", self._take_over_changes, CONFIG_BEAT)
        self._beats.add("backfill", self._backfill.look, BACKFILL_BEAT)
        log.info("running: %s; Ctrl-C stops", self._in_force)
        await self._stop.wait()

    async def _one_pass(self) -> None:
        await self._unless_stopped(self._collect_all)
        await self._unless_stopped(self._finish_pass)

    async def _collect_all(self) -> None:
        while True:
            done = frozenset(self._runs.finished)
            await self._collecting.start_due(leave_out=done)
            if not self._runs.under_way and not await self._goes_on(done):
                return
            await self._runs.wait_for_one(1.0)
            # What cannot be flagged is said at the end of the pass.
            with suppress(MatchingStoppedError):
                await tell(self._tasks)

    async def _finish_pass(self) -> None:
        is_flagged = await self._flag_all()
        await self._telling.release()
        await self._telling.care(at_once=True)
        await self._telling.deliver_all()
        if is_flagged:
            await self._passes.passed(last=True)

    async def _flag_all(self) -> bool:
        try:
            return await self._telling.flag()
        except MatchingStoppedError as error:
            log.error("%s", error)
            return False

    async def _unless_stopped(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do the work until it ends, or until the worker is asked to stop."""
        if self._stop.is_set():
            return
        task, stop = asyncio.create_task(work()), asyncio.create_task(self._stop.wait())
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if task.done():
            task.result()
        else:
            task.cancel()

    async def _goes_on(self, done: frozenset[int]) -> bool:
        """Whether a source whose run left pending articles is due again in a moment."""
        if (self._sources.out_of_reach_for or 0.0) > OUTAGE_PATIENCE:
            raise StorageError("the database fails for too long; another run goes on from here")
        soon = self._clock() + timedelta(seconds=5)
        due = await asyncio.to_thread(self._sources.due, soon, 500)
        waiting = any(state.id not in done for state in due)
        if waiting:
            await asyncio.sleep(0.2)
        return waiting

    def _asked_to_stop(self, number: signal.Signals) -> None:
        if self._stop.is_set():
            log.warning("asked again to stop: ending at once")
            os._exit(128 + number)
        self._stop.set()
        log.info("stopping: waiting for what is under way")
        self._telling.pause()
        self._backfill.stop()
        self._upkeep.stop()
        end_process_in(LAST_RESORT, Ending.ABANDONED)

    def _asked_to_reload(self) -> None:
        self._reload_asked = True

    async def _look_at_the_clock(self) -> None:
        """Where the archive knows of later times than now, the clock was set back since."""
        if self._is_alone:
            await self._clock_watch.was_set(-await asyncio.to_thread(ahead, self._db, self._clock()))

    async def _clock_was_set(self, step: timedelta, later: bool) -> None:
        self._beats.hurry()
        self._engine.clock_was_set()
        # Of several machines one that is wrong must not set the archive's times for all.
        if step < timedelta() and self._is_alone:
            least = max(-step - BY_THE_OLD_CLOCK, timedelta()) if later else timedelta()
            await asyncio.to_thread(set_back, self._db, -step, self._clock(), least=least)

    async def _trim(self) -> None:
        await asyncio.to_thread(self._trimming.look)

    async def _take_over(self) -> None:
        plan = self._plans.current()
        report = await asyncio.to_thread(self._sources.sync, plan.sources, self._clock())
        watchlist = await asyncio.to_thread(self._watchlist, plan)
        self._plan = plan
        await self._capture_care.use(plan.captures)
        self._upkeep.use(plan.keep_for)
        self._backfill.use(plan.backfill, plan.delay)
        self._launcher.use(plan.crawl_settings)
        self._pool.use(plan.page_limits)
        self._telling.use(watchlist, plan.channels, plan.care, plan.channel_care, plan.heartbeat)
        self._engine.use(plan.runs_at_once)
        self._runs.pricing.use(plan.polling, len(plan.sources))
        self._in_force = ", ".join(
            (
                counted(len(plan.sources), "source"),
                counted(len(watchlist), "watch", "watches"),
                counted(len(plan.channels), "channel"),
            )
        )
        await self._liveness.config(None, plan.digest)
        for names, what in (
            (report.added, "added"),
            (report.removed, "removed"),
            (report.changed, "changed"),
        ):
            if names:
                log.info("sources %s: %s", what, ", ".join(names))
        for old, new in report.renamed:
            log.info("source renamed: %s is now %s", old, new)

    def _watchlist(self, plan: Plan) -> Watchlist:
        joined = self._desk.joined(plan.watchlist, plan.book)
        found = registered(joined, self._versions, self._clock())
        self._desk.taken_over()
        return found

    async def _take_over_watches(self, plan: Plan) -> None:
        """The desk's watches as they are now, beside the configuration that is in force."""
        if await asyncio.to_thread(self._desk.changed):
            watchlist = await asyncio.to_thread(self._watchlist, plan)
            self._telling.use_watches(watchlist)
            log.info(
                "the watches of the desk changed: %s in force", counted(len(watchlist), "watch", "watches")
            )

    async def _take_over_changes(self) -> None:
        if not (self._plans.changed() or self._reload_asked):
            if self._plan is not None:
                await self._take_over_watches(self._plan)
            return
        self._reload_asked = False
        try:
            await self._take_over_or_refuse()
        except StorageError:
            # The file will not look changed a second time.
            self._reload_asked = True
            raise

    async def _take_over_or_refuse(self) -> None:
        try:
            await self._take_over()
        except PlanError as error:
            await self._liveness.config(str(error))
            log.error("the changed configuration is refused, the old one stays in force: %s", error)
        else:
            log.info("the changed configuration is in force")

    async def _end(self) -> Ending:
        self._upkeep.stop()
        self._backfill.stop()
        self._clock_watch.stop()
        await self._beats.stop(BEAT_GRACE)
        ended = await asyncio.gather(
            self._runs.stop(CRAWL_GRACE),
            self._telling.stop(DELIVERY_GRACE),
            self._engine.stop(CRAWL_GRACE),
            return_exceptions=True,
        )
        await self._writer.settle()
        self._captures.close()
        await asyncio.to_thread(self._pool.close)
        for trouble in ended:
            if isinstance(trouble, BaseException):
                log.error("the end was not orderly", exc_info=trouble)
        try:
            await self._slots.let_go()
            await self._capture_care.note()
            await self._liveness.end()
        except StorageError as error:
            # The next start finds this worker dead, and goes on all the same.
            log.error("the end could not be noted: %s", error)
            return Ending.ABANDONED
        return Ending.DRAINED if all(one is True for one in ended) else Ending.ABANDONED
