"""No page takes the worker down: one that hangs or kills its process is given up, and the pool goes on."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import psutil
import pytest

from crawler.pages.article import PageKind
from crawler.reading import NO_LIMITS, Body, PageLimits, Reader, ReadingError, RunawayError
from scheduler.reading_pool import STOPPING, ReadingPool
from tests.crawler.rigs.texts import article, feed, index, urlset
from watch import index_words

#: Seconds for what comes in one, on a machine that is busy with other things.
PATIENCE = 120.0
#: For a body that hangs, and the others beside it.
SHORT = 6.0


PROGRAM = """
import asyncio
from functools import partial
from scheduler.reading_pool import ReadingPool

async def main():
    pool = ReadingPool(processes=1, timeout=60)
    print(await pool.run(partial(eval, "'scheduler.warm_reader' in __import__('sys').modules"), 60))
    await asyncio.to_thread(pool.close)

asyncio.run(main())
"""


def body(text: str, path: str = "a") -> Body:
    return Body(
        content=text.encode(),
        url=f"https://a.example/{path}",
        content_type="text/html",
        fetched_at=datetime.now(UTC),
    )


def hang() -> None:
    """A body on which a reader never ends."""
    signal.pause()


def wait_for(begun: Path, end: Path) -> bool:
    """A body that is in hand until a test says so."""
    begun.touch()
    while not end.exists():
        time.sleep(0.01)
    return True


def die(number: int) -> None:
    """A body on which the C library under a reader breaks."""
    os.kill(os.getpid(), number)


def exhaust() -> None:
    """A body at which the interpreter leaves without a word."""
    os._exit(3)


def gorge() -> None:
    """A body that takes more memory than there may be."""
    bytearray(200_000_000).clear()


_KEPT: list[bytes] = []


def grow() -> int:
    """A body of which much stays in memory; gives the number of the process."""
    _KEPT.append(b"x" * 30_000_000)
    return os.getpid()


def fail() -> None:
    """A body that finds a fault in a reader."""
    raise LookupError("a fault")


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    made = ReadingPool(processes=2, timeout=PATIENCE)
    yield made
    made.close()


async def reads(pool: Reader) -> bool:
    read = await pool.page(body(article("Still here")), None)
    return read.article is not None and read.article.title == "Still here"


async def test_it_reads_all_that_spiders_ask_for(pool: ReadingPool) -> None:
    read = await pool.page(body(article("A title", "Two brigades.")), None)
    assert read.kind is PageKind.ARTICLE
    assert read.article is not None
    assert (read.article.title, read.article.url) == ("A title", "https://a.example/a")
    assert read.terms == index_words(read.article.title, read.article.text)
    entries = await pool.feed(body(feed([("https://a.example/1", "One")])))
    assert [lead.title for lead in entries.leads] == ["One"]
    entries = await pool.sitemap(body(urlset(["https://a.example/1"])))
    assert [lead.url for lead in entries.leads] == ["https://a.example/1"]
    entries = await pool.sitemap(body(index(["https://a.example/s.xml"])))
    assert entries.children == ("https://a.example/s.xml",)
    entries = await pool.listing(body("<h2><a href='/1'>One</a></h2>"), "h2 a")
    assert [lead.url for lead in entries.leads] == ["https://a.example/1"]


async def test_what_the_first_page_needs_is_there_before_a_process_is_copied() -> None:
    # In a program of its own: readers are copied from the one process that a program has for that, and here others
    # may have started it.
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM), stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    assert (process.returncode, printed) == (0, b"True\n")


async def test_a_page_over_its_limits_is_read_in_part(pool: ReadingPool) -> None:
    long = body(article("A title", "Two brigades. " * 20_000))
    try:
        pool.use(PageLimits(most_bytes=20_000))
        read = await pool.page(long, None)
        assert read.article is not None
        assert read.article.partial == f"the first 20,000 of {len(long.content):,} bytes were read"
        pool.use(PageLimits(cpu_seconds=1e-6))
        read = await pool.page(long, None)
        assert read.article is None or read.article.partial == "its 1e-06 s of CPU time were over"
        pool.use(PageLimits(cpu_seconds=8))
        read = await pool.page(long, None)
        assert read.article is not None
        assert read.article.partial is None
    finally:
        pool.use(NO_LIMITS)


async def test_what_is_no_article_brings_none(pool: ReadingPool) -> None:
    assert (await pool.page(body(""), None)).article is None


async def test_a_body_that_hangs_is_given_up_and_the_others_go_on(pool: ReadingPool) -> None:
    # What all readers share is there from here on; this one has little time.
    assert await reads(pool)
    hasty = ReadingPool(processes=2, timeout=SHORT)
    hanging = asyncio.create_task(hasty._run(hang))
    assert await reads(hasty)
    with pytest.raises(ReadingError, match="took over"):
        await hanging
    assert await reads(hasty)
    await asyncio.to_thread(hasty.close)


async def test_a_clock_that_is_set_forward_gives_up_no_body(
    pool: ReadingPool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    waiting = asyncio.create_task(pool._run(partial(wait_for, begun, tmp_path / "end")))
    async with asyncio.timeout(PATIENCE):
        while not begun.exists():
            await asyncio.sleep(0.01)
        now = time.time
        monkeypatch.setattr(time, "time", lambda: now() + 3600)
        # pebble looks ten times a second.
        await asyncio.wait({waiting}, timeout=1.0)
        (tmp_path / "end").touch()
        assert await waiting


@pytest.mark.parametrize(
    "deadly",
    [partial(die, signal.SIGKILL), partial(die, signal.SIGSEGV), exhaust],
    ids=["killed", "crash", "exit"],
)
async def test_a_body_that_kills_its_process_is_given_up(
    pool: ReadingPool, deadly: Callable[[], None]
) -> None:
    with pytest.raises(ReadingError, match="died"):
        await pool._run(deadly)
    assert await reads(pool)


async def test_a_process_that_is_asked_to_end_accuses_no_body(pool: ReadingPool) -> None:
    with pytest.raises(ReadingError, match="asked to end") as caught:
        await pool._run(partial(die, signal.SIGTERM))
    assert not isinstance(caught.value, RunawayError)
    assert await reads(pool)


async def test_a_body_that_takes_too_much_memory_is_given_up(pool: ReadingPool) -> None:
    with pytest.raises(ReadingError, match="MB of memory"):
        await pool._run(gorge)
    assert await reads(pool)


async def test_a_page_that_takes_too_much_memory_is_read_in_part(pool: ReadingPool) -> None:
    long = body(article("A title", "Two brigades. " * 600_000))
    read = await pool.page(long, None)
    assert read.article is not None
    assert read.article.partial is not None
    assert read.article.partial.startswith("the first 200,000 of")


async def test_a_process_that_stays_large_is_replaced_when_its_work_is_done(pool: ReadingPool) -> None:
    grown = await pool._run(grow)
    async with asyncio.timeout(PATIENCE):
        while grown in await _readers(pool):
            await asyncio.sleep(0.05)
    assert await reads(pool)


async def test_a_fault_of_ours_is_not_dressed_up(pool: ReadingPool) -> None:
    with pytest.raises(LookupError, match="a fault"):
        await pool._run(fail)
    assert await reads(pool)


async def test_who_gives_up_waiting_is_cancelled_and_nothing_else(pool: ReadingPool) -> None:
    hanging = asyncio.create_task(pool._run(hang))
    await asyncio.sleep(0)  # it has begun
    hanging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging
    assert await reads(pool)


async def test_a_pool_whose_idle_processes_are_killed_starts_anew(pool: ReadingPool) -> None:
    killed = await _readers(pool)
    await _kill_at_rest(psutil.Process(reader) for reader in killed)
    async with asyncio.timeout(PATIENCE):
        while not (await _readers(pool)) - killed:
            await asyncio.sleep(0.05)
    assert await reads(pool)


async def _readers(pool: ReadingPool) -> set[int]:
    """The processes that read when many bodies come at once, those that a breakdown cut short aside."""
    answers = await asyncio.gather(*(pool._run(os.getpid) for _ in range(8)), return_exceptions=True)
    assert all(isinstance(one, (int, ReadingError)) for one in answers)
    return {one for one in answers if isinstance(one, int)}


async def _kill_at_rest(readers: Iterable[psutil.Process]) -> None:
    """Kill processes that wait for work: one that dies while it hands over an answer holds up the others."""
    async with asyncio.timeout(PATIENCE):
        for reader in readers:
            while reader.status() != psutil.STATUS_SLEEPING:
                await asyncio.sleep(0.01)
            reader.kill()


async def test_closing_ends_the_processes_and_tells_who_waits() -> None:
    before = set(psutil.Process().children(recursive=True))
    closing = ReadingPool(processes=2, timeout=PATIENCE)
    hanging = [asyncio.create_task(closing._run(hang)) for _ in range(4)]
    assert await asyncio.wait_for(asyncio.shield(_children_beside(before)), PATIENCE)
    await asyncio.to_thread(closing.close)
    outcomes = await asyncio.gather(*hanging, return_exceptions=True)
    assert [str(one) for one in outcomes if isinstance(one, ReadingError)] == [STOPPING] * 4
    with pytest.raises(ReadingError, match=STOPPING):
        await reads(closing)


async def _children_beside(before: set[psutil.Process]) -> set[psutil.Process]:
    """The processes that were started since; waits for the first."""
    while not (new := set(psutil.Process().children(recursive=True)) - before):
        await asyncio.sleep(0.02)
    return new


async def test_a_process_that_dies_with_nothing_to_read_is_made_up_for() -> None:
    before = set(psutil.Process().children(recursive=True))
    breaking = ReadingPool(processes=2, timeout=PATIENCE)
    assert await reads(breaking)
    await _kill_at_rest(set(psutil.Process().children(recursive=True)) - before)
    assert await reads(breaking)
    assert await reads(breaking)
    await asyncio.to_thread(breaking.close)


async def test_ctrl_c_ends_no_process_that_reads_nor_the_one_that_starts_them(pool: ReadingPool) -> None:
    assert await reads(pool)
    before = set(psutil.Process().children(recursive=True))
    for process in before:
        process.send_signal(signal.SIGINT)
    assert await reads(pool)
    with pytest.raises(ReadingError, match="died"):
        await pool._run(exhaust)
    assert await reads(pool), "another process is started by the same server"
    ended = before - set(psutil.Process().children(recursive=True))
    assert len(ended) <= 1, "none but the one that was exhausted"
