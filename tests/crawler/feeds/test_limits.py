"""What takes too long is interrupted by CPU time or by the clock, and what was read is kept."""

from __future__ import annotations

import signal
import time

import pytest

from crawler.feeds import limits
from crawler.pages.cpu_limit import CpuLimitError
from tests.runaway import runaway


def turn() -> None:
    while True:
        pass


def test_cpu_time() -> None:
    with (
        runaway(60),
        pytest.raises(CpuLimitError, match="CPU time"),
        limits.limited(0.1, time.monotonic() + 600),
    ):
        turn()


def test_the_clock() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(CpuLimitError, match="its time was over"), limits.limited(60, time.monotonic() + 0.1):
        signal.pause()
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_no_time_left() -> None:
    with pytest.raises(CpuLimitError), limits.limited(60, time.monotonic()):
        turn()


def test_what_ends_in_time_is_left_alone() -> None:
    with limits.limited(600, time.monotonic() + 600):
        done = sum(range(1000))
    assert done == 499_500
