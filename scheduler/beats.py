"""Work on a beat: each kind for itself, however slow another is, and after a failure again at the next beat."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.troubles import Troubles, Work
from storage.clock import Clock, utc_now


class Beats:
    """Repeats work until it is stopped; never two of one kind at a time.

    What fails is done again at the next beat, and told as `Troubles` has it.
    """

    def __init__(self, clock: Clock = utc_now) -> None:
        self._troubles = Troubles()
        self._clock = clock
        self._scheduler = AsyncIOScheduler()
        self._stopped = False
        self._under_way: set[asyncio.Task[Any]] = set()

    @property
    def trouble(self) -> Mapping[str, str]:
        """Why the last beat failed, by kind."""
        return self._troubles.now

    def add(self, name: str, work: Work, seconds: float) -> None:
        """Do `work` from the start on, every so many seconds."""
        self._scheduler.add_job(
            self._guarded(name, work),
            "interval",
            seconds=seconds,
            id=name,
            max_instances=1,
            coalesce=True,
            # Without an explicit None a job that comes a second late is skipped without a word.
            misfire_grace_time=None,
            next_run_time=self._clock(),
        )

    def start(self) -> None:
        """Begin, inside the running event loop."""
        self._scheduler.start()

    def hurry(self) -> None:
        """Let every beat come now: where the clock was set back, each would wait for the time that it was."""
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=utc_now())

    async def stop(self, grace: timedelta) -> None:
        """Begin no further beat, and wait up to `grace` for those under way; what lasts longer is cancelled."""
        self._stopped = True
        self._scheduler.pause()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=grace.total_seconds())
        # Cancels what still runs.
        self._scheduler.shutdown(wait=False)

    def _guarded(self, name: str, work: Work) -> Work:
        async def run() -> None:
            task = asyncio.current_task()
            if self._stopped or task is None:
                return
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            await self._troubles.guard(name, work)

        return run
