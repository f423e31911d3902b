"""This process at work on backfills, beside others that may be at the same ones."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Sequence
from typing import Protocol

from app.cli.progress import Progress
from app.cli.terminal import plain
from app.config import Config
from app.config.backfills import backfill_plan
from app.config.projection import page_limits
from scheduler.backfilling import Backfilling, BackfillProgress
from scheduler.counted import counted
from scheduler.holders import new_holder
from scheduler.last_resort import end_process_in
from scheduler.reading_pool import PAGE_TIMEOUT, PROCESSES, ReadingPool
from storage.backfills import Backfills
from storage.database import Database
from storage.records import Backfill, BackfillCount, BackfillState

# Seconds between two lines on the way, and between two looks whether other processes are done.
_LINE_EVERY = 10.0
_LOOK_EVERY = 1.0
_LAST_RESORT = 10.0


class _Taker(Protocol):
    """What takes one backfill after another."""

    async def take_one(self) -> bool: ...

    def stop(self) -> None: ...


class BackfillProcess:
    """Works the backfills of these numbers, until all are done or have failed, or until SIGINT or SIGTERM."""

    def __init__(
        self,
        database: Database,
        config: Config,
        ids: Sequence[int],
        sitemaps: Sequence[str],
        progress: Progress,
    ) -> None:
        self._ids = ids
        self._backfills = Backfills(database)
        self._progress = progress
        self._is_stopped = False
        self._said_at = time.monotonic()
        self._pool = ReadingPool(processes=PROCESSES, timeout=PAGE_TIMEOUT)
        self._pool.use(page_limits(config))
        holder = new_holder()
        self._takers: list[_Taker] = [
            Backfilling(
                database,
                self._pool,
                backfill_plan(config),
                holder,
                among=ids,
                in_hand=4 * PROCESSES,
                told=self._told,
            )
        ]
        if sitemaps:
            # Scrapy is large, and files do without it.
            from app.cli.backfill_crawls import SitemapCrawls

            self._takers.append(
                SitemapCrawls(
                    database,
                    config,
                    self._pool,
                    holder,
                    among=ids,
                    sitemaps=sitemaps,
                    told=self._told_of_crawl,
                )
            )

    async def run(self) -> int:
        """Take one after another; 0."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop)
        await self._pool.warm()
        waits = False
        try:
            while not self._is_stopped:
                if await self._take_one():
                    continue
                others = await asyncio.to_thread(self._at_work)
                if not others:
                    break
                if not waits:
                    waits = True
                    self._progress.say(f"{counted(len(others), 'backfill')} in the hands of others: waiting")
                await asyncio.sleep(_LOOK_EVERY)
        finally:
            await asyncio.to_thread(self._pool.close)
        return 0

    async def _take_one(self) -> bool:
        for taker in self._takers:
            if await taker.take_one():
                return True
        return False

    def _at_work(self) -> list[Backfill]:
        return [one for one in self._backfills.list(self._ids) if one.state is BackfillState.RUNNING]

    def _stop(self) -> None:
        if not self._is_stopped:
            self._progress.say("stopping; the same command goes on from here")
            end_process_in(_LAST_RESORT, 1)
        self._is_stopped = True
        for taker in self._takers:
            taker.stop()

    def _told(self, progress: BackfillProgress) -> None:
        share = progress.done / progress.size if progress.size else 0.0
        at = self._ids.index(progress.backfill.id)
        if not progress.is_downloading:
            self._progress.share((at + share) / len(self._ids))
        what = "fetched" if progress.is_downloading else "read"
        self._line(progress.backfill, f"{share:.0%} {what}", progress.backfill.count)

    def _told_of_crawl(self, backfill: Backfill, count: BackfillCount) -> None:
        self._line(backfill, "crawling", count)

    def _line(self, backfill: Backfill, how_far: str, count: BackfillCount) -> None:
        if time.monotonic() - self._said_at >= _LINE_EVERY:
            self._said_at = time.monotonic()
            new = counted(count.new, "new article")
            self._progress.say(f"{plain(backfill.place)}: {how_far}, {new}")
