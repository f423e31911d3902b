"""The reactor's timers know no clock that can be set."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import asyncio, time
from scheduler.reactor import run_in_reactor

async def main():
    from twisted.internet import reactor

    over = asyncio.Event()
    true, time.time = time.time, lambda: 0.0  # the clock is set back by half a century
    begun = time.monotonic()
    reactor.callLater(0.05, over.set)
    await asyncio.wait_for(over.wait(), 60)
    assert time.monotonic() - begun >= 0.05
    call = reactor.callLater(3600, over.set)
    assert abs(call.getTime() - time.monotonic() - 3600) < 60
    call.cancel()
    return 7

raise SystemExit(run_in_reactor(main))
"""


def test_its_timers_are_those_of_the_monotonic_clock() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert ended.returncode == 7, ended.stderr
