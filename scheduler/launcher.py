"""Runs of sources: one Scrapy crawl each, all in this process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from scrapy.crawler import AsyncCrawlerRunner, Crawler

from crawler.archive_frontier import ArchiveFrontier
from crawler.archive_writer import ArchiveWriter
from crawler.host_slots import HostSlots
from crawler.reading import Reader
from crawler.reports import RunReport
from crawler.spiders.base import SourceSpider
from scheduler.leaving_hosts import leave_to_others
from storage.clock import Clock, utc_now
from storage.frontier import Frontier
from storage.host_lines import HostLines
from storage.records import PollResult, RunOutcome, SourceState
from storage.source_events import SourceEvents

log = logging.getLogger(__name__)

SPIDER_FAULTS = "spider_exceptions/"
F = TypeVar("F", bound=ArchiveFrontier)


class Launcher:
    """Starts the crawls and ends them.

    All crawls share the reader, the slots of the hosts and the writer.
    """

    def __init__(
        self,
        *,
        frontier: Frontier,
        writer: ArchiveWriter,
        known_lines: HostLines,
        events: SourceEvents,
        reader: Reader,
        slots: HostSlots,
        clock: Clock = utc_now,
    ) -> None:
        self._frontier = frontier
        self._writer = writer
        self._known_lines = known_lines
        self._events = events
        self._reader = reader
        self._slots = slots
        self._clock = clock
        self._runner: AsyncCrawlerRunner | None = None
        self._crawlers: set[Crawler] = set()

    def use(self, settings: Mapping[str, Any]) -> None:
        """Take these Scrapy settings for the crawls from now on; those under way keep theirs."""
        self._runner = AsyncCrawlerRunner(dict(settings))

    async def crawl(self, state: SourceState) -> RunReport:
        """Run one source to its end and say what the run did.

        A crawl that Scrapy could not start, or a fault of ours in its course, is reported like any other
        trouble. A source that was renamed a moment ago is polled again under its new name.
        """
        return await self.crawl_as(state.name, state, self.frontier_of(state, ArchiveFrontier))

    def frontier_of(self, state: SourceState, kind: Callable[..., F]) -> F:
        """The source's part of the frontier, for one run."""
        return kind(
            state.id,
            state.url,
            self._frontier,
            self._writer,
            self._known_lines,
            self._events,
            clock=self._clock,
        )

    async def crawl_as(
        self, spider: str | type[SourceSpider], state: SourceState, frontier: ArchiveFrontier
    ) -> RunReport:
        """Run a source by a spider (or the name of one that the settings know) over a frontier; see `crawl`."""
        if self._runner is None:
            raise RuntimeError("no settings yet: call use() first")
        try:
            crawler = self._runner.create_crawler(spider)
        except KeyError as error:
            return RunReport(poll=PollResult(outcome=RunOutcome.INTERRUPTED, detail=str(error.args[0])))
        self._crawlers.add(crawler)
        try:
            await self._runner.crawl(
                crawler,
                frontier=frontier,
                reader=self._reader,
                slots=self._slots,
                last=state,
            )
        finally:
            self._crawlers.discard(crawler)
        report = self._report(crawler)
        if crawler.stats is not None:
            sent = crawler.stats.get_value("downloader/request_count", 0)
            report.poll = replace(report.poll, requests=sent)
        is_held = report.held_for is not None
        goes_on = report.is_probing and report.poll.is_continued
        report.left = frontier.left or is_held or goes_on or self._slots.closing
        return report

    async def let_go(self, host_group: str, name: str) -> None:
        """Let others ask a host; see `leave_to_others`."""
        await leave_to_others(self._slots, host_group, name)

    def _report(self, crawler: Crawler) -> RunReport:
        if not isinstance(crawler.spider, SourceSpider):
            return RunReport(poll=PollResult(outcome=RunOutcome.ERROR, detail="the crawl did not start"))
        report = crawler.spider.report
        # A start() that raised ends "normally": only the reason tells.
        stats = crawler.stats.get_stats() if crawler.stats else {}
        if stats.get("finish_reason") == "start_error":
            report.poll = PollResult(outcome=RunOutcome.ERROR, detail="the poll could not be sent")
        elif report.poll.outcome is RunOutcome.INTERRUPTED and (fault := _fault(stats)):
            # Not "interrupted": that is repeated within seconds, and so would be the fault.
            report.poll = PollResult(outcome=RunOutcome.ERROR, detail=f"its answer was not taken in: {fault}")
        return report

    async def stop(self, grace: timedelta) -> bool:
        """Let no further request leave, and wait for the crawls to end; False where `grace` ran out first."""
        self._slots.close()
        deadline = asyncio.get_running_loop().time() + grace.total_seconds()
        stopping: list[asyncio.Task[None]] = []
        stopped: set[Crawler] = set()
        while self._crawlers and asyncio.get_running_loop().time() < deadline:
            for crawler in self._crawlers - stopped:
                # Before its engine runs, a stop would be lost and the crawl would never end.
                engine = getattr(crawler, "_engine", None)
                if engine is not None and engine.running:
                    stopped.add(crawler)
                    stopping.append(asyncio.create_task(crawler.stop_async()))
            await asyncio.sleep(0.05)
        for task in stopping:
            task.cancel()
        return not self._crawlers


def _fault(stats: Mapping[str, Any]) -> str | None:
    """The kind of the exception that a spider let through, which Scrapy logs and then counts."""
    kinds = [name.removeprefix(SPIDER_FAULTS) for name in stats if name.startswith(SPIDER_FAULTS)]
    return ", ".join(sorted(set(kinds) - {"count"})) or None
