"""The kill proof: the worker dies again and again while the newsroom publishes, and nothing is lost."""

from __future__ import annotations

import asyncio
import hashlib
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from app.config import load
from app.config.projection import database_url
from app.demo.evidence import gather, kinds_of_deliveries
from app.demo.expectations import Outcome, missing
from app.demo.newsroom.catalogue import OutletArticle, load_outlets
from app.demo.worker_process import WorkerProcess
from storage import schema
from storage.archive import Archive
from storage.captures.rows import Captures
from storage.clock import utc_now
from storage.database import Database
from storage.failpoints import NAMES
from storage.status import snapshot
from tests.acceptance.newsroom_process import NewsroomProcess, Told
from tests.acceptance.told_once import twice, untold

#: Where nothing leads to a failpoint for so long, the worker dies at a random moment instead.
FAILPOINT_PATIENCE = 12.0
LAST_PATIENCE = 900.0


@dataclass(slots=True, kw_only=True)
class KillResult:
    """What a run came to. `moments` counts the deaths by kind: "at random" or a failpoint's name."""

    kills: int = 0
    moments: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)
    repeats: int = 0
    strangers: list[str] = field(default_factory=list)
    published: int = 0
    archived: int = 0
    deliveries: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        moments = ", ".join(f"{name} {count}" for name, count in sorted(self.moments.items()))
        return (
            f"{self.kills} kills ({moments}) in {self.seconds:.0f} s: {self.published} articles published, "
            f"{self.archived} archived, {self.deliveries} deliveries accepted, {self.repeats} repeated under the "
            f"same id, {len(self.strangers)} told twice under different ids, {len(self.missing)} things missing"
        )


async def run_kills(folder: Path, *, kills: int, seed: int, speed: float) -> KillResult:
    """Kill the worker `kills` times, half of them at failpoints, and let a last one finish the work."""
    rng = random.Random(seed)
    started = time.monotonic()
    newsroom = NewsroomProcess(folder, speed=speed)
    await newsroom.start()
    config = folder / "wirewatch.toml"
    config.write_text(newsroom.configuration(), encoding="utf-8")
    url = database_url(load(config))
    await asyncio.to_thread(schema.create, url)
    database = Database(url)
    worker = WorkerProcess(config, folder / "worker.log")
    result = KillResult()
    try:
        publishing = False
        while result.kills < kills:
            # The first deaths fall into the first read, which must not turn backlog into news or news into backlog.
            if not publishing and (result.kills >= max(1, kills // 5)) and await _first_reads_done(database):
                newsroom.publish()
                publishing = True
            await _one_death(worker, rng, result)
            if not publishing and result.kills >= kills // 2:
                await _finish_first_reads(worker, database)
        if not publishing:
            await _finish_first_reads(worker, database)
            newsroom.publish()
        await worker.start()
        articles = articles_of(newsroom)
        outcome = await _last_worker(database, newsroom, articles)
        await worker.stop()
        kinds = await asyncio.to_thread(kinds_of_deliveries, database)
        _count(result, newsroom, outcome, articles, kinds)
        result.missing += await asyncio.to_thread(uncaptured, database, folder / "captures")
    finally:
        worker.kill()
        database.close()
        await newsroom.stop()
    result.seconds = time.monotonic() - started
    return result


def uncaptured(database: Database, folder: Path) -> list[str]:
    """The articles whose capture warcio does not read, from its file and offset, as it came."""
    found = []
    for archived in Archive(database).newest(1000):
        capture = Captures(database).of(archived.id, archived.revision)
        if capture is None:
            found.append(f"article {archived.id} has no capture")
            continue
        with (folder / capture.place.file).open("rb") as file:
            file.seek(capture.place.offset)
            record = next(iter(ArchiveIterator(file, check_digests=True)))
            digest = hashlib.sha256(record.raw_stream.read()).hexdigest()
        if digest != capture.sha256 or not record.digest_checker.passed:
            found.append(f"the capture of article {archived.id} is not what came")
    return found


def articles_of(newsroom: NewsroomProcess) -> dict[str, OutletArticle]:
    """Every article of the newsroom by its URL."""
    return {
        newsroom.state["outlets"][outlet.slug]["base_url"] + outlet.path_of(article): article
        for outlet in load_outlets()
        for article in outlet.articles
    }


async def _one_death(worker: WorkerProcess, rng: random.Random, result: KillResult) -> None:
    if rng.random() < 0.5:
        name = rng.choice(NAMES)
        await worker.start({"WIREWATCH_FAILPOINT": f"{name}:1"})
        try:
            async with asyncio.timeout(FAILPOINT_PATIENCE):
                await worker.wait()
        except TimeoutError:
            # Nothing led there this time: it dies at a random moment instead.
            name = "at random"
            worker.kill()
    else:
        name = "at random"
        await worker.start()
        await asyncio.sleep(rng.uniform(0.1, 4.0))
        worker.kill()
    await worker.wait()
    result.kills += 1
    result.moments[name] += 1


async def _first_reads_done(database: Database) -> bool:
    status = await asyncio.to_thread(snapshot, database, utc_now())
    return bool(status.sources) and all(source.first_read_at is not None for source in status.sources)


async def _finish_first_reads(worker: WorkerProcess, database: Database) -> None:
    await worker.start()
    async with asyncio.timeout(LAST_PATIENCE):
        while not await _first_reads_done(database):
            await asyncio.sleep(0.1)
    worker.kill()
    await worker.wait()


async def _last_worker(
    database: Database, newsroom: NewsroomProcess, articles: dict[str, OutletArticle]
) -> Outcome:
    """Wait until nothing is missing, or patience ends; the outcome then."""
    deadline = time.monotonic() + LAST_PATIENCE
    while True:
        outcome = await asyncio.to_thread(gather, database)
        kinds = await asyncio.to_thread(kinds_of_deliveries, database)
        if not _missing(articles, outcome, newsroom.told(), kinds) or time.monotonic() > deadline:
            return outcome
        await asyncio.sleep(0.5)


def _missing(
    articles: dict[str, OutletArticle], outcome: Outcome, told: Told, kinds: dict[str, str]
) -> list[str]:
    return missing(articles, outcome, edits_seen=False) + untold(outcome, told, kinds)


def _count(
    result: KillResult,
    newsroom: NewsroomProcess,
    outcome: Outcome,
    articles: dict[str, OutletArticle],
    kinds: dict[str, str],
) -> None:
    told = newsroom.told()
    result.missing = _missing(articles, outcome, told, kinds)
    if any(event["kind"] == "webhook" and not event["verified"] for event in newsroom.events()):
        result.missing.append("a webhook call bore a wrong signature")
    result.published = len(articles)
    result.archived = len(outcome.archived)
    result.deliveries = sum(len(ids) for ids in told.values())
    result.repeats = sum(count - 1 for ids in told.values() for count in ids.values())
    result.strangers = twice(told, kinds)
