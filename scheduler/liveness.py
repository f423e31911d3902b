"""Signs of life: which worker is at work, what it last achieved, and whether another one was at it before."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from scheduler.engines import EngineName
from storage.clock import Clock, utc_now
from storage.database import Database
from storage.errors import OtherSchemaError
from storage.running import STALE_AFTER
from storage.workers import Workers, WorkerState

__all__ = ["STALE_AFTER", "Liveness", "WorkerRunningError", "process_is_alive"]

log = logging.getLogger(__name__)

#: Signs of life are given each five seconds. One that comes so many seconds after the last begins a new row of them,
#: and nobody is buried for his silence before the row is so long.
PAUSE, STEADY_AFTER = 12.0, 15.0
# As for all that keeps a worker from beginning.
_CANNOT_WORK = 2


class WorkerRunningError(Exception):
    """Another worker is at work on this database. One line."""


def process_is_alive(pid: int) -> bool:
    """Whether another process of this machine has this number; ours has it where a container starts anew."""
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def pid_space() -> str | None:
    """Names the processes that this one can see; None where the system does not say. Containers have their own."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return None


class Liveness:
    """The worker's row in the workers table.

    Signs of life bear the time of the archive's server: one whose own clock is wrong would bury the living.
    """

    def __init__(
        self,
        db: Database,
        worker_id: str,
        engine: EngineName = EngineName.LOCAL,
        *,
        clock: Clock = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workers = Workers(db)
        self._id = worker_id
        self._engine = engine
        self._pid_space = pid_space()
        self._clock = clock
        self._monotonic = monotonic
        #: When the last sign of life was given, and the first of those that came without a pause.
        self._beat_at = self._steady_since = float("-inf")

    async def begin(self) -> None:
        """Bury the dead, refuse to stand beside the living who do not share their work, and sign in.

        Raises:
            WorkerRunningError: another worker is alive on this database.
        """
        await asyncio.to_thread(self._begin)

    def _begin(self) -> None:
        host, now = socket.gethostname(), self._now()
        admission = self._workers.admit(
            self._id,
            host,
            os.getpid(),
            self._is_alive,
            now,
            STALE_AFTER,
            self._engine.value,
            self._pid_space,
        )
        if admission.dead:
            log.warning("found dead, what they held waits again: %s", ", ".join(admission.dead))
        if (other := admission.other) is not None:
            engines = "" if other.engine == self._engine else f" with --engine {other.engine}"
            raise WorkerRunningError(
                f"a worker is running on this database{engines}: process {other.pid} on {other.host}, "
                f"last heard of {(now - other.heartbeat_at).total_seconds():.0f} s ago; stop it first"
            )

    async def bury(self) -> None:
        """Find the workers that died meanwhile; what they held waits again at once."""
        if self._monotonic() - self._steady_since < STEADY_AFTER:
            # After an outage of the database nobody has given a sign of life for a while.
            return
        dead = await asyncio.to_thread(lambda: self._workers.reap(self._is_alive, self._now(), STALE_AFTER))
        if dead:
            log.warning("found dead, what they held waits again: %s", ", ".join(dead))

    def _is_alive(self, worker: WorkerState) -> bool:
        """Whether a worker lives, as far as this process can see."""
        if worker.id == self._id or worker.host != socket.gethostname():
            return True
        if self._engine is not EngineName.LOCAL and worker.pid_space != self._pid_space:
            # Where several work, another container with the name of this host may well live.
            return True
        return process_is_alive(worker.pid)

    async def known_as(self, engine_ids: Sequence[str]) -> None:
        """The engine knows this worker by these numbers."""
        await asyncio.to_thread(self._workers.known_as, self._id, engine_ids)

    async def beat(self) -> None:
        """The worker lives; where the database was migrated beneath it, this process ends at once, as if killed.

        Not in good order: what it has under way would be written into tables that it does not know. Nothing is lost by
        that; see docs/reliability.md.
        """
        try:
            await asyncio.to_thread(lambda: self._workers.heartbeat(self._id, self._now()))
        except OtherSchemaError as error:
            log.error("%s: ending at once, nothing is lost", error)
            os._exit(_CANNOT_WORK)
        now = self._monotonic()
        if now - self._beat_at > PAUSE:
            self._steady_since = now
        self._beat_at = now

    def _now(self) -> datetime:
        return self._workers.now(self._clock)

    async def passed(self) -> None:
        """A pass went through all its work."""
        await asyncio.to_thread(self._workers.passed, self._id, self._clock())

    async def config(self, error: str | None, digest: str | None = None) -> None:
        """A configuration was taken over, that of this digest, or refused for `error`."""
        await asyncio.to_thread(self._workers.config, self._id, self._clock(), error, digest)

    async def end(self) -> None:
        """The worker ends in good order; what it had claimed and not sent waits again."""
        await asyncio.to_thread(lambda: self._workers.stopped(self._id, self._now()))
