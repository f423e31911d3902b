"""The backfills of a worker, beside its other work: one file, or one sitemap, after another."""

from __future__ import annotations

from datetime import timedelta

from crawler.reading import Reader
from scheduler.backfilling import Backfilling, BackfillPlan
from scheduler.launcher import Launcher
from scheduler.past_sitemaps import PastSitemaps
from storage.clock import Clock, utc_now
from storage.database import Database


class BackfillWork:
    """Takes what `wirewatch backfill --queue` wrote down. Of several workers each has another file."""

    def __init__(
        self, db: Database, reader: Reader, launcher: Launcher, worker_id: str, *, clock: Clock = utc_now
    ) -> None:
        self._db = db
        self._reader = reader
        self._launcher = launcher
        self._worker_id = worker_id
        self._clock = clock
        self._files: Backfilling | None = None
        self._sitemaps: PastSitemaps | None = None
        self._stopping = False

    def use(self, plan: BackfillPlan | None, delay: timedelta) -> None:
        """Take this plan from now on; None: none of the files. Hosts are asked with this delay."""
        if plan is None:
            return
        if self._files is None or self._sitemaps is None:
            self._files = Backfilling(self._db, self._reader, plan, self._worker_id, clock=self._clock)
        self._files.use(plan)
        if self._sitemaps is not None:
            self._sitemaps.stop()
        self._sitemaps = PastSitemaps(
            self._db, self._launcher, self._worker_id, delay=delay, clock=self._clock
        )

    def stop(self) -> None:
        """Take nothing more; what is under way ends in a moment, and is gone on with by whoever takes it next."""
        self._stopping = True
        for work in (self._files, self._sitemaps):
            if work is not None:
                work.stop()

    async def look(self) -> None:
        """Work what waits, to its end.

        Raises:
            StorageError: the database failed; what was in hand is taken up when its lease has run out.
        """
        while await self._take_one():
            pass

    async def _take_one(self) -> bool:
        if self._stopping or self._files is None or self._sitemaps is None:
            return False
        return await self._files.take_one() or await self._sitemaps.take_one()
