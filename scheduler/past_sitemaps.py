"""Backfills of sitemaps: what a site still lists of the past, asked for as politely as any crawl."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from crawler.past_frontier import PastFrontier
from crawler.pauses import happens
from crawler.reports import RunReport
from crawler.sitemap_children import ChildrenRead
from crawler.source import Source
from crawler.spiders.past_sitemap import past_spider
from crawler.urls import host_group
from scheduler.backfill_lease import LEASE, kept
from scheduler.launcher import Launcher
from scheduler.sitemap_course import PASSING, Ended, SitemapCourse
from storage.backfills import Backfills, LeaseLostError
from storage.backfills.outlets import sitemap_source
from storage.clock import Clock, utc_now
from storage.database import Database
from storage.frontier import Frontier
from storage.records import Backfill, BackfillCount, BackfillKind, RunOutcome, SourceKind, SourceState

log = logging.getLogger(__name__)

#: Others have their turn where a host wants a longer rest than that.
LONGEST_PAUSE = timedelta(minutes=10)
_DAY = timedelta(days=1)

#: Hears of a backfill's counts after each run.
Told = Callable[[Backfill, BackfillCount], None]


class PastSitemaps:
    """Takes backfills of sitemaps one after another; their leads are in the frontier, so that a kill loses none."""

    def __init__(
        self,
        db: Database,
        launcher: Launcher,
        worker_id: str,
        *,
        delay: timedelta,
        among: Sequence[int] | None = None,
        told: Told = lambda *_: None,
        clock: Clock = utc_now,
    ) -> None:
        self._db = db
        self._backfills = Backfills(db)
        self._frontier = Frontier(db)
        self._launcher = launcher
        self._worker_id = worker_id
        self._delay = delay
        self._among = among
        self._told = told
        self._clock = clock
        self._stopping = asyncio.Event()
        self._resting: dict[int, datetime] = {}

    def stop(self) -> None:
        """Begin nothing more; the run under way is ended by its launcher."""
        self._stopping.set()

    async def take_one(self) -> bool:
        """Claim a sitemap that waits and crawl it until nothing of it is left; False where there is none.

        One whose host wants a long rest is given back, and is not claimed by this process before it is over.

        Raises:
            StorageError: the database failed; the sitemap is taken up again when its lease has run out.
        """
        if self._stopping.is_set():
            return False
        now = self._clock()
        resting = [number for number, until in self._resting.items() if until > now]
        claim = partial(self._backfills.claim, kind=BackfillKind.SITEMAP, among=self._among, but=resting)
        claimed = await asyncio.to_thread(claim, self._worker_id, now, LEASE)
        if claimed is None:
            return False
        try:
            async with kept(self._backfills, claimed, self._clock):
                await self._mark(claimed, await self._crawl(claimed))
        except LeaseLostError as error:
            log.warning("%s", error)
        return True

    async def _mark(self, claimed: Backfill, step: Ended | timedelta) -> None:
        if isinstance(step, timedelta):
            log.warning("%s: its host wants to be left alone; more in %s", claimed.place, step)
            self._resting[claimed.id] = self._clock() + step
        if self._stopping.is_set() or isinstance(step, timedelta):
            await asyncio.to_thread(self._backfills.release, claimed)
        elif step.trouble is None:
            await asyncio.to_thread(self._backfills.finish, claimed, self._clock())
        else:
            log.error("%s: %s", claimed.place, step.trouble)
            await asyncio.to_thread(self._backfills.fail, claimed, step.trouble, self._clock())

    async def _crawl(self, claimed: Backfill) -> Ended | timedelta:
        """Run after run until nothing is left, or until a long rest is wanted: how long."""
        url, group = claimed.place, host_group(claimed.place)
        leads_of, articles_of = await asyncio.to_thread(sitemap_source, self._db, url, group, self._clock())
        source = Source(
            name=f"backfill of {url}", kind=SourceKind.SITEMAP, url=url, interval=_DAY, delay=self._delay
        )
        spider = past_spider(source, claimed.since)
        children, count, course = claimed.children, claimed.count, SitemapCourse()
        before: RunOutcome | None = None
        while not self._stopping.is_set():
            state = SourceState(
                id=leads_of,
                name=source.name,
                kind=source.kind,
                url=url,
                host_group=group,
                interval=_DAY,
                tell_backlog=False,
                due_at=self._clock(),
                children=children,
            )
            kind = partial(PastFrontier, articles_of=articles_of, since=claimed.since)
            report = await self._launcher.crawl_as(spider, state, self._launcher.frontier_of(state, kind))
            # Whoever polls the same host for what is new comes in between two runs.
            await self._launcher.let_go(group, url)
            children = report.poll.children or children
            came = _counted(report)
            unreadable = await asyncio.to_thread(self._frontier.unreadable, leads_of)
            await asyncio.to_thread(self._backfills.ran, claimed, came, children, unreadable)
            count = replace(count + came, unreadable=unreadable)
            self._told(claimed, count)
            outcome, now = report.poll.outcome, self._clock()
            if outcome in PASSING and outcome is not before:
                log.info("%s: goes on later: %s", url, report.poll.detail or outcome)
            before = outcome
            step = course.after(
                report,
                is_fruitless=came == BackfillCount(),
                waiting=ChildrenRead.loaded(children).waiting if children else 0,
                awaited=await asyncio.to_thread(self._frontier.awaited, leads_of),
                now=now,
            )
            if isinstance(step, Ended) or step > LONGEST_PAUSE:
                return step
            await happens(self._stopping, step.total_seconds())
        return Ended()


def _counted(report: RunReport) -> BackfillCount:
    return BackfillCount(
        new=report.new,
        revised=report.revised,
        known=report.unchanged,
        refused=report.skipped,
    )
