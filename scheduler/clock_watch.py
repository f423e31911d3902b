"""Notices that the clock was set: what is due by it must neither wait for an hour nor come all at once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from storage.clock import Clock, utc_now
from storage.errors import StorageError, level

log = logging.getLogger(__name__)

#: A clock that is slewed by its daemon moves less than that between two looks.
LEAST_STEP = timedelta(seconds=5)
LOOK = 1.0
#: What was under way when the clock was set is written by the old time: so many seconds later that is looked for.
LATER, WORTH_A_LATER_LOOK = 40.0, timedelta(minutes=6)

Answer = Callable[[timedelta, bool], Awaitable[None]]


class ClockWatch:
    """Holds the clock against the monotonic one, and has `answer` called with how far it was set, forward or back.

    After a long step back it is called once more, some time later, and told so (True) by its second argument.
    An answer that fails with the database is given again. A machine that slept looks like a clock that was set
    forward, and is treated as one.
    """

    def __init__(
        self,
        answer: Answer,
        *,
        clock: Clock = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._answer = answer
        self._clock = clock
        self._monotonic = monotonic
        self._last: tuple[datetime, float] | None = None
        self._owed = timedelta()
        self._later: tuple[float, timedelta] | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to watch, inside the running event loop: its timers know no clock that can be set."""
        self._task = asyncio.create_task(self._watch(), name="clock watch")

    def stop(self) -> None:
        """Watch no more."""
        if self._task is not None:
            self._task.cancel()

    async def look(self) -> None:
        """Compare the clocks, and answer where one was set."""
        now, moment = self._clock(), self._monotonic()
        if self._last is not None:
            step = now - self._last[0] - timedelta(seconds=moment - self._last[1])
            self._notice(step)
        self._last = now, moment
        await self._settle()

    async def was_set(self, step: timedelta) -> None:
        """The clock was set by so much while nobody watched; nothing where that is too little to matter."""
        self._notice(step)
        await self._settle()

    def _notice(self, step: timedelta) -> None:
        if abs(step) >= LEAST_STEP:
            way = "forward" if step > timedelta() else "back"
            log.warning("the clock was set %s by %s; what is due goes on by the new time", way, _plain(step))
            self._owed += step

    async def _settle(self) -> None:
        if self._owed:
            await self._answer(self._owed, False)
            if self._owed <= -WORTH_A_LATER_LOOK:
                self._later = self._monotonic() + LATER, self._owed
            self._owed = timedelta()
        elif self._later is not None and self._monotonic() >= self._later[0]:
            await self._answer(self._later[1], True)
            self._later = None

    async def _watch(self) -> None:
        while True:
            try:
                await self.look()
            except StorageError as error:
                log.log(level(error), "the clock: %s", error)
            except Exception:
                log.exception("the clock could not be watched")
            await asyncio.sleep(LOOK)


def _plain(step: timedelta) -> str:
    return str(timedelta(seconds=round(abs(step).total_seconds())))
