"""The frontier of one source's run, kept in the database: a lead is lost by no crash, and asked for once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from crawler.archive_writer import ArchiveWriter
from storage.clock import Clock, utc_now
from storage.frontier import Frontier
from storage.records import CollectedArticle, LeadRecord, PendingLead, Saved


class ArchiveFrontier:
    """One source's part of the frontier."""

    def __init__(
        self,
        source_id: int,
        frontier: Frontier,
        writer: ArchiveWriter,
        *,
        clock: Clock = utc_now,
    ) -> None:
        self._source_id = source_id
        self._frontier = frontier
        self._writer = writer
        self._clock = clock
        self.left = False

    async def discover(self, leads: Sequence[LeadRecord]) -> int:
        discovery = await asyncio.to_thread(self._frontier.discover, self._source_id, leads, self._clock())
        return discovery.new

    async def pending(self, most: int) -> list[PendingLead]:
        found = await asyncio.to_thread(self._frontier.pending, self._source_id, self._clock(), most + 1)
        self.left = len(found) > most
        return found[:most]

    async def save(self, collected: CollectedArticle) -> Saved:
        return await self._writer.save(collected)

    async def failed(self, pending: PendingLead, reason: str, retry_in: timedelta | None) -> None:
        now = self._clock()
        retry_at = None if retry_in is None else now + retry_in
        await asyncio.to_thread(self._frontier.failed, pending.id, reason, now, retry_at)

    async def skipped(self, pending: PendingLead, reason: str) -> None:
        await asyncio.to_thread(self._frontier.done, pending.id, reason, self._clock())
