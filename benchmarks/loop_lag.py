"""How late an event loop is: a beat every 10 ms, and how long after its time each one came."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.measure import percentile

BEAT = 0.01
#: Imports, the first connection, the first process: what comes before so many seconds is not counted.
WARM_UP = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """Seconds by which the beats after the warm-up were late."""

    p99: float
    longest: float

    @classmethod
    def of(cls, beats: Sequence[tuple[float, float]]) -> Lag:
        """From (seconds since the start, seconds late) of each beat."""
        counted = [late for at, late in beats if at > WARM_UP] or [late for _, late in beats]
        return cls(p99=percentile(counted, 0.99), longest=max(counted))


class Heartbeat:
    """Beats in the running loop until `stop`."""

    def __init__(self) -> None:
        self._beats: list[tuple[float, float]] = []
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to beat."""
        self._task = asyncio.create_task(self._beat(), name="heartbeat")

    async def stop(self) -> Lag:
        """End, and say how late the loop was."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        return Lag.of(self._beats)

    async def _beat(self) -> None:
        started = time.monotonic()
        while True:
            due = time.monotonic() + BEAT
            await asyncio.sleep(BEAT)
            now = time.monotonic()
            self._beats.append((now - started, max(0.0, now - due)))
