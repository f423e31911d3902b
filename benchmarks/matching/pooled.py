"""Matching in the worker's own process beside matching in the two processes that read pages.

    python -m benchmarks.matching.pooled [--articles 600] [--rounds 5] [--watches 10,100,1000]

Batches of 20 as the worker flags them, of texts that both have met before, in turn: a round of the one, a round of
the other. Told is an article's share of the time on the clock and of the CPU time of the worker's process, median and
best round. What the reading processes spend comes on top; their CPU time is told for all rounds together.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import psutil

from alerts.judging import Asked
from alerts.matching_ways import IN_PROCESS, Matching
from alerts.watchlist import WatchEntry, Watchlist
from benchmarks.matching import corpus, watches
from benchmarks.matching.corpus import Text
from benchmarks.matching.speed import parsed, settle
from scheduler.pooled_matching import PooledMatching
from scheduler.reading_pool import ReadingPool
from storage.records import ArchivedArticle, Article

BATCH = 20
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def main() -> None:
    """Print a line for each number of watches and way."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching.pooled", description=__doc__)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--watches", default="10,100,1000")
    given = parser.parse_args()
    asyncio.run(measured(given.articles, given.rounds, [int(one) for one in given.watches.split(",")]))


async def measured(articles: int, rounds: int, sizes: Sequence[int]) -> None:
    """Measure each number of watches both ways."""
    texts = corpus.made(articles)
    queries = parsed(watches.made(texts, max(sizes)))
    asked = [Asked(article=_archived(number, text)) for number, text in enumerate(texts, 1)]
    pool = ReadingPool(processes=2, timeout=60)
    await pool.warm()
    try:
        for size in sizes:
            entries = [
                WatchEntry(name=f"watch {number}", query=query) for number, query in enumerate(queries[:size])
            ]
            watchlist = Watchlist(entries=tuple(entries))
            ways: dict[str, Matching] = {"here": IN_PROCESS, "pool": PooledMatching(pool, fewest=1)}
            spent: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
            children = 0.0
            for turn in range(rounds + 1):
                settle()
                for name, way in ways.items():
                    before = _children_cpu()
                    times = await asyncio.to_thread(_round, way, watchlist, asked)
                    if turn:
                        spent[name].append(times)
                        children += _children_cpu() - before
            for name, rows in spent.items():
                clock, cpu = ([1000 * one / articles for one in column] for column in zip(*rows, strict=True))
                print(
                    f"{size:>6} watches, {name}: {statistics.median(clock):.2f} ms an article on the clock "
                    f"(best {min(clock):.2f}), {statistics.median(cpu):.3f} ms CPU of the worker (best {min(cpu):.3f})",
                    flush=True,
                )
            share = 1000 * children / (articles * rounds)
            print(
                f"{size:>6} watches: {share:.3f} ms CPU an article in the processes; load {os.getloadavg()[0]:.1f}"
            )
    finally:
        await asyncio.to_thread(pool.close)


def _round(way: Matching, watchlist: Watchlist, asked: Sequence[Asked]) -> tuple[float, float]:
    clock, cpu = time.perf_counter(), time.process_time()
    for at in range(0, len(asked), BATCH):
        way.found(watchlist, asked[at : at + BATCH])
    return time.perf_counter() - clock, time.process_time() - cpu


def _children_cpu() -> float:
    times = [one.cpu_times() for one in psutil.Process().children(recursive=True)]
    return sum(one.user + one.system for one in times)


def _archived(number: int, text: Text) -> ArchivedArticle:
    url = f"https://gazette.example/{number}"
    return ArchivedArticle(
        id=number,
        revision=1,
        source="gazette",
        article=Article(url=url, fetched_url=url, title=text.title, text=text.text),
        collected_at=NOW,
        revised_at=NOW,
        backlog=False,
    )


if __name__ == "__main__":
    main()
