"""The pages of a WARC file read in order, some at a time, by whoever reads the pages of crawls."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from threading import Event

from crawler.pages.article import PageKind
from crawler.reading import Body, PageRead, Reader, ReadingError
from crawler.urls import host_group
from crawler.warc import Passed, StoppedError, WarcError, WarcRecord
from scheduler.reading_pool import BROKEN, STOPPING
from storage.backfills.outlets import Outlets
from storage.host_lines import HostLines
from storage.records import ArchivedArticle, BackfillPosition, Wording

log = logging.getLogger(__name__)

#: What is in the hands of the readers has so many bytes, and whatever one page has.
_MOST_BYTES = 4_000_000
#: In no archive yet: no revision there, so that none here is taken for it.
_NO_REVISION = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRecord:
    """A record that is done with: its article, or why there is none."""

    after: BackfillPosition
    wording: Wording | None = None
    passed: Passed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """Some records of a file; `error` is what keeps the others from being read."""

    records: list[WarcRecord]
    is_last: bool = False
    error: WarcError | None = None


class WarcPages:
    """Reads the pages of one file; `name` is what its articles say that they came from."""

    def __init__(
        self,
        name: str,
        reader: Reader,
        lines: HostLines,
        outlets: Outlets,
        *,
        in_hand: int,
        stop: Event,
    ) -> None:
        self._stop = stop
        self._name = name
        self._reader = reader
        self._lines = lines
        self._outlets = outlets
        self._in_hand = in_hand
        self._known_lines: dict[str, frozenset[str]] = {}

    def look_again(self) -> None:
        """Ask anew for the lines that hosts repeat: articles were saved."""
        self._known_lines.clear()

    async def read(self, records: Iterator[WarcRecord]) -> AsyncGenerator[ReadRecord]:
        """What each record gives, in their order.

        Raises:
            WarcError: of the file, after all that came before.
            StoppedError: it was stopped, or the readers are gone; nothing is known of the records that are missing.
        """
        waiting: deque[asyncio.Task[ReadRecord]] = deque()
        taken = _Taken(records=[])
        try:
            while True:
                if not taken.is_last and len(waiting) < self._in_hand:
                    taken = await asyncio.to_thread(_take, records, self._in_hand)
                    waiting += [asyncio.create_task(self._one(each)) for each in taken.records]
                if not waiting:
                    break
                yield await waiting.popleft()
        finally:
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        if taken.error is not None:
            raise taken.error

    async def _one(self, record: WarcRecord) -> ReadRecord:
        if record.body is None:
            return ReadRecord(after=record.after, passed=record.passed)
        try:
            host = host_group(record.body.url)
            page = await self._page(record.body, await self._host_lines(host))
        except ReadingError as error:
            log.info("%s: the page at byte %d was not read: %s", self._name, record.offset, error)
            return ReadRecord(after=record.after, passed=Passed.UNREADABLE)
        except StoppedError:
            raise
        except Exception:
            # A fault of ours on this page; the others are to be read.
            log.exception("%s: the page at byte %d could not be read", self._name, record.offset)
            return ReadRecord(after=record.after, passed=Passed.UNREADABLE)
        wording = self._wording(record, record.body, page, host)
        if wording is None:
            return ReadRecord(after=record.after, passed=Passed.REFUSED)
        return ReadRecord(after=record.after, wording=wording)

    async def _page(self, body: Body, lines: frozenset[str]) -> PageRead:
        """Read a page, twice where its process dies or takes too long: that may not have been the page's fault.

        Raises:
            ReadingError: it cannot be read.
            StoppedError: the readers end, or are about to.
        """
        try:
            return await self._once(body, lines)
        except ReadingError:
            return await self._once(body, lines)

    async def _once(self, body: Body, lines: frozenset[str]) -> PageRead:
        try:
            return await self._reader.page(body, None, lines)
        except ReadingError as error:
            if self._stop.is_set() or str(error) in (STOPPING, BROKEN):
                raise StoppedError(str(error)) from error
            raise

    def _wording(self, record: WarcRecord, body: Body, page: PageRead, host: str) -> Wording | None:
        if page.article is None or page.kind is not PageKind.ARTICLE:
            return None
        source = self._outlets.of(host)
        origin = f"WARC-Date of the record at byte {record.offset} of {self._name}"
        article = replace(page.article, provenance={**page.article.provenance, "fetched_at": origin})
        archived = ArchivedArticle(
            id=0,
            revision=_NO_REVISION,
            source=source.name,
            article=article,
            collected_at=body.fetched_at,
            revised_at=body.fetched_at,
            backlog=True,
            country=source.country,
        )
        return Wording(archived=archived, source=source, host=host, left_out=page.left_out, terms=page.terms)

    async def _host_lines(self, host: str) -> frozenset[str]:
        if host not in self._known_lines:
            self._known_lines[host] = await asyncio.to_thread(self._lines.of, host)
        return self._known_lines[host]


def _take(records: Iterator[WarcRecord], most: int) -> _Taken:
    taken: list[WarcRecord] = []
    size = 0
    try:
        for each in islice(records, most):
            taken.append(each)
            size += 0 if each.body is None else len(each.body.content)
            if size >= _MOST_BYTES:
                return _Taken(records=taken)
    except WarcError as error:
        return _Taken(records=taken, is_last=True, error=error)
    return _Taken(records=taken, is_last=len(taken) < most)
