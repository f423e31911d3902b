"""One run of a source, from its start to what is written down of it."""

from __future__ import annotations

import asyncio
import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.reports import RunReport
from scheduler.launcher import Launcher
from scheduler.pricing import Pricing
from scheduler.rhythm import (
    Asked,
    LastPolls,
    Poll,
    dumped,
    failures_after,
    loaded,
    next_due,
    observe,
)
from scheduler.surroundings import Surroundings
from scheduler.totals import FINE, Totals
from storage.clock import Clock, utc_now
from storage.errors import StorageError, level
from storage.records import Failure, Health, PollResult, RunOutcome, SourceState, Transition
from storage.sources import Sources

log = logging.getLogger(__name__)

#: Outcomes that show what the source has published, or that it has not.
_SHOWS_ITEMS = frozenset({RunOutcome.OK, RunOutcome.UNCHANGED, RunOutcome.MALFORMED})
_TROUBLED = frozenset({RunOutcome.RATE_LIMITED, RunOutcome.ERROR, RunOutcome.UNREACHABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run under way."""

    state: SourceState
    started_at: datetime
    task: asyncio.Task[None]


class Runs:
    """The runs under way in this worker, whoever decided upon them."""

    def __init__(
        self,
        sources: Sources,
        launcher: Launcher,
        totals: Totals,
        *,
        clock: Clock = utc_now,
        rng: random.Random | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self._sources = sources
        self._launcher = launcher
        self._totals = totals
        self._clock = clock
        self._rng = rng or random.Random()
        self._surroundings = surroundings or Surroundings()
        self._stopping = False
        self.under_way: dict[int, Run] = {}
        self.pricing = Pricing(clock())
        self.finished: set[int] = set()

    @property
    def is_stopping(self) -> bool:
        """Whether no further run is begun."""
        return self._stopping

    def begin(self, state: SourceState) -> asyncio.Task[None]:
        """Start a run of a source that has none; the task ends when what it did is written down."""
        now = self._clock()
        task = asyncio.create_task(self._run(state, now), name=f"run {state.name}")
        self.under_way[state.id] = Run(state=state, started_at=now, task=task)
        task.add_done_callback(lambda _: self.under_way.pop(state.id, None))
        return task

    async def wait_for_one(self, seconds: float) -> None:
        """Wait until a run ends, or for so many seconds."""
        tasks = [run.task for run in self.under_way.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)

    async def stop(self, grace: timedelta) -> bool:
        """End all runs; False where some had to be abandoned after `grace`.

        What was cut short is due again at once.
        """
        self._stopping = True
        ended = await self._launcher.stop(grace)
        tasks = [run.task for run in self.under_way.values()]
        if tasks:
            # Those whose crawl has ended still have to write it down.
            await asyncio.wait(tasks, timeout=2 if ended else 0.5)
        abandoned = [run for run in self.under_way.values() if not run.task.done()]
        for run in abandoned:
            log.warning("%s: abandoned, no answer within %.0f s", run.state.name, grace.total_seconds())
            await self._finish(run.state, run.started_at, RunReport())
        return not abandoned

    async def _run(self, state: SourceState, started_at: datetime) -> None:
        try:
            report = await self._launcher.crawl(state)
        except Exception as error:
            log.exception("%s: the run failed", state.name)
            detail = f"{type(error).__name__}: {error}"[:300]
            report = RunReport(poll=PollResult(outcome=RunOutcome.ERROR, detail=detail))
        await self._finish(state, started_at, await self._surroundings.judged(state.url, report))

    async def _finish(self, state: SourceState, started_at: datetime, report: RunReport) -> None:
        now, poll = self._clock(), report.poll
        known = loaded(state.rhythm)
        rhythm = known
        if poll.outcome in _SHOWS_ITEMS and poll.failure is None and not poll.is_continued:
            rhythm = observe(
                known, Poll(at=now, entries=poll.entries, fresh=poll.fresh, item_times=poll.item_times)
            )
        last_polls = _last_polls(state, poll, None if known is None else now - known.polled_at)
        due_at = next_due(
            Asked(
                left=report.left,
                cut_short=poll.outcome is RunOutcome.INTERRUPTED,
                asks_for=poll.asks_for,
                retry_after=_latest(poll.retry_after, report.held_for),
                skip_hours=poll.skip_hours,
                skip_days=poll.skip_days,
            ),
            rhythm,
            last_polls,
            now,
            self._rng,
            bounds=self.pricing.bounds(state),
            price=self.pricing.paid(state, rhythm, now),
        )
        if self._stopping and _is_cut_short(report):
            due_at = now
        self._totals.ran(state.name, report)
        # A single pass waits for no host that wants a long pause: the next pass goes on.
        if not report.left or report.is_paced:
            self.finished.add(state.id)
        log.log(*_line(state, report))
        try:
            transition = await asyncio.to_thread(
                lambda: self._sources.finish(
                    state.id,
                    poll,
                    url=state.url,
                    new=report.new,
                    now=now,
                    due_at=due_at,
                    rhythm=None if rhythm is None else dumped(rhythm),
                    failures=last_polls.failures,
                    started_at=started_at,
                )
            )
        except StorageError as error:
            # It stays due, and is polled again once the database answers.
            log.log(level(error), "%s: %s", state.name, error)
        else:
            _tell(state.name, transition)


def _last_polls(state: SourceState, poll: PollResult, since_last: timedelta | None) -> LastPolls:
    """How the source is after this poll; one that was cut short says nothing."""
    if poll.outcome is RunOutcome.INTERRUPTED:
        return LastPolls(failures=state.failures)
    failure = poll.failure or (Failure.TEMPORARY if poll.outcome in _TROUBLED else None)
    return LastPolls(
        failures=failures_after(state.failures, failure),
        failure=failure,
        lost_within=since_last if poll.gap else None,
    )


def _latest(*waits: timedelta | None) -> timedelta | None:
    return max((wait for wait in waits if wait is not None), default=None)


def _is_cut_short(report: RunReport) -> bool:
    """Whether a run would have gone on, had the worker not stopped."""
    return report.poll.outcome is RunOutcome.INTERRUPTED or (report.left and report.poll.outcome in FINE)


def _tell(name: str, transition: Transition) -> None:
    """Log what a poll changed of how a source is; to be well is worth a line after trouble alone."""
    for begun in transition.begun:
        if begun.state is not Health.OK:
            log.warning("%s: now %s (%s)", name, begun.state, begun.evidence)
    for state in transition.ended:
        if state is not Health.OK:
            log.info("%s: no longer %s", name, state)


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
    if report.held_for is not None:
        words.append(f"more when its host's next turn comes, in {report.held_for.total_seconds():.0f} s")
    words += report.failures
    fine = poll.outcome in FINE and not report.failed
    quiet = poll.outcome is RunOutcome.UNCHANGED and not (report.new or report.revised)
    if report.failed_at_home or (fine and quiet):
        return logging.DEBUG, "%s: %s", state.name, " ".join(words)
    return logging.INFO if fine else logging.WARNING, "%s: %s", state.name, " ".join(words)
