"""The engine that shares the work among workers on any number of machines, by jobs in the archive's own PostgreSQL."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from datetime import timedelta

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker as JobWorker

from crawler.pauses import happens
from scheduler.beats import Beats
from scheduler.engines import Tasks
from scheduler.engines.enqueueing import Enqueueing
from scheduler.engines.job_schema import make_jobs
from scheduler.engines.jobs import collecting_app, telling_app
from scheduler.engines.queues import Queue
from scheduler.engines.rescue import HEARTBEAT, rescued, say_rescued
from scheduler.liveness import Liveness
from scheduler.passes import Passes
from scheduler.troubles import Troubles
from storage.clock import Clock, utc_now
from storage.database import Database
from storage.patience import conninfo
from storage.sources import Sources

log = logging.getLogger(__name__)

#: Seconds between two looks at what is due. One worker looks at a time.
DECIDING_BEAT = 1.0
#: So many are handed out at a look.
MOST_DUE = 1000
#: Jobs are told of as they come; these seconds find what was not told.
POLLING = 2.0
#: Flagging, sending, care and the search for dead workers, side by side.
TELLING_PLACES = 4
_CONNECTIONS = 6
#: Seconds that a job waits for a connection; and between two tries where the database is gone.
_PATIENCE = 10.0
_PAUSE = 1.0
_GRACE = 5.0


class ProcrastinateEngine:
    """See `scheduler.engines.Engine`."""

    def __init__(
        self,
        db: Database,
        url: str,
        beats: Beats,
        tasks: Tasks,
        passes: Passes,
        liveness: Liveness,
        *,
        clock: Clock = utc_now,
    ) -> None:
        self._db = db
        self._address = conninfo(url)
        self._beats = beats
        self._tasks = tasks
        self._passes = passes
        self._liveness = liveness
        self._clock = clock
        self._sources = Sources(db)
        self._enqueueing = Enqueueing()
        self._troubles = Troubles()
        self._runs_at_once = 1
        self._workers: list[JobWorker] = []
        self._noted: list[str] = []
        self._serving: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._trouble: str | None = None

    async def begin(self) -> None:
        await asyncio.to_thread(make_jobs, self._db)
        self._db.follow_up = self._enqueueing.follow_up
        self._serving = asyncio.create_task(self._serve(), name="jobs")
        self._beats.add("decide", self._decide, DECIDING_BEAT)

    def use(self, runs_at_once: int) -> None:
        if runs_at_once != self._runs_at_once:
            self._runs_at_once = runs_at_once
            self._halt()

    def clock_was_set(self) -> None:
        # What comes at regular times is reckoned from the last time it came.
        self._halt()

    async def stop(self, grace: timedelta) -> bool:
        self._stopping.set()
        self._halt()
        if self._serving is None:
            return True
        done, _ = await asyncio.wait({self._serving}, timeout=grace.total_seconds() + 1)
        if not done:
            self._serving.cancel()
        return bool(done)

    def _halt(self) -> None:
        for worker in self._workers:
            worker.stop()

    async def _decide(self) -> None:
        if self._stopping.is_set():
            return
        await self._note_ids()
        hand_out = self._enqueueing.run_of
        await asyncio.to_thread(self._sources.hand_out, self._clock(), MOST_DUE, hand_out)

    async def _note_ids(self) -> None:
        """By these numbers whoever finds this worker dead takes up its jobs at once."""
        ids = [str(worker.worker_id) for worker in self._workers if worker.worker_id is not None]
        if ids and ids != self._noted:
            await self._liveness.known_as(ids)
            self._noted = ids

    async def _serve(self) -> None:
        """Serve the queues until asked to stop, and begin anew where the connection to the database was lost."""
        while not self._stopping.is_set():
            try:
                await self._serve_once()
            except Exception as error:
                # Of any kind: a pool that finds no database fails otherwise than a connection that is lost, and whoever
                # ended here would take no job any more.
                self._say(_words(error))
            await happens(self._stopping, _PAUSE)

    async def _serve_once(self) -> None:
        connector = PsycopgConnector(
            conninfo=self._address, min_size=1, max_size=_CONNECTIONS, timeout=_PATIENCE, name="jobs"
        )
        polls = collecting_app(connector, self._tasks, self._troubles)
        tells = telling_app(
            connector,
            self._tasks,
            self._troubles,
            flagged=self._passes.passed,
            bury=self._liveness.bury,
        )
        async with tells.open_async():
            # What a worker had in hand that died on this machine waits for nobody's heartbeat.
            say_rescued(await rescued(tells.job_manager))
            self._workers = [
                _worker(polls, Queue.COLLECT, self._runs_at_once),
                _worker(polls, Queue.SLOW, max(1, self._runs_at_once // 2)),
                _worker(tells, Queue.TELL, TELLING_PLACES),
            ]
            serving = [asyncio.create_task(worker.run()) for worker in self._workers]
            self._say(None)
            # One that lost its connection ends; the others are to begin anew with it.
            await asyncio.wait(serving, return_when=asyncio.FIRST_COMPLETED)
            self._halt()
            _raise_first(await asyncio.gather(*serving, return_exceptions=True))

    def _say(self, trouble: str | None) -> None:
        # Where the archive is out of reach, too, that is told for all.
        level = logging.DEBUG if self._db.outage.holds else logging.ERROR
        if trouble is not None and self._trouble is None:
            log.log(level, "jobs: %s", trouble)
        elif trouble is None and self._trouble is not None:
            log.info("jobs are taken again")
        self._trouble = trouble


class _QuietWorker(JobWorker):
    """Says nothing of a job whose end could not be noted: it is found stalled, and done again."""

    async def _process_job(self, context: JobContext) -> None:
        try:
            await super()._process_job(context)
        except ConnectorException as error:
            log.debug("the end of %s was not noted: %s", context.job.call_string, error.__cause__)


def _worker(app: App, queue: Queue, places: int) -> JobWorker:
    """Takes the jobs of one queue, so many at once."""
    return _QuietWorker(
        app=app,
        queues=[queue.value],
        name=queue.value,
        concurrency=places,
        fetch_job_polling_interval=POLLING,
        shutdown_graceful_timeout=_GRACE,
        delete_jobs="successful",
        install_signal_handlers=False,
        update_heartbeat_interval=HEARTBEAT,
    )


def _words(error: Exception) -> str:
    """One line; where the error has no words of its own, what it is."""
    found = error.__cause__ or error
    return next(iter(str(found).splitlines()), "") or type(found).__name__


def _raise_first(ended: Iterable[object]) -> None:
    for one in ended:
        if isinstance(one, BaseException):
            raise one
