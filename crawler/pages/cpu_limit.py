"""A limit on the CPU time of reading one page, by a signal that reaches into whatever is at work.

A regular expression heeds it too; a parse by lxml does not, so the limit on a whole process is a wall clock beside it
(see `scheduler.reading_pool`).
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: CPU seconds that each further step gets, once the page's time is over.
GRACE = 0.2


class CpuLimitError(Exception):
    """The CPU time of the page is over. What was under way is left; what follows may do a little."""


class CpuLimit:
    """How much CPU time a page has, in seconds, and whether it was over."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._is_open = True
        self._is_over = False

    @property
    def partial(self) -> str | None:
        """Why the page was not read to its end, in one line; None where it was."""
        return f"its {self._seconds:g} s of CPU time were over" if self._is_over else None

    def interrupt(self, _: int, __: FrameType | None) -> None:
        """The signal's handler."""
        if self._is_open:
            self._is_over = True
            raise CpuLimitError(self.partial)

    def close(self) -> None:
        """Interrupt nothing any more."""
        self._is_open = False
        signal.setitimer(signal.ITIMER_PROF, 0)


@contextmanager
def cpu_limit(seconds: float) -> Iterator[CpuLimit]:
    """Interrupt what is done inside by CpuLimitError after so much CPU time, and every 0.2 s of it from then on.

    One who catches the error can so go on with another step, which is bounded as well. In the main thread only,
    and not inside another limit.
    """
    limit = CpuLimit(seconds)
    # It stays: what the system does by default on this signal is to end the process.
    signal.signal(signal.SIGPROF, limit.interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds, GRACE)
    try:
        yield limit
    finally:
        try:
            limit.close()
        except CpuLimitError:
            # The signal came before the first line of it.
            limit.close()
