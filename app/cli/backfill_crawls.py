"""The sitemaps of `wirewatch backfill`: crawls in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from app.config import Config
from app.config.projection import crawl_policy
from app.scrapy_settings import settings_for
from crawler.archive_writer import ArchiveWriter
from crawler.host_slots import HostSlots
from crawler.leased_hosts import LeasedHosts
from crawler.reading import Reader
from scheduler.launcher import Launcher
from scheduler.past_sitemaps import PastSitemaps, Told
from scheduler.troubles import Troubles
from storage.archive import Archive
from storage.database import Database
from storage.frontier import Frontier
from storage.host_leases import HostLeases
from storage.host_lines import HostLines
from storage.source_events import SourceEvents

_GRACE = timedelta(seconds=5)
_LOOK_EVERY = 1.0


class SitemapCrawls:
    """Takes the sitemaps among these backfills one after another."""

    def __init__(
        self,
        database: Database,
        config: Config,
        reader: Reader,
        holder: str,
        *,
        among: Sequence[int],
        sitemaps: Sequence[str],
        told: Told,
    ) -> None:
        self._writer = ArchiveWriter(Archive(database))
        # A worker that asks the same hosts waits for this process, and this process for it.
        self._slots = HostSlots(leased=LeasedHosts(HostLeases(database, holder)))
        self._launcher = Launcher(
            frontier=Frontier(database),
            writer=self._writer,
            known_lines=HostLines(database),
            events=SourceEvents(database),
            reader=reader,
            slots=self._slots,
        )
        allowed = {"WIREWATCH_EGRESS": crawl_policy(config).naming_urls(*sitemaps)}
        self._launcher.use(settings_for(config) | allowed)
        self._sitemaps = PastSitemaps(
            database, self._launcher, holder, delay=config.manners.delay, among=among, told=told
        )
        self._stopping: asyncio.Task[bool] | None = None

    async def take_one(self) -> bool:
        """See `PastSitemaps.take_one`."""
        holding = asyncio.create_task(self._hold(), name="leases")
        try:
            took = await self._sitemaps.take_one()
            await self._writer.settle()
        finally:
            holding.cancel()
            await self._slots.let_go()
        return took

    async def _hold(self) -> None:
        troubles = Troubles()
        while True:
            await troubles.guard("hosts", self._slots.look)
            await asyncio.sleep(_LOOK_EVERY)

    def stop(self) -> None:
        """Let no further request leave."""
        self._sitemaps.stop()
        if self._stopping is None:
            self._stopping = asyncio.create_task(self._launcher.stop(_GRACE), name="stop crawls")
