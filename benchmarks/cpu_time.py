"""The CPU time of a process and of all that it starts, looked at from outside."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable

import psutil

LOOK = 0.25


def spent_by(processes: Iterable[psutil.Process]) -> float:
    """The CPU seconds that these processes have taken, those that are gone left out."""
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


class CpuTime:
    """Looks at a process and its descendants until `stop`; what they did since the last look is missed."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._seconds: dict[int, float] = {}
        self._task = asyncio.create_task(self._look())

    async def stop(self) -> float:
        """The CPU seconds of them all."""
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        return sum(self._seconds.values())

    async def _look(self) -> None:
        while True:
            with contextlib.suppress(psutil.Error):
                for process in (self._root, *self._root.children(recursive=True)):
                    self._note(process)
            await asyncio.sleep(LOOK)

    def _note(self, process: psutil.Process) -> None:
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            self._seconds[process.pid] = times.user + times.system
