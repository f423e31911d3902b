"""Whether a sitemap's backfill goes on after a run, and when. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.polls import DEFAULT_REST
from crawler.reports import RunReport
from storage.frontier import Awaited
from storage.records import RunOutcome

#: A list that was read, whether there was anything new in it.
READ = frozenset({RunOutcome.OK, RunOutcome.UNCHANGED, RunOutcome.EMPTY})
#: What says nothing of the list: another worker asks its host, or the host wants rest.
PASSING = frozenset({RunOutcome.INTERRUPTED, RunOutcome.RATE_LIMITED})
#: So many times after another nothing but a wish to be left alone is heeded; then the backfill fails.
MOST_REFUSALS = 10
#: So many times in all pages that could not be had are waited for, if they are to be asked for again so soon.
MOST_RETRIES, ASKED_AGAIN_WITHIN = 2, timedelta(minutes=6)
#: Between two runs others may ask the host, who look for it each half second; longer after one that brought nothing.
PAUSE, LONG_PAUSE = timedelta(seconds=1), timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """Nothing is left to be done: all was read, unless `trouble` says why not."""

    trouble: str | None = None


@dataclass(slots=True)
class SitemapCourse:
    """One backfill, run after run."""

    _refusals: int = 0
    _retries: int = 0
    _waited: int = -1

    def after(
        self, report: RunReport, *, is_fruitless: bool, waiting: int, awaited: Awaited, now: datetime
    ) -> Ended | timedelta:
        """The end, or the time until the next run.

        `waiting` sitemaps of an index are not read yet, and the pages `awaited` are pending. A run that `is_fruitless`
        brought no article.
        """
        outcome = report.poll.outcome
        if outcome is RunOutcome.RATE_LIMITED and is_fruitless:
            self._refusals += 1
        elif outcome not in PASSING:
            self._refusals = 0
        if self._refusals > MOST_REFUSALS or outcome not in READ | PASSING:
            return Ended(trouble=f"{outcome}: {report.poll.detail or 'not read'}")
        # What still waits could not be read, this time as the time before.
        is_stuck = waiting in (0, self._waited)
        self._waited = waiting
        due_at = None if report.left else self._next(awaited, now)
        if outcome in READ and not report.left and due_at is None and is_stuck:
            return Ended(trouble=f"{waiting} of its sitemaps could not be read" if waiting else None)
        pauses = [LONG_PAUSE if is_fruitless else PAUSE]
        if outcome is RunOutcome.RATE_LIMITED:
            pauses.append(DEFAULT_REST if report.poll.retry_after is None else report.poll.retry_after)
        if report.held_for is not None:
            pauses.append(report.held_for)
        if due_at is not None:
            pauses.append(due_at - now)
        return max(pauses)

    def _next(self, awaited: Awaited, now: datetime) -> datetime | None:
        """When the next page is due that is worth waiting for: those never asked for are, however long it takes."""
        if awaited.unasked_at is not None:
            return awaited.unasked_at
        if awaited.failed_at is None or awaited.failed_at - now > ASKED_AGAIN_WITHIN:
            return None
        # A list that calls all its pages changed makes each failure the first one.
        self._retries += 1
        return awaited.failed_at if self._retries <= MOST_RETRIES else None
