"""A guard for work that must come to an end: it counts CPU time, as the clock would fail a test on a busy machine."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest


@contextmanager
def runaway(cpu_seconds: float) -> Iterator[None]:
    """End what has used so many seconds of CPU time, by a failure. Also a decorator.

    The limit is at least twenty times what the work needs, so that no slow machine comes near it, and what grows with
    the square of its input goes far beyond. How fast it is, the benchmarks say. A parse by lxml fails when it ends.
    In the main thread only. The clock is that of the process in user mode, which nothing of ours sets:
    `crawler.pages.cpu_limit` has another.
    """

    def end(_: int, __: FrameType | None) -> None:
        pytest.fail(f"it did not end within {cpu_seconds:g} s of CPU time")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, cpu_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
