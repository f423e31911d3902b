"""SIGTERM and Ctrl-C: the worker ends within 15 s whatever hangs, and nothing is half stored."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.clock import utc_now
from storage.records import DeliveryState, RunOutcome
from tests.scheduler.desk import Desk, hook, source, watch
from tests.scheduler.outlet import Outlet, an_outlet

LONGEST = 15.0
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


def check_whole(desk: Desk) -> None:
    """Every article is there with its revision and its place in the index, or not at all."""
    articles = desk.articles()
    assert desk.found("officers") == len(articles)
    assert all(one.revision == 1 and "officers" in one.article.text for one in articles)
    assert desk.state().workers[0].stopped_at is not None
    assert not [line for line in desk.logged().splitlines() if any(word in line for word in COMPLAINTS)]


async def a_hanging_feed(desk: Desk, outlet: Outlet) -> None:
    outlet.hanging.add("/feed")
    await desk.start()
    await desk.until(lambda: outlet.asked["/feed"])


def after_a_hanging_feed(desk: Desk) -> None:
    (state,) = desk.state().sources
    assert (state.last_outcome, state.first_read_at) == (RunOutcome.INTERRUPTED, None)
    assert state.due_at <= utc_now()
    assert desk.articles() == []


async def a_hanging_page(desk: Desk, outlet: Outlet) -> None:
    outlet.hanging.add("/a/1")
    await desk.start()
    await desk.until(lambda: outlet.asked["/a/1"] and len(desk.articles()) == 2)


def after_a_hanging_page(desk: Desk) -> None:
    (state,) = desk.state().sources
    assert state.due_at <= utc_now()
    assert (state.pending, state.failed, state.articles) == (1, 0, 2)


async def a_hanging_receiver(desk: Desk, outlet: Outlet) -> None:
    outlet.hanging.add("/hook")
    await desk.start()
    await desk.until(desk.is_read)
    outlet.publish("News", "The regiment crossed the river.")
    await desk.until(lambda: outlet.asked["/hook"])


def after_a_hanging_receiver(desk: Desk) -> None:
    (delivery,) = desk.deliveries()
    assert delivery.state is DeliveryState.WAITING
    assert delivery.due_at <= utc_now()


@dataclass(frozen=True)
class Hang:
    begin: Callable[[Desk, Outlet], object]
    check: Callable[[Desk], None]
    signal: signal.Signals
    group: bool = False


HANGS = {
    "SIGTERM, feed": Hang(a_hanging_feed, after_a_hanging_feed, signal.SIGTERM),
    "Ctrl-C, feed": Hang(a_hanging_feed, after_a_hanging_feed, signal.SIGINT, group=True),
    "SIGTERM, page": Hang(a_hanging_page, after_a_hanging_page, signal.SIGTERM),
    "Ctrl-C, page": Hang(a_hanging_page, after_a_hanging_page, signal.SIGINT, group=True),
    "SIGTERM, receiver": Hang(a_hanging_receiver, after_a_hanging_receiver, signal.SIGTERM),
    "Ctrl-C, receiver": Hang(a_hanging_receiver, after_a_hanging_receiver, signal.SIGINT, group=True),
    "SIGTERM to all processes, page": Hang(a_hanging_page, after_a_hanging_page, signal.SIGTERM, group=True),
}


async def end_while_it_hangs(folder: Path, name: str, hang: Hang) -> tuple[str, int, float]:
    async with an_outlet("Zero", "One", "Two") as outlet, a_desk(folder, outlet) as desk:
        begun = hang.begin(desk, outlet)
        assert asyncio.iscoroutine(begun)
        await begun
        code, seconds = await desk.stop(hang.signal, group=hang.group)
        check_whole(desk)
        hang.check(desk)
        held = {one.article.url for one in desk.articles()}
        asked = {path: outlet.asked[path] for path in outlet.asked if path.startswith("/a/")}
        outlet.hanging.clear()
        await desk.start()
        await desk.until(lambda: desk.is_read() and len(desk.articles()) == len(outlet.articles))
        await desk.until(lambda: all(one.state is DeliveryState.DELIVERED for one in desk.deliveries()))
        last, _ = await desk.stop()
        check_whole(desk)
        assert last == 0
        assert len(set(outlet.calls)) == len(desk.deliveries()) == len(outlet.articles) - 3
        again = {path for path in asked if outlet.base + path in held and outlet.asked[path] != asked[path]}
        assert not again, "what was archived is not requested again"
        return name, code, seconds


async def test_the_worker_ends_in_time_while_a_server_hangs(tmp_path: Path) -> None:
    results = await asyncio.gather(
        *(
            end_while_it_hangs(tmp_path / str(number), name, hang)
            for number, (name, hang) in enumerate(HANGS.items())
        )
    )
    for name, code, seconds in results:
        print(f"{name} hangs: ended after {seconds:.1f} s with exit code {code}")
    assert {name: code for name, code, _ in results} == dict.fromkeys(HANGS, 3)
    assert max(seconds for _, _, seconds in results) < LONGEST


async def test_what_ends_by_itself_is_waited_for(tmp_path: Path) -> None:
    async with an_outlet("Zero", "One", "Two") as outlet, a_desk(tmp_path, outlet) as desk:
        outlet.hanging.add("/a/1")
        await desk.start()
        await desk.until(lambda: outlet.asked["/a/1"])
        desk.send(signal.SIGTERM)
        await desk.until(lambda: "stopping" in desk.logged())
        outlet.hanging.clear()
        assert await desk.ending() == 0
        check_whole(desk)
        assert outlet.base + "/a/1" in {one.article.url for one in desk.articles()}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_second_signal_ends_it_at_once(tmp_path: Path, number: signal.Signals) -> None:
    async with an_outlet("Zero") as outlet, a_desk(tmp_path, outlet) as desk:
        await a_hanging_feed(desk, outlet)
        desk.send(number)
        await desk.until(lambda: "stopping" in desk.logged())
        code, seconds = await desk.stop(number)
        assert code == 128 + number
        assert seconds < 1.5
        outlet.hanging.clear()
        await desk.start()
        await desk.until(desk.is_read)


async def test_one_pass_ends_too_while_a_receiver_hangs(tmp_path: Path) -> None:
    async with an_outlet("Zero") as outlet, a_desk(tmp_path, outlet) as desk:
        assert (await desk.command("run", "--once")).code == 0
        outlet.publish("News", "The regiment crossed the river.")
        outlet.hanging.add("/hook")
        await desk.until(lambda: all(one.due_at <= utc_now() for one in desk.state().sources))
        await desk.start("--once")
        await desk.until(lambda: outlet.asked["/hook"])
        code, seconds = await desk.stop()
        assert (code, seconds < LONGEST) == (3, True)
        after_a_hanging_receiver(desk)
