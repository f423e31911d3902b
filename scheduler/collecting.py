"""COLLECT: start the sources that are due, and write down how each run ended."""

from __future__ import annotations

import asyncio
import logging
import random
from datetime import timedelta
from functools import partial

from crawler.reports import RunReport
from scheduler.launcher import Launcher
from scheduler.rhythm import choose, is_slow, next_due
from scheduler.totals import FINE, Totals
from storage.clock import Clock, utc_now
from storage.errors import StorageError
from storage.records import PollResult, RunOutcome, SourceState
from storage.sources import Sources

log = logging.getLogger(__name__)

MOST_DUE = 500


class Collecting:
    """The runs under way. When a source is due is a column in the database; nothing here remembers it."""

    def __init__(
        self,
        sources: Sources,
        launcher: Launcher,
        totals: Totals,
        *,
        clock: Clock = utc_now,
        rng: random.Random | None = None,
    ) -> None:
        self._sources = sources
        self._launcher = launcher
        self._totals = totals
        self._clock = clock
        self._rng = rng or random.Random()
        self._running: dict[int, tuple[SourceState, asyncio.Task[None]]] = {}
        self._stopping = False
        self.runs_at_once = 1
        self.finished: set[int] = set()

    @property
    def running(self) -> int:
        """How many runs are under way."""
        return len(self._running)

    async def start_due(self, *, leave_out: frozenset[int] = frozenset()) -> int:
        """Start the runs that are due and have a place; returns how many were started.

        Raises:
            StorageError: the database did not say what is due, or could not note that a run begins.
        """
        # A run that ends while the database is asked is still due in its answer.
        busy = leave_out | self._running.keys()
        due = await asyncio.to_thread(self._sources.due, self._clock(), MOST_DUE)
        states = [state for state, _ in self._running.values()]
        chosen = choose(
            [state for state in due if state.id not in busy],
            running_groups={state.host_group for state in states},
            running=len(states),
            running_slow=sum(map(is_slow, states)),
            at_once=self.runs_at_once,
        )
        started = 0
        for state in chosen:
            await asyncio.to_thread(self._sources.start, state.id, self._clock())
            if self._stopping:
                break
            started += 1
            task = asyncio.create_task(self._run(state), name=f"run {state.name}")
            self._running[state.id] = (state, task)
            task.add_done_callback(partial(self._ended, state.id))
        return started

    def _ended(self, source_id: int, _: asyncio.Task[None]) -> None:
        self._running.pop(source_id, None)

    async def wait_for_one(self, seconds: float) -> None:
        """Wait until a run ends, or for so many seconds."""
        tasks = [task for _, task in self._running.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)

    async def stop(self, grace: timedelta) -> bool:
        """End all runs; False where some had to be abandoned after `grace`.

        What was cut short is due again at once.
        """
        self._stopping = True
        ended = await self._launcher.stop(grace)
        tasks = [task for _, task in self._running.values()]
        if tasks:
            # Those whose crawl has ended still have to write it down.
            await asyncio.wait(tasks, timeout=2 if ended else 0.5)
        abandoned = [state for state, task in self._running.values() if not task.done()]
        for state in abandoned:
            log.warning("%s: abandoned, no answer within %.0f s", state.name, grace.total_seconds())
            await self._finish(state, RunReport())
        return not abandoned

    async def _run(self, state: SourceState) -> None:
        try:
            report = await self._launcher.crawl(state)
        except Exception as error:
            log.exception("%s: the run failed", state.name)
            detail = f"{type(error).__name__}: {error}"[:300]
            report = RunReport(poll=PollResult(outcome=RunOutcome.ERROR, detail=detail))
        await self._finish(state, report)

    async def _finish(self, state: SourceState, report: RunReport) -> None:
        now = self._clock()
        due_at = next_due(state.interval, report.poll, left=report.left, now=now, rng=self._rng)
        if self._stopping and _is_cut_short(report):
            due_at = now
        self._totals.ran(state.name, report)
        if not report.left:
            self.finished.add(state.id)
        log.log(*_line(state, report))
        try:
            await asyncio.to_thread(
                lambda: self._sources.finish(
                    state.id, report.poll, url=state.url, new=report.new, now=now, due_at=due_at
                )
            )
        except StorageError as error:
            # It stays due, and is polled again once the database answers.
            log.error("%s: %s", state.name, error)


def _is_cut_short(report: RunReport) -> bool:
    """Whether a run would have gone on, had the worker not stopped."""
    return report.poll.outcome is RunOutcome.INTERRUPTED or (report.left and report.poll.outcome in FINE)


def _line(state: SourceState, report: RunReport) -> tuple[int, str, str, str]:
    """The level and the words for one run in the log."""
    poll = report.poll
    words = [str(poll.outcome)]
    if poll.detail:
        words.append(f"({poll.detail})")
    for count, what in (
        (report.new, "new"),
        (report.revised, "revised"),
        (report.failed, "failed"),
        (report.skipped, "no article"),
    ):
        if count:
            words.append(f"{count} {what}")
    words += report.failures
    fine = poll.outcome in FINE and not report.failed
    quiet = poll.outcome is RunOutcome.UNCHANGED and not (report.new or report.revised)
    level = logging.DEBUG if fine and quiet else logging.INFO if fine else logging.WARNING
    return level, "%s: %s", state.name, " ".join(words)
