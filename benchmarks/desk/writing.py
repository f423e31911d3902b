"""The worker beside the desk: it saves and groups twenty articles a second, and flags some of them."""

from __future__ import annotations

import math
import time
from multiprocessing.queues import Queue

from benchmarks.press import BLOCK, Press, collected
from benchmarks.search.filling import block_with_terms, source_numbers
from storage.archive import Archive
from storage.clock import utc_now
from storage.database import Database
from storage.stories import group_new

A_SECOND = 20
_BATCH = 10


def write(url: str, count: int, seconds: float, start_at: float, written: Queue[int]) -> None:
    """Write for so many seconds from `start_at` on; tells how many articles it saved."""
    database = Database(url)
    archive, sources = Archive(database), source_numbers(database)
    # Articles of another press: none of them is there.
    fresh = [
        collected(one, sources[one.source], terms)
        for number in range(math.ceil(seconds * A_SECOND / BLOCK) + 1)
        for one, terms in block_with_terms(2 * count, Press(2 * count).blocks - 1 - number)
    ]
    time.sleep(max(0.0, start_at - time.time()))
    begun, saved = time.monotonic(), 0
    while time.monotonic() - begun < seconds and saved + _BATCH <= len(fresh):
        archive.save(fresh[saved : saved + _BATCH], utc_now())
        saved += _BATCH
        while group_new(database, utc_now()).articles:
            pass
        time.sleep(max(0.0, begun + saved / A_SECOND - time.monotonic()))
    database.close()
    written.put(saved)
