"""Many runs save at once: one transaction for many, and none suffers for another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from crawler.archive_writer import MOST_IN_A_BATCH, ArchiveWriter
from storage.archive import Archive
from storage.database import Database
from storage.errors import StorageError
from storage.records import Article, CollectedArticle, Saved, SaveOutcome, SourceDeclaration, SourceKind
from storage.sources import Sources

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NOBODY = 999


def ticking() -> Callable[[], datetime]:
    """A clock that goes a second further each time it is asked: each transaction has a time of its own."""
    times = iter(range(1_000_000))
    return lambda: START + timedelta(seconds=next(times))


@pytest.fixture
def source_id(db: Database) -> int:
    declaration = SourceDeclaration(
        name="wire",
        kind=SourceKind.FEED,
        url="https://a.example/feed",
        host_group="a.example",
        interval=timedelta(minutes=1),
    )
    Sources(db).sync([declaration], START)
    state = Sources(db).get("wire")
    assert state is not None
    return state.id


def collected(number: int, source_id: int, text: str = "Text.") -> CollectedArticle:
    url = f"https://a.example/{number}"
    article = Article(url=url, fetched_url=url, title=f"Title {number}", text=text)
    return CollectedArticle(article=article, source_id=source_id, lead_id=None, backlog=False)


async def test_those_who_come_together_share_transactions(db: Database, source_id: int) -> None:
    writer = ArchiveWriter(Archive(db), ticking())
    count = 2 * MOST_IN_A_BATCH + 1
    saved = await asyncio.gather(*(writer.save(collected(number, source_id)) for number in range(count)))
    assert [one.outcome for one in saved] == [SaveOutcome.NEW] * count
    kept = {one.id: one for one in Archive(db).newest(count + 1)}
    assert [kept[one.article_id].article.title for one in saved] == [
        f"Title {number}" for number in range(count)
    ]
    assert len({one.collected_at for one in kept.values()}) == 3


async def test_those_who_come_one_after_the_other_share_a_transaction(db: Database, source_id: int) -> None:
    writer = ArchiveWriter(Archive(db), ticking())
    tasks = []
    for number in range(5):
        tasks.append(asyncio.create_task(writer.save(collected(number, source_id))))
        await asyncio.sleep(0)  # it has handed in
    await asyncio.gather(*tasks)
    assert len({one.collected_at for one in Archive(db).newest(10)}) == 1


async def test_one_that_is_refused_does_not_take_the_others_with_it(db: Database, source_id: int) -> None:
    writer = ArchiveWriter(Archive(db), ticking())
    items = [collected(number, NOBODY if number == 3 else source_id) for number in range(10)]
    outcomes = await asyncio.gather(*(writer.save(item) for item in items), return_exceptions=True)
    assert [number for number, one in enumerate(outcomes) if isinstance(one, Saved)] == [
        0,
        1,
        2,
        *range(4, 10),
    ]
    assert isinstance(outcomes[3], StorageError)
    assert Archive(db).count() == 9


async def test_a_refusal_of_another_kind_is_told_to_its_own_asker(db: Database, source_id: int) -> None:
    writer = ArchiveWriter(Archive(db), ticking())
    items = [collected(1, source_id), collected(2, source_id, text="half a character: \ud800")]
    first, second = await asyncio.gather(*(writer.save(item) for item in items), return_exceptions=True)
    assert isinstance(first, Saved)
    assert isinstance(second, Exception)
    assert (await writer.save(collected(3, source_id))).outcome is SaveOutcome.NEW


async def test_one_address_twice_in_a_batch_is_one_article(db: Database, source_id: int) -> None:
    writer = ArchiveWriter(Archive(db), ticking())
    texts = ("First.", "First.", "Second.")
    saved = await asyncio.gather(*(writer.save(collected(1, source_id, text)) for text in texts))
    assert [one.outcome for one in saved] == [SaveOutcome.NEW, SaveOutcome.UNCHANGED, SaveOutcome.REVISED]
    assert len({one.article_id for one in saved}) == 1


async def test_who_gives_up_waiting_loses_nothing_for_anybody(db: Database, source_id: int) -> None:
    writer = ArchiveWriter(Archive(db), ticking())
    tasks = [asyncio.create_task(writer.save(collected(number, source_id))) for number in range(5)]
    await asyncio.sleep(0)  # all five have handed in
    tasks[2].cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(outcomes[2], asyncio.CancelledError)
    assert sum(isinstance(one, Saved) for one in outcomes) == 4
    assert Archive(db).count() == 5


async def test_settling_waits_for_what_was_handed_in(db: Database, source_id: int) -> None:
    writer = ArchiveWriter(Archive(db), ticking())
    await writer.settle()
    tasks = [asyncio.create_task(writer.save(collected(number, source_id))) for number in range(5)]
    await asyncio.sleep(0)  # all five have handed in
    await writer.settle()
    assert Archive(db).count() == 5
    await asyncio.gather(*tasks)
