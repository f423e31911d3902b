"""The tasks of a worker (see `scheduler.engines.Tasks`)."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from crawler.host_slots import HostSlots
from scheduler.engines import Tasks
from scheduler.leaving_hosts import leave_to_others
from scheduler.runs import Runs
from scheduler.telling import Telling
from scheduler.upkeep import Upkeep
from storage.clock import Clock, utc_now
from storage.sources import Sources

#: So long at a time is flagged, when there is much: what is held comes due meanwhile.
FLAGGING = timedelta(seconds=2)
#: A source that is due in a moment is run now: clocks of machines differ by so much.
ALMOST_DUE = timedelta(seconds=1)


class WorkerTasks:
    """Does what engines ask for."""

    def __init__(
        self,
        sources: Sources,
        runs: Runs,
        slots: HostSlots,
        telling: Telling,
        upkeep: Upkeep,
        *,
        clock: Clock = utc_now,
    ) -> None:
        self._sources = sources
        self._runs = runs
        self._slots = slots
        self._telling = telling
        self._upkeep = upkeep
        self._clock = clock

    async def collect(self, source_id: int) -> None:
        """Run one source, unless another worker has run it meanwhile."""
        state = await asyncio.to_thread(self._sources.by_id, source_id)
        if state is None or state.due_at > self._clock() + ALMOST_DUE:
            return
        if self._runs.is_stopping or state.id in self._runs.under_way:
            return
        # Who waits may be told to stop; a crawl may not be cut off, it ends by itself (see `Runs.stop`).
        await asyncio.shield(self._runs.begin(state))
        await leave_to_others(self._slots, state.host_group, state.name)

    async def flag(self) -> bool:
        try:
            return await self._telling.flag(within=FLAGGING)
        finally:
            # What waits comes due, whatever ails the flagging.
            await self._telling.release()
            await self._telling.care()

    async def deliver(self) -> None:
        await self._telling.deliver()

    async def upkeep(self) -> None:
        await self._upkeep.look()


async def tell(tasks: Tasks) -> None:
    """Flag for a while, and start to send: what stands in the outbox goes out, whatever ails the flagging."""
    try:
        await tasks.flag()
    finally:
        await tasks.deliver()
