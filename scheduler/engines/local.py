"""The engine of a worker that is alone: every task on its own beat (APScheduler), in this process."""

from __future__ import annotations

from datetime import timedelta

from scheduler.beats import Beats
from scheduler.collecting import Collecting
from scheduler.engines import Tasks
from scheduler.passes import Passes
from scheduler.tasks import tell

#: Seconds between two looks at what is due, at what is to be told, and at what the archive needs.
BEAT = 1.0
TELLING_BEAT = 0.5
UPKEEP_BEAT = 60.0


class LocalEngine:
    """See `scheduler.engines.Engine`; what is due is started by `collecting`."""

    def __init__(self, beats: Beats, tasks: Tasks, collecting: Collecting, passes: Passes) -> None:
        self._beats = beats
        self._tasks = tasks
        self._collecting = collecting
        self._passes = passes
        self._told = False

    async def begin(self) -> None:
        for name, work, seconds in (
            ("collect", self._collect, BEAT),
            ("tell", self._tell, TELLING_BEAT),
            ("upkeep", self._tasks.upkeep, UPKEEP_BEAT),
        ):
            self._beats.add(name, work, seconds)

    def use(self, runs_at_once: int) -> None:
        self._collecting.runs_at_once = runs_at_once

    def clock_was_set(self) -> None:
        """Nothing to do: the beats are the worker's, which hurries them."""

    async def stop(self, grace: timedelta) -> bool:
        # The beats are the worker's, which stops them.
        return True

    async def _collect(self) -> None:
        await self._collecting.start_due()
        if self._told and not self._beats.trouble:
            self._told = False
            await self._passes.passed()

    async def _tell(self) -> None:
        await tell(self._tasks)
        self._told = True
