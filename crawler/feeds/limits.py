"""How long each way of reading a feed may take: CPU time, and beside it the clock, as whoever waits looks at that.

The reading process of the worker is ended after ten seconds, and what it read is lost; so what is kept must be there
before.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from crawler.pages.cpu_limit import GRACE, CpuLimitError, cpu_limit

#: CPU seconds of the strict way, of the forgiving one and of the rescue. The largest real feeds take a quarter of it.
FAST, FORGIVING, RESCUE = 4.0, 3.0, 2.0
#: Seconds by the clock of all ways but the rescue, which has the same again as of CPU time.
TOGETHER = 6.0


def can_interrupt() -> bool:
    """Whether there are limits at all: signals reach the main thread of a process alone."""
    return threading.current_thread() is threading.main_thread()


@contextmanager
def limited(cpu_seconds: float, until: float) -> Iterator[None]:
    """Interrupt what is done inside by CpuLimitError after so much CPU time, or at `until` (`time.monotonic`).

    Not inside another limit of CPU time; without any effect outside of the main thread.
    """
    if not can_interrupt():
        yield
        return
    if (left := until - time.monotonic()) <= 0:
        raise CpuLimitError("its time was over")
    # the clock outside: it is taken back when nothing interrupts any more
    with _clock(left), cpu_limit(cpu_seconds):
        yield


@contextmanager
def _clock(seconds: float) -> Iterator[None]:
    alarm = _Alarm()
    before = signal.signal(signal.SIGALRM, alarm.ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, GRACE)
    try:
        yield
    finally:
        alarm.is_set = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class _Alarm:
    """Interrupts, until it is taken back."""

    def __init__(self) -> None:
        self.is_set = True

    def ring(self, _: int, __: FrameType | None) -> None:
        """The signal's handler. An error on the way out of the limit is one of what was limited."""
        if self.is_set:
            raise CpuLimitError("its time was over")
