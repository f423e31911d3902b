"""How late an event loop is, by a beat every 10 ms; and the CPU time of its process and of those it started."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psutil

from benchmarks.measure import percentile

BEAT = 0.01
#: Imports, the first connection, the first process: what comes before so many seconds is not counted.
WARM_UP = 3.0
#: How often the CPU time of other processes is looked up.
LOOK = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """Seconds by which the beats after the warm-up were late, and CPU seconds since the start."""

    p99: float
    longest: float
    cpu: float

    @classmethod
    def of(cls, beats: Sequence[tuple[float, float]], cpu: float) -> Lag:
        """From (seconds since the start, seconds late) of each beat."""
        counted = [late for at, late in beats if at > WARM_UP] or [late for _, late in beats]
        return cls(p99=percentile(counted, 0.99), longest=max(counted), cpu=cpu)


class Heartbeat:
    """Beats in the running loop until `stop`."""

    def __init__(self) -> None:
        self._beats: list[tuple[float, float]] = []
        self._cpu: dict[int, float] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._before = 0.0

    def start(self) -> None:
        """Begin to beat."""
        self._before = _cpu(psutil.Process())
        self._tasks = [asyncio.create_task(self._beat()), asyncio.create_task(self._look())]

    async def stop(self) -> Lag:
        """End, and say how late the loop was."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        own = _cpu(psutil.Process()) - self._before
        return Lag.of(self._beats, own + sum(self._cpu.values()))

    async def _beat(self) -> None:
        started = time.monotonic()
        while True:
            due = time.monotonic() + BEAT
            await asyncio.sleep(BEAT)
            now = time.monotonic()
            self._beats.append((now - started, max(0.0, now - due)))

    async def _look(self) -> None:
        while True:
            for child in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    self._cpu[child.pid] = _cpu(child)
            await asyncio.sleep(LOOK)


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
