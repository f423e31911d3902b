"""Every beat comes, however slow another is; a failure is said once, and is over once."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from datetime import timedelta

import pytest

from scheduler.beats import Beats
from storage.errors import StorageError


async def until(condition: object, seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not (callable(condition) and condition()):
            await asyncio.sleep(0.01)


async def test_a_slow_one_holds_up_no_other_and_never_runs_twice() -> None:
    beats, counts, open_ = Beats(), Counter[str](), asyncio.Event()

    async def slow() -> None:
        counts["slow"] += 1
        await open_.wait()

    async def quick() -> None:
        counts["quick"] += 1

    beats.add("slow", slow, 0.05)
    beats.add("quick", quick, 0.05)
    beats.start()
    await until(lambda: counts["quick"] >= 5)
    assert counts["slow"] == 1
    open_.set()
    await until(lambda: counts["slow"] >= 3)
    await beats.stop(timedelta(seconds=1))


async def test_a_loop_that_was_blocked_for_long_skips_no_beat_for_good() -> None:
    beats, counts = Beats(), Counter[str]()

    async def quick() -> None:
        counts["quick"] += 1

    beats.add("quick", quick, 0.2)
    beats.start()
    await until(lambda: counts["quick"] >= 1)
    # Longer than APScheduler's own second of grace.
    time.sleep(1.5)
    before = counts["quick"]
    await until(lambda: counts["quick"] > before, seconds=0.5)
    await beats.stop(timedelta(seconds=1))


async def test_a_failure_is_logged_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "scheduler.beats")
    beats, counts = Beats(), Counter[str]()

    async def failing() -> None:
        counts["tries"] += 1
        if counts["tries"] < 4:
            raise StorageError("the disk is full")
        if counts["tries"] < 7:
            raise KeyError("a fault of ours")

    beats.add("tell", failing, 0.03)
    beats.start()
    await until(lambda: counts["tries"] >= 2)
    assert beats.trouble == {"tell": "the disk is full"}
    await until(lambda: counts["tries"] >= 9)
    assert beats.trouble == {}
    await beats.stop(timedelta(seconds=1))
    assert [record.getMessage() for record in caplog.records] == [
        "tell: the disk is full",
        "tell: KeyError: 'a fault of ours'",
        "tell failed",
        "tell works again",
    ]
    assert [record.exc_info is not None for record in caplog.records] == [False, False, True, False]


async def test_a_stop_waits_for_the_beat_under_way_and_cancels_what_lasts_longer() -> None:
    beats, ended = Beats(), Counter[str]()

    async def short() -> None:
        await asyncio.sleep(0.2)
        ended["short"] += 1

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended["endless"] += 1

    beats.add("short", short, 60)
    beats.add("endless", endless, 60)
    beats.start()
    await asyncio.sleep(0.05)
    began = time.monotonic()
    await beats.stop(timedelta(seconds=0.5))
    assert 0.4 < time.monotonic() - began < 2
    await until(lambda: ended["endless"] == 1)
    assert ended["short"] == 1
