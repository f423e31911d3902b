"""The worker's care of its database: once a day, in minutes in which little else is done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from storage.clock import Clock, utc_now
from storage.database import Database
from storage.records import KeepFor, UpkeepReport
from storage.upkeep import Stop, last_report, run_upkeep

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
#: A worker that always has something to do does it all the same, so long after it was due.
AT_THE_LATEST = timedelta(hours=6)
#: What has just begun is not quiet.
AFTER_START = timedelta(minutes=10)


class Upkeep:
    """Runs the upkeep beside the worker's other work; `is_quiet` says whether any is under way."""

    def __init__(self, db: Database, is_quiet: Callable[[], bool], *, clock: Clock = utc_now) -> None:
        self._db = db
        self._is_quiet = is_quiet
        self._clock = clock
        self._started_at = clock()
        self._keep_for = KeepFor()
        self._stop = Stop()
        self._ended_at: datetime | None = None

    def use(self, keep_for: KeepFor) -> None:
        """Keep articles for so long from now on."""
        self._keep_for = keep_for

    def stop(self) -> None:
        """Begin no further step; what is under way ends within moments."""
        self._stop.ask()

    async def look(self) -> None:
        """Run the upkeep if it is due.

        Raises:
            StorageError: the database could not be asked, or the report not be kept.
        """
        if self._stop.is_asked or not await self._is_due():
            return
        report = await asyncio.to_thread(
            run_upkeep, self._db, self._keep_for, by="worker", stop=self._stop, clock=self._clock
        )
        self._ended_at = report.finished_at
        _tell(report)

    async def _is_due(self) -> bool:
        now = self._clock()
        if now - self._started_at < AFTER_START:
            return False
        if self._ended_at is None or now - self._ended_at >= EVERY:
            # Somebody may have run it by hand meanwhile.
            self._ended_at = await asyncio.to_thread(self._last)
        if self._ended_at is None:
            return self._is_quiet() or now - self._started_at >= AT_THE_LATEST
        overdue = now - self._ended_at - EVERY
        return overdue >= AT_THE_LATEST or (overdue >= timedelta(0) and self._is_quiet())

    def _last(self) -> datetime | None:
        with self._db.read() as connection:
            report = last_report(connection, whole=True)
        return None if report is None else report.finished_at


def _tell(report: UpkeepReport) -> None:
    said = "; ".join(f"{step.name} {step.says}" for step in report.steps if not step.trouble)
    log.info("upkeep: %s", said)
    for step in report.steps:
        if step.trouble:
            log.error("upkeep: %s failed: %s", step.name, step.trouble)
