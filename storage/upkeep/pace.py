"""Work in small steps, so that nobody who reads or writes meanwhile waits for it; it can be stopped between them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import TypeVar

from sqlalchemy import Connection

from storage.database import Database

Answer = TypeVar("Answer")

#: A step is made to keep other writers waiting for about so long, in seconds.
WANTED = 0.04
_SHORTEST_PAUSE = 0.002


class Stop:
    """Asks a run in another thread to end."""

    def __init__(self) -> None:
        self._asked = Event()
        self._lock = Lock()
        self._cancel: Callable[[], object] | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the run is to end."""
        return self._asked.is_set()

    def ask(self) -> None:
        """Begin no further step; what can be cancelled is."""
        with self._lock:
            self._asked.set()
            cancel = self._cancel
        if cancel is not None:
            cancel()

    def wait(self, seconds: float) -> None:
        """Rest for so long, or until it is asked."""
        self._asked.wait(seconds)

    @contextmanager
    def cancelling(self, cancel: Callable[[], object]) -> Iterator[None]:
        """Within this, `ask` calls `cancel` from its thread."""
        with self._lock:
            self._cancel = cancel
        try:
            yield
        finally:
            with self._lock:
                self._cancel = None


class Pace:
    """Times the steps of one kind of work, and rests after each."""

    def __init__(self, stop: Stop | None = None) -> None:
        self.stop = stop or Stop()
        self.longest_hold = 0.0

    def step(self, db: Database, work: Callable[[Connection], Answer]) -> tuple[Answer, float]:
        """Do a step in a writing transaction; returns its answer, and for how many seconds others could not write.

        The rest after it is as long: SQLite's writers ask again and again, and one that comes back at once would
        always be first.
        """
        began = time.perf_counter()

        def timed(connection: Connection) -> Answer:
            nonlocal began
            # What it waited for others until here held nobody.
            began = time.perf_counter()
            return work(connection)

        answer = db.retrying(timed)
        held = time.perf_counter() - began
        self.longest_hold = max(self.longest_hold, held)
        self.stop.wait(max(held, _SHORTEST_PAUSE))
        return answer, held

    def sized(self, size: int, took: float, *, most: int) -> int:
        """How large the next step is to be after one of `size` that took so many seconds."""
        if took > 1.5 * WANTED:
            return max(1, size // 2)
        return min(most, size * 2) if took < WANTED / 2 else size
