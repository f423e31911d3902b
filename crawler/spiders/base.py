"""One run of one source: poll it, tell the frontier what it shows, read the articles that are pending."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import cleaning
from crawler.article_retries import wait_before_retry, wait_before_second_look
from crawler.body_budget import BODIES
from crawler.claims import lead_of, lead_records
from crawler.entries import Entries
from crawler.findings import wall_of
from crawler.frontier import MemoryFrontier, RunFrontier
from crawler.held_back import HeldBackError, HeldElsewhereError
from crawler.host_slots import HostSlots
from crawler.poll import Poll, body_hash
from crawler.polls import DEFAULT_REST, WALLED, brought, failed, refusal, retry_after, unreadable
from crawler.reading import InlineReader, PageRead, QuarantinedError, Reader, ReadingError
from crawler.reports import RunReport
from crawler.run_length import SLOW_PACE, articles_a_run, is_slow
from crawler.source import Source
from crawler.spiders.answers import (
    body_of,
    header,
    hops_of,
    is_html,
    is_robots_refusal,
    outcome_of,
    reason_of,
)
from crawler.spiders.further import read_older
from crawler.spiders.lost_items import seek
from crawler.urls import host_group
from crawler.wire_answers import Secrets, taken
from storage.clock import utc_now
from storage.errors import OutageError, StorageError, level
from storage.failpoints import failpoint
from storage.frontier import Discovery
from storage.records import (
    CollectedArticle,
    Finding,
    PageReading,
    PendingLead,
    PollResult,
    RunOutcome,
    SourceState,
)

# So many pages of one run in the readers' hands at a time: enough that none of them waits for work, and few enough
# that a source with a thousand items does not stand before the one new item of another.
PAGES_IN_HAND = 4
ROBOTS_WAIT = timedelta(days=1)

log = logging.getLogger(__name__)


class SourceSpider(scrapy.Spider):
    """What the spiders of all kinds share; a kind says how its entries are read.

    The worker hands in the frontier, the reader and the slots that its runs share, and what is known of the source
    since its last poll. Without them (`scrapy crawl`) everything that the source shows is read and nothing is kept.
    """

    source: ClassVar[Source]

    def __init__(
        self,
        name: str | None = None,
        *,
        frontier: RunFrontier | None = None,
        reader: Reader | None = None,
        slots: HostSlots | None = None,
        last: SourceState | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name, **kwargs)
        self.frontier: RunFrontier = MemoryFrontier() if frontier is None else frontier
        self.reader: Reader = InlineReader() if reader is None else reader
        # Not `or`: slots that nobody has asked for are empty, and false.
        self.slots = HostSlots() if slots is None else slots
        self.report = RunReport()
        self._poll = Poll.of(self.source.url, last, utc_now())
        #: What is known of the sitemaps of an index, for a kind that keeps it.
        self.children = last.children if last is not None else None
        self._digest = ""
        self._unsaved: dict[int, PendingLead] = {}
        self._in_hand = asyncio.Semaphore(PAGES_IN_HAND)
        self.secrets = Secrets(self.source.credentials)

    async def entries(self, response: Response) -> Entries:
        """Read the entries of the source's answer."""
        raise NotImplementedError(f"{type(self).__name__} does not say how its entries are read")

    async def start(self) -> AsyncIterator[Any]:
        if self.slots.closing:
            return
        for request in self._requests(await self._left_over()):
            self.report.poll = PollResult(outcome=RunOutcome.UNCHANGED, is_continued=True)
            yield request
        if self.report.poll.is_continued:
            return
        yield scrapy.Request(
            self._poll.url,
            callback=self.parse,
            errback=self.poll_failed,
            headers=dict(self._poll.validators),
            dont_filter=True,
        )

    async def parse(self, response: Response, **kwargs: Any) -> AsyncIterator[Any]:
        """The answer to the poll: the frontier learns what is new, then the pending articles are asked for."""
        try:
            self.report.poll = await self._judge(response)
            pending_leads = await self._pending()
        except OutageError as error:
            self.report.broke_off(str(error))
            return
        except StorageError as error:
            self.report.poll = PollResult(outcome=RunOutcome.ERROR, detail=str(error))
            return
        except Exception as error:
            log.exception("%s: its answer could not be taken in", self.name)
            self.report.poll = PollResult(outcome=RunOutcome.ERROR, detail=type(error).__name__)
            return
        for request in self._requests(pending_leads):
            yield request

    async def _left_over(self) -> list[PendingLead]:
        """What the last run left, where this one only goes on with it: of a slow host each turn is dear."""
        last = self._poll.last
        if last is None or last.last_ok_at is None or utc_now() - last.last_ok_at >= self.source.interval:
            return []
        is_known = self.slots.knows(host_group(self.source.url))
        if is_known and self._pace() <= SLOW_PACE:
            return []
        try:
            if is_known:
                return await self._pending()
            # A process that has just begun knows of no host whether it is slow: one article shows it.
            self.report.is_probing = True
            return await self.frontier.pending(1)
        except StorageError as error:
            log.log(level(error), "%s: %s", self.name, error)
            return []

    def _requests(self, pending_leads: Sequence[PendingLead]) -> Iterator[scrapy.Request]:
        for pending in pending_leads:
            yield scrapy.Request(
                pending.lead.url,
                callback=self.parse_article,
                errback=self.article_failed,
                cb_kwargs={"pending": pending},
                dont_filter=True,
            )

    def held_for(self, seconds: float) -> None:
        """An article's turn comes in so many seconds: the next run begins with it."""
        wait = timedelta(seconds=seconds)
        earlier = self.report.held_for
        self.report.held_for = wait if earlier is None else min(wait, earlier)

    async def _pending(self) -> list[PendingLead]:
        if self.report.poll.outcome in {RunOutcome.FORBIDDEN, RunOutcome.RATE_LIMITED, RunOutcome.ERROR}:
            return []
        return await self.frontier.pending(articles_a_run(self.source.delay, self._pace()))

    def _pace(self) -> float:
        """The seconds between two turns at the source's host, as it is now."""
        return self.slots.pace(host_group(self.source.url), self.source.delay.total_seconds())

    async def _judge(self, response: Response) -> PollResult:
        now = utc_now()
        self._digest = body_hash(response.body)
        if response.status == 200 and self._poll.is_the_same(self._digest, now):
            return self._completed(PollResult(outcome=RunOutcome.UNCHANGED), response)
        refused = refusal(
            response.status,
            retry_after(header(response, "Retry-After"), now),
            is_whole=self._poll.is_whole,
            failures=self._poll.failures,
            wall=await self._wall(response) if response.status in WALLED and is_html(response) else None,
        )
        if refused is not None:
            return self._completed(refused, response)
        try:
            entries = await self.entries(response)
        except ReadingError as error:
            if self.slots.closing:
                return self.report.poll
            return self._completed(unreadable(str(error)), response)
        wall = None
        if not entries.leads and is_html(response):
            wall = await self._wall(response)
            if entries.malformed:
                entries = replace(entries, trouble="html")
        BODIES.let_go(response)
        discovery, older = None, 0
        # A document that could not be read at all is no first read: what it holds once mended is still backlog.
        if wall is None and (entries.leads or not entries.malformed):
            records = await asyncio.to_thread(lead_records, entries.leads)
            discovery = await self.frontier.discover(records)
            older = await self._read_older(response, entries, discovery)
        result = brought(
            entries,
            etag=header(response, "ETag"),
            last_modified=header(response, "Last-Modified"),
            now=now,
            wall=wall,
            has_been_read=self._poll.has_been_read,
        )
        return self._completed(result, response, entries, discovery, older)

    async def _read_older(self, response: Response, entries: Entries, discovery: Discovery) -> int:
        """Go on behind the first page of a list where that is its first read, or items were lost: what was found."""
        last = self._poll.last
        try:
            found = await read_older(self, response.url, entries, discovery)
            if discovery.gap and not found and last is not None and last.last_ok_at is not None:
                found = await seek(self, response.url, last.last_ok_at)
        except StorageError:
            raise
        except Exception as error:
            if not self.slots.closing:
                log.warning("%s: not read beyond its first page: %s", self.name, reason_of(Failure(error)))
            return 0
        if found:
            log.info("%s: %d older items behind its first page", self.name, found)
        return found

    async def _wall(self, response: Response) -> Finding | None:
        """What stands in the list's place: a page that wants something of its reader."""
        try:
            return wall_of((await self.reader.page(body_of(response, self.name), None)).kind)
        except ReadingError:
            return None

    def _completed(
        self,
        result: PollResult,
        response: Response,
        entries: Entries | None = None,
        discovery: Discovery | None = None,
        older: int = 0,
    ) -> PollResult:
        return self._poll.completed(
            replace(result, children=self.children),
            entries=entries,
            discovery=discovery,
            older=older,
            digest=self._digest,
            headers={name.lower(): header(response, name) for name in ("Cache-Control", "Expires", "Age")},
            hops=hops_of(response),
            answered_by=response.url,
            now=utc_now(),
        )

    def poll_failed(self, failure: Failure) -> None:
        """No answer to the poll at all."""
        if failure.check(HeldBackError):
            left = timedelta(seconds=self.slots.rests_for(host_group(self._poll.url)))
            if not self.slots.closing and not failure.check(HeldElsewhereError):
                poll = failed(RunOutcome.RATE_LIMITED, str(failure.value))
                self.report.poll = replace(poll, retry_after=left)
        else:
            poll = failed(outcome_of(failure), reason_of(failure))
            self.report.poll = self._poll.moved(poll, (), self._poll.url)

    async def parse_article(self, response: Response, pending: PendingLead) -> AsyncIterator[Any]:
        """The answer to an article's request."""
        if response.status != 200:
            asked = retry_after(header(response, "Retry-After"), utc_now())
            self._leave_alone(response, asked)
            wait = wait_before_retry(pending.attempts + 1, response.status, asked)
            await self._failed(pending, f"HTTP {response.status} at {pending.lead.url}", wait)
            return
        failpoint("article-fetched")
        answer = taken(response, self.secrets, self.name)
        async with self._in_hand:
            try:
                host = host_group(response.url)
                lines = await self.frontier.host_lines(host)
                read = await self.reader.page(body_of(response, self.name), lead_of(pending.lead), lines)
                BODIES.let_go(response)
            except ReadingError as error:
                if self.slots.closing:
                    # The readers are going with the worker; that says nothing about the page.
                    return
                # What is in quarantine comes back when what its source says of it changes, or somebody asks for it.
                is_given_up = isinstance(error, QuarantinedError)
                wait = None if is_given_up else wait_before_retry(pending.attempts + 1, None)
                await self._failed(pending, f"{error} at {pending.lead.url}", wait)
                return
            except Exception as error:
                # A fault of ours on this page: without its wait it would be asked for at every poll.
                log.exception("%s: %s could not be read", self.name, cleaning.line(pending.lead.url))
                wait = wait_before_retry(pending.attempts + 1, None)
                await self._failed(pending, f"{type(error).__name__} at {pending.lead.url}", wait)
                return
        failpoint("article-read")
        wait = wait_before_second_look(pending.attempts, read.kind)
        if read.article is None:
            await self._refused(pending, read, wait)
            return
        self._unsaved[pending.id] = pending
        yield CollectedArticle(
            article=read.article,
            source_id=pending.source_id,
            lead_id=pending.id,
            backlog=pending.backlog,
            reading=read.reading,
            host=host,
            left_out=read.left_out,
            terms=read.terms,
            retry_at=None if wait is None else utc_now() + wait,
            answer=answer,
        )

    async def _refused(self, pending: PendingLead, read: PageRead, wait: timedelta | None) -> None:
        """A page is no article, and its lead says too little to be kept in its stead."""
        reason = f"not an article: {read.kind}"
        if wait is not None:
            await self._failed(pending, f"{reason} at {pending.lead.url}", wait, read.reading)
            return
        self.report.skipped += 1
        await self.frontier.skipped(pending, reason, read.reading)

    async def article_failed(self, failure: Failure) -> None:
        """No answer to an article's request; one that was never sent stays pending."""
        request: scrapy.Request = vars(failure)["request"]
        pending: PendingLead = request.cb_kwargs["pending"]
        if failure.check(HeldBackError):
            await self._put_off(pending, self.slots.rests_for(host_group(request.url)))
            return
        wait = wait_before_retry(pending.attempts + 1, None)
        if wait is not None and is_robots_refusal(failure):
            # A robots.txt that is wrong for an hour must not cost the articles of that hour.
            wait = max(wait, ROBOTS_WAIT)
        await self._failed(pending, f"{reason_of(failure)} at {pending.lead.url}", wait)

    async def _put_off(self, pending: PendingLead, seconds: float) -> None:
        """Let an article of a host that wants to be left alone stand behind those that can be asked for."""
        if seconds and not self.slots.closing:
            try:
                await self.frontier.put_off(pending, timedelta(seconds=seconds))
            except StorageError as error:
                log.log(level(error), "%s: %s", self.name, error)

    def _leave_alone(self, response: Response, asked: timedelta | None) -> None:
        """Heed a host that answers an article's request with a wish to be left alone: it holds for all requests."""
        if response.status == 429 or (response.status == 503 and asked is not None):
            wait = asked or DEFAULT_REST
            self.slots.rest(host_group(response.url), wait.total_seconds())
            if host_group(response.url) == host_group(self._poll.url):
                limited, detail = RunOutcome.RATE_LIMITED, f"HTTP {response.status} for an article"
                self.report.poll = replace(self.report.poll, outcome=limited, detail=detail, retry_after=wait)

    async def not_saved(self, collected: CollectedArticle, error: Exception) -> None:
        """The archive refused an article that was read."""
        if isinstance(error, OutageError):
            # It stays pending as it was.
            self.report.broke_off(str(error))
            return
        reason = f"{error} at {collected.article.url}"
        pending = self._unsaved.get(collected.lead_id) if collected.lead_id is not None else None
        if pending is None:
            self.report.article_failed(reason)
        else:
            await self._failed(pending, reason, wait_before_retry(pending.attempts + 1, None))

    async def _failed(
        self, pending: PendingLead, reason: str, wait: timedelta | None, reading: PageReading | None = None
    ) -> None:
        self.report.article_failed(reason)
        try:
            await self.frontier.failed(pending, reason, wait, reading)
        except StorageError as error:
            # It stays pending as it was.
            log.log(level(error), "%s: %s", self.name, error)

    async def closed(self, reason: str) -> None:
        """Scrapy's word that the run is over."""
        self.report.is_paced = is_slow(self.source.delay, self._pace())
        try:
            await self.frontier.ended()
        except StorageError as error:
            # The next run judges these pages too.
            log.log(level(error), "%s: %s", self.name, error)
