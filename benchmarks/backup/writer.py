"""A worker that saves an article at a time, and notes how long each took, while something else goes on."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from benchmarks.press import BLOCK, Press, collected
from benchmarks.search.filling import block_with_terms, source_numbers
from storage.archive import Archive
from storage.clock import utc_now
from storage.database import Database

A_SECOND = 20
# For two and a half minutes.
_FRESH = 3000


@dataclass(slots=True)
class Waits:
    """Seconds that each save took; filled once the writing is over."""

    seconds: list[float] = field(default_factory=list)

    @property
    def longest(self) -> float:
        return max(self.seconds, default=0.0)


@contextmanager
def writing(url: str, count: int, turn: int) -> Iterator[Waits]:
    """Within this, twenty articles a second are saved by a process of its own; `turn` chooses new ones each time."""
    context = multiprocessing.get_context("spawn")
    ours, its = context.Pipe()
    process = context.Process(target=_write, args=(url, count, turn, its))
    process.start()
    its.close()
    waits = Waits()
    # it has cut its articles into terms, and begins
    ours.recv()
    try:
        yield waits
    finally:
        ours.send("stop")
        waits.seconds = ours.recv()
        process.join()


def _write(url: str, count: int, turn: int, parent: Connection) -> None:
    database = Database(url)
    archive, sources = Archive(database), source_numbers(database)
    # a press of another size: none of its articles is there
    other = 10 * count + _FRESH * (turn + 1)
    fresh = [
        collected(one, sources[one.source], terms)
        for number in range(min(_FRESH // BLOCK + 1, Press(other).blocks))
        for one, terms in block_with_terms(other, number)
    ]
    parent.send("ready")
    begun, took = time.monotonic(), list[float]()
    for number, item in enumerate(fresh):
        if parent.poll():
            break
        at = time.perf_counter()
        archive.save([item], utc_now())
        took.append(time.perf_counter() - at)
        time.sleep(max(0.0, begun + (number + 1) / A_SECOND - time.monotonic()))
    database.close()
    parent.recv()
    parent.send(took)
