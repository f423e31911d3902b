"""SIGTERM and Ctrl-C: the worker ends whatever hangs, and nothing is half stored.

Nothing here answers before it is told to, and the timeouts are far longer than a stop waits: an exit code of 3 says
that the stop's own patience ended what hung. The seconds are printed, for docs/reliability.md.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest

from storage.clock import utc_now
from storage.records import DeliveryState, RunOutcome
from tests.scheduler.desk import Desk, hook, source, watch
from tests.scheduler.outlet import Outlet, an_outlet

COMPLAINTS = ("Traceback", "was destroyed", "never retrieved", "never awaited")


@asynccontextmanager
async def a_desk(folder: Path, outlet: Outlet) -> AsyncIterator[Desk]:
    desk = Desk(folder)
    desk.write(
        source("Outlet", f"{outlet.base}/feed"), watch("movements", "regiment"), hook(f"{outlet.base}/hook")
    )
    try:
        yield desk
    finally:
        await desk.close()


def has_started(pid: int, command: str) -> bool:
    """Whether a process has started one with this in its command line."""
    with contextlib.suppress(psutil.Error):  # one of them may just have ended
        return any(command in " ".join(child.cmdline()) for child in psutil.Process(pid).children())
    return False


def check_whole(desk: Desk) -> None:
    """Every article is there with its revision and its place in the index, or not at all."""
    articles = desk.articles()
    assert desk.found("officers") == len(articles)
    assert all(one.revision == 1 and "officers" in one.article.text for one in articles)
    assert desk.state().workers[0].stopped_at is not None
    assert not [line for line in desk.logged().splitlines() if any(word in line for word in COMPLAINTS)]


async def end_while_all_hangs(
    folder: Path, number: signal.Signals, *, group: bool, goes_on: bool
) -> tuple[int, float]:
    """A feed hangs, an article's page at another outlet hangs, and so does the receiver.

    Where it `goes_on`, all mend and another worker finishes: what it finds was checked for every way to end.
    """
    async with an_outlet("Zero", "One") as outlet, an_outlet("Far") as far, a_desk(folder, outlet) as desk:
        far.hanging.add("/feed")
        desk.write(
            source("Outlet", f"{outlet.base}/feed"),
            source("Far", f"{far.base}/feed"),
            watch("movements", "regiment"),
            hook(f"{outlet.base}/hook"),
        )
        await desk.start()
        await desk.until(lambda: far.asked["/feed"] and desk.sources()["Outlet"].articles == 2)
        outlet.hanging |= {"/hook", "/a/3"}
        outlet.publish("News", "The regiment crossed the river.")
        outlet.publish("More news", "The regiment crossed it again.")
        await desk.until(lambda: outlet.asked["/hook"] and outlet.asked["/a/3"])
        began = time.monotonic()
        code = await desk.stop(number, group=group)
        seconds = time.monotonic() - began

        assert desk.logged().rstrip().endswith("stopped; what hung was left, nothing is lost")
        check_whole(desk)
        assert {one.article.title for one in desk.articles()} == {"Zero", "One", "News"}
        (delivery,) = desk.deliveries()
        assert (delivery.state, delivery.due_at <= utc_now()) == (DeliveryState.WAITING, True)
        sources = desk.sources()
        assert all(one.due_at <= utc_now() for one in sources.values()), "what was cut short is due at once"
        assert (sources["Outlet"].pending, sources["Outlet"].failed) == (1, 0)
        assert (sources["Far"].last_outcome, sources["Far"].first_read_at) == (RunOutcome.INTERRUPTED, None)

        if not goes_on:
            return code, seconds
        outlet.hanging.clear()
        far.hanging.clear()
        await desk.start()
        await desk.until(lambda: desk.is_read() and len(desk.articles()) == 5 and len(set(outlet.calls)) == 2)
        assert await desk.stop() == 0
        check_whole(desk)
        assert {one.state for one in desk.deliveries()} == {DeliveryState.DELIVERED}
        assert delivery.id in outlet.calls
        asked = [outlet.asked[f"/a/{article}"] for article in range(4)]
        assert asked == [1, 1, 1, 2], "what was archived is not requested again"
        return code, seconds


async def test_the_worker_ends_while_servers_hang(tmp_path: Path) -> None:
    ways = {
        "SIGTERM": (signal.SIGTERM, False),
        "SIGTERM to all its processes": (signal.SIGTERM, True),
        "Ctrl-C": (signal.SIGINT, True),
    }
    results = await asyncio.gather(
        *(
            end_while_all_hangs(tmp_path / way, number, group=group, goes_on=way == "SIGTERM")
            for way, (number, group) in ways.items()
        )
    )
    for way, (code, seconds) in zip(ways, results, strict=True):
        print(f"{way} while a feed, a page and a receiver hang: exit code {code} after {seconds:.1f} s")
    assert [code for code, _ in results] == [3, 3, 3]


async def test_what_ends_by_itself_is_waited_for(tmp_path: Path) -> None:
    async with an_outlet("Zero", "One", "Two") as outlet, a_desk(tmp_path, outlet) as desk:
        outlet.hanging.add("/a/1")
        await desk.start()
        await desk.until(lambda: outlet.asked["/a/1"])
        desk.send(signal.SIGTERM)
        await desk.until(lambda: "stopping" in desk.logged())
        outlet.hanging.clear()
        assert await desk.ending() == 0
        assert "running: 1 source, 1 watch, 1 channel; Ctrl-C stops" in desk.logged()
        assert desk.logged().rstrip().endswith("stopped")
        check_whole(desk)
        assert outlet.base + "/a/1" in {one.article.url for one in desk.articles()}


async def test_a_second_signal_ends_it_at_once(tmp_path: Path) -> None:
    async with an_outlet("Zero") as outlet, a_desk(tmp_path, outlet) as desk:
        outlet.hanging.add("/feed")
        await desk.start()
        await desk.until(lambda: outlet.asked["/feed"])
        desk.send(signal.SIGTERM)
        await desk.until(lambda: "stopping" in desk.logged())
        # the first alone would end it with 3, some seconds later
        assert await desk.stop(signal.SIGINT) == 128 + signal.SIGINT


async def test_one_pass_ends_too_while_a_receiver_hangs(tmp_path: Path) -> None:
    async with an_outlet() as outlet, a_desk(tmp_path, outlet) as desk:
        desk.write(
            source("Outlet", f"{outlet.base}/feed", more="tell_backlog = true"),
            watch("movements", "regiment"),
            hook(f"{outlet.base}/hook"),
        )
        outlet.publish("News", "The regiment crossed the river.")
        outlet.hanging.add("/hook")
        await desk.start("--once")
        await desk.until(lambda: outlet.asked["/hook"])
        assert await desk.stop() == 3
        (delivery,) = desk.deliveries()
        assert (delivery.state, delivery.due_at <= utc_now()) == (DeliveryState.WAITING, True)


@pytest.mark.soak
async def test_a_locked_database_keeps_nobody_waiting_for_longer(tmp_path: Path) -> None:
    async with an_outlet("Zero") as outlet, a_desk(tmp_path, outlet) as desk:
        await desk.start()
        await desk.until(desk.is_read)
        other = sqlite3.connect(tmp_path / "wirewatch.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        code = await desk.stop()
        seconds = time.monotonic() - began
        other.close()
        outlet.publish("News")
        print(f"a database that another program has locked: exit code {code} after {seconds:.1f} s")
        assert code == 3
        await desk.start()
        await desk.until(lambda: desk.is_read() and len(desk.articles()) == 2)


async def test_ctrl_c_while_the_readers_start_prints_no_traceback(tmp_path: Path) -> None:
    async with an_outlet("Zero") as outlet, a_desk(tmp_path, outlet) as desk:
        await desk.start()
        # What its readers part from takes a second or two to import.
        await desk.until(lambda: has_started(desk.pid, "multiprocessing.forkserver"))
        assert await desk.stop(signal.SIGINT, group=True) in {0, 3}
        check_whole(desk)
        assert "BrokenProcessPool" not in desk.logged()
