"""The frontier of one source's run, kept in the database: a lead is lost by no crash, and asked for once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from crawler.archive_writer import ArchiveWriter
from storage.clock import Clock, utc_now
from storage.errors import StorageError, level
from storage.frontier import Depth, Discovery, Frontier
from storage.host_lines import HostLines
from storage.records import CollectedArticle, LeadRecord, PageReading, PendingLead, Saved
from storage.source_events import SourceEvents

#: How many pages of a host a run reads with the lines that it was told of, before it asks again.
REREAD = 10

log = logging.getLogger(__name__)


class ArchiveFrontier:
    """One source's part of the frontier; `url` is the address that the configuration gave it when the run began."""

    def __init__(
        self,
        source_id: int,
        url: str,
        frontier: Frontier,
        writer: ArchiveWriter,
        known_lines: HostLines,
        events: SourceEvents,
        *,
        clock: Clock = utc_now,
    ) -> None:
        self._source_id = source_id
        self._url = url
        self._frontier = frontier
        self._writer = writer
        self._known_lines = known_lines
        self._events = events
        self._clock = clock
        self._host_lines: dict[str, tuple[int, frozenset[str]]] = {}
        self._pages_read = 0
        self.left = False

    @property
    def captures_folder(self) -> Path | None:
        return self._writer.captures_folder

    async def discover(self, leads: Sequence[LeadRecord], depth: Depth = Depth.TOP) -> Discovery:
        return await asyncio.to_thread(
            self._frontier.discover, self._source_id, leads, self._clock(), depth, url=self._url
        )

    async def pending(self, most: int) -> list[PendingLead]:
        found = await asyncio.to_thread(self._frontier.pending, self._source_id, self._clock(), most + 1)
        self.left = len(found) > most
        return found[:most]

    async def save(self, collected: CollectedArticle) -> Saved:
        saved = await self._writer.save(collected)
        self._pages_read += 1
        return saved

    async def failed(
        self,
        pending: PendingLead,
        reason: str,
        retry_in: timedelta | None,
        reading: PageReading | None = None,
    ) -> None:
        now = self._clock()
        retry_at = None if retry_in is None else now + retry_in
        await asyncio.to_thread(self._frontier.failed, pending, reason, now, retry_at, reading)
        self._pages_read += reading is not None

    async def put_off(self, pending: PendingLead, wait: timedelta) -> None:
        await asyncio.to_thread(self._frontier.put_off, pending, self._clock() + wait)

    async def skipped(self, pending: PendingLead, reason: str, reading: PageReading) -> None:
        await asyncio.to_thread(self._frontier.done, pending, reason, self._clock(), reading)
        self._pages_read += 1

    async def host_lines(self, host: str) -> frozenset[str]:
        asked, lines = self._host_lines.get(host, (REREAD, frozenset[str]()))
        if asked >= REREAD:
            asked = 0
            try:
                lines = await asyncio.to_thread(self._known_lines.of, host)
            except StorageError as error:
                # A page can be read without them; what it says is worth more.
                log.log(
                    min(level(error), logging.WARNING),
                    "the lines that %s repeats are not known: %s",
                    host,
                    error,
                )
        self._host_lines[host] = (asked + 1, lines)
        return lines

    async def ended(self) -> None:
        if self._pages_read:
            await asyncio.to_thread(
                lambda: self._events.judge(self._source_id, self._clock(), new=self._pages_read)
            )
