"""A worker as `wirewatch run` starts it, with a beat in its event loop beside it.

    python -m benchmarks.due.worker CONFIG FILE

At SIGUSR1 it begins to measure, at SIGTERM it ends and writes to FILE, as JSON: how late the loop was, the CPU seconds
of this process, how many polls were made, and the resident memory in MB.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from dataclasses import asdict
from pathlib import Path

import psutil

from app.plans import ConfigPlans
from benchmarks.loop_lag import Heartbeat
from scheduler.reactor import run_in_reactor
from scheduler.worker import Worker
from storage.database import Database
from storage.schema import create


class Measured:
    """What is measured from SIGUSR1 on."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._heartbeat = Heartbeat()
        self._began = self._cpu = 0.0
        self._runs = 0

    def begin(self) -> None:
        """Begin now."""
        self._began, self._cpu = time.monotonic(), time.process_time()
        self._runs = self._worker.totals.runs
        self._heartbeat.start()

    async def end(self) -> dict[str, object]:
        """What was found."""
        seconds, cpu = time.monotonic() - self._began, time.process_time() - self._cpu
        lag = await self._heartbeat.stop()
        return {
            "seconds": seconds,
            "cpu": cpu,
            "polls": self._worker.totals.runs - self._runs,
            "troubled": len(self._worker.totals.troubled),
            "memory": psutil.Process().memory_info().rss / 1e6,
            "lag": asdict(lag),
        }


def main() -> None:
    """Work until SIGTERM."""
    config, file = map(Path, sys.argv[1:])
    plans = ConfigPlans(config)
    url = plans.database_url()
    create(url)
    database = Database(url)

    async def work() -> int:
        worker = Worker(database, plans)
        measured = Measured(worker)
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, measured.begin)
        asyncio.get_running_loop().add_signal_handler(
            signal.SIGUSR2, lambda: ended.append(asyncio.ensure_future(keep(measured)))
        )
        return int(await worker.run())

    ended: list[asyncio.Future[None]] = []

    async def keep(measured: Measured) -> None:
        found = json.dumps(await measured.end())
        await asyncio.to_thread(file.write_text, found)

    try:
        run_in_reactor(work)
    finally:
        database.close()


if __name__ == "__main__":
    main()
