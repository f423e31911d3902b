"""What hangs, kills or outgrows the process that reads it is kept with its bytes, and soon not read again."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest

from crawler.lead import Lead
from crawler.reading import Body, QuarantinedError, ReadingError, RunawayError
from scheduler import quarantining
from scheduler.quarantining import Quarantining
from scheduler.reading_pool import ReadingPool
from storage.clock import utc_now
from storage.database import Database
from storage.quarantine import Quarantine
from storage.records.quarantine import MOST_TIMES
from tests.crawler.rigs.texts import article

URL = "https://gazette.example/a"
#: Seconds for a body that hangs, and for one that comes in one.
HASTE = 5.0


def reads(body: Body, lead: Lead | None = None) -> str:
    """Read a body, which says itself what happens."""
    word = body.content.decode().partition("\n")[0]
    if word == "hang":
        signal.pause()
    if word == "crash":
        os.abort()
    if word == "gorge":
        bytearray(200_000_000).clear()
    return body.content.decode().upper()


def body(content: str) -> Body:
    return Body(
        content=content.encode(),
        url="https://gazette.example/moved",
        content_type="text/html",
        fetched_at=utc_now(),
        source="gazette",
    )


@pytest.fixture
async def pool(db: Database) -> AsyncIterator[ReadingPool]:
    made = ReadingPool(processes=2, timeout=HASTE, quarantine=Quarantining(db))
    yield made
    await asyncio.to_thread(made.close)


async def read(pool: ReadingPool, content: str) -> str:
    return await pool._read("page", body(content), None, reads, Lead(url=URL))


@pytest.mark.parametrize("content", ["hang\nat length", "crash\nof a library", "gorge\non memory"])
async def test_what_runs_away_is_kept_and_not_read_again_and_all_else_is(
    pool: ReadingPool, db: Database, content: str
) -> None:
    for _ in range(MOST_TIMES - 1):
        with pytest.raises(RunawayError):
            await read(pool, content)
    with pytest.raises(QuarantinedError, match="in quarantine as number"):
        await read(pool, content)
    (kept,) = Quarantine(db).list()
    assert (kept.url, kept.source, kept.kind, kept.times) == (URL, "gazette", "page", MOST_TIMES)
    assert Quarantine(db).content(kept.id) == content.encode()
    with pytest.raises(QuarantinedError, match=kept.reason.partition("(")[0]):
        await read(pool, content)
    (still,) = Quarantine(db).list()
    assert still == kept, "it was not read"
    assert await read(pool, "fine\nother bytes") == "FINE\nOTHER BYTES"


async def test_another_worker_knows_it_too_and_a_retry_is_seen(
    pool: ReadingPool, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(MOST_TIMES):
        with pytest.raises(ReadingError):
            await read(pool, "crash")
    other = ReadingPool(processes=2, timeout=HASTE, quarantine=Quarantining(db))
    with pytest.raises(QuarantinedError):
        await read(other, "crash")
    await asyncio.to_thread(other.close)
    (kept,) = Quarantine(db).list()
    Quarantine(db).retry(kept.id, utc_now())
    monkeypatch.setattr(quarantining, "LOOK", 0.0)
    with pytest.raises(RunawayError):
        await read(pool, "crash")
    assert Quarantine(db).list()[0].times == 1


async def test_what_can_be_read_after_all_is_let_go(pool: ReadingPool, db: Database) -> None:
    page = article("Still here")
    busy = Quarantining(db)
    await busy.ran_away("page", body(page), URL, "took over 10 s")
    assert (await pool.page(body(page), None)).article is not None
    assert Quarantine(db).list() == []


async def test_feeds_and_sitemaps_are_kept_as_what_they_are(
    pool: ReadingPool, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.reading_pool.read_feed", reads)
    monkeypatch.setattr("scheduler.reading_pool.read_sitemap", reads)
    for call in (pool.feed, pool.sitemap):
        with pytest.raises(RunawayError):
            await call(body("crash"))
    assert {(one.kind, one.url) for one in Quarantine(db).list()} == {
        ("feed", "https://gazette.example/moved"),
        ("sitemap", "https://gazette.example/moved"),
    }
