"""Processes that write and read at once on SQLite: who is refused, and how long a reader waits.

    python -m benchmarks.crowd [--quick] [--json FILE] [--check]

Eight processes share an archive for a minute. Each saves ten articles every half second, as the worker does it, and
in between asks what people and programs ask: the newest of a word, of two words, one article with its revisions, the
newest stories. A ninth process runs the upkeep meanwhile, every fifteen seconds.

Where other programs keep the cores busy, readers wait for those: what a read takes of the CPU stands beside it.
"""

from __future__ import annotations

import multiprocessing
import random
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.queues import Queue
from pathlib import Path

from benchmarks.matching.corpus import Text, made
from benchmarks.measure import Bar, finish, options, percentile
from storage import schema
from storage.archive import Archive
from storage.clock import utc_now
from storage.database import Database
from storage.errors import StorageError
from storage.records import Article, CollectedArticle, KeepFor, SourceDeclaration, SourceKind
from storage.search import search
from storage.sources import Sources
from storage.stories import Stories
from storage.upkeep import run_upkeep
from watch import parse

PROCESSES = 8
SECONDS, QUICK_SECONDS = 60.0, 10.0
FIRST_ARTICLES, QUICK_ARTICLES = 20_000, 2_000
_BATCH, _KINDS = 10, 4
_WRITES_EVERY, _READS_EVERY, _UPKEEP_EVERY = 0.5, 0.05, 15.0
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What one process saw: seconds of its reads, of the CPU for them, and of its writes; what it was refused."""

    reads: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    holds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def items(texts: list[Text], source_id: int, first: int, dice: random.Random) -> list[CollectedArticle]:
    """Articles to save; of every tenth an earlier wording may be there."""
    found = []
    for number, text in enumerate(texts, first):
        url = f"https://outlet{number % 50}.example/{number if dice.random() < 0.9 else number // 2}"
        article = Article(
            url=url,
            fetched_url=url,
            title=text.title,
            text=text.text,
            language="en",
            published_at=_BEGIN + timedelta(seconds=37 * number),
        )
        found.append(CollectedArticle(article=article, source_id=source_id, lead_id=None, backlog=False))
    return found


def member(url: str, number: int, seconds: float, start_at: float, told: Queue[Outcome]) -> None:
    """One process of the crowd."""
    dice, outcome = random.Random(number), Outcome()
    database = Database(url)
    archive, stories = Archive(database), Stories(database)
    texts = made(400, seed=number)
    words = [word for text in texts[:50] for word in text.text.split()[:40] if word.isalpha()]
    first = (number + 1) * 10_000_000
    # What a process does once is not what a reader waits for.
    for kind in range(_KINDS):
        _ask(kind, database, archive, stories, words, dice)
    time.sleep(max(0.0, start_at - time.time()))
    until = time.monotonic() + seconds
    # Spread over the interval, as processes that know nothing of each other are.
    write_at = time.monotonic() + dice.random() * _WRITES_EVERY
    while (now := time.monotonic()) < until:
        try:
            if now >= write_at:
                write_at += _WRITES_EVERY
                batch = items(dice.sample(texts, _BATCH), 1, first, dice)
                first += _BATCH
                began = time.perf_counter()
                archive.save(batch, utc_now())
                outcome.writes.append(time.perf_counter() - began)
            began, cpu = time.perf_counter(), time.thread_time()
            _ask(dice.randrange(_KINDS), database, archive, stories, words, dice)
            outcome.reads.append(time.perf_counter() - began)
            outcome.cpu.append(time.thread_time() - cpu)
        except StorageError as error:
            outcome.refused.append(str(error))
        time.sleep(_READS_EVERY)
    database.close()
    told.put(outcome)


def _ask(
    kind: int,
    database: Database,
    archive: Archive,
    stories: Stories,
    words: list[str],
    dice: random.Random,
) -> None:
    match kind:
        case 0:
            search(database, parse(dice.choice(words)), limit=20)
        case 1:
            search(database, parse(f"{dice.choice(words)} AND {dice.choice(words)}"), limit=20)
        case 2:
            archive.revisions(dice.randint(1, FIRST_ARTICLES))
        case _:
            stories.latest(5)


def keeper(url: str, seconds: float, start_at: float, told: Queue[Outcome]) -> None:
    """Runs the upkeep, now and then."""
    outcome, database = Outcome(), Database(url)
    time.sleep(max(0.0, start_at - time.time()))
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        report = run_upkeep(database, KeepFor(), by="command")
        outcome.refused += [f"{step.name}: {step.trouble}" for step in report.steps if step.trouble]
        outcome.holds += [step.longest_hold for step in report.steps if step.longest_hold]
        time.sleep(max(0.0, min(_UPKEEP_EVERY, until - time.monotonic())))
    database.close()
    told.put(outcome)


def main() -> None:
    parser = options("processes that write and read at once on SQLite")
    arguments = parser.parse_args()
    seconds = QUICK_SECONDS if arguments.quick else SECONDS
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'archive.db'}"
        schema.create(url)
        _fill(url, QUICK_ARTICLES if arguments.quick else FIRST_ARTICLES)
        outcomes = _crowd(url, seconds)
    reads = [one for outcome in outcomes for one in outcome.reads]
    cpu = [one for outcome in outcomes for one in outcome.cpu]
    writes = [one for outcome in outcomes for one in outcome.writes]
    holds = [one for outcome in outcomes for one in outcome.holds]
    refused = [one for outcome in outcomes for one in outcome.refused]
    named = (
        ("reads", reads),
        ("reads, of the CPU", cpu),
        ("writes", writes),
        ("kinds of upkeep held writers", holds),
    )
    for name, times in named:
        shares = ", ".join(
            f"p{share:.4g} {percentile(times, share / 100) * 1000:.1f} ms" for share in (50, 95, 99, 100)
        )
        print(f"{len(times)} {name} in {seconds:.0f} s: {shares}")
    for why in sorted(set(refused)):
        print(f"refused {refused.count(why)} times: {why}")
    bars = [
        Bar(name="refused", measured=len(refused), limit=0, unit=""),
        Bar(name="p99 of a read", measured=percentile(reads, 0.99) * 1000, limit=50, unit="ms"),
    ]
    finish(
        arguments, bars, {"reads": reads, "cpu": cpu, "writes": writes, "holds": holds, "refused": refused}
    )


def _fill(url: str, count: int) -> None:
    database = Database(url)
    source = SourceDeclaration(
        name="press",
        kind=SourceKind.FEED,
        url="https://press.example/feed",
        host_group="press.example",
        interval=timedelta(minutes=10),
    )
    Sources(database).sync([source], utc_now())
    texts, dice = made(1_000), random.Random(0)
    for first in range(0, count, 50):
        Archive(database).save(items(dice.sample(texts, 50), 1, first, dice), utc_now())
    database.close()


def _crowd(url: str, seconds: float) -> list[Outcome]:
    context = multiprocessing.get_context("spawn")
    told: Queue[Outcome] = context.Queue()
    # Once all have made their texts.
    start_at = time.time() + 15
    processes = [
        context.Process(target=member, args=(url, number, seconds, start_at, told))
        for number in range(PROCESSES)
    ]
    processes.append(context.Process(target=keeper, args=(url, seconds, start_at, told)))
    for process in processes:
        process.start()
    outcomes = [told.get(timeout=seconds + 120) for _ in processes]
    for process in processes:
        process.join()
    return outcomes


if __name__ == "__main__":
    main()
