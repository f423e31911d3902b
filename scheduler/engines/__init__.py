"""Engines: who says which task is done when, and by which worker. What is due, they all read from the archive."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Protocol


class EngineName(StrEnum):
    """An engine, as `wirewatch run --engine` names it.

    LOCAL: this process alone works on the archive. PROCRASTINATE: as many as one likes share the work, by jobs in the
    archive's own PostgreSQL.
    """

    LOCAL = "local"
    PROCRASTINATE = "procrastinate"


class Tasks(Protocol):
    """What a worker does. Each may be done again, at any time and by any worker: the archive says what is left."""

    async def collect(self, source_id: int) -> None:
        """Run one source, if it is due."""
        ...

    async def flag(self) -> bool:
        """Flag what no pass has seen, for a while, and put into the outbox what came due; whether nothing is left."""
        ...

    async def deliver(self) -> None:
        """Start to send what is due in the outbox."""
        ...

    async def upkeep(self) -> None:
        """Take care of the archive, if that is due."""
        ...


class Engine(Protocol):
    """Has the tasks done from `begin` to `stop`."""

    async def begin(self) -> None:
        """Begin, inside the running event loop.

        Raises:
            StorageError: the engine cannot work on this archive.
        """
        ...

    def use(self, runs_at_once: int) -> None:
        """Let so many sources run at once in this worker from now on."""
        ...

    def clock_was_set(self) -> None:
        """Let what comes at regular times come by the clock as it is now."""
        ...

    async def stop(self, grace: timedelta) -> bool:
        """Begin nothing more; False where what was under way did not end within `grace`."""
        ...
