"""Processes that read pages, so that no page can block the worker's loop or take the worker down."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from multiprocessing import resource_tracker
from types import SimpleNamespace
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from pebble import ProcessExpired, ProcessPool
from pebble.pool import process as pebble_process

from crawler.entries import Entries
from crawler.lead import Lead
from crawler.pages.caps import MOST_BYTES
from crawler.reading import (
    NO_LIMITS,
    Body,
    PageLimits,
    PageRead,
    ReadingError,
    RunawayError,
    read_feed,
    read_listing,
    read_page,
    read_sitemap,
    read_wordpress,
)
from scheduler.reader_process import bounded, bounded_from_file, prepare
from scheduler.reading_turns import ReadingTurns, weight
from scheduler.spilling import remove_left, spilled
from storage.records import QuarantinedBody

# pebble counts the seconds of a body by the clock: set forward, every body in hand would be over its time.
cast("Any", pebble_process).time = SimpleNamespace(time=time.monotonic, sleep=time.sleep)

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)

STOPPING = "the reading processes are stopping"
BROKEN = "the reading processes broke down"
# How often, in seconds, one who waits looks whether there is still something to wait for.
LOOK = 0.5
TRIES = 3
#: Processes that read on this machine, and the seconds that one page may take in all.
PROCESSES, PAGE_TIMEOUT = max(2, os.cpu_count() or 2), 10.0
#: Processes that are kept beside those of the bodies where batches are matched.
SPARE = 1
# What is imported once, before the processes part; not every page needs the library that is named apart.
PRELOADED = [__name__, "scheduler.matching_process", "scheduler.warm_reader", "trafilatura"]


class Quarantine(Protocol):
    """What `scheduler.quarantining.Quarantining` does; a process that reads must not pay for its database."""

    async def known(self, kind: str, content: bytes) -> QuarantinedBody | None: ...
    async def ran_away(self, kind: str, body: Body, url: str, reason: str) -> None: ...
    async def was_read(self, found: QuarantinedBody) -> None: ...


class ReadingPool:
    """A `crawler.reading.Reader` over worker processes.

    A page over its limits (see `use`) is read in part. A body that takes longer than `timeout` seconds, or that
    kills its process, ends in a `ReadingError`; its process is replaced and the other bodies go on. Large bodies are
    read one after the other (see `scheduler.reading_turns`), and none takes more memory than a reader may have. The
    processes end with the worker, also when it is killed.
    """

    def __init__(self, *, processes: int, timeout: float, quarantine: Quarantine | None = None) -> None:
        self._quarantine = quarantine
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(PRELOADED)
        self._processes = processes
        self._timeout = timeout
        self._limits = NO_LIMITS
        self._turns = ReadingTurns()
        self._spare = self._wanted_spare = 0
        # With the spare one, neither bodies nor batches wait for all of the other.
        self._pages = asyncio.Semaphore(processes)
        self._batches = asyncio.Semaphore(processes)
        self._pool: ProcessPool | None = None
        self._outgrown: set[asyncio.Task[None]] = set()
        self._renewing = asyncio.Lock()
        self._closed = False

    def use(self, limits: PageLimits) -> None:
        """Take these limits for the pages from now on."""
        self._limits = limits

    async def warm(self) -> None:
        """Start the processes before the first body comes; not where they are to end."""
        with contextlib.suppress(ReadingError):
            await self._living()

    async def page(self, body: Body, lead: Lead | None, host_lines: frozenset[str] = frozenset()) -> PageRead:
        limits = self._limits
        return await self._read("page", body, limits.most_bytes, read_page, lead, host_lines, limits)

    async def feed(self, body: Body) -> Entries:
        return await self._read("feed", body, None, read_feed)

    async def sitemap(self, body: Body) -> Entries:
        return await self._read("sitemap", body, None, read_sitemap)

    async def listing(self, body: Body, links: str, next_link: str | None = None) -> Entries:
        return await self._read("listing", body, MOST_BYTES, read_listing, links, next_link)

    async def wordpress(self, body: Body) -> Entries:
        return await self._read("wordpress", body, None, read_wordpress)

    async def _read(
        self,
        kind: str,
        body: Body,
        most: int | None,
        function: Callable[Concatenate[Body, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        held = None if self._quarantine is None else await self._quarantine.known(kind, body.content)
        try:
            async with self._turns.turn(weight(body.content)), self._pages:
                found = await self._handed_over(
                    body if most is None else body.cut(most), function, *args, **kwargs
                )
        except RunawayError as error:
            if self._quarantine is not None:
                lead = next((one for one in args if isinstance(one, Lead)), None)
                await self._quarantine.ran_away(
                    kind, body, body.url if lead is None else lead.url, str(error)
                )
            raise
        if self._quarantine is not None and held is not None:
            await self._quarantine.was_read(held)
        return found

    async def _handed_over(
        self, body: Body, function: Callable[Concatenate[Body, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        async with spilled(body.content) as file:
            if file is None:
                return await self._run(function, body, *args, **kwargs)
            bodiless = replace(body, content=b"")
            call = partial(bounded_from_file, file, function, bodiless, *args, **kwargs)
            return await self._scheduled(call, self._timeout)

    async def _run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._scheduled(partial(bounded, function, *args, **kwargs), self._timeout)

    async def run(self, call: Callable[[], T], timeout: float) -> T:
        """Call what is no body's, such as the matching of a batch, in one of the processes; it sees to its memory.

        Raises:
            RunawayError: it took longer than `timeout` seconds, or killed its process.
            ReadingError: the processes are ending, or broke down.
        """
        async with self._batches:
            return await self._scheduled(call, timeout)

    async def _scheduled(self, call: Callable[[], T], timeout: float) -> T:
        for _ in range(TRIES):
            pool = await self._living()
            try:
                return await _answer(pool, asyncio.wrap_future(pool.schedule(call, timeout=timeout)))
            except FutureTimeoutError as error:
                raise RunawayError(f"took over {timeout:.0f} s") from error
            except ProcessExpired as error:
                if self._closed:
                    break
                if error.exitcode == signal.SIGTERM:
                    # A service manager asks all processes to end, not the worker alone.
                    raise ReadingError("its process was asked to end") from error
                raise RunawayError(f"its process died (exit code {error.exitcode})") from error
            except RuntimeError:
                # Either the pool's own words for its end, or a fault that the reading found.
                if pool.active:
                    raise
        raise ReadingError(STOPPING if self._closed else BROKEN)

    async def _living(self) -> ProcessPool:
        """The pool, started anew where none lives: an idle process that is killed breaks the whole of it."""
        async with self._renewing:
            old = self._pool
            lives = old is not None and old.active
            if not self._closed and (not lives or self._spare < self._wanted_spare):
                # In threads: to start waits for a process to import, to join for others to end.
                self._pool = await asyncio.to_thread(self._start)
                if old is not None and lives:
                    self._outgrow(old)
                elif old is not None:
                    log.warning("%s, and were started anew", BROKEN)
                    await asyncio.to_thread(old.join)
            if self._pool is None or self._closed:
                raise ReadingError(STOPPING)
            return self._pool

    def keep_spare(self) -> None:
        """Have a process more from now on: matching is done here, too."""
        self._wanted_spare = SPARE

    def _outgrow(self, old: ProcessPool) -> None:
        """Let a pool end that another one took the place of, when it has done what it has in hand."""
        old.close()
        task = asyncio.create_task(asyncio.to_thread(old.join), name="readers that end")
        self._outgrown.add(task)
        task.add_done_callback(self._outgrown.discard)

    def _start(self) -> ProcessPool:
        remove_left()
        self._spare = self._wanted_spare
        pool = ProcessPool(
            max_workers=self._processes + self._spare,
            max_tasks=2000,
            initializer=prepare,
            context=self._context,
        )
        _start_tracker()
        # Ctrl-C is for the worker alone: whatever is started here, and from there, never sees it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            is_active = pool.active
        except BrokenProcessPool:
            is_active = False
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if not is_active or self._closed:
            _end(pool)
            raise ReadingError(STOPPING if self._closed else BROKEN)
        return pool

    @property
    def processes(self) -> int:
        """How many bodies, or batches, are in hand at a time."""
        return self._processes

    def close(self) -> None:
        """End the processes; what they still read is read again later."""
        self._closed = True
        if self._pool is not None:
            _end(self._pool)


async def _answer(pool: ProcessPool, answer: asyncio.Future[T]) -> T:
    """The answer; BrokenProcessPool where the pool ends without giving one, which it does not tell by itself."""
    try:
        while not (await asyncio.wait([answer], timeout=LOOK))[0]:
            if not pool.active:
                raise BrokenProcessPool
    finally:
        # Not wanted any more, unless it is there.
        answer.cancel()
    if answer.cancelled():
        raise BrokenProcessPool
    return answer.result()


def _start_tracker() -> None:
    """Start what removes the locks of a worker that ended at once; it need not tell people that it did.

    Before a signal is blocked: multiprocessing lets it through again after the start.
    """
    quiet = "ignore:resource_tracker"
    if quiet not in sys.warnoptions:
        sys.warnoptions.append(quiet)
    resource_tracker.ensure_running()


def _end(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()
