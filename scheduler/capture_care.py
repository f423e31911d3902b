"""The worker's captures: mended when it begins, dropped when their time is over, their trouble told."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from scheduler.plan import CapturePlan
from storage.captures.names import this_host
from storage.captures.repair import repair
from storage.captures.retention import drop_older
from storage.captures.rows import Captures
from storage.captures.store import CaptureStore
from storage.clock import Clock, utc_now
from storage.database import Database
from storage.errors import StorageError, level
from storage.workers import Workers

log = logging.getLogger(__name__)

DROPPED_EVERY = timedelta(hours=6)


class CaptureCare:
    """What a worker does for the captures beside writing them."""

    def __init__(self, db: Database, store: CaptureStore, worker_id: str, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._store = store
        self._workers = Workers(db)
        self._worker_id = worker_id
        self._clock = clock
        self._plan = CapturePlan()
        self._noted: str | None = None
        self._dropped_at: datetime | None = None

    async def use(self, plan: CapturePlan) -> None:
        """Keep captures as this plan has it from now on."""
        if plan.folder is not None and plan.folder != self._store.folder:
            await asyncio.to_thread(self._mend, plan)
        self._store.use(plan.folder)
        if plan != self._plan:
            self._dropped_at = None
        self._plan = plan

    async def note(self) -> None:
        """Note what keeps captures from being written, or that nothing does any more."""
        trouble = self._store.trouble
        if trouble != self._noted:
            await asyncio.to_thread(self._workers.captures, self._worker_id, trouble)
            self._noted = trouble

    async def look(self) -> None:
        """Note the trouble; drop what is too old, now and then."""
        await self.note()
        now = self._clock()
        if self._dropped_at is None or now - self._dropped_at >= DROPPED_EVERY:
            self._dropped_at = now
            await asyncio.to_thread(self._drop, now)

    def _mend(self, plan: CapturePlan) -> None:
        if plan.folder is None:
            return
        try:
            for done in repair(plan.folder, this_host(), Captures(self._db).end_of):
                if done.lost:
                    log.error("captures: %s is %d bytes shorter than what it held", done.file, done.lost)
                else:
                    log.warning(
                        "captures: %d bytes of an unfinished record were cut off %s", done.cut, done.file
                    )
        except StorageError as error:
            log.log(level(error), "captures: %s", error)

    def _drop(self, now: datetime) -> None:
        folder, keep_for = self._plan.folder, self._plan.keep_for
        if folder is None or keep_for is None:
            return
        try:
            done = drop_older(self._db, self._store, folder, now - keep_for, now)
        except StorageError as error:
            log.log(level(error), "captures: %s", error)
            return
        if done.dropped or done.files:
            log.info(
                "captures: %d older than %d days dropped, %d that were hit kept, %d files removed",
                done.dropped,
                keep_for.days,
                done.moved,
                done.files,
            )
