"""Whether a sitemap's backfill goes on after a run, and when. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.reports import RunReport
from storage.records import RunOutcome

#: A list that was read, whether there was anything new in it.
READ = frozenset({RunOutcome.OK, RunOutcome.UNCHANGED, RunOutcome.EMPTY})
#: What says nothing of the list: another worker asks its host, the database failed, or the host wants rest.
PASSING = frozenset({RunOutcome.INTERRUPTED, RunOutcome.RATE_LIMITED})
#: So many times after another nothing but a wish to be left alone is heeded; then the backfill fails.
MOST_REFUSALS = 10
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
    _waited: int = -1

    def after(
        self, report: RunReport, *, is_fruitless: bool, waiting: int, due_at: datetime | None, now: datetime
    ) -> Ended | timedelta:
        """The end, or the time until the next run.

        `waiting` sitemaps of an index are not read yet, and the next page that is worth waiting for is due at `due_at`
        (None: there is none). A run that `is_fruitless` brought no article.
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
        if outcome in READ and not report.left and due_at is None and is_stuck:
            return Ended(trouble=f"{waiting} of its sitemaps could not be read" if waiting else None)
        asked = [wait for wait in (report.poll.retry_after, report.held_for) if wait is not None]
        if not report.left and due_at is not None:
            asked.append(due_at - now)
        return max([LONG_PAUSE if is_fruitless else PAUSE, *asked])
