"""Captures read again with the readers of today: what would be another article now, and what of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crawler.captured_pages import body_of_capture
from crawler.claims import lead_of
from crawler.pages.article import PageKind
from crawler.reading import PageLimits, PageRead, ReadingError
from crawler.urls import host_group
from scheduler.reading_pool import ReadingPool
from storage.captures.errors import CaptureError
from storage.captures.latest import CapturedArticle
from storage.captures.reader import read
from storage.host_lines import HostLines
from storage.records import Article, CollectedArticle

#: What of an article may read differently, in the order in which it is shown.
FIELDS = (
    *("title", "text", "authors", "agency", "section", "tags", "language", "opening", "published_at"),
    *("published_precision", "modified_at", "modified_precision", "image_url", "amp_url", "is_paywalled"),
    *("text_source", "page_kind"),
)
# Seconds that one page may take in all; see the worker.
_PAGE_TIMEOUT = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """One article read again. `article` is what it would be now, None where `trouble` says why it is not read."""

    captured: CapturedArticle
    article: Article | None = None
    read: PageRead | None = None
    trouble: str | None = None

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """By field, what the archive holds and what would stand there now."""
        if self.article is None:
            return {}
        before = self.captured.archived.article
        pairs = {name: (getattr(before, name), getattr(self.article, name)) for name in FIELDS}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def collected(self) -> CollectedArticle:
        """What is saved as the next revision of the article; only where there are changes."""
        if self.article is None or self.read is None:
            raise ValueError("there is nothing to save")
        archived = self.captured.archived
        return CollectedArticle(
            article=self.article,
            source_id=self.captured.source_id,
            lead_id=None,
            backlog=archived.backlog,
            terms=self.read.terms,
            rereads=archived.revision,
        )


class Rereading:
    """Reads captures in reading processes, as a worker reads pages: the same limits, the same lines of the host."""

    def __init__(self, lines: HostLines, folder: Path, limits: PageLimits, most_bytes: int) -> None:
        self._lines = lines
        self._folder = folder
        self._most_bytes = most_bytes
        self._processes = max(2, os.cpu_count() or 2)
        self._pool = ReadingPool(processes=self._processes, timeout=_PAGE_TIMEOUT)
        self._pool.use(limits)
        self._known: dict[str, frozenset[str]] = {}

    async def all(self, captured: Iterator[CapturedArticle]) -> AsyncIterator[Reread]:
        """Each of them read again, in their order; some at a time."""
        await self._pool.warm()
        try:
            waiting: list[asyncio.Task[Reread]] = []
            while True:
                while len(waiting) < 2 * self._processes:
                    one = await asyncio.to_thread(next, captured, None)
                    if one is None:
                        break
                    waiting.append(asyncio.create_task(self._one(one)))
                if not waiting:
                    return
                yield await waiting.pop(0)
        finally:
            await asyncio.to_thread(self._pool.close)

    async def _one(self, captured: CapturedArticle) -> Reread:
        before = captured.archived.article
        try:
            answer = await asyncio.to_thread(read, self._folder, captured.capture)
            body = await asyncio.to_thread(body_of_capture, answer, captured.capture, self._most_bytes)
            # Dates that say "an hour ago" count from the same moment.
            body = replace(body, fetched_at=before.fetched_at or body.fetched_at)
            lead = None if captured.lead is None else lead_of(captured.lead)
            lines = await self._host_lines(host_group(answer.url))
            page = await self._pool.page(body, lead, lines)
        except (CaptureError, ReadingError) as error:
            return Reread(captured=captured, trouble=str(error))
        if page.article is None or page.kind is not PageKind.ARTICLE:
            # The feed's own text is not kept, and what a page gave is never followed by what a wall leaves of it.
            if before.text_source == "page":
                return Reread(captured=captured, trouble=f"read as no article any more: {page.kind}")
            return Reread(captured=captured, article=before, read=page)
        kept = replace(page.article, url=before.url, fetched_url=before.fetched_url)
        return Reread(captured=captured, article=kept, read=page)

    async def _host_lines(self, host: str) -> frozenset[str]:
        if host not in self._known:
            self._known[host] = await asyncio.to_thread(self._lines.of, host)
        return self._known[host]
