"""Waiting until what is to happen has happened, as the database tells it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from storage.clock import utc_now
from storage.database import Database
from storage.status import Status, snapshot
from tests.acceptance.machines.edition import Edition
from tests.acceptance.machines.verdict import expected_hits

#: Seconds between two looks.
_PAUSE = 1.0


async def first_reads_done(database_url: str, sources: int, patience: float) -> None:
    """Wait until every source was read once: what it holds until then is no news.

    Raises:
        TimeoutError: nothing changed for `patience` seconds.
    """

    def done(status: Status) -> bool:
        return len(status.sources) == sources and all(one.first_read_at is not None for one in status.sources)

    if not await _waited(database_url, done, patience):
        raise TimeoutError(f"the sources were not read once, and nothing has changed for {patience:g} s")


async def finished(database_url: str, published: Edition, patience: float) -> None:
    """Wait until all is archived, flagged and delivered, or nothing has changed for `patience` seconds."""
    hits = len(expected_hits(published))

    def done(status: Status) -> bool:
        whole = status.articles >= len(published.articles) and status.hits >= hits
        return whole and not status.unflagged and not status.waiting

    await _waited(database_url, done, patience)


async def _waited(database_url: str, done: Callable[[Status], bool], patience: float) -> bool:
    database = Database(database_url)
    before: tuple[int, ...] = ()
    changed = time.monotonic()
    try:
        while time.monotonic() - changed < patience:
            status = await asyncio.to_thread(snapshot, database, utc_now())
            if done(status):
                return True
            read = sum(one.first_read_at is not None for one in status.sources)
            now = (read, status.articles, status.hits, status.unflagged, status.waiting)
            if now != before:
                before, changed = now, time.monotonic()
            await asyncio.sleep(_PAUSE)
        return False
    finally:
        database.close()
