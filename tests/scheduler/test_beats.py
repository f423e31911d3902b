"""Every beat comes, however slow another is; a failure is said once, and is over once."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from datetime import timedelta

import pytest

from scheduler.beats import Beats
from storage.errors import OutageError, StorageError


async def until(condition: object) -> None:
    async with asyncio.timeout(60):
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
    await until(lambda: counts["quick"] > before)
    await beats.stop(timedelta(seconds=1))


class Failing:
    """Work that fails with what it is told, and counts its tries by that."""

    def __init__(self, fault: Exception) -> None:
        self.fault: Exception | None = fault
        self.tries = Counter[str]()

    async def work(self) -> None:
        self.tries[type(self.fault).__name__] += 1
        if self.fault is not None:
            raise self.fault


async def test_a_failure_is_logged_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "scheduler.troubles")
    beats, failing = Beats(), Failing(StorageError("the disk is full"))
    beats.add("tell", failing.work, 0.03)
    beats.start()
    await until(lambda: failing.tries["StorageError"] >= 3)
    assert beats.trouble == {"tell": "the disk is full"}
    failing.fault = KeyError("a fault of ours")
    await until(lambda: failing.tries["KeyError"] >= 3)
    failing.fault = None
    await until(lambda: failing.tries["NoneType"] >= 2)
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
    beats, begun, ended, open_ = Beats(), Counter[str](), Counter[str](), asyncio.Event()

    async def short() -> None:
        begun["short"] += 1
        await open_.wait()
        ended["short"] += 1

    async def endless() -> None:
        begun["endless"] += 1
        try:
            await asyncio.Event().wait()
        finally:
            ended["endless"] += 1

    beats.add("short", short, 60)
    beats.add("endless", endless, 60)
    beats.start()
    await until(lambda: begun.total() == 2)
    stopping = asyncio.create_task(beats.stop(timedelta(seconds=0.5)))
    await asyncio.sleep(0)  # it waits
    open_.set()
    await stopping
    await until(lambda: ended["endless"] == 1)
    assert ended["short"] == 1


async def test_an_outage_of_the_database_is_told_elsewhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "scheduler.troubles")
    beats, failing = Beats(), Failing(OutageError("the database is gone"))
    beats.add("tell", failing.work, 0.03)
    beats.start()
    await until(lambda: failing.tries["OutageError"] >= 2)
    assert beats.trouble == {"tell": "the database is gone"}
    failing.fault = None
    await until(lambda: failing.tries["NoneType"] >= 2)
    assert beats.trouble == {}
    await beats.stop(timedelta(seconds=1))
    assert caplog.messages == []


async def test_a_beat_that_would_wait_for_an_hour_comes_when_it_is_hurried() -> None:
    beats, counts = Beats(), Counter[str]()

    async def seldom() -> None:
        counts["seldom"] += 1

    beats.add("seldom", seldom, 3600)
    beats.start()
    await until(lambda: counts["seldom"] == 1)
    beats.hurry()
    await until(lambda: counts["seldom"] == 2)
    await beats.stop(timedelta(seconds=1))
